"""Web address."""

from engine.definitions.kinds.writing import writing

KIND = writing("url", longest=2048, validator="url", widget="url", schema={"format": "uri"})
