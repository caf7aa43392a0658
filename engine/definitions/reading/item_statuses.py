"""Statuses: captions, whose turn it is, steps, times, and what follows by itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from engine.base.dataclass import dataclass
from engine.base.values import Span, Text
from engine.definitions.faults import Faults, did_you_mean
from engine.definitions.grammar.items import KINDS, STATUS, STEP
from engine.definitions.model.durations import Duration
from engine.definitions.model.items import (
    NOBODY,
    THE_PERSON,
    Becomes,
    Branch,
    Happening,
    Status,
    StatusKind,
    Step,
    Timer,
)
from engine.definitions.reading.durations import LIKE_TIME
from engine.definitions.reading.happenings import HappeningReading
from engine.definitions.reading.item_steps import StepOwner, StepReading
from engine.definitions.reading.map_reader import MapReader, as_map, caption, text_context
from engine.definitions.reading.step_times import TimerReading
from engine.definitions.reading.usual_life import REVIEWER, UsualStatus, UsualStep
from engine.definitions.reading.words import word
from engine.definitions.reading.yaml_nodes import Node, Scalar, Seq, YamlEntry
from engine.language.marker import STATUS_CONTEXT, STEP_CONTEXT

STATUS_KIND: Final = "status"
"""Ends the context of captions of statuses."""

SINCE: Final = " since "
"""Between a time and what it counts from."""

STATUS_KINDS: Final[dict[str, StatusKind]] = {"good": "good", "over": "over", "bad": "bad"}


@dataclass(frozen=True, slots=True)
class UsualPart:
    """The status of the usual life that is changed or added to, and who reviews."""

    status: UsualStatus
    reviewer: str
    span: Span
    any_time: bool = False


class StatusReading:
    """Reads the statuses of one flow."""

    def __init__(self, steps: StepReading, happenings: HappeningReading, faults: Faults) -> None:
        self.steps = steps
        self.timers = TimerReading(steps, faults)
        self.happenings = happenings
        self.conditions = steps.conditions
        self.known = steps.known
        self.faults = faults

    def status(
        self, name: str, entry: YamlEntry | None, owner: StepOwner, usual: UsualPart | None
    ) -> Status:
        """One status: as written, as usual, or both."""
        reader = None if entry is None else as_map(entry.value, f"status “{name}”", self.faults)
        if reader is None or entry is None:
            span = entry.key.span if entry else usual.span if usual else Span("")
            nothing = MapReader((), span, f"status “{name}”", Faults())
            return self._status(name, nothing, span, owner, usual)
        return self._status(name, reader, entry.key.span, owner, usual)

    def _status(
        self, name: str, reader: MapReader, span: Span, owner: StepOwner, usual: UsualPart | None
    ) -> Status:
        moves = [entry for key, entry in reader.entries.items() if key not in STATUS.known]
        steps, timers = self._moves(moves, owner)
        steps = _with_usual(steps, usual)
        kind = STATUS_KINDS.get(reader.one_of("is", KINDS, usual.status.kind if usual else ""), "")
        due, due_since = self._due(reader)
        return Status(
            name,
            self._caption(reader, usual),
            span,
            kind=kind,
            steps=steps,
            timers=timers,
            becomes=self._becomes(reader, owner),
            waits_for=self._waits_for(reader, owner, usual) or self._turn(name, steps, kind, span),
            due=due,
            due_since=due_since,
            text=reader.caption("text"),
            to_do=reader.caption("to do"),
            shown_as=self._shown_as(reader, owner, usual),
        )

    def _caption(self, reader: MapReader, usual: UsualPart | None) -> Text:
        found = reader.scalar("caption", required=usual is None)
        if found is not None:
            return caption(found, STATUS_KIND)
        if usual is not None:
            return Text(usual.status.caption, STATUS_CONTEXT, usual.span)
        return Text("", text_context(reader.span.file), reader.span)

    def _shown_as(self, reader: MapReader, owner: StepOwner, usual: UsualPart | None) -> str:
        found = reader.scalar("shown as")
        if found is None:
            return usual.status.shown_as if usual else ""
        return self.steps.target(found, owner) or ""

    def _due(self, reader: MapReader) -> tuple[Duration | None, Happening | None]:
        scalar = reader.scalar("due")
        if scalar is None:
            return None, None
        written = word(scalar)
        time, *_ = written.split(SINCE)
        due = self.steps.times.due(time)
        if time.text == written.text.strip():
            return due, None
        return due, self.happenings.arrival(written.part(len(time.text) + len(SINCE)))

    # steps and times ------------------------------------------------------------------------------

    def _moves(
        self, entries: Iterable[YamlEntry], owner: StepOwner
    ) -> tuple[tuple[Step, ...], tuple[Timer, ...]]:
        steps: list[Step] = []
        timers: list[Timer] = []
        for entry in entries:
            if (step := self.steps.step(entry, owner)) is not None:
                steps.append(step)
            elif LIKE_TIME.fullmatch(entry.key.text):
                timer = self.timers.timer(entry, owner)
                timers += [] if timer is None else [timer]
            else:
                self.unknown(entry, STATUS.known, "a status", {**STEP.advice, **STATUS.advice})
        return tuple(steps), tuple(timers)

    def unknown(
        self, entry: YamlEntry, words: tuple[str, ...], of: str, meant: dict[str, str]
    ) -> None:
        """Report a key that is neither a word nor a step."""
        key = entry.key.text
        if isinstance(entry.value, Scalar) and entry.value.in_flow and not entry.value.text:
            message = f"a comma inside {{ }} starts a new entry; “{key}” has no value."
            self.faults.add("A104", entry.key.span, message, "Put the text before it in quotes.")
            return
        advice = f"Did you mean “{meant[key]}”?" if key in meant else did_you_mean(key, words)
        if advice.startswith("Did"):
            message = f"“{key}” is neither a word of {of} nor a step."
        else:
            message = (
                f"“{key}” is neither a word of {of} nor does it begin with somebody who may act."
            )
            roles = ", ".join((*self.known.roles, *self.known.providers))
            advice = f"Roles and providers: {roles}; or applicant, the person, “after 30 days”."
        self.faults.add("A212", entry.key.span, message, advice)

    # whose turn it is -----------------------------------------------------------------------------

    def _waits_for(self, reader: MapReader, owner: StepOwner, usual: UsualPart | None) -> str:
        """Whose turn is written, or usual; empty where the steps tell it."""
        written = reader.scalar("waits for")
        if written is not None:
            return self._waited_for(written, owner)
        if usual is None or usual.status.waits_for != REVIEWER:
            return usual.status.waits_for if usual else ""
        return usual.reviewer

    def _turn(self, name: str, steps: tuple[Step, ...], kind: StatusKind, span: Span) -> str:
        """Whose turn it is: the one side that has steps that lead on."""
        if kind in ("good", "over"):
            return NOBODY
        sides = dict.fromkeys(step.actor for step in steps if step.to)
        sides = sides or dict.fromkeys(step.actor for step in steps)
        if len(sides) > 1 and not kind:
            message = f"steps of {' and of '.join(sides)} leave “{name}”."
            self.faults.add("A609", span, message, "Say “waits for”.")
        return next(iter(sides)) if len(sides) == 1 else NOBODY

    def _waited_for(self, written: Scalar, owner: StepOwner) -> str:
        name = written.text.strip()
        if name not in self.known.waited_for:
            self.faults.unknown("A212", written, "role or provider", self.known.waited_for)
        elif name == THE_PERSON and not self.known.is_for_persons(owner.name):
            self.steps.nobody(written, owner.name)
        return name

    # what follows by itself -----------------------------------------------------------------------

    def _becomes(self, reader: MapReader, owner: StepOwner) -> tuple[Becomes, ...]:
        found = [self._follows(entry, owner) for entry in reader.members("becomes")]
        return tuple(each for each in found if each is not None)

    def _follows(self, entry: YamlEntry, owner: StepOwner) -> Becomes | None:
        target = self.steps.target(entry.key, owner)
        if self._is_event(entry.value):
            on = self.happenings.read(entry.value, owner.place)
            return Becomes(target, entry.key.span, on=on) if target and on else None
        when = self.conditions.parse(entry.value, owner.place)
        return None if target is None or when is None else Becomes(target, entry.key.span, when)

    def _is_event(self, node: Node) -> bool:
        if isinstance(node, Scalar):
            return node.text.strip() not in self.conditions.named
        return isinstance(node, Seq) or self.happenings.is_step(node)


def _with_usual(steps: tuple[Step, ...], usual: UsualPart | None) -> tuple[Step, ...]:
    """The steps of the usual life, changed where one is written, and then the others."""
    if usual is None:
        return steps
    written = {step.name: step for step in steps}
    names = [step.name(usual.reviewer) for step in usual.status.steps]
    found = [
        written[name] if name in written else _usual_step(step, usual)
        for name, step in zip(names, usual.status.steps, strict=True)
    ]
    return (*found, *(step for step in steps if step.name not in names))


def _usual_step(step: UsualStep, usual: UsualPart) -> Step:
    is_review = step.actor == REVIEWER
    return Step(
        step.name(usual.reviewer),
        usual.reviewer if is_review else step.actor,
        "role" if is_review else "applicant",
        step.verb,
        Text(step.caption, STEP_CONTEXT, usual.span),
        usual.span,
        to=(Branch(step.to),) if step.to else (),
        form=step.form,
        any_time=usual.any_time,
    )
