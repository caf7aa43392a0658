"""Elementary classes of the answers to one question: what no test of the programme can tell apart.

A class is shown by one answer of it. ``weight`` counts the answers that are really meant where they
can be counted (choices), ``cost`` is higher for what makes a case longer to tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import product
from typing import Any, Final

from engine.analysis import samples
from engine.analysis.constants import Constant, calendars, constants
from engine.analysis.given import Given
from engine.analysis.shape import shape
from engine.base.dataclass import dataclass
from engine.base.values import BLANK, Value
from engine.definitions.kinds import FIELD_TYPES, ReadContext
from engine.definitions.model.conditions import (
    Every,
    OneOf,
    Only,
    Presence,
    Subject,
    Test,
)
from engine.definitions.model.forms import (
    Field,
    Option,
)
from engine.meaning.tests import compile_test
from engine.meaning.truth import Truth

SUBSET_LIMIT: Final = 512
"""Combinations of several choices above which only small ones are looked at."""


@dataclass(frozen=True, slots=True)
class GivenChoice:
    given: Given
    weight: int = 1
    cost: int = 0


@dataclass(frozen=True, slots=True)
class QuestionUse:
    """What is known of a question before any case: its field and how its answers are used.

    ``compared`` answers are set against other answers; ``computed`` ones go into values; ``apart``
    ones are taken one by one, so that one choice and two of a kind differ.
    """

    field: Field
    tests: tuple[Test, ...]
    constants: frozenset[Constant]
    today: date
    compared: bool = False
    computed: bool = False
    apart: bool = False


class _OnlyToday:
    """A scope that knows the date and no answers."""

    def __init__(self, today: date) -> None:
        self.today = today

    def value(self, subject: Subject) -> Value:
        return self.today if subject.path == "today" else BLANK

    def rows(self, _group: str) -> Any:
        return BLANK

    def needed(self, _subject: Subject) -> tuple[str, ...]:
        return ()


def single(question: QuestionUse) -> tuple[GivenChoice, ...]:
    """Classes of a question with one answer, blank left out."""
    kind = FIELD_TYPES[question.field.kind].value
    if kind == "flag":
        only_yes = question.field.kind == "consent"
        return (GivenChoice(True),) if only_yes else (GivenChoice(False), GivenChoice(True, cost=1))
    if kind == "files":
        return (GivenChoice((samples.FILE,)),)
    if kind == "choice":
        return _merged(question, _codes(question.field), keys=_whens(question.field))
    if kind == "text":
        literals = sorted(one for one in question.constants if isinstance(one, str))
        return _merged(question, literals)
    points: Sequence[Any] = (
        samples.dates(question.today, question.constants, calendars(question.tests))
        if kind == "date"
        else samples.numbers(question.field, question.constants)
    )
    return _merged(question, [one for one in points if _is_accepted(question, one)] or points)


def vector(tests: Iterable[Test], value: Value, today: date) -> tuple[Truth, ...]:
    """What every test says of ``value``."""
    scope = _OnlyToday(today)
    return tuple(compile_test(test)(value, scope) for test in tests)


def _merged(
    question: QuestionUse, values: Sequence[Any], keys: dict[Any, str] | None = None
) -> tuple[GivenChoice, ...]:
    """One answer of each class, or the first two where they are compared with others."""
    groups: dict[Any, list[Any]] = {}
    for value in values:
        key: Any = (vector(question.tests, value, question.today), (keys or {}).get(value))
        groups.setdefault((key, value) if question.computed else key, []).append(value)
    found: list[GivenChoice] = []
    for members in groups.values():
        shown = members[:2] if question.compared else members[:1]
        rest = len(members) - len(shown) + 1 if isinstance(members[0], str) else 1
        found += [GivenChoice(one, rest if one is shown[-1] else 1) for one in shown]
    return tuple(
        GivenChoice(one.given, one.weight, min(place, 3)) for place, one in enumerate(found)
    )


def _codes(field: Field) -> tuple[str, ...]:
    return tuple(dict.fromkeys(option.code for option in options(field)))


def is_text(field: Field) -> bool:
    """Whether a question is answered with a free text."""
    return FIELD_TYPES[field.kind].value == "text"


def options(field: Field) -> tuple[Option, ...]:
    """The options of a question; lists provided for a kind are lists too."""
    return field.options.options if field.options else ()


def _whens(field: Field) -> dict[Any, str]:
    return {option.code: shape(option.when) for option in options(field)}


def _is_accepted(question: QuestionUse, value: Value) -> bool:
    kind = FIELD_TYPES[question.field.kind]
    context = ReadContext(question.field.path, question.today)
    return kind.parse(kind.texts(value), question.field, context).value is not BLANK


@dataclass(frozen=True, slots=True)
class Several:
    """A question with several choices: options that nothing tells apart, and how to combine them.

    ``complete`` is false where there are too many combinations and only small ones are made.
    """

    classes: tuple[tuple[Option, ...], ...]
    apart: bool
    complete: bool

    def subsets(self, is_offered: Callable[[Option], bool]) -> Iterator[GivenChoice]:
        """Every way to choose at least one of the options offered now, few choices first."""
        offered = [[one for one in each if is_offered(one)] for each in self.classes]
        ways = [self._ways(members) for members in offered if members]
        found = [_together(parts) for parts in product(*ways)] if self.complete else _small(ways)
        yield from sorted((one for one in found if one.given), key=lambda one: one.cost)

    def _ways(self, members: list[Option]) -> list[tuple[tuple[str, ...], int]]:
        codes = tuple(one.code for one in members)
        count = len(codes)
        if not self.apart or count == 1:
            return [((), 1), (codes[:1], 2**count - 1)]
        return [((), 1), (codes[:1], count), (codes[:2], 2**count - 1 - count)]


def several(question: QuestionUse) -> Several:
    """Classes of the options of a question with several choices."""
    groups: dict[Any, list[Option]] = {}
    for option in options(question.field):
        truths = vector(question.tests, (option.code,), question.today)
        named = [_names(test, option.code) for test in question.tests]
        alone = option.code if _is_needed(question.tests, option.code) else ""
        key = (truths, tuple(named), shape(option.when), alone)
        groups.setdefault(key, []).append(option)
    classes = tuple(tuple(members) for members in groups.values())
    size = 1
    for members in classes:
        size *= 3 if question.apart and len(members) > 1 else 2
    return Several(classes, question.apart or question.computed, size <= SUBSET_LIMIT * 2)


def _is_needed(tests: Iterable[Test], code: str) -> bool:
    """Whether a test asks for this option beside others: no other one does for it."""
    return any(isinstance(test, Every) and code in test.values for test in tests)


def _names(test: Test, code: str) -> bool:
    return code in constants((test,)) and isinstance(test, OneOf | Only | Every | Presence)


def _together(parts: Iterable[tuple[tuple[str, ...], int]]) -> GivenChoice:
    codes: tuple[str, ...] = ()
    weight = 1
    for chosen, ways in parts:
        codes += chosen
        weight *= ways
    return GivenChoice(codes, weight, 10 * max(0, len(codes) - 1))


def _small(ways: list[list[tuple[tuple[str, ...], int]]]) -> list[GivenChoice]:
    """None, one or two classes of options, or one of each class."""
    found = [_together(each[1] for each in ways)]
    for place, each in enumerate(ways):
        found += [_together((one,)) for one in each[1:]]
        found += [_together((each[1], other[1])) for other in ways[place + 1 :]]
    return found
