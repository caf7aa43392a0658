"""The moments that a case waits for: steps of time, due times, and what notices count or expect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from datetime import date, datetime
from typing import Any

from engine.base.dataclass import dataclass
from engine.base.values import NOTHING
from engine.definitions.model.conditions import Subject
from engine.definitions.model.durations import Duration
from engine.definitions.model.items import (
    Happening,
    Timer,
)
from engine.meaning.calendar import WorkCalendar
from engine.meaning.flow.answers import AnswersWorld
from engine.meaning.flow.commands import CLOCK, Actor, Command
from engine.meaning.flow.happenings import Happened
from engine.meaning.flow.reminders import REMINDERS, occasion, reminder_data
from engine.meaning.flow.stages import instances_of, is_finished
from engine.meaning.flow.steps import is_final, timer_target
from engine.meaning.picture import CASE, ItemState, Picture


@dataclass(frozen=True, slots=True)
class Awaited:
    """A moment that a case waits for. ``name`` is a step of time, or what is raised once it comes.

    ``step`` is what the command of the clock is called, ``arrival`` the event since which an item
    stands so, ``time`` counts what comes every so often. ``to`` is where a step of time leads as
    the case stands; empty while its condition does not hold: nobody is told of it then.
    """

    item: str
    unit: str
    step: str
    name: str
    arrival: int
    at: datetime
    time: int = 1
    data: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    to: str = field(default="", compare=False)

    @property
    def is_step(self) -> bool:
        """Whether it moves the item; else it is only raised."""
        return self.step not in REMINDERS

    def command(self, now: datetime) -> Command:
        """What the clock sends when the moment has come."""
        return Command(
            self.item,
            self.step,
            Actor("system", frozenset({CLOCK})),
            (self.unit,),
            self.data,
            arrival=self.arrival,
            at=now,
        )


def awaited(world: AnswersWorld, picture: Picture, where: WorkCalendar) -> tuple[Awaited, ...]:
    """Every moment that the case waits for as it stands, those that have passed among them."""
    return () if is_final(world, picture) else tuple(_awaited(world, picture, where))


def due_at(picture: Picture, state: ItemState, where: WorkCalendar) -> datetime | None:
    """By when whoever an item waits for should have acted; None where no time is set."""
    item, instance = state.item, state.instance
    if not instance.status or instance.since_at is None or is_finished(item, instance):
        return None
    status = item.status(instance.status)
    if status.due is None:
        return None
    begun = instance.since_at
    if status.due_since is not None:
        begun = max(_arrivals(picture, state.unit, status.due_since), default=begun)
    return where.end(begun, status.due)


def is_overdue(picture: Picture, state: ItemState, where: WorkCalendar, now: datetime) -> bool:
    """Whether the due time of an item has passed."""
    due = due_at(picture, state, where)
    return due is not None and due <= now


def _arrivals(picture: Picture, unit: str, since: Happening) -> list[datetime]:
    """When an item came to statuses: for the same unit where it is taken for that, else for any."""
    own = picture.of(since.item)
    found = [own[unit]] if unit in own else own.values()
    times = (each.arrived.get(status) for each in found for status in since.statuses)
    return [at for at in times if at is not None]


def _awaited(world: AnswersWorld, picture: Picture, where: WorkCalendar) -> Iterator[Awaited]:
    for item in world.route.flow.items:
        for unit, instance in instances_of(world, picture, item):
            if instance.status:
                yield from _of_state(world, picture, ItemState(item, unit, instance), where)
    for expected in _expected(world, ""):
        found = _date_comes(world, picture, expected, None, where)
        if found is not None:
            yield found


def _of_state(
    world: AnswersWorld, picture: Picture, state: ItemState, where: WorkCalendar
) -> Iterator[Awaited]:
    item, unit, instance = state.item, state.unit, state.instance
    for timer in item.status(instance.status).timers:
        at = timer_at(world, picture, state, timer, where)
        if at is not None:
            to = timer_target(world, picture, state, timer)
            yield Awaited(item.name, unit, timer.name, timer.name, instance.since, at, to=to)
    due = due_at(picture, state, where)
    if due is not None:
        happened = Happened("overdue", item.name, unit, instance.status)
        yield from _raised_once(state, happened, due)
    for expected in _expected(world, item.name):
        if expected.kind == "stays":
            yield from _stays(state, expected, where, world.today)
        elif (found := _date_comes(world, picture, expected, state, where)) is not None:
            yield found


def timer_at(
    world: AnswersWorld, picture: Picture, state: ItemState, timer: Timer, where: WorkCalendar
) -> datetime | None:
    """When a step of time is taken; None while its date, or the arrival, is not known."""
    if timer.after_appointment:
        hours = world.hours(picture, state)
        return None if hours is None else hours.closes_at
    if timer.date is not None:
        day = date_of(world, picture, state, timer.date)
        return None if day is None else where.before(day, timer.before)
    since = state.instance.since_at
    return None if since is None or timer.after is None else where.end(since, timer.after)


def date_of(
    world: AnswersWorld, picture: Picture, state: ItemState | None, subject: Subject
) -> date | None:
    """The value of a date in the scope of an item's unit, or of the case."""
    item, unit = (None, "") if state is None else (state.item, state.unit)
    value = world.scope(picture, item, unit).value(subject)
    return value if isinstance(value, date) else None


