"""The marks that tell the extraction of messages which sentences to translate."""

from __future__ import annotations

from typing import Final

STEP_CONTEXT: Final = "step"
"""The context of the product's own captions of steps: a button and the history."""

STATUS_CONTEXT: Final = "status"
"""The context of the product's own captions of statuses."""

PLURAL_CONTEXT: Final = "plural"
"""Followed by its number: the context that a plural form of a language is known by."""

PRODUCT_CONTEXTS: Final = frozenset({"", STEP_CONTEXT, STATUS_CONTEXT})
"""Contexts of texts that stand in the code and not in the definitions of a bank."""


def N_(message: str) -> str:
    """Return ``message`` unchanged; Babel collects it, the reader translates it later."""
    return message


def NC_(_context: str, message: str) -> str:
    """Return ``message`` unchanged; Babel collects it with its context, both written out."""
    return message
