"""Scenarios: tests that analysts write."""
