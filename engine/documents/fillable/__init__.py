"""Forms as PDF that can be filled in without the cabinet, and read when they come back."""
