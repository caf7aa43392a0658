"""Definitions at run time: bundles, compiled programmes, the library of both."""
