"""Verbs and pages over the store: everything that web asks for."""
