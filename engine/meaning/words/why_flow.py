"""Why a stage is needed, why there is one of an item, and why a step is not open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from engine.definitions.model.items import Item, Step
from engine.definitions.model.route import Stage
from engine.meaning.case import Case
from engine.meaning.flow.answers import AnswersWorld
from engine.meaning.flow.commands import RefusalCode
from engine.meaning.flow.steps import Attempt, why_closed
from engine.meaning.missing import missing, once
from engine.meaning.picture import ItemState, Picture
from engine.meaning.truth import Truth, both
from engine.meaning.units import UnitScope, is_needed, units
from engine.meaning.words.why import Reason, Why, guard_reasons, why_fact


def why_needed(case: Case, name: str, *, near: bool = True) -> Why:
    """Why a stage is needed or is not: the rule that names it, its guard, and facts behind that."""
    stage = next(one for one in case.meaning.route.flow.stages if one.name == name)
    named = why_fact(case, stage.given_by, name, near=near) if stage.given_by else None
    guards = () if stage.when is None else tuple(guard_reasons(case, stage.when))
    holds = is_needed(case, stage)
    return Why(
        holds=holds,
        reasons=(*(named.reasons if named else ()), *guards),
        almost=named.almost if named and not named.holds else (),
        missing=stage_lacks(case, stage) if holds is None else (),
        because=stage.because if holds else None,
        source=stage.source,
    )


def why_item(case: Case, item: Item, unit: str = "") -> Why:
    """Why there is one of an item for a unit, or is none: what it is for, and its condition."""
    found = units(case, item)
    exists: Truth = None if found is None else unit in found
    holds = both((is_needed(case, case.meaning.route.stage_of[item.name]), exists))
    stage = why_needed(case, case.meaning.route.stage_of[item.name].name, near=False)
    lacks = (*stage.missing, *_item_lacks(case, item, unit))
    return Why(
        holds=holds,
        reasons=(*stage.reasons, *_of_item(case, item, unit)),
        missing=once(lacks) if holds is None else (),
        source=item.source,
    )


def why_not_open(
    world: AnswersWorld,
    picture: Picture,
    state: ItemState,
    step: Step,
    at: datetime | None = None,
) -> tuple[RefusalCode | None, Why]:
    """Why a step is not open to whoever may take it, with the tests of its condition."""
    code = why_closed(world, picture, state, Attempt(step, at))
    case, item = world.situation(picture), state.item
    scope = UnitScope(case, item, state.unit) if item.each is not None else None
    guards = () if step.when is None else tuple(guard_reasons(case, step.when, scope))
    return code or None, Why(holds=not code, reasons=guards)


def stage_lacks(case: Case, stage: Stage) -> tuple[str, ...]:
    """Input names of the answers still needed to know whether the stage is needed."""
    wanted: list[str] = []
    if stage.given_by:
        rules = case.meaning.facts[stage.given_by].rules.name
        wanted += case.decision(rules).missing
    if stage.when is not None:
        wanted += missing(stage.when, case)
    return once(wanted)


def _of_item(case: Case, item: Item, unit: str) -> Iterator[Reason]:
    each = item.each
    if each is not None and each.subject.path in case.meaning.facts:
        code = unit if each.kind == "values" else ""
        yield from why_fact(case, each.subject.path, code, near=False).reasons
    if item.when is not None:
        scope = UnitScope(case, item, unit) if each is not None else None
        yield from guard_reasons(case, item.when, scope)


def _item_lacks(case: Case, item: Item, unit: str) -> Iterator[str]:
    if item.each is not None:
        yield from case.needed(item.each.subject)
    if item.when is not None:
        yield from missing(item.when, UnitScope(case, item, unit) if item.each else case)
