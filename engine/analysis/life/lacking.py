"""For want of which answers it is not known whether a stage applies, or for whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from engine.analysis.life.groups import ProofGroup
from engine.base.dataclass import dataclass
from engine.definitions.model.items import Item
from engine.definitions.model.route import Stage
from engine.meaning import units
from engine.meaning.missing import missing, once
from engine.meaning.persons import people
from engine.meaning.situation import Situation
from engine.meaning.units import UnitScope


@dataclass(frozen=True, slots=True)
class Want:
    """The answers a stage waits for, by input name; ``is_early`` if they are asked after it."""

    names: tuple[str, ...]
    is_early: bool = False


def wanted(case: Situation, stage: Stage) -> tuple[str, ...]:
    """The unanswered questions that keep a stage, or for whom it is, from being known."""
    return once(_wanted(case, stage))


def _wanted(case: Situation, stage: Stage) -> Iterator[str]:
    if units.is_needed(case, stage) is None:
        if stage.when is not None:
            yield from missing(stage.when, case)
        if stage.given_by:
            yield from case.decision(case.meaning.facts[stage.given_by].rules.name).missing
    for name in stage.items:
        item = case.meaning.route.items[name]
        if units.units(case, item) is None:
            yield from _of_units(case, item)


def _of_units(case: Situation, item: Item) -> Iterator[str]:
    """The unanswered questions that keep whom or what an item is for from being known."""
    every = units.units(case, replace(item, when=None))
    if every is not None and item.when is not None:
        for unit in every:
            yield from missing(item.when, UnitScope(case, item, unit))
    elif item.each is not None:
        named = units.codes(case, item.each) if item.each.kind == "persons" else None
        if named is None:
            yield from case.needed(item.each.subject)
        for group in people(case, named or ()):
            yield from group.missing


def used_early(group: ProofGroup, stage: Stage) -> Want | None:
    """The answers that decide on a stage and are asked only when it has begun, if there are any."""
    placed = group.cases[0]
    route, space = placed.case.world.route, placed.case.world.space
    forms = set(space.world.meaning.programme.registration.case_forms)
    for before in route.before[stage.name]:
        for name in before.items:
            item = route.items[name]
            forms.update(item.forms)
            if item.forms_from:
                forms |= space.world.meaning.facts[item.forms_from].rules.given(item.forms_from)
    whole = space.case(placed.case.world.decided)
    early = space.case(placed.case.world.decided, frozenset(forms))
    is_known = units.is_needed(whole, stage) is not None
    if not is_known or units.is_needed(early, stage) is not None:
        return None
    return Want(wanted(early, stage), is_early=True)
