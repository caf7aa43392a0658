"""Catalogs and Babel: one reader per language turns texts, numbers and dates into words."""
