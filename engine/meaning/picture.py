"""The picture of a case: how every item stands. ``apply`` folds events into it, judging nothing.

Events carry everything that the fold needs, so a picture is the same however it is reached.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from engine.base.dataclass import dataclass
from engine.base.events import By, CaseEvent
from engine.base.values import NOTHING, Answers
from engine.definitions.model.items import PROPOSED, Item

CASE: Final = "case"
"""The item of events that concern the case as a whole."""

ROW_ID: Final = "#"
"""The key of a row's id among its answers; no question can have this name."""

JUDGED: Final = "judged"
"""The key under which an event keeps what was found in signed files."""

AGREE: Final = "agree"
"""What a sending says of the rule engines where nobody has to look."""

Key = tuple[str, str]
"""Item and unit: the person, value or row it is for; the unit is empty for an item taken once."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A step that others must confirm: who proposed it, and who has confirmed so far.

    ``since`` is the arrival it was proposed in; ``number`` its event.
    """

    step: str
    by: By
    since: int
    number: int
    confirmed: tuple[By, ...] = ()
    data: Mapping[str, Any] = field(default_factory=lambda: NOTHING, repr=False)


@dataclass(frozen=True, slots=True)
class Instance:
    """One item for one unit. ``status`` is empty before it begins.

    ``since`` is the event of its arrival, ``moved`` the last event that concerned it; ``tries`` are
    the times of each counted step since it came from another status. ``reminded`` is what time
    brought in this arrival and was raised, with the number of the last time. ``arrived`` is when it
    last came to each status.
    """

    status: str = ""
    since: int = 0
    since_at: datetime | None = None
    moved: int = 0
    tries: Mapping[str, tuple[datetime | None, ...]] = NOTHING
    proposal: Proposal | None = None
    answers: Answers = field(default_factory=lambda: NOTHING, repr=False)
    reminded: Mapping[str, int] = NOTHING
    arrived: Mapping[str, datetime] = NOTHING
    judged: Mapping[str, Any] = field(default_factory=lambda: NOTHING, repr=False)
    """What was found in signed files when they came, by the path of their question."""
    refused: Mapping[str, int] = NOTHING
    """How often each message refused the form of a step in this arrival, where that counts."""

    @property
    def standing(self) -> str:
        """The text that tests on statuses see."""
        return f"{self.status} {PROPOSED}" if self.proposal else self.status


NOT_BEGUN: Final = Instance()


@dataclass(frozen=True, slots=True)
class ItemState:
    """An item for one of its units, as it stands in a picture."""

    item: Item
    unit: str
    instance: Instance


@dataclass(frozen=True, slots=True)
class Picture:
    """All instances that have begun; ``end`` is empty while the case is under way."""

    instances: Mapping[Key, Instance] = field(default_factory=lambda: MappingProxyType({}))
    end: str = ""
    number: int = 0
    proposal: Proposal | None = None
    """A proposed step of the case itself."""
    reminded: Mapping[str, int] = NOTHING
    """Dates of the case itself that came and were raised."""
    held: frozenset[Key] = frozenset()
    """What was sent in without two engines that agree, and no step of the bank on it since."""

    def instance(self, item: str, unit: str = "") -> Instance:
        """How an item stands for a unit."""
        return self.instances.get((item, unit), NOT_BEGUN)

    def of(self, item: str) -> Mapping[str, Instance]:
        """The instances of an item that have begun, by unit."""
        return {unit: each for (name, unit), each in self.instances.items() if name == item}


EMPTY: Final = Picture()


def fold(events: Iterable[CaseEvent], start: Picture = EMPTY) -> Picture:
    """The picture after ``events``."""
    picture = start
    for event in events:
        picture = apply(picture, event)
    return picture


def apply(picture: Picture, event: CaseEvent) -> Picture:
    """The picture after one event; events that move nothing are counted only."""
    number = event.number or picture.number + 1
    picture = replace(picture, number=number)
    if event.kind == "ended":
        return replace(picture, end=event.after)
    if event.item == CASE:
        return replace(picture, proposal=_case_proposal(picture, event, number))
    if not event.item:
        is_due = event.kind == "due"
        return replace(picture, reminded=_raised(picture.reminded, event)) if is_due else picture
    key = (event.item, event.of)
    picture = _held(picture, event, key)
    if event.kind == "lapsed" and not event.step:
        rest = {one: each for one, each in picture.instances.items() if one != key}
        return replace(picture, instances=MappingProxyType(rest))
    changed = _changed(picture.instance(*key), event, number)
    if changed is None:
        return picture
    instances = MappingProxyType({**picture.instances, key: changed})
    return replace(picture, instances=instances)


