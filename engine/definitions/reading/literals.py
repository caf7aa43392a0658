"""Values that an analyst writes in tests, typed by the name they are compared with."""

from __future__ import annotations

import unicodedata

from engine.definitions.faults import Faults
from engine.definitions.model.conditions import Literal_
from engine.definitions.reading.names import Symbol
from engine.definitions.reading.slips import meant_codes, meant_range
from engine.definitions.reading.words import Word


def read_literal(word: Word, symbol: Symbol, faults: Faults) -> Literal_ | None:
    """The typed value, or None after a fault."""
    text = unicodedata.normalize("NFC", word.text)
    if not text:
        faults.add("A303", word.span, "a value is missing here.", "Write one.")
        return None
    if symbol.codes == ():  # the list has a fault of its own
        return text
    if symbol.codes is not None:
        return _code(text, word, symbol, faults)
    try:
        return symbol.literal(text)
    except ValueError:
        message = f"“{word.text}” does not fit “{symbol.path}”, which is {KINDS[symbol.value]}."
        advice = meant_range(text, lambda end: _can_read(end, symbol))
        faults.add("A302", word.span, message, advice or EXAMPLES.get(symbol.value, ""))
        return None


def _can_read(text: str, symbol: Symbol) -> bool:
    try:
        symbol.literal(text)
    except ValueError:
        return False
    return True


def _code(text: str, word: Word, symbol: Symbol, faults: Faults) -> str | None:
    codes = symbol.codes or ()
    if text in codes:
        return text
    shown = ", ".join(codes[:12]) + (", …" if len(codes) > 12 else "")
    message = f"“{text}” is not a value of “{symbol.path}”: {shown}."
    faults.add("A301", word.span, message, meant_codes(text, symbol))
    return None


KINDS = {
    "text": "a text", "flag": "a yes or no", "number": "a number", "date": "a date",
    "choice": "one choice", "choices": "several choices", "files": "a question for files",
    "row": "a row number", "none": "a note without an answer", "group": "a repeating group",
    "item": "an item", "items": "an item taken for each",
}  # fmt: skip
EXAMPLES = {
    "flag": "Write yes or no.",
    "number": "Write digits and a point, as 33.5.",
    "date": "Write it as 2026-07-01.",
    "row": "Rows are counted from 1.",
}
