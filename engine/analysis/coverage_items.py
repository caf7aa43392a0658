"""What a combination of leading answers means for the flow: its stages, and its items."""

from __future__ import annotations

from collections.abc import Iterator

from engine.analysis.readings import readings
from engine.base.dataclass import dataclass
from engine.base.values import Text
from engine.meaning.programme import Meaning
from engine.meaning.situation import Situation
from engine.meaning.truth import Truth
from engine.meaning.units import is_needed, units


@dataclass(frozen=True, slots=True)
class StageOfSheet:
    """A stage as a sheet names it; ``beside`` the others it waits for nobody."""

    name: str
    title: Text
    together: str
    beside: bool
    given_by: str


@dataclass(frozen=True, slots=True)
class CoverageItem:
    """An item of a line and whom or what it is for, None where other answers decide on that."""

    item: str
    units: tuple[str, ...] | None


def stages_of_sheet(meaning: Meaning) -> tuple[StageOfSheet, ...]:
    """The stages of a programme in their order."""
    return tuple(
        StageOfSheet(one.name, one.title, one.together, bool(one.opens_after), one.given_by)
        for one in meaning.route.flow.stages
    )


def stages_applying(case: Situation) -> Iterator[tuple[str, Truth]]:
    """Whether each stage is needed, as far as answers tell."""
    for one in case.meaning.route.flow.stages:
        yield one.name, is_needed(case, one)


def moved_by_items(meaning: Meaning) -> frozenset[str]:
    """The facts that depend on how items stand, and not on answers alone."""
    reads = {
        name: {one.path for row in rules.rules.rows for one in readings(row.condition)}
        for name, rules in meaning.facts.items()
    }
    moved = frozenset(name for name, paths in reads.items() if paths & set(meaning.route.items))
    while True:
        more = moved | {name for name, paths in reads.items() if paths & moved}
        if more == moved:
            return moved
        moved = more


def items_of_line(case: Situation) -> Iterator[CoverageItem]:
    """The items that a case has; those of a stage that is not needed are left out."""
    for item in case.meaning.route.flow.items:
        needed = is_needed(case, case.meaning.route.stage_of[item.name])
        if needed is False:
            continue
        found = units(case, item)
        if needed is None or found is None:
            yield CoverageItem(item.name, None)
        elif found:
            yield CoverageItem(item.name, found)
