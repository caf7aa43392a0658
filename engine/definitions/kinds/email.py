"""E-mail address."""

from engine.definitions.kinds.writing import Writing

KIND = Writing(
    "email", longest=254, validator="email", widget="email", keywords={"format": "email"}
).kind()
