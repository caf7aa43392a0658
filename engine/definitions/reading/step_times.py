"""Steps that nobody takes: after a while, the appointment or refusals, before or on a date."""

from __future__ import annotations

from engine.definitions.faults import Faults
from engine.definitions.model.conditions import Condition, Subject
from engine.definitions.model.items import Branch, Timer
from engine.definitions.reading.durations import written_time
from engine.definitions.reading.item_steps import StepOwner, StepReading
from engine.definitions.reading.map_reader import MapReader
from engine.definitions.reading.names import find, known_names
from engine.definitions.reading.words import Word, word
from engine.definitions.reading.yaml_nodes import Map, Node, Scalar, YamlEntry

TIMER_WORDS = ("to", "when")


class TimerReading:
    """Reads steps of time."""

    def __init__(self, steps: StepReading, faults: Faults) -> None:
        self.steps = steps
        self.faults = faults

    def timer(self, entry: YamlEntry, owner: StepOwner) -> Timer | None:
        """One step of time; None after a fault."""
        key = word(entry.key)
        written = written_time(key.text)
        if written is None:
            message = f"“{key.text}” is no time."
            advice = (
                "Write “after 30 days”, “3 days before DATE”, “on DATE”, “after the appointment” or"
                " “after 5 times CODE”."
            )
            self.faults.add("A619", key.span, message, advice)
            return None
        date = self._date(key.part(written.date_at), owner) if written.date else None
        to, when = self._to(entry, owner)
        if (written.date and date is None) or not to:
            return None
        times = self.steps.times
        return Timer(
            key.text,
            to,
            entry.key.span,
            after=times.counted(written.after, key.span),
            date=date,
            before=times.counted(written.before, key.span),
            when=when,
            after_appointment=written.after_appointment,
            times=written.times,
            code=written.code,
        )

    def _date(self, name: Word, owner: StepOwner) -> Subject | None:
        names = self.steps.conditions.names
        found = find(name.text, owner.place, names)
        if found is None:
            self.faults.unknown("A201", name, "date", known_names(owner.place, names))
            return None
        if found[1].value != "date":
            self.faults.add("A308", name.span, f"“{name.text}” is no date.", "Name a date.")
            return None
        return found[0]

    def _to(
        self, entry: YamlEntry, owner: StepOwner
    ) -> tuple[tuple[Branch, ...], Condition | None]:
        node: Node | None = entry.value
        when = None
        if isinstance(entry.value, Map):
            what = f"“{entry.key.text}”"
            reader = MapReader(entry.value.entries, entry.value.span, what, self.faults)
            reader.only(TIMER_WORDS)
            node = reader.node("to", required=True)
            when = self.steps.conditions.optional(reader.node("when"), owner.place)
        if node is None:
            return (), when
        branches = self.steps.branches.targets(
            "to", node, lambda at: self.steps.target(at, owner), owner.place
        )
        if not branches and isinstance(node, Scalar) and node.text.strip() == "stays":
            message = "a step of time leads to a status."
            self.faults.add("A216", node.span, message, "A reminder is a notice on “stays”.")
        return branches, when
