"""What happened to a case in items, as steps of a scenario; what people wrote is invented."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from datetime import date, datetime, timedelta
from typing import Any, Final

from engine.base.dataclass import dataclass
from engine.base.events import CaseEvent
from engine.base.values import NOTHING, Answer
from engine.bundles.compiled import Ready
from engine.definitions.kinds import FIELD_TYPES, ReadContext
from engine.definitions.model.forms import Field
from engine.definitions.reading.scenario_text import ActText, StepText, WaitText
from engine.meaning.flow.commands import CLOCK
from engine.meaning.picture import EMPTY, ROW_ID, Picture, apply
from engine.scenarios.from_case.inventions import family, invented, shaped

ANSWERS: Final[Mapping[str, str]] = {
    "confirmed": "confirms",
    "returned": "returns",
    "taken back": "takes back",
}
HOUR: Final = timedelta(hours=1)


@dataclass(slots=True)
class ToldActs:
    """Retells events in their order. ``moved`` is by how many days the whole case was moved."""

    ready: Ready
    moved: int
    start: datetime
    places: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    number: int = 0
    left_out: list[str] = field(default_factory=list)
    picture: Picture = EMPTY

    def steps(self, events: Iterable[CaseEvent]) -> Iterator[StepText]:
        """The steps of a scenario; what followed by itself is left out, and time is waited for."""
        now, settled = self.start, False
        last = now
        for event in events:
            act = None if settled and event.kind == "step" else self._act(event)
            settled = event.kind == "confirmed"
            self.picture = apply(self.picture, event)
            last = event.at or last
            if act is not None:
                hours = (last - now) // HOUR
                now += hours * HOUR
                yield from _waiting(hours)
                yield act
        yield from _waiting((last - now) // HOUR)

    def _act(self, event: CaseEvent) -> ActText | None:
        of = (self.places.get(event.of, event.of),) if event.of else ()
        if event.kind in ANSWERS:
            return ActText(event.item, f"{event.by.role} {ANSWERS[event.kind]}", of)
        if event.kind == "heard":
            return ActText(event.item, event.step, of, refused=True, code="heard")
        if event.kind not in ("step", "proposed") or event.by.role == CLOCK:
            return None
        return ActText(event.item, event.step, of, dict(self._given(event)))

    def _given(self, event: CaseEvent) -> Iterator[tuple[str, tuple[str, ...]]]:
        fields = self._fields(event)
        added: Mapping[str, Any] = next(iter(event.data.get("add", {}).values()), {})
        for name, answer in {**event.data.get("set", {}), **added}.items():
            if name in fields:
                yield name, self._told(fields[name], answer)
        for group, id in event.data.get("remove", {}).items():
            rows: Any = self.picture.instance(event.item, event.of).answers.get(group, ())
            numbers = [place for place, row in enumerate(rows, start=1) if row[ROW_ID] == id]
            yield group, tuple(map(str, numbers))

    def _fields(self, event: CaseEvent) -> Mapping[str, Field]:
        """What the step of an event asks, by plain name."""
        found: dict[str, Field] = {}
        for (item, _), form in self.ready.step_forms.items():
            if item == event.item:
                found |= form.outline.fields
        return found

    def _told(self, question: Field, answer: Answer) -> tuple[str, ...]:
        kind = FIELD_TYPES[question.kind]
        if kind.value == "files":
            self.number += 1
            return (f"sample-{self.number}.pdf",)
        if isinstance(answer, date):
            return ((answer + timedelta(days=self.moved)).isoformat(),)
        texts = kind.texts(answer)
        return tuple(self._invented(question, text) for text in texts)

    def _invented(self, question: Field, text: str) -> str:
        """A text of the same kind that nobody wrote; codes, numbers and ticks stay."""
        one = family(question)
        if not one:
            return text
        self.number += 1
        context = ReadContext(question.path, self.start.date())
        for candidate in (*invented(one, text, self.number), shaped(text, self.number)):
            if not FIELD_TYPES[question.kind].parse((candidate,), question, context).problems:
                return candidate
        self.left_out.append(question.path)
        return ""


def _waiting(hours: int) -> Iterator[WaitText]:
    if hours > 0:
        yield WaitText(f"{hours} hour{'s' if hours > 1 else ''}")
