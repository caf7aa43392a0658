"""The appointment of an item: the answers that hold it, and how long its door is open."""

from __future__ import annotations

from engine.definitions.faults import Faults
from engine.definitions.grammar.items import APPOINTMENT
from engine.definitions.model.conditions import Subject
from engine.definitions.model.durations import Duration
from engine.definitions.model.items import (
    Appointment,
)
from engine.definitions.reading.durations import duration
from engine.definitions.reading.literals import KINDS
from engine.definitions.reading.map_reader import MapReader, as_map
from engine.definitions.reading.names import Names, NameScope, find, known_names
from engine.definitions.reading.yaml_nodes import Node, Scalar

EXACT = ("minutes", "hours")


def read_appointment(
    node: Node | None, place: NameScope, names: Names, faults: Faults
) -> Appointment | None:
    """What stands after “appointment”; None where there is none, or after a fault."""
    reader = None if node is None else as_map(node, "the appointment", faults)
    if reader is None:
        return None
    reader.only(APPOINTMENT.known, APPOINTMENT.advice)
    answers = _Answers(place, names, faults)
    day = answers.found(reader.scalar("on", required=True), "date")
    clock = answers.found(reader.scalar("at", required=True), "text")
    opens, closes = _away(reader, "opens", "before"), _away(reader, "closes", "after")
    reader.close()
    if day is None or clock is None or opens is None or closes is None:
        return None
    return Appointment(day, clock, opens, closes, reader.span)


class _Answers:
    """Finds the answers that an appointment is made of."""

    def __init__(self, place: NameScope, names: Names, faults: Faults) -> None:
        self.place = place
        self.names = names
        self.faults = faults

    def found(self, at: Scalar | None, kind: str) -> Subject | None:
        """An answer of this kind; None after a fault."""
        if at is None:
            return None
        known = find(at.text.strip(), self.place, self.names)
        if known is None:
            self.faults.unknown("A201", at, "answer", known_names(self.place, self.names))
            return None
        subject, symbol = known
        if symbol.value != kind:
            message = f"“{at.text}” is {KINDS[symbol.value]}."
            advice = "Name a date." if kind == "date" else "Name a text that holds 09:30."
            self.faults.add("A308", at.span, message, advice)
            return None
        return subject


def _away(reader: MapReader, name: str, side: str) -> Duration | None:
    """``10 minutes before``: exact, so that the door opens and closes to the minute."""
    scalar = reader.scalar(name, required=True)
    if scalar is None:
        return None
    text = scalar.text.strip()
    found = duration(text.removesuffix(f" {side}")) if text.endswith(f" {side}") else None
    if found is None or found.unit not in EXACT:
        message = f"“{scalar.text}” does not say how long {side} the appointment."
        reader.faults.add("A107", scalar.span, message, f"Write “30 minutes {side}”.")
        return None
    return found
