"""The mark that tells the extraction of messages which sentences to translate."""

from __future__ import annotations


def N_(message: str) -> str:
    """Return ``message`` unchanged; Babel collects it, the reader translates it later."""
    return message
