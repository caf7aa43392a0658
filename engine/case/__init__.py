"""The case itself, pure: no store, no HTTP, no clock."""
