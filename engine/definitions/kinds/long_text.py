"""Several lines of text."""

from engine.definitions.kinds.writing import Writing

KIND = Writing("long text", longest=4000, widget="textarea").kind()
