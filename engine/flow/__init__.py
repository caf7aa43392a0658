"""Flow: a verdict becomes the next move."""
