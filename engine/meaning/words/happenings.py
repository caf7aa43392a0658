"""Steps, times and events of a flow, in words: who does what, after how long, and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from engine.definitions.model.conditions import Subject
from engine.definitions.model.durations import Duration
from engine.definitions.model.items import (
    APPLICANT,
    NOBODY,
    THE_PERSON,
    Happening,
    Item,
    Step,
    Timer,
)
from engine.definitions.model.route import Flow
from engine.language.marker import N_
from engine.meaning.flow.commands import CLOCK
from engine.meaning.words.captions import Captions
from engine.meaning.words.item_captions import PERSON, status_caption

UNITS: Final[Mapping[str, str]] = {
    "minutes": N_("{count} min"),
    "hours": N_("{count} h"),
    "days": N_("{count} d"),
    "working days": N_("{count} working d"),
    "months": N_("{count} mo"),
    "years": N_("{count} y"),
}
APPLICANTS: Final = N_("Applicant")
NOBODYS: Final = N_("nobody")
TIME: Final = N_("Time")
STEP: Final = N_("{actor}: {step}")
CONFIRMED: Final = N_("{step} (confirmed by: {roles})")
AFTER: Final = N_("After {time}")
BEFORE: Final = N_("{time} before “{date}”")
ON: Final = N_("On “{date}”")
AFTER_APPOINTMENT: Final = N_("After the agreed time")
AFTER_TIMES: Final = N_("After {count} wrong attempts")
BECOMES: Final = N_("{item}: {status}")
STAYS: Final = N_("{item}: {status}, for {time}")
EVERY: Final = N_("{item}: {status}, every {time}")
OVERDUE: Final = N_("{item}: overdue")
STARTS: Final = N_("{stage}: begins")
ENDS: Final = N_("The application ends")


def duration_in_words(duration: Duration, captions: Captions) -> str:
    """``30 d``: units are shortened, so that no number bends them."""
    return captions.reader.message(UNITS[duration.unit], count=duration.count)


def actor_in_words(name: str, captions: Captions) -> str:
    """Who acts: a role or provider by its caption, the applicant, the person, time, or nobody."""
    flow, reader = captions.meaning.route.flow, captions.reader
    if name == APPLICANT:
        return reader.message(APPLICANTS)
    if name == THE_PERSON:
        return reader.message(PERSON)
    if name == NOBODY:
        return reader.message(NOBODYS)
    if name == CLOCK:
        return reader.message(TIME)
    known = {one.name: one.caption for one in flow.roles}
    known |= {one.name: one.caption for one in flow.providers}
    caption = known.get(name)
    return name if caption is None else reader.text(caption)


def step_in_words(step: Step, captions: Captions) -> str:
    """Who does what, and who must agree; of an outside party who it is."""
    reader = captions.reader
    who = actor_in_words(step.actor, captions)
    if not step.caption.source:
        return who
    words = reader.message(STEP, actor=who, step=reader.text(step.caption))
    if not step.confirmed_by:
        return words
    roles = ", ".join(actor_in_words(one.role, captions) for one in step.confirmed_by)
    return reader.message(CONFIRMED, step=words, roles=roles)


def timer_in_words(timer: Timer, captions: Captions) -> str:
    """When a step of time is taken."""
    if timer.after_appointment:
        return captions.reader.message(AFTER_APPOINTMENT)
    if timer.times:
        return captions.reader.message(AFTER_TIMES, count=timer.times)
    if timer.after is not None:
        return captions.reader.message(AFTER, time=duration_in_words(timer.after, captions))
    return _at_date(timer.before, timer.date, captions)


def happening_in_words(happening: Happening, captions: Captions) -> str:
    """Something that happens, as “becomes” and notices name it."""
    flow, message = captions.meaning.route.flow, captions.reader.message
    match happening.kind:
        case "becomes" | "stays":
            return _of_status(happening, captions)
        case "overdue":
            return message(OVERDUE, item=_title(flow, happening.item, captions))
        case "step":
            return _step_of(flow, happening, captions)
        case "date":
            return _at_date(happening.duration, happening.date, captions)
        case "starts":
            title = next(one.title for one in flow.stages if one.name == happening.name)
            return message(STARTS, stage=captions.reader.text(title))
        case "completed" | "ends":
            ends = (one.caption for one in flow.case.ends if one.name == happening.name)
            caption = next(ends, None)
            return message(ENDS) if caption is None else captions.reader.text(caption)
        case _:
            return happening.name


def statuses_in_words(item: Item, names: Iterable[str], captions: Captions) -> str:
    """Statuses of an item, joined with “or”."""
    known = (status_caption(item, name) for name in names)
    words = [captions.reader.text(caption) for caption in known if caption is not None]
    return captions.reader.list_of(captions.told_apart(words), "or")


def _of_status(happening: Happening, captions: Captions) -> str:
    item = captions.meaning.route.items[happening.item]
    words = {
        "item": captions.reader.text(item.title),
        "status": statuses_in_words(item, happening.statuses, captions),
    }
    if happening.duration is None:
        return captions.reader.message(BECOMES, **words)
    time = duration_in_words(happening.duration, captions)
    return captions.reader.message(EVERY if happening.every else STAYS, **words, time=time)


def _step_of(flow: Flow, happening: Happening, captions: Captions) -> str:
    items = [item for item in flow.items if item.name == happening.item]
    steps = [step for item in items for step in item.steps]
    found = (step for step in (*steps, *flow.case.steps) if step.name == happening.step)
    step = next(found, None)
    words = happening.step if step is None else captions.reader.text(step.caption)
    if not items:
        return words
    title = _title(flow, happening.item, captions)
    return captions.reader.message(BECOMES, item=title, status=words)


def _title(flow: Flow, name: str, captions: Captions) -> str:
    return captions.reader.text(flow.item(name).title)


def _at_date(duration: Duration | None, date: Subject | None, captions: Captions) -> str:
    name = captions.subject(date) if date is not None else ""
    if duration is None:
        return captions.reader.message(ON, date=name)
    return captions.reader.message(BEFORE, time=duration_in_words(duration, captions), date=name)
