"""One line of text."""

from engine.definitions.kinds.writing import Writing

KIND = Writing("text", longest=255).kind()
