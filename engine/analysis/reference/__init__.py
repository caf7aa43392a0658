"""The reference of the definition language, made from the code that reads it."""
