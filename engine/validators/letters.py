"""Letters and spelling: normal forms, the Latin script, limits of length."""

from __future__ import annotations

import unicodedata
from typing import Final

from engine.validators.result import ValidatorFault

LONGEST: Final = 10_000
"""Code points that are worth reading; normalising longer runs of marks takes quadratic time."""

MOST_MARKS: Final = 2
"""Combining marks that one letter may carry after composition, as in Yoruba or Vietnamese."""

APOSTROPHES: Final = "\u2018\u2019\u201b\u02bc\u02bb\u2032\u0060\u00b4"
HYPHENS: Final = "\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
QUOTES: Final = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033"
KEYBOARD: Final = str.maketrans(
    dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys(HYPHENS, "-") | dict.fromkeys(QUOTES, '"')
)
"""Phones and word processors replace typed marks by these; the plain ones are what was meant."""


def composed(text: str) -> str:
    """``text`` in Unicode normal form C; unchanged when it is longer than ``LONGEST``."""
    return unicodedata.normalize("NFC", text) if len(text) <= LONGEST else text


def one_line(text: str) -> str:
    """Compose a name: plain apostrophes, hyphens and quotes, single spaces, none at the ends."""
    return " ".join(composed(text).translate(KEYBOARD).split())


def is_diacritic(character: str) -> bool:
    """Whether it is a combining mark of the kind that Latin letters carry."""
    return "\u0300" <= character <= "\u036f"


def is_latin(character: str) -> bool:
    """Whether it is a Latin letter or a mark on one; full-width and styled forms are not."""
    if character.isascii():
        return character.isalpha()
    if not character.isalpha():
        return is_diacritic(character)
    return unicodedata.name(character, "").startswith("LATIN ")


def is_foreign(character: str) -> bool:
    """Whether it is a letter or mark of another script."""
    return unicodedata.category(character)[0] in "LM" and not is_latin(character)


def piles_marks(text: str) -> bool:
    """Whether a mark stands on no letter, or a third one on the same: no language spells so."""
    marks = MOST_MARKS
    for character in text:
        if not is_diacritic(character):
            marks = 0 if character.isalpha() else MOST_MARKS
        elif marks == MOST_MARKS:
            return True
        else:
            marks += 1
    return False


def length_faults(text: str, least: int, most: int) -> list[ValidatorFault]:
    """Faults of a text that must have ``least`` to ``most`` code points."""
    if len(text) > most:
        return [ValidatorFault("too-long", {"max": most})]
    if len(text) < least:
        return [ValidatorFault("too-short", {"min": least})]
    return []
