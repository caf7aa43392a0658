"""The bank officer's desk."""
