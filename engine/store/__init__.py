"""The store: what is kept, in SQLite or PostgreSQL, and files on disk."""
