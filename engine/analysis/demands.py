"""What a submission is refused for: tests of questions, checks, and rows that are alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from engine.analysis.readings import path_of, readings
from engine.base.dataclass import dataclass
from engine.base.values import Absence, Span
from engine.definitions.model.conditions import (
    TODAY,
    Compare,
    Condition,
    Subject,
)
from engine.definitions.model.forms import (
    Check,
    Computed,
    Distinct,
    Field,
    Group,
)
from engine.definitions.model.programme import (
    Programme,
)
from engine.meaning.case import RowOfCase
from engine.meaning.checks import compile_check
from engine.meaning.conditions import compile_condition
from engine.meaning.needs import COLUMN
from engine.meaning.situation import RowScope, Situation
from engine.meaning.tests import same

Broken = Callable[[Situation], bool]


@dataclass(frozen=True, slots=True, eq=False)
class Demand:
    """Something every submitted case fulfils.

    ``conditions`` are those it consists of, each with the group in whose rows it stands (or empty);
    ``questions`` are the paths it speaks of.
    """

    span: Span
    conditions: tuple[tuple[Condition, str], ...]
    questions: frozenset[str]
    broken: Broken
    when: tuple[Condition, str] | None = None
    """When it is demanded at all; with the group in whose rows that is judged."""
    compares: bool = False
    """Whether it sets rows against each other."""


def demands(programme: Programme) -> tuple[Demand, ...]:
    """All demands of a programme, in the order of its forms."""
    return tuple(_demands(programme))


def _demands(programme: Programme) -> Iterator[Demand]:
    for form in programme.forms:
        values = {one.path: one for one in form.computed}
        for check in form.checks:
            if check.level == "refuse":
                yield _of_check(check, "", values)
        for item in (item for section in form.sections for item in section.items):
            if isinstance(item, Group):
                yield from _of_group(item, values)
            elif item.must_be is not None:
                yield _of_field(item)


def _of_group(group: Group, outer: dict[str, Computed]) -> Iterator[Demand]:
    values = outer | {one.path: one for one in group.computed}
    yield from (_of_field(item) for item in group.items if item.must_be is not None)
    for check in group.checks:
        if check.level == "refuse":
            yield _of_check(check, group.path, values)
    yield from (_of_distinct(distinct, group) for distinct in group.distinct)


def _of_field(field: Field) -> Demand:
    subject = Subject(field.name, in_row=True) if field.group else Subject(field.path)
    assert field.must_be is not None  # noqa: S101 - the caller has asked
    test = Compare(subject, field.must_be, field.must_be_text, field.span)
    holds = compile_condition(test)

    def broken(case: Situation, row: RowOfCase | None) -> bool:
        answered = not isinstance(case.value(subject, row), Absence)
        return answered and holds(row or case) is False

    paths = _spoken_of(test, field.group, {})
    return Demand(field.span, ((test, field.group),), paths, _anywhere(field.group, broken))


def _of_check(check: Check, group: str, values: dict[str, Computed]) -> Demand:
    holds = compile_check(check.condition)
    when = None if check.when is None else compile_condition(check.when)
    places = [f"{group}{COLUMN}{name}" if group else name for name in check.at]

    def broken(case: Situation, row: RowOfCase | None) -> bool:
        if when is not None and when(row or case) is not True:
            return False
        known = [path for path in places if path in case.meaning.questions]
        if known and not any(case.asked(path, row) for path in known):
            return False
        return holds(row or case) is False

    conditions = [check.condition, *([check.when] if check.when else [])]
    paths = frozenset().union(*(_spoken_of(one, group, values) for one in conditions))
    spoken = tuple((condition, group) for condition in conditions)
    placed = None if check.when is None else (check.when, group)
    return Demand(check.span, spoken, paths, _anywhere(group, broken), placed)


def _of_distinct(distinct: Distinct, group: Group) -> Demand:
    where = None if distinct.where is None else compile_condition(distinct.where)
    names = [Subject(name, in_row=True) for name in distinct.by]

    def alike(one: RowScope, other: RowScope) -> bool:
        pairs = [(one.value(name), other.value(name)) for name in names]
        for a, b in pairs:
            if isinstance(a, Absence) or isinstance(b, Absence) or not same(a, b):
                return False
        return where is None or (where(one) is True and where(other) is True)

    def broken(case: Situation) -> bool:
        return any(alike(one, other) for one, other in combinations(_rows(case, group.path), 2))

    paths = frozenset(f"{group.path}{COLUMN}{name}" for name in distinct.by)
    conditions = ((distinct.where, group.path),) if distinct.where else ()
    return Demand(distinct.span, conditions, paths, broken, compares=True)


def _anywhere(group: str, broken: Callable[[Situation, RowOfCase | None], bool]) -> Broken:
    if not group:
        return lambda case: broken(case, None)
    return lambda case: any(broken(case, row) for row in _rows(case, group))


def _rows(case: Situation, group: str) -> Sequence[RowScope]:
    rows = case.rows(group)
    return () if isinstance(rows, Absence) else rows


def _spoken_of(condition: Condition, group: str, values: dict[str, Computed]) -> frozenset[str]:
    """Paths of the questions a condition tests, those behind computed values among them."""
    found: set[str] = set()
    waiting = [reading.path for reading in readings(condition, group)]
    while waiting:
        path = waiting.pop()
        if path in values:
            waiting += [path_of(subject, group) for subject in values[path].arguments]
        else:
            found.add(path)
    return frozenset(found - {TODAY})
