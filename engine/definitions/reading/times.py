"""Times in a flow; those that count working days need a calendar."""

from __future__ import annotations

from engine.base.values import Span
from engine.definitions.faults import Faults
from engine.definitions.model.durations import Duration
from engine.definitions.model.items import (
    Limit,
)
from engine.definitions.reading.durations import EXAMPLES, duration, limit
from engine.definitions.reading.map_reader import MapReader
from engine.definitions.reading.words import Word
from engine.definitions.reading.working_times import report_no_calendar


class TimeReading:
    """Reads times, and remembers where working days are counted."""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults
        self.working: list[Span] = []

    def due(self, time: Word) -> Duration | None:
        """``due: 1 working day``."""
        found = duration(time.text)
        if found is None:
            message = f"“{time.text}” is no time that can be counted."
            self.faults.add("A107", time.span, message, f"Write {EXAMPLES}.")
        return self.counted(found, time.span)

    def duration(self, word: Word) -> Duration | None:
        """A duration in a longer text; nothing is reported where there is none."""
        return self.counted(duration(word.text), word.span)

    def counted(self, found: Duration | None, span: Span) -> Duration | None:
        """The same duration; where it counts working days is remembered."""
        if found is not None and found.unit == "working days":
            self.working.append(span)
        return found

    def limit(self, reader: MapReader) -> Limit | None:
        """``at most: 3`` or ``1 an hour``."""
        scalar = reader.scalar("at most")
        if scalar is None:
            return None
        found = limit(scalar.text)
        if found is None:
            message = f"“{scalar.text}” does not say how often."
            self.faults.add("A107", scalar.span, message, "Write 3, or “1 an hour”.")
        elif found.per is not None:
            self.counted(found.per, scalar.span)
        return found

    def report_without_calendar(self) -> None:
        """Report working days; asked where a flow has no calendar."""
        for span in self.working[:1]:
            report_no_calendar(span, self.faults)
