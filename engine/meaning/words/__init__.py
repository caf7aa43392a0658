"""What was decided, put into words."""
