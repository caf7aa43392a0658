"""What happened to a case, as notices and expectations name it.

``happenings`` names what events and pictures tell. What only time tells (an item *stays*, is
*overdue*, a date comes) is an event too where somebody keeps the time: of the kind ``due``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from engine.base.dataclass import dataclass
from engine.base.events import CaseEvent, EventKind
from engine.definitions.model.conditions import Subject
from engine.definitions.model.durations import Duration
from engine.definitions.model.items import (
    Happening,
    HappeningKind,
)
from engine.definitions.model.route import Flow, Notice
from engine.meaning.flow.stages import current
from engine.meaning.flow.world import World
from engine.meaning.picture import CASE, Picture

MESSAGE_FROM_THE_BANK: Final = "message from the bank"
"""The event of the product that a message of a member of staff to the applicant is."""

_ANSWERS: Final[dict[EventKind, str]] = {
    "confirmed": "confirms",
    "returned": "returns",
    "taken back": "takes back",
}


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened.

    ``name`` is the status arrived in (``becomes``, ``stays``, ``overdue``), the step taken, the
    stage that starts, or the end; ``number`` is the event that says so, 0 where none does.
    ``duration``, ``every`` and ``date`` are those of the happening that time brought.
    """

    kind: HappeningKind
    item: str = ""
    unit: str = ""
    name: str = ""
    number: int = 0
    duration: Duration | None = None
    every: bool = False
    date: Subject | None = None


def happenings(
    world: World,
    before: Picture,
    after: Picture,
    events: Iterable[CaseEvent],
    was: World | None = None,
) -> tuple[Happened, ...]:
    """What ``events`` raised on the way from ``before`` to ``after``, in their order.

    Every step and every arrival counts, those passed through in one breath too; stages that start
    and ends are those that hold in ``after`` and did not in ``before``. ``was`` is the world before
    the events where the answers changed with them.
    """
    old = current(was or world, before) if before.number else ()
    known = frozenset(stage.name for stage in old)
    return (*_of_events(events), *_starts(world, known, after), *_ends(before, after))


def is_meant(flow: Flow, happening: Happening, happened: Happened) -> bool:
    """Whether something that happened is what a definition names."""
    match happening.kind:
        case "completed":
            wanted = happening.name or flow.case.ends[0].name
            return happened.kind == "ends" and happened.name == wanted
        case "ends":
            return happened.kind == "ends" and happening.name in ("", happened.name)
        case "starts" | "product":
            return (happened.kind, happened.name) == (happening.kind, happening.name)
        case "date":
            same = (happened.date, happened.duration) == (happening.date, happening.duration)
            return happened.kind == "date" and same
        case "step":
            about = (happened.kind, happened.item, happened.name)
            return about == ("step", happening.item, happening.step)
        case _:
            return _is_of_status(happening, happened)


def raised(flow: Flow, happened: Happened) -> Iterator[Notice]:
    """The notices that something raises, whatever their ``when`` says."""
    for notice in flow.notices:
        if any(is_meant(flow, each, happened) for each in notice.on):
            yield notice


def is_due(world: World, picture: Picture, notice: Notice, happened: Happened) -> bool:
    """Whether the ``when`` of a notice holds at the end of the breath, for whom it happened."""
    if notice.when is None:
        return True
    item = world.route.items.get(happened.item)
    return world.holds(notice.when, picture, item, happened.unit) is True


def _of_events(events: Iterable[CaseEvent]) -> Iterator[Happened]:
    for event in events:
        about = (event.item, event.of)
        if event.kind == "step":
            yield Happened("step", *about, event.step, event.number)
        elif event.kind in _ANSWERS:
            answer = f"{event.by.role} {_ANSWERS[event.kind]}"
            yield Happened("step", *about, answer, event.number)
        elif event.kind == "due":
            yield _of_time(event)
        elif event.kind == "message" and event.by.side == "bank":
            yield Happened("product", name=MESSAGE_FROM_THE_BANK, number=event.number)
        if event.kind in ("step", "followed") and event.after and event.item != CASE:
            yield Happened("becomes", *about, event.after, event.number)


def _of_time(event: CaseEvent) -> Happened:
    kind: HappeningKind = event.step  # type: ignore[assignment]
    duration, date = event.data.get("duration"), event.data.get("date")
    return Happened(
        kind,
        event.item,
        event.of,
        event.before,
        event.number,
        Duration(*duration) if duration else None,
        bool(event.data.get("every")),
        Subject(*date) if date else None,
    )


def _starts(world: World, known: frozenset[str], after: Picture) -> Iterator[Happened]:
    is_final = after.end not in ("", world.route.flow.case.ends[0].name)
    for stage in () if is_final else current(world, after):
        if stage.name not in known:
            yield Happened("starts", name=stage.name, number=after.number)


def _ends(before: Picture, after: Picture) -> Iterator[Happened]:
    if after.end and after.end != before.end:
        yield Happened("ends", name=after.end, number=after.number)


def _is_of_status(happening: Happening, happened: Happened) -> bool:
    if (happened.kind, happened.item) != (happening.kind, happening.item):
        return False
    if happening.statuses and happened.name not in happening.statuses:
        return False
    same_time = (happened.duration, happened.every) == (happening.duration, happening.every)
    return happening.kind != "stays" or same_time
