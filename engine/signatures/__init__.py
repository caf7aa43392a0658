"""Signed files that come back: what is signed, by whom, and how far that is proved."""
