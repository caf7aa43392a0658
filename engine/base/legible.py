"""Texts that people write to each other, without signs that are not seen or turn words round."""

from __future__ import annotations

import unicodedata
from typing import Final

HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co"})
"""Controls, marks of direction and other unseen ones, halves of pairs, signs of private use."""

KEPT: Final = frozenset("\n\t\u200d")
"""Ends of lines, tabs, and what joins the parts of one emoji."""

ENDS_OF_LINES: Final = str.maketrans(
    {"\r": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"}
)


def legible(text: str) -> str:
    """``text`` as it is read, without blanks around it: a text of unseen signs only is empty."""
    lines = text.replace("\r\n", "\n").translate(ENDS_OF_LINES)
    seen = (sign for sign in lines if sign in KEPT or unicodedata.category(sign) not in HIDDEN)
    return "".join(seen).strip(" \n\t\u00a0\u200d")


def legible_line(text: str) -> str:
    """The same on one line, as names are."""
    return " ".join(legible(text).split())
