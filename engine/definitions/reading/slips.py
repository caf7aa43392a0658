"""What people write instead of a test, and the test that they mean."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from engine.definitions.faults import did_you_mean
from engine.definitions.reading.names import Symbol

JOINED: Final = re.compile(r"\s+(and|or|\||\|\||/|&|\+)\s+", re.IGNORECASE)
TOGETHER: Final = frozenset({"and", "&", "+"})
SPAN: Final = re.compile(r"(?:from )?(\S+?)(?: to | ?- ?| ?– ?|\.{3})(\S+)")
AT_LEAST: Final = re.compile(r"(\S+)\+")
ENTRY: Final = re.compile(r"(.+?)\s*(==?|!=|<>|\bis\b|\bis not\b)\s*(.+)")


def meant_codes(text: str, symbol: Symbol) -> str:
    """Advice for what is no code: the codes it joins, the code of a caption, or the nearest one."""
    codes = symbol.codes or ()
    parts = JOINED.split(text)
    if len(parts) > 1 and set(parts[::2]) <= set(codes):
        every = TOGETHER & {sign.lower() for sign in parts[1::2]} and symbol.value == "choices"
        return f"Write “{'all ' if every else ''}{' or '.join(parts[::2])}”."
    for code, caption in symbol.captions.items():
        if caption.casefold() == text.casefold():
            return f"Write its code: “{code}”."
    advice = did_you_mean(text, codes)
    return advice if len(codes) > 12 or advice.startswith("Did") else ""


def meant_range(text: str, can_read: Callable[[str], bool]) -> str:
    """Advice for a range in other words than “a..b”; empty where none is meant."""
    if (match := SPAN.fullmatch(text)) and can_read(match[1]) and can_read(match[2]):
        return f"Write “{match[1]}..{match[2]}”."
    if (match := AT_LEAST.fullmatch(text)) and can_read(match[1]):
        return f"Write “{match[1]}..”."
    return ""


def meant_entry(text: str, is_known: Callable[[str], bool]) -> str:
    """Advice for “question = value” in one text; empty where no question stands there."""
    match = ENTRY.fullmatch(text.strip())
    if match is None or not is_known(match[1]):
        return ""
    opposite = "not " if match[2] in ("!=", "<>", "is not") else ""
    return f"Write {{{match[1]}: {opposite}{match[3]}}}."
