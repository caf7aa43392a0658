"""What happened to a case, as rows: when, who, what, on what, and where it led.

A row and no sentence, so that nobody's past tense has to be bent in any language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from datetime import datetime
from typing import Final

from engine.base.dataclass import dataclass
from engine.base.events import CaseEvent, EventKind, Side
from engine.definitions.model.items import COMMENT, REASON, THE_PERSON, Item, Step
from engine.language.marker import N_
from engine.meaning.case import Case
from engine.meaning.flow.answers import AnswersWorld
from engine.meaning.flow.commands import CLOCK
from engine.meaning.picture import CASE, Picture
from engine.meaning.route import Route
from engine.meaning.words.captions import Captions
from engine.meaning.words.happenings import actor_in_words
from engine.meaning.words.item_captions import standing_in_words
from engine.meaning.words.units import item_title, unit_name

PLAIN: Final = "{step}"
"""The caption of the step alone."""

KINDS: Final[Mapping[EventKind, str]] = {
    "step": PLAIN,
    "proposed": N_("{step} (proposed)"),
    "confirmed": N_("{step} (confirmed)"),
    "returned": N_("{step} (proposal returned)"),
    "taken back": N_("{step} (proposal taken back)"),
    "refused": N_("{step} (refused: what was entered is not right)"),
    "heard": N_("{step} (noted, nothing changed)"),
    "submitted": N_("Answers sent in"),
    "message": N_("Message"),
    "due": N_("A time has come"),
    "comment": N_("Comment"),
    "note": N_("Note of the Bank"),
    "no answer": N_("No answer is needed"),
    "file": N_("File"),
    "contact": N_("Contacts changed"),
    "claim": N_("Taken"),
    "read": N_("Messages read"),
    "bundle": N_("Moved to newer definitions"),
}
LAPSED: Final = N_("{step} (proposal lapsed)")
GONE: Final = N_("Not needed any more")
UNDER_WAY: Final = N_("The application is under way again")
ENDED: Final = N_("The application: {end}")


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One event in words. ``who`` is a role, an outside party or time; ``account`` who it was.

    ``what`` is empty for what followed by itself. ``text`` is a comment, ``reason`` for staff only.
    """

    number: int
    at: datetime | None
    side: Side
    who: str
    account: str
    what: str
    item: str
    of: str
    title: str
    before: str
    after: str
    text: str = field(default="", repr=False)
    reason: str = field(default="", repr=False)


def history(
    world: AnswersWorld, picture: Picture, events: Iterable[CaseEvent], captions: Captions
) -> tuple[HistoryLine, ...]:
    """The rows of events, in their order, with the names that everything has today."""
    return tuple(_line(world, picture, event, captions) for event in events)


def _line(
    world: AnswersWorld, picture: Picture, event: CaseEvent, captions: Captions
) -> HistoryLine:
    by, item = event.by, world.route.items.get(event.item)
    title = before = after = ""
    if item is not None:
        title = item_title(world.situation(picture), item, event.of, captions)
        has_moved = event.after or (event.kind == "lapsed" and not event.step)
        before, after = (
            standing_in_words(item, name, captions.reader) if has_moved and name else ""
            for name in (event.before, event.after)
        )
    return HistoryLine(
        number=event.number,
        at=event.at,
        side=by.side,
        who=_who(world.situation(picture), item, event, captions),
        account=by.account,
        what=act_in_words(world.route, event, captions),
        item=event.item if item is not None else "",
        of=event.of,
        title=title,
        before=before,
        after=after,
        text="\n".join(_said(event)),
        reason=str(event.data.get(REASON, "")),
    )


def _who(case: Case, item: Item | None, event: CaseEvent, captions: Captions) -> str:
    """Who acted: a person of the case by name, all others by what they are."""
    name = ""
    if event.by.role == THE_PERSON and item is not None:
        name = unit_name(case, item, event.of, captions)
    return name or (actor_in_words(event.by.role, captions) if event.by.role else "")


def _said(event: CaseEvent) -> Iterator[str]:
    """What was said with a step: on the whole first, then on single answers."""
    if event.data.get(COMMENT):
        yield str(event.data[COMMENT])
    yield from (str(one["text"]) for one in event.data.get("comments", ()))


def act_in_words(route: Route, event: CaseEvent, captions: Captions) -> str:
    """What was done, in words; empty for what followed by itself."""
    reader = captions.reader
    if event.kind == "followed":
        return ""
    if event.kind == "ended":
        ends = {end.name: end.caption for end in route.flow.case.ends}
        if event.after not in ends:
            return reader.message(UNDER_WAY)
        return reader.message(ENDED, end=reader.text(ends[event.after]))
    if event.kind == "lapsed" and not event.step:
        return reader.message(GONE)
    step = next(_steps(route, event), None)
    words = reader.text(step.caption) if step is not None else ""
    if event.kind == "step" and (event.by.role == CLOCK or event.by.side == "provider"):
        return ""
    frame = LAPSED if event.kind == "lapsed" else KINDS[event.kind]
    return (
        words or event.step if frame == PLAIN else reader.message(frame, step=words or event.step)
    )


def _steps(route: Route, event: CaseEvent) -> Iterator[Step]:
    """The steps of this name, that of the status it was taken in first."""
    if event.item == CASE:
        yield from (each for each in route.flow.case.steps if each.name == event.step)
        return
    item = route.items.get(event.item)
    if item is None:
        return
    ordered = sorted(item.statuses, key=lambda status: status.name != event.before)
    for status in ordered:
        yield from (each for each in status.steps if each.name == event.step)
