"""Money that comes: references of invoices, statements of the bank, and what belongs to which."""
