"""Queues: lists of cases for roles, beside the list of what waits for them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from engine.base.values import Text
from engine.definitions.faults import Faults
from engine.definitions.grammar.flow import QUEUE
from engine.definitions.model.conditions import Condition, subjects
from engine.definitions.model.route import Queue
from engine.definitions.reading.condition_parser import ConditionParser
from engine.definitions.reading.flow_names import FlowNames
from engine.definitions.reading.map_reader import MapReader, as_map, text_context
from engine.definitions.reading.names import CASE, find, known_names
from engine.definitions.reading.yaml_nodes import Scalar, YamlEntry

COLUMNS: Final = ("number", "name", "since")
"""What every case has: its number, the name of the applicant, and since when it stands so."""


class QueueReading:
    """Reads the queues of one flow."""

    def __init__(self, conditions: ConditionParser, known: FlowNames, faults: Faults) -> None:
        self.conditions = conditions
        self.known = known
        self.faults = faults

    def queues(self, entries: Iterable[YamlEntry]) -> tuple[Queue, ...]:
        """All of them."""
        found = [self._queue(entry) for entry in entries]
        return tuple(queue for queue in found if queue is not None)

    def _queue(self, entry: YamlEntry) -> Queue | None:
        reader = as_map(entry.value, f"queue “{entry.key.text}”", self.faults)
        if reader is None:
            return None
        reader.only(QUEUE.known, QUEUE.advice)
        cases = self.conditions.optional(reader.node("cases"))
        columns = tuple(self._column(each, cases) for each in reader.words("columns"))
        order = reader.scalar("order")
        named = Text(entry.key.text, text_context(entry.key.span.file), entry.key.span)
        return Queue(
            entry.key.text,
            reader.caption("caption") or named,
            self._roles(reader),
            entry.key.span,
            cases,
            columns,
            "" if order is None else self._column(order, cases),
        )

    def _roles(self, reader: MapReader) -> tuple[str, ...]:
        words = reader.words("for")
        if not reader.has("for"):
            reader.node("for", required=True)
        for word in words:
            if word.text.strip() not in self.known.roles:
                self.faults.unknown("A212", word, "role", self.known.roles)
        return tuple(word.text.strip() for word in words)

    def _column(self, scalar: Scalar, cases: Condition | None) -> str:
        """A column: what every case has, a subject, or what the items asked for have."""
        name = scalar.text.strip()
        asked = {subject.path for subject in subjects(cases)} if cases else set()
        places = [CASE, *(self.known.scope(each) for each in self.known.sources if each in asked)]
        if name not in COLUMNS and not any(
            find(name, place, self.conditions.names) for place in places
        ):
            known = {each for place in places for each in known_names(place, self.conditions.names)}
            self.faults.unknown("A201", scalar, "column", (*COLUMNS, *known))
        return name
