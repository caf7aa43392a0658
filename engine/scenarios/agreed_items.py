"""What the definitions of a flow in items say, in the few words that scenarios expect.

``flow`` is the order of all stages, ``item NAME`` the stage an item stands in and its first status,
``steps ITEM STATUS`` what may be done there, ``notice NAME`` when who is told and how,
``shows ITEM`` what the applicant sees of it, ``to do ITEM`` the statuses that tell what to do.
``adding`` is what may be added later, ``listed by`` what lists are parted by, ``says why`` the
roles that are told why, ``optional`` the notices that may be switched off, ``ready texts`` those
that staff may take.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from engine.definitions.model.durations import Duration
from engine.definitions.model.items import (
    Happening,
    Item,
)
from engine.definitions.model.route import Flow

NONE: Final = "none"


def agreed_of_items(subject: str, flow: Flow) -> str | None:
    """The words for a subject, or None for one that is not of these."""
    if subject in _OF_FLOW:
        return ", ".join(_OF_FLOW[subject](flow)) or NONE
    for word, words_of in _BY_WORD.items():
        if subject.startswith(f"{word} "):
            return words_of(flow, subject.removeprefix(f"{word} "))
    return None


def happening_text(happening: Happening) -> str:
    """An event as a flow writes it."""
    item, statuses = happening.item, " or ".join(happening.statuses)
    length = "" if happening.duration is None else duration_text(happening.duration)
    match happening.kind:
        case "becomes":
            return f"{item} becomes {statuses}"
        case "stays":
            every = "every " if happening.every else ""
            return f"{item} stays {statuses} for {every}{length}"
        case "overdue":
            return f"{item} is overdue"
        case "step":
            return f"{item}: {happening.step}"
        case "date":
            date = happening.date.path if happening.date else ""
            return f"{length} before {date}" if length else f"on {date}"
        case "starts":
            return f"{happening.name} starts"
        case "completed" | "ends":
            return f"case becomes {happening.name}" if happening.name else "case ends"
        case _:
            return happening.name


def duration_text(duration: Duration) -> str:
    """A duration as it is written: ``1 working day``."""
    unit = duration.unit.removesuffix("s") if duration.count == 1 else duration.unit
    return f"{duration.count} {unit}"


def _item(flow: Flow, name: str) -> str:
    item = _named(flow, name)
    return NONE if item is None else f"{flow.stage_of(name).name}, {item.statuses[0].name}"


def _named(flow: Flow, name: str) -> Item | None:
    return next((one for one in flow.items if one.name == name), None)


def _shows(flow: Flow, name: str) -> str:
    item = _named(flow, name)
    return ", ".join(one.subject.path for one in item.shows) if item and item.shows else NONE


def _to_do(flow: Flow, name: str) -> str:
    item = _named(flow, name)
    statuses = item.statuses if item else ()
    return ", ".join(one.name for one in statuses if one.to_do is not None) or NONE


def _steps(flow: Flow, name: str) -> str:
    item_name, _, status_name = name.partition(" ")
    item = _named(flow, item_name)
    statuses = item.statuses if item else ()
    status = next((one for one in statuses if one.name == status_name), None)
    steps = status.steps if status else flow.case.steps if item_name == "case" else ()
    return ", ".join(step.name for step in steps) or NONE


def _notice(flow: Flow, name: str) -> str:
    found = (notice for notice in flow.notices if notice.name == name)
    words = (
        ", ".join((*map(happening_text, notice.on), *notice.to, *notice.channels, *notice.attaches))
        for notice in found
    )
    return next(words, NONE)


def _adding(flow: Flow) -> Iterable[str]:
    return () if flow.adding is None else (flow.adding.asks, *flow.adding.again)


_OF_FLOW: Final[Mapping[str, Callable[[Flow], Iterable[str]]]] = {
    "flow": lambda flow: (stage.name for stage in flow.stages),
    "adding": _adding,
    "listed by": lambda flow: filter(None, (flow.listed_by,)),
    "says why": lambda flow: (role.name for role in flow.roles if role.says_why),
    "optional": lambda flow: (one.name for one in flow.notices if one.optional is not None),
    "ready texts": lambda flow: (one.name for one in flow.ready_texts),
}
_BY_WORD: Final[Mapping[str, Callable[[Flow, str], str]]] = {
    "item": _item,
    "shows": _shows,
    "to do": _to_do,
    "steps": _steps,
    "notice": _notice,
}
