"""Text in the Latin script: any punctuation, digits and signs, but no letters of another script.

Latvian and every other Latin diacritic counts. Control characters and invisible marks, which could
reorder or hide what is read, are refused; line breaks and tabs are not.

Source: the Unicode Standard (script of a letter as given by its name). Faults: not-latin (E-20),
format (E-02), too-long (E-04).

>>> from datetime import date; context = Context(date(2026, 11, 22))
>>> validate("Rīga, Šampētera iela 1", context).value
'Rīga, Šampētera iela 1'
>>> validate("Москва", context).codes
('not-latin',)
>>> validate("safe\\u202etxt", context).codes
('format',)
"""

from __future__ import annotations

import unicodedata

from engine.validators.context import Context
from engine.validators.letters import (
    LONGEST,
    composed,
    is_foreign,
    length_faults,
    piles_marks,
)
from engine.validators.result import Result, ValidatorFault, judged


def compact(text: str) -> str:
    """Compose and trim; every line break becomes ``\\n``."""
    return composed(text.replace("\r\n", "\n").replace("\r", "\n").strip())


def validate(text: str, context: Context) -> Result:
    """Judge the letters; an empty text is fine."""
    words = compact(text)
    faults = length_faults(words, 0, LONGEST)
    if any(map(is_foreign, words)):
        faults.append(ValidatorFault("not-latin"))
    if piles_marks(words) or any(map(is_hidden, words)):
        faults.append(ValidatorFault("format"))
    return judged(words, faults)


def format(value: str) -> str:
    """A text is shown as it is kept."""
    return value


def is_hidden(character: str) -> bool:
    """Whether it is a control, an invisible mark, half of a pair or an unassigned code point."""
    return unicodedata.category(character)[0] == "C" and character not in "\n\t"
