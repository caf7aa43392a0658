"""For want of which answers it is not known whether a stage applies, or for whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.analysis.life.groups import ProofGroup
from engine.definitions.model.route import Stage
from engine.meaning import units
from engine.meaning.missing import missing, once
from engine.meaning.persons import people
from engine.meaning.situation import Situation


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
        if units.units(case, item) is None and item.each is not None:
            yield from case.needed(item.each.subject)
            if item.each.kind == "persons":
                groups = people(case, tuple(case.meaning.persons))
                yield from (missing for group in groups for missing in group.missing)


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
                outputs = space.world.meaning.facts[item.forms_from].rules.outputs
                forms.update(code for output in outputs for code in output.codes)
    whole = space.case(placed.case.world.decided)
    early = space.case(placed.case.world.decided, frozenset(forms))
    is_known = units.is_needed(whole, stage) is not None
    if not is_known or units.is_needed(early, stage) is not None:
        return None
    return Want(wanted(early, stage), is_early=True)
