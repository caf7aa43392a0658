"""The command line: words in, results of the engine out as text, JSON or files."""
