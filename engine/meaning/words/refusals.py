"""Why something was not done, in words: the sentence, what stands in the way, and who may."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from engine.base.dataclass import dataclass
from engine.definitions.model.items import NOBODY
from engine.language.marker import N_
from engine.meaning.flow.answers import AnswersWorld
from engine.meaning.flow.commands import Refusal, RefusalCode
from engine.meaning.flow.proposals import missing_roles, parsed_answer
from engine.meaning.flow.stages import instances_of, is_finished, is_passed
from engine.meaning.flow.standing import decisions
from engine.meaning.picture import CASE, ItemState, Picture
from engine.meaning.words.captions import Captions
from engine.meaning.words.happenings import actor_in_words
from engine.meaning.words.item_captions import standing_in_words
from engine.meaning.words.sentences import in_words
from engine.meaning.words.units import item_title
from engine.meaning.words.why_flow import why_not_open

REFUSALS: Final[Mapping[RefusalCode, str]] = {
    "no such item": N_("There is nothing of this name here."),
    "no such unit": N_("It is not said for whom, or it is for nobody of this name."),
    "no such step": N_("Nothing of this name can be done here."),
    "final": N_("The application has ended."),
    "not begun": N_("It has not begun yet."),
    "other status": N_("This cannot be done in its present status."),
    "condition": N_("Its condition does not hold."),
    "not signed": N_("The signature of this person is not in the signed file."),
    "used up": N_("This was done as often as it may be."),
    "another time": N_("This can be done around the agreed time only."),
    "earlier stage": N_("An earlier stage is open again."),
    "decided": N_("A decision was made; what it rests on cannot be undone."),
    "completed": N_("The application is completed."),
    "other role": N_("Somebody else has to do this."),
    "stale": N_("It has changed in the meantime."),
    "proposal open": N_("A decision is proposed already and waits for confirmation."),
    "no proposal": N_("Nothing is proposed here."),
    "same person": N_("Another person has to do this."),
    "comments not sent": N_(
        "You have comments that are not sent. Return the document with them, or remove them."
    ),
    "no code": N_("This is done with a code that is sent first."),
    "goes round": N_("The rules go round in a circle here."),
}
"""What is said when something cannot be done, by the code of the refusal."""

NOT_DECIDED_YET: Final = N_("The decision cannot be made yet")
NOT_FINISHED_YET: Final = N_("Not finished yet")
IS_PROPOSED: Final = N_("One proposal at a time. The one that was made has to be answered first.")
ITS_CONDITION: Final = N_("Not while this is so: {tests}")

_ITSELF: Final = frozenset(
    {
        "not begun",
        "other status",
        "condition",
        "not signed",
        "used up",
        "another time",
        "stale",
        "proposal open",
    }
)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """An item that stands in the way, for one of its units, and how it stands."""

    item: str
    unit: str
    title: str
    status: str


@dataclass(frozen=True, slots=True)
class RefusalInWords:
    """``who`` are those who may do it, where others tried."""

    code: RefusalCode
    text: str
    obstacles: tuple[Obstacle, ...] = ()
    who: tuple[str, ...] = ()


def refusal_in_words(
    world: AnswersWorld, picture: Picture, refusal: Refusal, captions: Captions
) -> RefusalInWords:
    """A refusal for whoever reads ``captions``."""
    return RefusalInWords(
        code=refusal.code,
        text=captions.reader.message(REFUSALS[refusal.code]),
        obstacles=tuple(_obstacles(world, picture, refusal, captions)),
        who=tuple(
            actor_in_words(who, captions) for who in _may(world, picture, refusal) if who != NOBODY
        ),
    )


def not_yet_in_words(
    world: AnswersWorld, picture: Picture, refusal: Refusal, captions: Captions
) -> RefusalInWords:
    """Why a step that comes next is not open yet, with everything that has to come before it."""
    found = refusal_in_words(world, picture, refusal, captions)
    item = world.route.items.get(refusal.item)
    reader = captions.reader
    if refusal.code == "proposal open":
        return replace(found, text=reader.message(IS_PROPOSED), obstacles=())
    if refusal.code == "condition" and item is not None:
        tests = " ".join(_tests(world, picture, refusal, captions))
        return replace(found, text=reader.message(ITS_CONDITION, tests=tests), obstacles=())
    if refusal.code != "earlier stage" or item is None:
        return found
    words = NOT_DECIDED_YET if item.decision else NOT_FINISHED_YET
    return replace(found, text=reader.message(words))


def _tests(
    world: AnswersWorld, picture: Picture, refusal: Refusal, captions: Captions
) -> Iterator[str]:
    state = _state(world, picture, refusal)
    step = state.item.step(state.instance.status, refusal.step) if state else None
    if state is not None and step is not None:
        _, why = why_not_open(world, picture, state, step)
        inner = captions.within(state.item.name) if state.item.each else captions
        yield from (in_words(reason.evidence, inner) for reason in why.reasons)


def _obstacles(
    world: AnswersWorld, picture: Picture, refusal: Refusal, captions: Captions
) -> Iterator[Obstacle]:
    for state in _in_the_way(world, picture, refusal):
        title = item_title(world.situation(picture), state.item, state.unit, captions)
        status = standing_in_words(state.item, state.instance.standing, captions.reader)
        yield Obstacle(state.item.name, state.unit, title, status)


def _in_the_way(world: AnswersWorld, picture: Picture, refusal: Refusal) -> tuple[ItemState, ...]:
    item = world.route.items.get(refusal.item)
    if refusal.code == "decided":
        return decisions(world, picture)
    if item is None:
        return ()
    if refusal.code == "no such unit":
        known = instances_of(world, picture, item)
        return tuple(ItemState(item, unit, instance) for unit, instance in known)
    if refusal.code in _ITSELF:
        units = dict(instances_of(world, picture, item))
        unit = refusal.unit if refusal.unit in units else ""
        return (ItemState(item, unit, picture.instance(item.name, unit)),) if units else ()
    if refusal.code == "earlier stage":
        return tuple(_unfinished_before(world, picture, refusal.item))
    return ()


def _unfinished_before(world: AnswersWorld, picture: Picture, name: str) -> Iterator[ItemState]:
    """What is not finished of the first stage that is not passed."""
    stages = world.route.before[world.route.stage_of[name].name]
    for stage in stages:
        if is_passed(world, picture, stage):
            continue
        for item in (world.route.items[each] for each in stage.items):
            for unit, instance in instances_of(world, picture, item):
                if not is_finished(item, instance):
                    yield ItemState(item, unit, instance)
        return


def _may(world: AnswersWorld, picture: Picture, refusal: Refusal) -> tuple[str, ...]:
    """Who may do what was tried."""
    if refusal.code not in ("other role", "same person"):
        return ()
    state = _state(world, picture, refusal)
    if refusal.item == CASE:
        steps = world.route.flow.case.steps
    elif state is not None and state.instance.status:
        steps = state.item.status(state.instance.status).steps
    else:
        steps = ()
    actors = tuple(step.actor for step in steps if step.name == refusal.step)
    if actors or parsed_answer(refusal.step) is None:
        return actors
    return missing_roles(world, picture, state)


def _state(world: AnswersWorld, picture: Picture, refusal: Refusal) -> ItemState | None:
    item = world.route.items.get(refusal.item)
    if item is None:
        return None
    return ItemState(item, refusal.unit, picture.instance(item.name, refusal.unit))
