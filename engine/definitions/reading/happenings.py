"""What happens, as “becomes” and notices name it."""

from __future__ import annotations

import re
from typing import Final

from engine.base.dataclass import dataclass
from engine.definitions.faults import Faults, did_you_mean
from engine.definitions.model.conditions import Subject
from engine.definitions.model.items import Happening, HappeningKind
from engine.definitions.reading.condition_parser import ConditionParser
from engine.definitions.reading.flow_names import FlowNames
from engine.definitions.reading.map_reader import shape
from engine.definitions.reading.names import NameScope, find
from engine.definitions.reading.times import TimeReading
from engine.definitions.reading.words import Word, word
from engine.definitions.reading.yaml_nodes import Map, Node, Scalar, Seq, YamlEntry

PRODUCT_EVENTS: Final = (
    "registration email code",
    "registration phone code",
    "password code",
    "temporary password",
    "password changed",
    "log-in locked",
    "new e-mail code",
    "new phone code",
    "e-mail changed",
    "phone changed",
    "second factor changed",
    "second factor locked",
    "message from the bank",
)
CASE: Final = "case"
BECOMES: Final = re.compile(r"(?P<item>\S+) becomes (?P<statuses>.+)")
STAYS: Final = re.compile(
    r"(?P<item>\S+) stays (?P<statuses>.+?) for (?P<every>every )?(?P<time>.+)"
)
OVERDUE: Final = re.compile(r"(?P<item>\S+) is overdue")
STARTS: Final = re.compile(r"(?P<stage>\S+) starts")
DATE: Final = re.compile(r"(?:(?P<time>.+) before|on) (?P<date>.+)")
CASE_ENDS: Final = "case ends"
CASE_COMPLETED: Final = "case completed"


@dataclass(frozen=True, slots=True)
class _Named:
    """An item and some of its statuses, as an event names them."""

    item: str
    statuses: tuple[str, ...]


