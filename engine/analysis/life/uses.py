"""Every condition that the life of a case asks, with the item or stage that asks it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from engine.analysis.cone import Placed, duties
from engine.base.dataclass import dataclass
from engine.definitions.model.conditions import (
    AllOf,
    Alternative,
    AnyOf,
    AtWork,
    Between,
    Compare,
    Condition,
    Equals,
    Named,
    Negation,
    OneOf,
    SameAs,
    Statuses,
    Subject,
    Test,
)
from engine.definitions.model.flow_walk import item_conditions
from engine.definitions.model.items import PROPOSED, Item
from engine.definitions.model.route import Flow
from engine.meaning.missing import nested
from engine.meaning.programme import Meaning

SubjectOf = Callable[[str], Subject]
"""What a plain name means."""


@dataclass(frozen=True, slots=True, eq=False)
class Use:
    """A condition in the scope of an item (empty: the case) that is asked where ``stage`` is.

    ``item`` is the item whose own life asks it; empty for what stages, ends and promises ask.
    """

    condition: Condition
    scope: str = ""
    stage: str = ""
    item: str = ""


def life_uses(flow: Flow) -> tuple[Use, ...]:
    """All conditions on which the life of a case depends, and what is promised of it."""
    return tuple(_uses(flow))


def _uses(flow: Flow) -> Iterator[Use]:
    stages = {stage.name for stage in flow.stages}
    for stage in flow.stages:
        if stage.when is not None:
            yield from (Use(stage.when, item=name) for name in stage.items)
        if stage.done_when is not None:
            yield Use(stage.done_when, stage=stage.name)
    for item in flow.items:
        name = flow.stage_of(item.name).name
        for condition, scope in item_conditions(item):
            is_own = scope == item.name and item.each is not None
            yield Use(condition, item.name if is_own else "", name, item.name)
    for condition in _of_case(flow):
        yield Use(condition)
    for promise in flow.promises:
        yield Use(promise.fits, stage=promise.at if promise.at in stages else "")


def _of_case(flow: Flow) -> Iterator[Condition]:
    conditions = [step.when for step in flow.case.steps] + [end.when for end in flow.case.ends]
    yield from (condition for condition in conditions if condition is not None)


def deciding(meaning: Meaning, uses: Iterable[Use]) -> tuple[list[Placed], list[str]]:
    """The conditions and subjects of answers that the life of a case depends on."""
    flow = meaning.route.flow
    conditions: list[Placed] = []
    paths: list[str] = [stage.given_by for stage in flow.stages if stage.given_by]
    for use in uses:
        conditions += _placed(meaning, use)
    for item in flow.items:
        _of_units(meaning, item, conditions, paths)
    return conditions, paths


def _of_units(meaning: Meaning, item: Item, conditions: list[Placed], paths: list[str]) -> None:
    each = item.each
    if each is None:
        return
    if each.among:
        among = OneOf(tuple(Equals(code) for code in each.among))
        conditions.append((Compare(each.subject, among, "", item.span), ""))
    if each.where is not None:
        conditions.append((each.where, each.subject.path))
    if each.kind == "persons":
        more_conditions, more_paths = duties(meaning.persons.values())
        conditions += more_conditions
        paths += more_paths
    if each.subject.path not in meaning.persons:
        paths.append(each.subject.path)


def _placed(meaning: Meaning, use: Use) -> Iterator[Placed]:
    """The condition where its plain names are answers, once for each kind of unit."""
    if not use.scope:
        yield use.condition, ""
        return
    each = meaning.route.items[use.scope].each
    if each is None:
        yield use.condition, ""
    elif each.kind == "values":
        yield _renamed(use.condition, lambda _name: each.subject), ""
    elif each.kind == "rows":
        yield use.condition, each.subject.path
    else:
        for group in meaning.persons.values():
            if group.every:
                yield use.condition, group.every
            else:
                yield _in_block(use.condition, group.block), ""
    yield use.condition, use.scope


def _in_block(condition: Condition, block: str) -> Condition:
    return _renamed(condition, lambda name: Subject(f"{block}.{name}"))


def _renamed(condition: Condition, subject_of: SubjectOf) -> Condition:
    """The condition with another subject for each plain name."""
    match condition:
        case Compare(subject=subject, test=test):
            test = _renamed_test(test, subject_of)
            return replace(condition, subject=_other(subject, subject_of), test=test)
        case AllOf(parts=parts) | AnyOf(parts=parts):
            renamed = tuple(_renamed(part, subject_of) for part in parts)
            return replace(condition, parts=renamed)
        case Named(part=part) | Negation(part=part):
            return replace(condition, part=_renamed(part, subject_of))
        case _:
            return condition


def _renamed_test(test: Test, subject_of: SubjectOf) -> Test:
    if not isinstance(test, OneOf):
        return test
    return replace(test, alternatives=tuple(_other_way(e, subject_of) for e in test.alternatives))


def _other_way(each: Alternative, subject_of: SubjectOf) -> Alternative:
    if isinstance(each, SameAs):
        return SameAs(_other(each.other, subject_of))
    if isinstance(each, AtWork) and each.day is not None:
        return replace(each, day=_other(each.day, subject_of))
    if isinstance(each, Between):
        low, high = (
            _other(bound, subject_of) if isinstance(bound, Subject) else bound
            for bound in (each.low, each.high)
        )
        return replace(each, low=low, high=high)
    return each


def _other(subject: Subject, subject_of: SubjectOf) -> Subject:
    return subject_of(subject.path) if subject.in_row else subject


def proposing(meaning: Meaning, uses: Iterable[Use]) -> frozenset[str]:
    """The items of which something asks whether a step is proposed."""
    rules = (compiled.rules for compiled in meaning.rules.values())
    asked = [use.condition for use in uses]
    asked += [row.condition for rule in rules for row in rule.rows]
    return frozenset(
        part.subject.path
        for condition in asked
        for part in nested(condition)
        if isinstance(part, Compare)
        and isinstance(part.test, Statuses)
        and PROPOSED in part.test.codes
    )
