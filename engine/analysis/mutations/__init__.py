"""Definitions with one small mistake in them, to see whether anybody would notice."""
