"""A case in items, in words: how it stands, its stages with their reasons, its items.

Outcomes are always visible: where a decision went against the applicant, the case never reads as
if it had only been completed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final, Literal

from engine.base.dataclass import dataclass
from engine.definitions.model.items import Item, Status, StatusKind
from engine.definitions.model.route import Stage
from engine.language.marker import N_
from engine.meaning.flow.answers import AnswersWorld
from engine.meaning.flow.stages import instances_of, is_current, is_done
from engine.meaning.flow.standing import (
    IN_PREPARATION,
    IN_PROGRESS,
    STOPPED,
    Turn,
    decisions,
    standing,
    turns,
)
from engine.meaning.flow.steps import is_final
from engine.meaning.flow.times import due_at
from engine.meaning.missing import once
from engine.meaning.picture import ItemState, Picture
from engine.meaning.reader import CaptionReader
from engine.meaning.words.captions import Captions
from engine.meaning.words.summary import (
    FactInWords,
    PeopleInWords,
    ReasonInWords,
    facts_in_words,
    people_in_words,
    reasons_in_words,
)
from engine.meaning.words.units import item_title, status_text
from engine.meaning.words.why_flow import stage_lacks, why_needed

StageState = Literal["done", "current", "waiting", "not_required", "on_demand"]
"""``on_demand``: it runs beside the others, and nothing of it was asked for."""

BUILT_IN: Final[Mapping[str, str]] = {
    IN_PREPARATION: N_("In preparation"),
    STOPPED: N_("Stopped"),
    IN_PROGRESS: N_("In progress"),
}
WITH_OUTCOMES: Final = N_("{status}: {outcomes}")
_MOMENT: Final = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class StageLine:
    """A stage: how far it is and why it is needed; ``text`` is what the applicant reads."""

    stage: str
    title: str
    state: StageState
    undecided: bool
    text: str
    why: tuple[ReasonInWords, ...]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item for one of its units. ``status`` is the code of what is shown, ``caption`` its words.

    ``waits_for`` are those whose turn it is, as the flow names them; ``proposed`` says that a step
    waits for confirmation.
    """

    item: str
    unit: str
    stage: str
    title: str
    status: str
    caption: str
    kind: StatusKind
    text: str
    waits_for: tuple[str, ...]
    since: datetime | None
    proposed: bool


@dataclass(frozen=True, slots=True)
class FlowOverview:
    """The whole case. ``standing`` is the code of the status that ``status`` says in words."""

    standing: str
    status: str
    stages: tuple[StageLine, ...]
    items: tuple[ItemLine, ...]
    turns: tuple[Turn, ...]
    facts: tuple[FactInWords, ...]
    persons: tuple[PeopleInWords, ...]
    current: tuple[str, ...]
    end: str
    missing: tuple[str, ...]


def overview(
    world: AnswersWorld, picture: Picture, reader: CaptionReader, *, to_bank: bool = False
) -> FlowOverview:
    """A case in the language of ``reader``; ``to_bank`` nothing is shown as something else."""
    captions = Captions(world.meaning, reader)
    case = world.situation(picture)
    stages = tuple(_stage(world, picture, stage, captions) for stage in world.route.flow.stages)
    return FlowOverview(
        standing=standing(world, picture).name,
        status=case_status(world, picture, captions),
        stages=stages,
        items=tuple(_items(world, picture, captions, to_bank=to_bank)),
        turns=turns(world, picture),
        facts=facts_in_words(case, captions),
        persons=people_in_words(case, reader),
        current=tuple(line.stage for line in stages if line.state == "current"),
        end=picture.end,
        missing=once(name for line in stages for name in line.missing),
    )


def case_status(world: AnswersWorld, picture: Picture, captions: Captions) -> str:
    """What people read of the case as a whole."""
    found, reader = standing(world, picture), captions.reader
    life = world.route.flow.case
    if found.kind == "built in":
        return reader.message(BUILT_IN[found.name])
    named = life.ends if found.kind == "end" else life.statuses
    words = reader.text(next(one.caption for one in named if one.name == found.name))
    made = decisions(world, picture) if found.name == life.ends[0].name else ()
    outcomes = captions.told_apart(list(dict.fromkeys(_outcomes(made, captions))))
    if not outcomes:
        return words
    together = ", ".join(outcomes)
    if any(_is_bad(state) for state in made):
        return together
    return reader.message(WITH_OUTCOMES, status=words, outcomes=together)


