"""The steps of a scenario: what somebody does, tries in vain, or waits for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Final, Literal

from engine.base.dataclass import dataclass
from engine.base.values import NOTHING, Span
from engine.definitions.faults import Faults
from engine.definitions.model.durations import Duration
from engine.definitions.reading.answers_file import Raw, flattened
from engine.definitions.reading.durations import EXAMPLES, duration
from engine.definitions.reading.map_reader import MapReader, as_map
from engine.definitions.reading.yaml_nodes import Map, Node, Scalar

EVERY_ONE: Final = "all"
"""After ``of``: every one there is of the item."""

WAIT: Final = "wait"

Whose = Literal["", "the same person", "another person"]
WHOSE: Final[Mapping[str, Whose]] = {
    "the same person": "the same person",
    "another person": "another person",
}
_BESIDE: Final = ("of", "with", "by")
_REFUSED: Final = (*_BESIDE, "code")


@dataclass(frozen=True, slots=True)
class Act:
    """A step of an item, taken as somebody takes it: ``{photo: officer passes}``.

    ``of`` are the persons, values or rows it is for, or ``all``. ``given`` is what is filled in
    with it, ``named`` as it is written: a group written as a list replaces all its rows. ``by``
    says who of several people acts. A ``refused`` one must not be obeyed, for the reason ``code``
    where one is named.
    """

    item: str
    step: str
    span: Span
    step_span: Span
    of: tuple[str, ...] = ()
    given: Raw = field(default_factory=lambda: NOTHING, repr=False)
    named: tuple[str, ...] = ()
    by: Whose = ""
    refused: bool = False
    code: str = ""


@dataclass(frozen=True, slots=True)
class Wait:
    """Time that passes; nothing else moves the clock of a scenario."""

    duration: Duration
    span: Span


def doing(node: Node, faults: Faults) -> Act | Wait | None:
    """What stands after ``do``; None after a fault."""
    reader = as_map(node, "what is done", faults)
    if reader is None:
        return None
    return _wait(reader) if reader.has(WAIT) else _act(reader, _BESIDE)


def refusal(node: Node, faults: Faults) -> Act | None:
    """What stands after ``refused``; None after a fault."""
    reader = as_map(node, "what is refused", faults)
    return None if reader is None else _act(reader, _REFUSED, refused=True)


def _wait(reader: MapReader) -> Wait | None:
    found = reader.scalar(WAIT)
    reader.close()
    if found is None:
        return None
    span = duration(found.text)
    if span is None:
        message = f"“{found.text}” is no time."
        reader.faults.add("A107", found.span, message, f"Write {EXAMPLES}.")
        return None
    return Wait(span, found.span)


def _act(reader: MapReader, beside: tuple[str, ...], *, refused: bool = False) -> Act | None:
    named = [entry for word, entry in reader.entries.items() if word not in beside]
    if not named:
        advice = "Write {ITEM: STEP}, as {application: applicant sends}."
        reader.faults.add("A102", reader.span, f"{reader.what} names no step.", advice)
        return None
    first = named[0]
    step = reader.scalar(first.key.text)
    found = Act(
        item=first.key.text.strip(),
        step="" if step is None else step.text.strip(),
        span=first.key.span,
        step_span=first.key.span if step is None else step.span,
        of=tuple(word.text.strip() for word in reader.words("of")),
        given=_given(reader),
        named=_names(reader.node("with")),
        by=_by(reader),
        refused=refused,
        code=reader.text("code") if refused else "",
    )
    reader.close()
    return found if found.step else None


def _given(reader: MapReader) -> Raw:
    node = reader.node("with")
    if node is None:
        return NOTHING
    if isinstance(node, Map):
        return flattened(node)
    advice = "Write {question: answer}."
    reader.faults.add("A103", node.span, "“with” must be answers by question.", advice)
    return NOTHING


def _names(node: Node | None) -> tuple[str, ...]:
    return tuple(entry.key.text for entry in node.entries) if isinstance(node, Map) else ()


def _by(reader: MapReader) -> Whose:
    node = reader.node("by")
    if node is None:
        return ""
    if isinstance(node, Scalar) and node.text.strip() in WHOSE:
        return WHOSE[node.text.strip()]
    message = "“by” says whether the same person acts or another one."
    advice = "Write “by: the same person” or “by: another person”."
    reader.faults.add("A106", node.span, message, advice)
    return ""
