"""Which stages apply, for whom or what each is taken, and what came out of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.base.values import (
    BLANK,
    NOT_APPLICABLE,
    Absence,
    Value,
)
from engine.definitions.model.conditions import Subject
from engine.definitions.model.flow import (
    Outcome,
    Stage,
)
from engine.meaning.case import Case, RowOfCase
from engine.meaning.events import WHOLE
from engine.meaning.missing import missing, once
from engine.meaning.truth import Truth, both


@dataclass(frozen=True, slots=True)
class Units:
    """The persons (``representatives.0``) or values a stage is taken for.

    ``undecided`` while answers in ``missing`` could change them, and where there is nobody at all:
    a stage for each of no one is not done, somebody has to look at it.
    """

    names: tuple[str, ...]
    undecided: bool = False
    missing: tuple[str, ...] = ()


def applies(case: Case, stage: Stage) -> Truth:
    """Whether the stage belongs to this case: its guard holds and the rule names it."""
    return both((_is_guard_open(case, stage), _is_given(case, stage)))


def lacks(case: Case, stage: Stage) -> tuple[str, ...]:
    """Input names of the answers without which it is not known whether the stage applies."""
    wanted = missing(stage.when, case) if stage.when is not None else ()
    if stage.given_by and _is_given(case, stage) is None:
        wanted += case.decision(case.meaning.facts[stage.given_by].rules.name).missing
    return once(wanted)


def units(case: Case, stage: Stage) -> Units:
    """For whom or what the stage is taken; ``WHOLE`` alone if not for each of something."""
    if stage.each is None:
        return Units((WHOLE,))
    subject = stage.each.subject
    if subject.path in case.meaning.persons:
        return _persons(case, (subject.path,))
    value = case.value(subject)
    if isinstance(value, Absence):
        return Units((), undecided=True, missing=case.needed(subject) if value is BLANK else ())
    codes = value if isinstance(value, tuple) else (str(value),)
    if subject.path in case.meaning.person_facts:
        return _persons(case, codes)
    chosen = tuple(code for code in codes if not stage.each.among or code in stage.each.among)
    return Units(chosen, undecided=not chosen)


def outcome(case: Case, stage: Stage) -> Value:
    """The fact named after the stage: its latest outcome, or those of all its units.

    n/a where the stage does not apply or was never demanded; blank until every unit has one.
    """
    record = case.record(stage.name)
    fits = applies(case, stage)
    if fits is False or (stage.on_demand_after and not record.demanded and not record.last):
        return NOT_APPLICABLE
    if fits is None:
        return BLANK
    found = units(case, stage)
    names = record.demanded_of or found.names
    if stage.on_demand_after and not record.demanded:
        # The demand was taken back: whoever had done it before that has done it.
        names = tuple(record.last)
    taken = [record.outcome(unit) for unit in names]
    if not names or found.undecided or None in taken:
        return BLANK
    codes = tuple(dict.fromkeys(one.outcome.name for one in taken if one is not None))
    return codes if stage.each else codes[0]


def _is_guard_open(case: Case, stage: Stage) -> Truth:
    return True if stage.when is None else case.holds(stage.when)


def _is_given(case: Case, stage: Stage) -> Truth:
    if not stage.given_by:
        return True
    rule = case.meaning.facts[stage.given_by].rules.name
    return case.decision(rule).gives(stage.given_by, stage.name)


def _persons(case: Case, names: tuple[str, ...]) -> Units:
    found = case.people(tuple(name for name in case.meaning.persons if name in names))
    paths = once(path for group in found for path in group.paths)
    return Units(
        paths,
        undecided=not paths or any(group.undecided for group in found),
        missing=once(name for group in found for name in group.missing),
    )


def offered_outcomes(case: Case, stage: Stage, unit: str = WHOLE) -> tuple[Outcome, ...]:
    """The outcomes a unit of the stage may have: all but those meant for other services."""
    scope = _Narrowed(case, stage.each.subject.path, unit) if stage.each and unit else case
    return tuple(
        one
        for one in stage.outcomes
        if one.services is None or case.meaning.holds(one.services)(scope)
    )


@dataclass(frozen=True, slots=True)
class _Narrowed:
    """The case as if only ``unit`` had been chosen in the question at ``path``."""

    case: Case
    path: str
    unit: str

    def value(self, subject: Subject) -> Value:
        return (self.unit,) if subject.path == self.path else self.case.value(subject)

    def rows(self, group: str) -> Sequence[RowOfCase] | Absence:
        return self.case.rows(group)

    def needed(self, subject: Subject) -> tuple[str, ...]:
        return self.case.needed(subject)
