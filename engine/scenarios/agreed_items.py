"""What the definitions of a flow in items say, in the few words that scenarios expect.

``flow`` is the order of all stages, ``item NAME`` the stage an item stands in and its first status,
``steps ITEM STATUS`` what may be done there, ``notice NAME`` when who is told and how.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from engine.definitions.model.items import Duration, Happening
from engine.definitions.model.route import Flow

NONE: Final = "none"


def agreed_of_items(subject: str, flow: Flow) -> str | None:
    """The words for a subject, or None for one that is not of these."""
    if subject == "flow":
        return ", ".join(stage.name for stage in flow.stages)
    word, _, name = subject.partition(" ")
    return _BY_WORD[word](flow, name) if word in _BY_WORD and name else None


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
    item = next((one for one in flow.items if one.name == name), None)
    return NONE if item is None else f"{flow.stage_of(name).name}, {item.statuses[0].name}"


def _steps(flow: Flow, name: str) -> str:
    item_name, _, status_name = name.partition(" ")
    item = next((one for one in flow.items if one.name == item_name), None)
    statuses = item.statuses if item else ()
    status = next((one for one in statuses if one.name == status_name), None)
    steps = status.steps if status else flow.case.steps if item_name == "case" else ()
    return ", ".join(step.name for step in steps) or NONE


def _notice(flow: Flow, name: str) -> str:
    found = (notice for notice in flow.notices if notice.name == name)
    words = (
        ", ".join((*map(happening_text, notice.on), *notice.to, *notice.channels))
        for notice in found
    )
    return next(words, NONE)


_BY_WORD: Final[Mapping[str, Callable[[Flow, str], str]]] = {
    "item": _item,
    "steps": _steps,
    "notice": _notice,
}