def _held(picture: Picture, event: CaseEvent, key: Key) -> Picture:
    """What waits for a person after an event: it begins with a sending, and a step ends it."""
    if event.kind == "submitted":
        agreed = event.data.get("engines", AGREE) in ("", AGREE)
        return replace(picture, held=picture.held - {key} if agreed else picture.held | {key})
    is_looked_at = event.by.side == "bank" and event.kind == "step" and key in picture.held
    return replace(picture, held=picture.held - {key}) if is_looked_at else picture


def _raised(before: Mapping[str, int], event: CaseEvent) -> Mapping[str, int]:
    """What was raised already, after one more time that came."""
    return MappingProxyType({**before, event.data["occasion"]: event.data["time"]})


def _case_proposal(picture: Picture, event: CaseEvent, number: int) -> Proposal | None:
    if event.kind == "proposed":
        return Proposal(event.step, event.by, number, number, data=event.data)
    if event.kind == "confirmed" and picture.proposal is not None:
        confirmed = (*picture.proposal.confirmed, event.by)
        return replace(picture.proposal, confirmed=confirmed)
    return None if event.kind in ("step", "returned", "taken back", "lapsed") else picture.proposal


def _changed(before: Instance, event: CaseEvent, number: int) -> Instance | None:
    """The instance after an event of its own, or None where the event does not concern it."""
    match event.kind:
        case "step" | "followed":
            return _moved(before, event, number)
        case "proposed":
            proposal = Proposal(event.step, event.by, before.since, number, data=event.data)
            return replace(before, proposal=proposal, moved=number)
        case "confirmed" if before.proposal is not None:
            confirmed = (*before.proposal.confirmed, event.by)
            return replace(
                before, proposal=replace(before.proposal, confirmed=confirmed), moved=number
            )
        case "returned" | "taken back" | "lapsed":
            return replace(before, proposal=None, moved=number)
        case "due" if before.status:
            return replace(before, reminded=_raised(before.reminded, event))
        case "refused":
            return replace(before, refused=_counted(before.refused, event))
        case _:
            return None


def _counted(before: Mapping[str, int], event: CaseEvent) -> Mapping[str, int]:
    """What was refused so often, after one more time."""
    more = {code: before.get(code, 0) + 1 for code in event.data["codes"]}
    return MappingProxyType({**before, **more})


def _moved(before: Instance, event: CaseEvent, number: int) -> Instance:
    tries = dict(before.tries)
    if event.kind == "step" and event.data.get("counted"):
        tries[event.step] = (*tries.get(event.step, ()), event.at)
    answers = _filled(before.answers, event.data, number)
    judged = MappingProxyType({**before.judged, **event.data.get(JUDGED, {})})
    if not event.after:
        counted = MappingProxyType(tries)
        return replace(before, moved=number, tries=counted, answers=answers, judged=judged)
    is_new = event.after != before.status
    return Instance(
        status=event.after,
        since=number,
        since_at=event.at,
        moved=number,
        tries=NOTHING if is_new else MappingProxyType(tries),
        # A proposal whose arrival is over stays until its lapse is recorded; taking it ends it.
        proposal=_left(before.proposal, event),
        answers=answers,
        arrived=_arrived(before.arrived, event),
        judged=judged,
        refused=NOTHING if is_new else before.refused,
    )


def _arrived(before: Mapping[str, datetime], event: CaseEvent) -> Mapping[str, datetime]:
    """When it last came to each status; a model without a clock does not know."""
    return before if event.at is None else MappingProxyType({**before, event.after: event.at})


def _left(proposal: Proposal | None, event: CaseEvent) -> Proposal | None:
    if proposal is None or (event.kind == "step" and event.step == proposal.step):
        return None
    return proposal


def _filled(answers: Answers, data: Mapping[str, Any], number: int) -> Answers:
    """What the steps of an item asked, after one more of them."""
    if not any(key in data for key in ("set", "add", "remove")):
        return answers
    changed: dict[str, Any] = {**answers, **data.get("set", {})}
    for group, row in data.get("add", {}).items():
        changed[group] = (*changed.get(group, ()), {**row, ROW_ID: str(number)})
    for group, row_id in data.get("remove", {}).items():
        changed[group] = tuple(row for row in changed.get(group, ()) if row[ROW_ID] != row_id)
    return MappingProxyType(changed)
