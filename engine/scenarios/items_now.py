"""How a case in items stands, in the words that scenarios expect after ``then``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Final

from engine.base.dataclass import dataclass
from engine.base.values import BLANK, Absence
from engine.case.judgement import Judgement
from engine.definitions.model.items import Item
from engine.definitions.model.route import Stage
from engine.definitions.reading.scenario_tests import NOT_BEGUN
from engine.meaning.flow.answers import AnswersWorld
from engine.meaning.flow.decide import permitted
from engine.meaning.flow.stages import instances_of, is_done, units_of
from engine.meaning.flow.standing import current_stages, standing, waits_for
from engine.meaning.flow.times import is_overdue
from engine.meaning.picture import CASE, ItemState, Picture
from engine.meaning.units import standings
from engine.scenarios.actors import everybody
from engine.scenarios.trial import Trial

NONE: Final = "none"
NOBODY: Final = "nobody"
ONCE: Final = "once"
"""What an item that is taken once is for."""

UNDECIDED: Final = "not decided"


@dataclass(frozen=True, slots=True)
class Moment:
    """A case as it is judged now: by what was sent, or by all that is given."""

    trial: Trial = field(repr=False)
    now: Judgement = field(repr=False)

    @property
    def world(self) -> AnswersWorld:
        """The answers it is judged by."""
        case = self.now.situation
        return AnswersWorld(case.meaning, case.answers, case.today, case.applied_on)

    @property
    def picture(self) -> Picture:
        """How the items stand."""
        return self.trial.state.picture


def stages_needed(moment: Moment) -> str:
    """The stages that the case takes, in their order; those side by side joined with a plus."""
    world, picture = moment.world, moment.picture
    blocks: list[list[Stage]] = []
    for stage in world.route.flow.stages:
        if world.needed(stage, picture) is not True:
            continue
        together = stage.together
        if together and blocks and blocks[-1][0].together == together:
            blocks[-1].append(stage)
        else:
            blocks.append([stage])
    return ", ".join(" + ".join(stage.name for stage in block) for block in blocks)


def stage_part(moment: Moment, stage: Stage) -> str:
    """Whether the case takes a stage: ``applies``, ``not_required`` or ``not decided``."""
    needed = moment.world.needed(stage, moment.picture)
    return UNDECIDED if needed is None else "applies" if needed else "not_required"


def units_now(moment: Moment, item: Item) -> str:
    """Whom or what an item is for."""
    found = units_of(moment.world, moment.picture, item)
    if item.each is None and found:
        return ONCE
    return UNDECIDED if found is None else ", ".join(found) or NOBODY


def standing_words(moment: Moment, item: Item) -> str:
    """How an item stands, for each of its units."""
    value = standings(moment.world.situation(moment.picture), item)
    if isinstance(value, Absence):
        return UNDECIDED if value is BLANK else "n/a"
    found = instances_of(moment.world, moment.picture, item)
    words = [(unit, instance.standing or NOT_BEGUN) for unit, instance in found]
    return ", ".join(f"{unit}: {one}" if unit else one for unit, one in words)


def open_to(moment: Moment, name: str) -> tuple[str, ...] | None:
    """The steps open to a role, or those of an item; None for a stranger."""
    moves = [
        move
        for acting in everybody(moment.trial.state)
        for move in permitted(moment.world, moment.picture, acting)
    ]
    flow = moment.world.route.flow
    if name == CASE or any(name == item.name for item in flow.items):
        return tuple(dict.fromkeys(move.name for move in moves if move.item == name))
    known = {*(role.name for role in flow.roles), *(one.name for one in flow.providers)}
    if name not in {*known, "applicant", "the person"}:
        return None
    own = (move for move in moves if move.name.startswith(f"{name} "))
    return tuple(dict.fromkeys(move.name for move in own))


def _current(moment: Moment) -> str:
    return ", ".join(current_stages(moment.world, moment.picture)) or NONE


def _done(moment: Moment) -> str:
    world, picture = moment.world, moment.picture
    stages = (one for one in world.route.flow.stages if world.needed(one, picture))
    return ", ".join(one.name for one in stages if is_done(world, picture, one)) or NONE


def _overdue(moment: Moment) -> str:
    world, picture, trial = moment.world, moment.picture, moment.trial
    late = (
        item.name
        for item in world.route.flow.items
        for unit, instance in instances_of(world, picture, item)
        if is_overdue(picture, ItemState(item, unit, instance), trial.calendar, trial.now)
    )
    return ", ".join(dict.fromkeys(late)) or NONE


def _refused(moment: Moment) -> str:
    return ", ".join(each.code for each in moment.trial.supposed().refused) or NONE


WHOLE_NOW: Final[Mapping[str, Callable[[Moment], str]]] = {
    "stages": stages_needed,
    "stage": _current,
    "done": _done,
    "case": lambda moment: standing(moment.world, moment.picture).name,
    "waits for": lambda moment: ", ".join(waits_for(moment.world, moment.picture)) or NOBODY,
    "overdue": _overdue,
    "problems": _refused,
    "engines": lambda moment: moment.now.opinion.engines,
}
"""What can be expected of a case as a whole: subject to the words for it."""

SETS: Final = frozenset({"stage", "done", "waits for", "overdue"})
"""Subjects whose words may stand in any order."""
