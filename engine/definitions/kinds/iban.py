"""Account number (IBAN)."""

from engine.definitions.kinds.writing import writing

KIND = writing("iban", longest=42, validator="iban", schema={"x-format": "iban"})
