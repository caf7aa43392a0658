"""Messages: what a reader is told, by which channel."""