def _stays(
    state: ItemState, expected: Happening, where: WorkCalendar, today: date
) -> Iterator[Awaited]:
    instance, duration = state.instance, expected.duration
    if instance.status not in expected.statuses or duration is None or instance.since_at is None:
        return
    happened = Happened(
        "stays", state.item.name, state.unit, instance.status,
        duration=duration, every=expected.every,
    )  # fmt: skip
    last = instance.reminded.get(occasion(happened), 0)
    if not expected.every:
        yield from _raised_once(state, happened, where.end(instance.since_at, duration))
        return
    time, at = next_time(where, instance.since_at, duration, (last, where.begin(today)))
    yield from _raised_once(state, happened, at, time)


def next_time(
    where: WorkCalendar, since: datetime, every: Duration, after: tuple[int, datetime]
) -> tuple[int, datetime]:
    """Which time comes next of what comes every so often, and when.

    ``after`` is the last one that was raised, and a moment; of those that were missed before it
    only the last one is left.
    """
    last, moment = after
    time = last + 1
    at = where.end(since, Duration(every.count * time, every.unit))
    while at < moment:
        following = where.end(since, Duration(every.count * (time + 1), every.unit))
        if following > moment:
            break
        time, at = time + 1, following
    return time, at


def _raised_once(
    state: ItemState, happened: Happened, at: datetime, time: int = 1
) -> Iterator[Awaited]:
    said = occasion(happened)
    if state.instance.reminded.get(said, 0) < time:
        yield _reminder(happened, said, state.instance.since, at, time)


def _date_comes(
    world: AnswersWorld,
    picture: Picture,
    expected: Happening,
    state: ItemState | None,
    where: WorkCalendar,
) -> Awaited | None:
    """A date that a notice counts back from, while it has not passed and was not raised."""
    if expected.kind != "date" or expected.date is None:
        return None
    day = date_of(world, picture, state, expected.date)
    if day is None or day < world.today:
        return None
    unit, status = ("", "") if state is None else (state.unit, state.instance.status)
    happened = Happened(
        "date", expected.item, unit, status, duration=expected.duration, date=expected.date
    )
    said = occasion(replace(happened, name=""), day.isoformat())
    raised = picture.reminded if state is None else state.instance.reminded
    since = 0 if state is None else state.instance.since
    at = where.before(day, expected.duration)
    return None if said in raised else _reminder(happened, said, since, at)


def _reminder(happened: Happened, said: str, arrival: int, at: datetime, time: int = 1) -> Awaited:
    data = reminder_data(happened, said, time)
    item = happened.item or CASE
    return Awaited(item, happened.unit, happened.kind, said, arrival, at, time, data)


def _expected(world: AnswersWorld, item: str) -> Iterator[Happening]:
    """What notices wait for with an item, or with the case where no item is named; each once."""
    found = (on for notice in world.route.flow.notices for on in notice.on)
    seen: set[tuple[Any, ...]] = set()
    for each in found:
        mark = (each.kind, each.statuses, each.duration, each.every, each.date)
        if each.item == item and each.kind in ("stays", "date") and mark not in seen:
            seen.add(mark)
            yield each
