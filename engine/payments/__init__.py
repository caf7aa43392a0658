"""Money that comes: statements of the bank."""
