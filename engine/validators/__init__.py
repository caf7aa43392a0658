"""Checks of single values: each module compacts, validates and formats one kind of value."""