class HappeningReading:
    """Reads events of one flow. ``case_steps`` are the names of the steps of the case."""

    def __init__(
        self,
        conditions: ConditionParser,
        known: FlowNames,
        times: TimeReading,
        case_steps: tuple[str, ...],
        faults: Faults,
    ) -> None:
        self.conditions = conditions
        self.known = known
        self.times = times
        self.case_steps = case_steps
        self.faults = faults

    def read(self, node: Node, place: NameScope) -> tuple[Happening, ...]:
        """One event or a list of events."""
        nodes = node.items if isinstance(node, Seq) else (node,)
        found = [self._one(each, place) for each in nodes]
        return tuple(happening for happening in found if happening is not None)

    def is_step(self, node: Node) -> bool:
        """Whether a node names a step of an item and is not a condition on it."""
        if (
            not isinstance(node, Map)
            or len(node.entries) != 1
            or not isinstance(node.entries[0].value, Scalar)
        ):
            return False
        key, value = node.entries[0].key.text, node.entries[0].value.text.strip()
        return value in self._steps(key)

    def _one(self, node: Node, place: NameScope) -> Happening | None:
        if isinstance(node, Scalar) and node.text.strip():
            return self._text(word(node).trimmed(), place)
        if isinstance(node, Map) and len(node.entries) == 1:
            return self._step(node.entries[0])
        message = f"an event is a text or {{item: step}}, not {shape(node)}."
        self.faults.add("A103", node.span, message, "Write “photo becomes invited”.")
        return None

    def _steps(self, name: str) -> tuple[str, ...]:
        if name == CASE:
            return self.case_steps
        item = self.known.items.get(name)
        return () if item is None else item.step_names()

    def _step(self, entry: YamlEntry) -> Happening | None:
        name = entry.key.text.strip()
        if name != CASE and not self._is_item(word(entry.key)):
            return None
        step = entry.value
        known = self._steps(name)
        if not isinstance(step, Scalar) or step.text.strip() not in known:
            said = step.text.strip() if isinstance(step, Scalar) else shape(step)
            advice = did_you_mean(said, known)
            self.faults.add("A222", step.span, f"{name} has no step “{said}”.", advice)
            return None
        return Happening("step", entry.key.span, item=name, step=step.text.strip())

    def _is_item(self, name: Word) -> bool:
        if name.text in self.known.items:
            return True
        self.faults.unknown("A221", name, "item", self.known.items)
        return False

    def arrival(self, text: Word) -> Happening | None:
        """What a time counts from: ``session becomes held``."""
        match = BECOMES.fullmatch(text.text)
        if match is not None and match["item"] != CASE:
            return self._becomes(text, match)
        message = f"“{text.text}” is nothing that a time counts from."
        self.faults.add(
            "A107", text.span, message, "Write “1 working day since ITEM becomes STATUS”."
        )
        return None

    def _text(self, text: Word, place: NameScope) -> Happening | None:
        if (known := self._whole(text)) is not None:
            return known
        if match := STARTS.fullmatch(text.text):
            return self._starts(text.part(*match.span("stage")), text)
        if match := BECOMES.fullmatch(text.text):
            return self._becomes(text, match)
        if match := STAYS.fullmatch(text.text):
            return self._stays(text, match)
        if match := OVERDUE.fullmatch(text.text):
            item = text.part(*match.span("item"))
            is_item = self._is_item(item)
            return Happening("overdue", text.span, item=item.text) if is_item else None
        if match := DATE.fullmatch(text.text):
            return self._date(text, match, place)
        self._no_event(text)
        return None

    def _whole(self, text: Word) -> Happening | None:
        """The event of a text that names nothing of the flow."""
        if text.text in PRODUCT_EVENTS:
            return Happening("product", text.span, name=text.text)
        if text.text == CASE_ENDS:
            return Happening("ends", text.span)
        if text.text == CASE_COMPLETED and self.known.ends:
            return Happening("completed", text.span, name=self.known.ends[0])
        return None

    def _no_event(self, text: Word) -> None:
        first = text.text.partition(" ")[0]
        name = first if first in self.known.items else "photo"
        advice = f"Write “{name} becomes …”, “{name} stays … for 7 days”, “{name} is overdue”,"
        steps = self._steps(name)
        advice += f" or {{{name}: {steps[0] if steps else 'officer passes'}}}."
        self.faults.add("A615", text.span, f"“{text.text}” is no event.", advice)

    def _starts(self, stage: Word, text: Word) -> Happening | None:
        if stage.text not in self.known.stages:
            self.faults.unknown("A214", stage, "stage", self.known.stages)
            return None
        return Happening("starts", text.span, name=stage.text)

    def _becomes(self, text: Word, match: re.Match[str]) -> Happening | None:
        if match["item"] == CASE:
            return self._case_becomes(text.part(match.start("statuses")), text)
        named = self._named(text, match)
        if named is None:
            return None
        return Happening("becomes", text.span, item=named.item, statuses=named.statuses)

    def _case_becomes(self, end: Word, text: Word) -> Happening | None:
        if end.text not in self.known.ends:
            message = f"case has no end “{end.text}”."
            self.faults.add("A216", end.span, message, did_you_mean(end.text, self.known.ends))
            return None
        kind: HappeningKind = "completed" if end.text == self.known.ends[0] else "ends"
        return Happening(kind, text.span, name=end.text)

    def _stays(self, text: Word, match: re.Match[str]) -> Happening | None:
        named = self._named(text, match)
        time = text.part(*match.span("time"))
        duration = self.times.duration(time)
        if duration is None:
            message = f"“{time.text}” is no time."
            self.faults.add(
                "A619", time.span, message, "Write “for 7 days”, or “for every 7 days”."
            )
        if named is None or duration is None:
            return None
        return Happening(
            "stays",
            text.span,
            item=named.item,
            statuses=named.statuses,
            duration=duration,
            every=bool(match["every"]),
        )

    def _named(self, text: Word, match: re.Match[str]) -> _Named | None:
        item = text.part(*match.span("item"))
        if not self._is_item(item):
            return None
        known = self.known.items[item.text].statuses
        words = text.part(*match.span("statuses")).split(" or ")
        wrong = [each for each in words if each.text not in known]
        for each in wrong:
            message = f"{item.text} has no status “{each.text}”."
            self.faults.add("A216", each.span, message, did_you_mean(each.text, known))
        return None if wrong else _Named(item.text, tuple(each.text for each in words))

    def _date(self, text: Word, match: re.Match[str], place: NameScope) -> Happening | None:
        date = text.part(*match.span("date"))
        before = text.part(*match.span("time")) if match["time"] else None
        duration = self.times.duration(before) if before else None
        if before is not None and duration is None:
            message = f"“{before.text}” is no time."
            self.faults.add("A619", before.span, message, "Write “2 days before DATE”.")
            return None
        found = self._dated(date, place)
        if found is None:
            return None
        item, subject = found
        return Happening("date", text.span, item=item, duration=duration, date=subject)

    def _dated(self, name: Word, place: NameScope) -> tuple[str, Subject] | None:
        """A date of the case, or of the one item taken for each that asks it."""
        names = self.conditions.names
        places = {"": place} | {each: self.known.scope(each) for each in self.known.sources}
        for item, scope in places.items():
            found = find(name.text, scope, names)
            if found is None:
                continue
            if found[1].value != "date":
                self.faults.add("A308", name.span, f"“{name.text}” is no date.", "Name a date.")
                return None
            return item, found[0]
        self.faults.unknown("A201", name, "date", names.case)
        return None
