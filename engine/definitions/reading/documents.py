"""Documents: the states of each, who moves it on, and what makes a new version."""

from __future__ import annotations

from engine.base.values import Text
from engine.definitions.faults import Faults, did_you_mean
from engine.definitions.model.flow import (
    DocumentState,
    DocumentStep,
    DocumentType,
)
from engine.definitions.reading.condition_parser import ConditionParser
from engine.definitions.reading.map_reader import MapReader, as_map
from engine.definitions.reading.stages import Known
from engine.definitions.reading.yaml_nodes import Map, Scalar, YamlEntry


class DocumentReading:
    """Reads the documents of one flow."""

    def __init__(self, conditions: ConditionParser, known: Known, faults: Faults) -> None:
        self.conditions = conditions
        self.known = known
        self.faults = faults

    def document(self, entry: YamlEntry) -> DocumentType | None:
        """One document."""
        name = entry.key.text
        reader = as_map(entry.value, f"document “{name}”", self.faults)
        if reader is None:
            return None
        members = reader.members("states", required=True)
        names = tuple(member.key.text for member in members)
        when = reader.node("when")
        found = DocumentType(
            name,
            reader.needed_caption("title"),
            self._state_name(reader.scalar("starts", required=True), names),
            tuple(self._state(member, names) for member in members),
            entry.key.span,
            when=None if when is None else self.conditions.parse(when),
            stage=self._stage(reader.scalar("stage")),
        )
        reader.close()
        self._reached(found)
        return found

    def _stage(self, scalar: Scalar | None) -> str:
        if scalar is None:
            return ""
        name = scalar.text.strip()
        if name not in self.known.stages:
            self.faults.unknown("A214", scalar, "stage", self.known.stages)
        return name

    def _state_name(self, scalar: Scalar | None, names: tuple[str, ...]) -> str:
        if scalar is None:
            return ""
        name = scalar.text.strip()
        if name not in names:
            self.faults.unknown("A216", scalar, "status", names)
        return name

    def _state(self, entry: YamlEntry, names: tuple[str, ...]) -> DocumentState:
        name = entry.key.text
        reader = as_map(entry.value, f"status “{name}”", self.faults)
        if reader is None:
            return DocumentState(name, Text(""), (), entry.key.span)
        steps = tuple(self._step(member, names) for member in reader.members("steps"))
        final = reader.flag("end")
        if not steps and not final:
            message = f"nothing leads out of the status “{name}”."
            self.faults.add("A603", entry.key.span, message, "Add “steps”, or “end: yes”.")
        found = DocumentState(name, reader.needed_caption("caption"), steps, entry.key.span, final)
        reader.close()
        return found

    def _step(self, entry: YamlEntry, names: tuple[str, ...]) -> DocumentStep:
        words = entry.key.text
        actors = [name for name in self.known.actors if words.startswith(f"{name} ")]
        if not actors:
            message = f"“{words}” does not begin with an actor."
            advice = did_you_mean(words.partition(" ")[0], self.known.actors)
            self.faults.add("A212", entry.key.span, message, advice)
        actor = max(actors, key=len, default="")
        version = False
        target = entry.value if isinstance(entry.value, Scalar) else None
        if isinstance(entry.value, Map):
            reader = MapReader(entry.value.entries, entry.value.span, f"“{words}”", self.faults)
            target = reader.scalar("to", required=True)
            version = reader.flag("version")
            reader.close()
        event = words.removeprefix(actor).strip()
        return DocumentStep(actor, event, self._state_name(target, names), entry.key.span, version)

    def _reached(self, document: DocumentType) -> None:
        targets = {step.target for state in document.states for step in state.steps}
        if not targets <= {state.name for state in document.states}:
            return
        for state in document.states:
            if state.name not in targets and state.name != document.starts:
                message = f"nothing leads to the status “{state.name}”."
                self.faults.add("A904", state.span, message, "Add a step, or remove the status.")
