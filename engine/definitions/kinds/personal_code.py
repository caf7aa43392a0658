"""Latvian personal code."""

from engine.definitions.kinds.writing import Writing

KIND = Writing(
    "personal_code",
    longest=64,
    validator="personal_code",
    keywords={"pattern": "^[0-9]{6}-?[0-9]{5}$"},
).kind()
