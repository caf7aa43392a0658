"""Sentences about whole forms and groups, and how a problem is made of one."""

from __future__ import annotations

from typing import Final

from engine.definitions.kinds import Sentence
from engine.definitions.kinds.sentences import problem, said
from engine.language.marker import N_

__all__ = [
    "DUPLICATE_ROW",
    "TOO_FEW_ROWS",
    "TOO_MANY_ROWS",
    "UNDECIDED",
    "UNFIT",
    "UNKNOWN_NAME",
    "problem",
    "said",
]

UNKNOWN_NAME: Final = Sentence("E-02", N_("The form has no question “{name}”"))
UNFIT: Final = Sentence("E-02", N_("This answer does not fit"))
TOO_MANY_ROWS: Final = Sentence("E-05", N_("At most {max} entries can be added"))
TOO_FEW_ROWS: Final = Sentence("E-01", N_("Add at least {min} entries"))
DUPLICATE_ROW: Final = Sentence("E-46", N_("This person has already been added"))
UNDECIDED: Final = Sentence(
    "E-01", N_("Answer this, or the questions that decide whether it is needed")
)
