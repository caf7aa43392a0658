"""Analysis of definitions: what an analyst wants to know before publishing."""
