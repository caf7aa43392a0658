"""Web address."""

from engine.definitions.kinds.writing import Writing

KIND = Writing(
    "url", longest=2048, validator="url", widget="url", keywords={"format": "uri"}
).kind()
