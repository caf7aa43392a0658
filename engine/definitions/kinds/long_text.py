"""Several lines of text."""

from engine.definitions.kinds.writing import writing

KIND = writing("long text", longest=4000, widget="textarea")
