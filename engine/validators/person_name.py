"""Name and surname of a person in Latvian or English spelling.

Letters of the Latin script with any diacritics, space, hyphen, apostrophe and full stop; 2 to 120
characters. One word alone is only warned of: some people have one name.

Source: requirement on names of the client questionnaire. Faults: not-latin (E-20), format (E-02),
too-short, too-long (E-04); note name-one-word (E-21).

>>> from datetime import date; context = Context(date(2026, 11, 22))
>>> validate(" Anna  Bērziņa-O’Neil ", context).value
"Anna Bērziņa-O'Neil"
>>> validate("Анна", context).codes
('not-latin',)
>>> validate("Anna", context).notes[0].code
'name-one-word'
"""

from __future__ import annotations

from typing import Final

from engine.validators.context import Context
from engine.validators.letters import (
    is_foreign,
    is_latin,
    length_faults,
    one_line,
    piles_marks,
)
from engine.validators.result import Result, ValidatorFault, judged

SHORTEST: Final = 2
LONGEST_NAME: Final = 120
MARKS: Final = " -'."


def compact(text: str) -> str:
    """Plain apostrophes and hyphens, single spaces, none at the ends."""
    return one_line(text)


def validate(text: str, context: Context) -> Result:
    """Judge script, characters and length; all faults at once."""
    name = compact(text)
    faults = length_faults(name, SHORTEST, LONGEST_NAME)
    if any(map(is_foreign, name)):
        faults.append(ValidatorFault("not-latin"))
    if name and not is_spelt(name):
        faults.append(ValidatorFault("format"))
    words = [word for word in name.split() if any(map(str.isalpha, word))]
    return judged(name, faults, [ValidatorFault("name-one-word")] if len(words) <= 1 else [])


def format(value: str) -> str:
    """A name is shown as it is kept."""
    return value


def is_spelt(name: str) -> bool:
    """Whether it has letters, of whatever script, and besides them only the marks of names."""
    allowed = all(is_latin(sign) or is_foreign(sign) or sign in MARKS for sign in name)
    return allowed and any(map(str.isalpha, name)) and not piles_marks(name)
