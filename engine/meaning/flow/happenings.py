"""What happened to a case, as notices and expectations name it.

``happenings`` names what events and pictures tell. What only time tells (an item *stays*, is
*overdue*, a date comes) is no event of a case; who keeps the time makes those ``Happened`` itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from engine.base.events import CaseEvent, EventKind
from engine.definitions.model.conditions import Subject
from engine.definitions.model.items import Duration, Happening, HappeningKind
from engine.definitions.model.route import Flow, FlowNotice
from engine.meaning.flow.stages import current
from engine.meaning.flow.world import World
from engine.meaning.picture import CASE, Picture

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
    world: World, before: Picture, after: Picture, events: Iterable[CaseEvent]
) -> tuple[Happened, ...]:
    """What ``events`` raised on the way from ``before`` to ``after``, in their order.

    Every step and every arrival counts, those passed through in one breath too; stages that start
    and ends are those that hold in ``after`` and did not in ``before``.
    """
    return (*_of_events(events), *_starts(world, before, after), *_ends(before, after))


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


def raised(flow: Flow, happened: Happened) -> Iterator[FlowNotice]:
    """The notices that something raises, whatever their ``when`` says."""
    for notice in flow.notices:
        if any(is_meant(flow, each, happened) for each in notice.on):
            yield notice


def is_due(world: World, picture: Picture, notice: FlowNotice, happened: Happened) -> bool:
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
        if event.kind in ("step", "followed") and event.after and event.item != CASE:
            yield Happened("becomes", *about, event.after, event.number)


def _starts(world: World, before: Picture, after: Picture) -> Iterator[Happened]:
    is_final = after.end not in ("", world.route.flow.case.ends[0].name)
    known = {stage.name for stage in current(world, before)} if before.number else set()
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