def shown_status(item: Item, name: str) -> Status:
    """The status that the applicant reads where an item stands in ``name``."""
    status = item.status(name)
    return item.status(status.shown_as) if status.shown_as else status


def _outcomes(made: tuple[ItemState, ...], captions: Captions) -> Iterator[str]:
    for state in made:
        yield captions.reader.text(shown_status(state.item, state.instance.status).caption)


def _is_bad(state: ItemState) -> bool:
    return state.item.status(state.instance.status).kind == "bad"


def _stage(world: AnswersWorld, picture: Picture, stage: Stage, captions: Captions) -> StageLine:
    case, reader = world.situation(picture), captions.reader
    needed = world.needed(stage, picture)
    why = why_needed(case, stage.name, near=False)
    reasons = reasons_in_words(why, captions)
    if not reasons and (why.because or why.source):
        # A stage of every case has no rule to quote; what its author wrote is the reason.
        because = reader.text(why.because) if why.because else ""
        place, cited = stage.span, captions.cited(why.source)
        reasons = (
            ReasonInWords("", 0, place.file, place.line, True, because, why.source, cited, ""),
        )
    return StageLine(
        stage=stage.name,
        title=reader.text(stage.title),
        state=_state(world, picture, stage),
        undecided=needed is None and not is_final(world, picture),
        text=reader.text(stage.text) if stage.text else "",
        why=reasons,
        missing=stage_lacks(case, stage) if needed is None else (),
    )


def _state(world: AnswersWorld, picture: Picture, stage: Stage) -> StageState:
    needed = world.needed(stage, picture)
    if needed is False:
        return "not_required"
    unasked = needed and _is_unasked(world, picture, stage)
    if needed and is_done(world, picture, stage):
        return "on_demand" if unasked else "done"
    if is_final(world, picture):
        return "not_required"
    if needed and is_current(world, picture, stage):
        return "current"
    return "on_demand" if unasked else "waiting"


def _is_unasked(world: AnswersWorld, picture: Picture, stage: Stage) -> bool:
    """Whether nothing was asked for yet of a stage beside the others, which begins as over."""
    states = [
        item.status(instance.status or item.statuses[0].name).kind
        for item in (world.route.items[name] for name in stage.items)
        for _, instance in instances_of(world, picture, item)
    ]
    return bool(stage.opens_after) and all(kind == "over" for kind in states)


def _due(
    world: AnswersWorld, picture: Picture, state: ItemState, captions: Captions
) -> Mapping[str, str]:
    """The day by which somebody should have acted, as a text can say it."""
    at, where = due_at(picture, state, world.where), world.where
    return {} if at is None else {"due": captions.reader.date(where.day(at - _MOMENT))}


def _items(
    world: AnswersWorld, picture: Picture, captions: Captions, *, to_bank: bool
) -> Iterator[ItemLine]:
    case, reader = world.situation(picture), captions.reader
    waiting = turns(world, picture)
    for item in world.route.flow.items:
        for unit, instance in instances_of(world, picture, item):
            if not instance.status:
                continue
            own = item.status(instance.status)
            status = own if to_bank else shown_status(item, own.name)
            due = _due(world, picture, ItemState(item, unit, instance), captions)
            yield ItemLine(
                item=item.name,
                unit=unit,
                stage=world.route.stage_of[item.name].name,
                title=item_title(case, item, unit, captions),
                status=status.name,
                caption=reader.text(status.caption),
                kind=status.kind,
                text=status_text(case, item, unit, captions, due),
                waits_for=tuple(
                    turn.who for turn in waiting if (turn.item, turn.unit) == (item.name, unit)
                ),
                since=instance.since_at,
                proposed=instance.proposal is not None,
            )
