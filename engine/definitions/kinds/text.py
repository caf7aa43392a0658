"""One line of text."""

from engine.definitions.kinds.writing import writing

KIND = writing("text", longest=255)
