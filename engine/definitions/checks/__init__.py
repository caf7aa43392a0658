"""What is held against a whole programme once it is read."""
