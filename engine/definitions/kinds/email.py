"""E-mail address."""

from engine.definitions.kinds.writing import writing

KIND = writing("email", longest=254, validator="email", widget="email", schema={"format": "email"})
