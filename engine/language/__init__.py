"""Languages: catalogs, and texts, numbers and dates as a reader expects them."""
