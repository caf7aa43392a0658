"""Latvian personal code."""

from engine.definitions.kinds.writing import writing

KIND = writing(
    "personal_code",
    longest=64,
    validator="personal_code",
    schema={"pattern": "^[0-9]{6}-?[0-9]{5}$"},
)
