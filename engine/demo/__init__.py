"""The demonstration: invented people."""
