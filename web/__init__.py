"""HTTP to values, values to pages; nothing is decided here."""
