"""Account number (IBAN)."""

from engine.definitions.kinds.writing import Writing

KIND = Writing("iban", longest=42, validator="iban").kind()
