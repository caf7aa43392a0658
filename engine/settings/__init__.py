"""Settings: names, defaults, and how each is read."""
