"""Answers that nobody types, and what they are made of: own accounts, series of numbers."""

from __future__ import annotations

from typing import Final, Literal

from engine.base.dataclass import dataclass
from engine.base.values import Span, Text
from engine.definitions.model.conditions import Subject
from engine.definitions.model.durations import Duration

YEAR: Final = "{year}"
COUNT: Final = "{count}"
"""What the text of a series holds; with the year it begins anew every year."""

How = Literal[
    "next",
    "reference",
    "payee",
    "registration number",
    "address",
    "iban",
    "currency",
    "today",
    "in",
    "text",
    "document",
    "random",
    "name",
]
"""How an answer comes about; those of an own account are named like what is known of it."""


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """An account of the bank itself, on which it is paid."""

    name: str
    payee: str
    iban: str
    span: Span
    currency: str = "EUR"
    bic: str = ""
    registration_number: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class NumberSeries:
    """Numbers without a gap; ``digits`` is how many the count has at least."""

    name: str
    text: str
    span: Span
    digits: int = 1

    @property
    def is_yearly(self) -> bool:
        """Whether it begins anew every year."""
        return YEAR in self.text

    def number(self, year: int, count: int) -> str:
        """The number of a place in the series."""
        words = self.text.replace(YEAR, str(year))
        return words.replace(COUNT, str(count).rjust(self.digits, "0"))


@dataclass(frozen=True, slots=True)
class Making:
    """How the answer to ``path`` comes about that a step asks.

    ``of`` names a series of numbers or an own account, ``subject`` is the answer, value or fact it
    is made of, ``text`` is filled in, ``after`` is how long from today, ``length`` that of what is
    random.
    """

    path: str
    how: How
    span: Span
    of: str = ""
    subject: Subject | None = None
    text: Text | None = None
    after: Duration | None = None
    length: int = 0
