"""The case itself: its steps, what people read of it, and how it can end."""

from __future__ import annotations

from engine.base.values import Text
from engine.definitions.faults import Faults
from engine.definitions.grammar.flow import CASE, CASE_STATUS, END
from engine.definitions.grammar.items import STEP
from engine.definitions.model.conditions import Condition
from engine.definitions.model.items import Step
from engine.definitions.model.route import CaseLife, CaseStatus, End
from engine.definitions.reading.branches import is_otherwise
from engine.definitions.reading.case_entries import end_names
from engine.definitions.reading.item_statuses import STATUS_KIND, StatusReading
from engine.definitions.reading.item_steps import StepOwner
from engine.definitions.reading.lists import check_code
from engine.definitions.reading.map_reader import MapReader, as_map, caption, text_context
from engine.definitions.reading.names import CASE as PLACE
from engine.definitions.reading.yaml_nodes import Node, Scalar, YamlEntry

OWNER = "case"


class CaseReading:
    """Reads ``case`` of one flow."""

    def __init__(self, statuses: StatusReading, faults: Faults) -> None:
        self.statuses = statuses
        self.conditions = statuses.conditions
        self.faults = faults

    def case(self, flow: MapReader) -> CaseLife:
        """The whole of it."""
        reader = as_map(flow.node("case", required=True), "the case", self.faults)
        if reader is None:
            return CaseLife(())
        owner = StepOwner(OWNER, end_names(flow), PLACE, target_kind="end")
        found = CaseLife(
            ends=tuple(self._end(entry) for entry in reader.members("ends", required=True)),
            steps=self._steps(reader, owner),
            statuses=self._statuses(reader.members("statuses")),
        )
        for end in found.ends:
            check_code(end.name, end.span, self.faults)
        return found

    def _steps(self, reader: MapReader, owner: StepOwner) -> tuple[Step, ...]:
        found = []
        for key, entry in reader.entries.items():
            if key in CASE.known:
                continue
            step = self.statuses.steps.step(entry, owner)
            if step is None:
                meant = {**STEP.advice, **CASE.advice}
                self.statuses.unknown(entry, CASE.known, "the case", meant)
            else:
                found.append(step)
        return tuple(found)

    def _end(self, entry: YamlEntry) -> End:
        name, span = entry.key.text, entry.key.span
        if isinstance(entry.value, Scalar):
            if not entry.value.text.strip():
                message = f"end “{name}” has no caption."
                self.faults.add("A105", entry.value.span, message, "Write one.")
            return End(name, caption(entry.value, STATUS_KIND), span)
        reader = as_map(entry.value, f"end “{name}”", self.faults)
        if reader is None:
            return End(name, Text("", text_context(span.file), span), span)
        reader.only(END.known, END.advice)
        when = self.conditions.optional(reader.node("when"))
        return End(name, self._caption(reader), span, when)

    def _statuses(self, entries: tuple[YamlEntry, ...]) -> tuple[CaseStatus, ...]:
        found = []
        for entry in entries:
            reader = as_map(entry.value, f"status “{entry.key.text}”", self.faults)
            if reader is None:
                continue
            reader.only(CASE_STATUS.known, CASE_STATUS.advice)
            node = reader.node("when", required=True)
            if node is not None and is_otherwise(node) and entry is not entries[-1]:
                message = "“otherwise” stands before another line, which is never looked at."
                self.faults.add("A617", node.span, message, "Write it last.")
            shown = self._caption(reader)
            found.append(CaseStatus(entry.key.text, shown, entry.key.span, self._when(node)))
        return tuple(found)

    def _when(self, node: Node | None) -> Condition | None:
        return None if node is None or is_otherwise(node) else self.conditions.parse(node)

    def _caption(self, reader: MapReader) -> Text:
        found = reader.scalar("caption", required=True)
        if found is None:
            return Text("", text_context(reader.span.file), reader.span)
        return caption(found, STATUS_KIND)
