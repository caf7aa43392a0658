"""Contradictions that can be seen without trying cases: nothing fits both tests of one name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from engine.base.values import Span
from engine.definitions.checks.status_tests import presence_excludes, statuses_exclude
from engine.definitions.faults import Faults
from engine.definitions.model.conditions import (
    AllOf,
    Anything,
    Between,
    Compare,
    Condition,
    Equals,
    Every,
    Literal_,
    Named,
    OneOf,
    Only,
    Presence,
    Statuses,
    Subject,
    Test,
)
from engine.definitions.model.forms import (
    Group,
)
from engine.definitions.model.programme import (
    Programme,
)
from engine.definitions.model.route import Flow

Pair = tuple[Compare, Compare]


def report_contradictions(programme: Programme, faults: Faults, several: frozenset[str]) -> None:
    """Questions that can never be shown, rows that never fire, stages that never come.

    ``several`` are the names that hold several choices, of which each test may mean another one.
    """
    for code, span, what, parts in _conjunctions(programme):
        pair = contradiction(parts, several)
        if pair is not None:
            first, second = pair
            faults.add(
                code, span,
                f"{what}: “{first.subject.path}” would have to be “{first.text}”"
                f" and “{second.text}” at once.",
                "Change one of the two.",
            )  # fmt: skip


def contradiction(parts: tuple[Condition | None, ...], several: frozenset[str]) -> Pair | None:
    """Two tests of one name, all of ``parts`` being demanded, that nothing can fulfil."""
    tests: dict[Subject, list[Compare]] = {}
    for part in parts:
        for compare in _demanded(part):
            tests.setdefault(compare.subject, []).append(compare)
    for subject, compares in tests.items():
        for number, first in enumerate(compares):
            for second in compares[number + 1 :]:
                if _exclude(first, second, several=subject.path in several):
                    return first, second
    return None


def _demanded(condition: Condition | None) -> Iterator[Compare]:
    if isinstance(condition, Compare):
        yield condition
    elif isinstance(condition, AllOf):
        for part in condition.parts:
            yield from _demanded(part)
    elif isinstance(condition, Named):
        yield from _demanded(condition.part)


def _exclude(first: Compare, second: Compare, *, several: bool) -> bool:
    if isinstance(first.test, Anything) or isinstance(second.test, Anything):
        return False
    if isinstance(first.test, Statuses) or isinstance(second.test, Statuses):
        return _of_items(first.test, second.test)
    if isinstance(first.test, Presence) or isinstance(second.test, Presence):
        return _presence_excludes(first, second) or _presence_excludes(second, first)
    left, right = _allowed(first), _allowed(second)
    if left is not None and right is not None:
        if several:
            return _only_excludes(first, second) or _only_excludes(second, first)
        return not left & right
    return not several and (_none_left(first, second) or _none_left(second, first))


def _of_items(first: Test, second: Test) -> bool:
    """Whether two tests on one item exclude each other."""
    if isinstance(first, Statuses) and isinstance(second, Statuses):
        return statuses_exclude(first, second)
    if isinstance(first, Presence) and isinstance(second, Statuses):
        return presence_excludes(first, second)
    if isinstance(second, Presence) and isinstance(first, Statuses):
        return presence_excludes(second, first)
    return False


def _presence_excludes(first: Compare, second: Compare) -> bool:
    """Whether ``first`` speaks of presence and ``second`` cannot hold with it."""
    if not isinstance(first.test, Presence):
        return False
    if isinstance(second.test, Presence):
        return first.test.state != second.test.state
    negated = isinstance(second.test, OneOf) and second.test.negated
    return first.test.state == "blank" or (first.test.state == "n/a" and not negated)


def _allowed(compare: Compare) -> frozenset[Literal_] | None:
    """The values a plain list of values allows."""
    test = compare.test
    if isinstance(test, Only | Every):
        return frozenset(test.values)
    if not isinstance(test, OneOf) or test.negated:
        return None
    values = [each.value for each in test.alternatives if isinstance(each, Equals)]
    return frozenset(values) if len(values) == len(test.alternatives) else None


def _only_excludes(first: Compare, second: Compare) -> bool:
    if not isinstance(first.test, Only):
        return False
    left, right = frozenset(first.test.values), _allowed(second) or frozenset()
    if isinstance(second.test, Every):
        return not right <= left
    return isinstance(second.test, OneOf) and not left & right


def _none_left(first: Compare, second: Compare) -> bool:
    """Whether ``second`` refuses every value that ``first`` lists."""
    values = _allowed(first)
    test = second.test
    if values is None or not isinstance(test, OneOf):
        return _ranges_apart(first, second)
    return all(_refuses(test, value) for value in values)


def _refuses(test: OneOf, value: Literal_) -> bool:
    for alternative in test.alternatives:
        if isinstance(alternative, Equals):
            fits = alternative.value == value
        elif isinstance(alternative, Between):
            inside = _inside(alternative, value)
            if inside is None:
                return False
            fits = inside
        else:
            return False
        if fits:
            return test.negated
    return not test.negated


def _inside(between: Between, value: Literal_) -> bool | None:
    """Whether a value lies in a range; None if the range depends on the day."""
    if isinstance(between.low, Subject) or isinstance(between.high, Subject):
        return None
    low, high = _rank(between.low), _rank(between.high)
    number = _rank(value)
    if number is None:
        return None
    above = low is None or number > low or (number == low and not between.low_open)
    below = high is None or number < high or (number == high and not between.high_open)
    return above and below


def _rank(value: Literal_ | None) -> Decimal | None:
    """A number that sorts as the value does."""
    if isinstance(value, Decimal):
        return value
    return Decimal(value.toordinal()) if isinstance(value, date) else None


def _ranges_apart(first: Compare, second: Compare) -> bool:
    ends = []
    for compare in (first, second):
        test = compare.test
        if not isinstance(test, OneOf) or test.negated or len(test.alternatives) != 1:
            return False
        between = test.alternatives[0]
        if not isinstance(between, Between) or isinstance(between.low, Subject):
            return False
        if isinstance(between.high, Subject):
            return False
        ends.append((_rank(between.low), _rank(between.high)))
    (low_1, high_1), (low_2, high_2) = ends
    return _below(high_1, low_2) or _below(high_2, low_1)


def _below(high: Decimal | None, low: Decimal | None) -> bool:
    return high is not None and low is not None and high < low


Conjunction = tuple[str, Span, str, tuple[Condition | None, ...]]


def _conjunctions(programme: Programme) -> Iterator[Conjunction]:
    """Everything that must be true at once: code, place, what never happens, the conditions."""
    for form in programme.forms:
        for section in form.sections:
            for item in section.items:
                what = f"“{item.path}” is never asked"
                above = (form.when, section.when, item.when)
                yield "A403", item.span, what, above
                for field in item.items if isinstance(item, Group) else ():
                    what = f"“{field.path}” is never asked"
                    yield "A403", field.span, what, (*above, field.when)
    for rules in programme.rules:
        for row in rules.rows:
            what = f"row {row.number} of “{rules.name}” never fires"
            yield "A404", row.span, what, (row.condition,)
    yield from _of_flow(programme.flow)


def _of_flow(flow: Flow) -> Iterator[Conjunction]:
    for stage in flow.stages:
        yield "A405", stage.span, f"stage “{stage.name}” never comes", (stage.when,)
        for item in (flow.item(name) for name in stage.items):
            what = f"item “{item.name}” never begins"
            yield "A405", item.span, what, (stage.when, item.when)
