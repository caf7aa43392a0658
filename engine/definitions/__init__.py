"""The definition language: YAML and JSON Schema in, one frozen typed model out."""
