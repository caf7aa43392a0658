"""Signing of documents at an outside provider, several people in one signing."""
