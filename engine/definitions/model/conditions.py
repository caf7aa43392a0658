"""What a condition is: frozen trees, parsed once, without any way to run code.

Grammar and meaning: docs/language.md. A condition is a tree of ``Compare``, ``AllOf``, ``AnyOf``,
``Negation``, ``OverRows`` and ``Named``; a ``Compare`` holds one test on one subject. Subjects and
literals are already typed: the parser knows the kind of every question.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Literal

from engine.base.dataclass import dataclass
from engine.base.values import Span
from engine.definitions.model.calendars import Calendar

TODAY = "today"
"""The one input that is no question: the calendar date the case is judged on."""

Literal_ = str | bool | Decimal | date


@dataclass(frozen=True, slots=True)
class Subject:
    """What is tested or read: a question, value, fact, item, group, or ``today``.

    ``path`` is absolute in the case (``client.birth_date``). With ``in_row`` it is the plain name
    of a question or value of the group row in whose scope the condition stands.
    """

    path: str
    in_row: bool = False


@dataclass(frozen=True, slots=True)
class Equals:
    value: Literal_


@dataclass(frozen=True, slots=True)
class Between:
    """``low..high``; ``None`` is open. A bound may be ``today`` (a Subject)."""

    low: Decimal | date | Subject | None
    high: Decimal | date | Subject | None
    low_open: bool = False
    high_open: bool = False


@dataclass(frozen=True, slots=True)
class SameAs:
    other: Subject


@dataclass(frozen=True, slots=True)
class AtWork:
    """``a working day``, asked of a day; with ``day``: ``within working hours on DAY``, of a time.

    It holds the calendar it is judged by.
    """

    calendar: Calendar
    day: Subject | None = None


Alternative = Equals | Between | SameAs | AtWork


@dataclass(frozen=True, slots=True)
class OneOf:
    """``a or b``; with ``negated`` it is ``not a or b``."""

    alternatives: tuple[Alternative, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Only:
    """``only a or b``: every chosen value is among these."""

    values: tuple[Literal_, ...]


@dataclass(frozen=True, slots=True)
class Every:
    """``all a or b``: every one of these is chosen."""

    values: tuple[Literal_, ...]


@dataclass(frozen=True, slots=True)
class Presence:
    state: Literal["answered", "blank", "n/a"]


@dataclass(frozen=True, slots=True)
class Anything:
    """``-`` in a table: always true."""


@dataclass(frozen=True, slots=True)
class Statuses:
    """How items stand: ``paid``, ``not signed``, ``all passed or n/a``, ``none expired``.

    Without a quantifier it speaks of one item: one that is taken once, or that of the same person
    or value. ``codes`` may hold ``proposed``, which is true beside a status.
    """

    codes: tuple[str, ...]
    quantifier: Literal["", "any", "all", "none"] = ""
    negated: bool = False
    or_not_applicable: bool = False


Test = OneOf | Only | Every | Presence | Anything | Statuses


@dataclass(frozen=True, slots=True)
class Compare:
    subject: Subject
    test: Test
    text: str
    """The test as its author wrote it."""
    span: Span


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: tuple[Condition, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple[Condition, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Negation:
    part: Condition
    span: Span


@dataclass(frozen=True, slots=True)
class OverRows:
    """``group: {any|all|none: condition}``; subjects of the row have ``in_row``."""

    group: str
    quantifier: Literal["any", "all", "none"]
    part: Condition
    span: Span


@dataclass(frozen=True, slots=True)
class Named:
    """A use of a named condition; ``part`` is that condition itself, resolved by the loader."""

    name: str
    part: Condition
    span: Span


Condition = Compare | AllOf | AnyOf | Negation | OverRows | Named


def subjects(condition: Condition) -> tuple[Subject, ...]:
    """Everything a condition reads, each once: tested subjects, compared ones, and groups."""
    return tuple(dict.fromkeys(_subjects(condition)))


def _subjects(condition: Condition) -> Iterator[Subject]:
    match condition:
        case Compare(subject=subject, test=test):
            yield subject
            yield from compared(test)
        case OverRows(group=group, part=part):
            yield Subject(group)
            yield from _subjects(part)
        case AllOf(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                yield from _subjects(part)
        case Named(part=part) | Negation(part=part):
            yield from _subjects(part)


def compared(test: Test) -> Iterator[Subject]:
    """The subjects a test compares with: ``= other``, the bounds of ranges, the day of a time."""
    for one in test.alternatives if isinstance(test, OneOf) else ():
        if isinstance(one, SameAs):
            yield one.other
        elif isinstance(one, Between):
            yield from (bound for bound in (one.low, one.high) if isinstance(bound, Subject))
        elif isinstance(one, AtWork) and one.day is not None:
            yield one.day
