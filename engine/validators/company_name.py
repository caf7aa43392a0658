"""Name of a company in Latvian or English spelling.

Letters of the Latin script, digits and ``space - ' " & . , ( ) / + ! :``; 2 to 200 characters.
Curly and angled quotes become plain ones.

Source: requirement on company names of the company questionnaire. Faults: not-latin (E-20),
format (E-02), too-short, too-long (E-04).

>>> from datetime import date; context = Context(date(2026, 11, 22))
>>> validate("SIA „Rīta Rasa”", context).value
'SIA "Rīta Rasa"'
>>> validate("ООО Роса", context).codes
('not-latin',)
>>> validate("Rasa #1", context).codes
('format',)
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
LONGEST_NAME: Final = 200
MARKS: Final = " -'\"&.,()/+!:0123456789"


def compact(text: str) -> str:
    """Plain quotes, apostrophes and hyphens, single spaces, none at the ends."""
    return one_line(text)


def validate(text: str, context: Context) -> Result:
    """Judge script, characters and length; all faults at once."""
    name = compact(text)
    faults = length_faults(name, SHORTEST, LONGEST_NAME)
    if any(map(is_foreign, name)):
        faults.append(ValidatorFault("not-latin"))
    if name and not is_spelt(name):
        faults.append(ValidatorFault("format"))
    return judged(name, faults)


def format(value: str) -> str:
    """A name is shown as it is kept."""
    return value


def is_spelt(name: str) -> bool:
    """Whether it has a letter or digit, and besides letters of any script only allowed marks."""
    allowed = all(is_latin(sign) or is_foreign(sign) or sign in MARKS for sign in name)
    return allowed and any(map(str.isalnum, name)) and not piles_marks(name)
