"""Stages of a flow: who acts, when they apply, and where each outcome leads."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final, Literal

from engine.base.values import Span
from engine.definitions.faults import Faults, did_you_mean
from engine.definitions.model.conditions import (
    Compare,
    Condition,
    Equals,
    OneOf,
    Subject,
)
from engine.definitions.model.flow import (
    Deadline,
    Each,
    Outcome,
    Stage,
)
from engine.definitions.reading.condition_parser import ConditionParser
from engine.definitions.reading.lists import check_code
from engine.definitions.reading.map_reader import MapReader, as_map, caption
from engine.definitions.reading.names import CASE, find
from engine.definitions.reading.words import word
from engine.definitions.reading.yaml_nodes import (
    Map,
    Node,
    Scalar,
    YamlEntry,
)

DEADLINE: Final = re.compile(r".+ in ([1-9][0-9]{0,4}) (working days|days|hours|minutes)")
ONE: Final = re.compile(r".+ in (?:1|one) (working day|day|hour|minute)")
UNREAD: Final = re.compile(
    r".+ in (?:\S+ ){1,3}(?:minute|hour|day|week|month|year)s?|.+ in [0-9]+ (?P<unit>\w+)"
)
Unit = Literal["days", "working days", "hours", "minutes"]
UNITS: Final[Mapping[str, Unit]] = {
    "days": "days", "working days": "working days", "hours": "hours", "minutes": "minutes",
}  # fmt: skip
Nature = Literal["good", "bad", "neutral"]
NATURES: Final[Mapping[str, Nature]] = {"good": "good", "bad": "bad", "neutral": "neutral"}


@dataclass(frozen=True, slots=True)
class StageDraft:
    """A stage of which only the names are known."""

    name: str
    reader: MapReader
    span: Span
    together: str
    outcomes: tuple[YamlEntry, ...]

    @property
    def several(self) -> bool:
        """Whether the stage is taken once per person or choice, so that outcomes stand together."""
        return self.reader.has("each")


@dataclass(frozen=True, slots=True)
class Known:
    """The names that stages may use."""

    stages: tuple[str, ...]
    ends: tuple[str, ...]
    actors: tuple[str, ...]
    forms: tuple[str, ...]


def stage_drafts(flow: MapReader, faults: Faults) -> tuple[StageDraft, ...]:
    """The stages in order; those that run side by side carry the name of their block."""
    found: dict[str, StageDraft] = {}
    for entry in flow.members("stages", required=True):
        reader = as_map(entry.value, f"stage “{entry.key.text}”", faults)
        if reader is None:
            continue
        if not reader.has("together"):
            _put(found, _draft(entry, reader, ""), faults)
            continue
        for inner in reader.members("together"):
            side = as_map(inner.value, f"stage “{inner.key.text}”", faults)
            if side is not None:
                _put(found, _draft(inner, side, entry.key.text), faults)
        reader.close()
    return tuple(found.values())


def _put(found: dict[str, StageDraft], draft: StageDraft, faults: Faults) -> None:
    if draft.name in found:
        first = found[draft.name].span
        message = f"the name “{draft.name}” is taken; the first is at {first}."
        faults.add("A208", draft.span, message, "Choose another name.")
    else:
        found[draft.name] = draft


def _draft(entry: YamlEntry, reader: MapReader, together: str) -> StageDraft:
    return StageDraft(entry.key.text, reader, entry.key.span, together, reader.members("outcomes"))


class StageReading:
    """Reads the stages of one flow."""

    def __init__(self, conditions: ConditionParser, known: Known, faults: Faults) -> None:
        self.conditions = conditions
        self.known = known
        self.faults = faults

    def stage(self, draft: StageDraft) -> Stage:
        """One stage."""
        reader = draft.reader
        when = reader.node("when")
        each = self._each(reader)
        found = Stage(
            name=draft.name,
            title=reader.needed_caption("title"),
            by=self._known(reader.scalar("by", required=True), self.known.actors, "A212", "actor"),
            outcomes=self._outcomes(draft, each),
            span=draft.span,
            forms=tuple(
                self._known(each_form, self.known.forms, "A213", "form")
                for each_form in reader.words("forms")
            ),
            each=each,
            when=None if when is None else self.conditions.parse(when),
            given_by=self._fact(reader.scalar("from"), draft.name),
            on_demand_after=self._known(
                reader.scalar("on demand after"), self.known.stages, "A214", "stage"
            ),
            together=draft.together,
            shows=reader.caption("shows"),
            because=reader.caption("because"),
            source=reader.text("source"),
        )
        reader.close()
        return found

    def _known(self, scalar: Scalar | None, known: tuple[str, ...], code: str, what: str) -> str:
        if scalar is None:
            return ""
        name = scalar.text.strip()
        if name not in known:
            self.faults.unknown(code, scalar, what, known)
        return name

    def _fact(self, scalar: Scalar | None, stage: str) -> str:
        if scalar is None:
            return ""
        name = scalar.text.strip()
        found = find(name, CASE, self.conditions.names)
        if found is None or found[1].role != "fact":
            self.conditions.unknown(scalar)
        elif stage not in (found[1].codes or ()):
            message = f"“{name}” never gives the stage “{stage}”."
            self.faults.add("A510", scalar.span, message, "Add it to what the rule gives.")
        return name

    def _each(self, reader: MapReader) -> Each | None:
        node = reader.node("each")
        if node is None:
            return None
        if isinstance(node, Scalar):
            found = self._several(node)
            return None if found is None else Each(found)
        condition = self.conditions.parse(node)
        if condition is None:
            return None
        values = _values(condition)
        if not isinstance(condition, Compare) or values is None:
            message = "“each” names one question and its values."
            self.faults.add("A601", node.span, message, "Write each: {question: a or b}.")
            return None
        return Each(condition.subject, values)

    def _several(self, scalar: Scalar) -> Subject | None:
        name = scalar.text.strip()
        found = find(name, CASE, self.conditions.names)
        if found is None:
            self.conditions.unknown(scalar)
            return None
        subject, symbol = found
        if symbol.value not in ("choices", "choice"):
            message = f"“{name}” does not give several values."
            self.faults.add("A601", scalar.span, message, "Name a fact or a question with choices.")
            return None
        return subject

    # outcomes -------------------------------------------------------------------------------------

    def _outcomes(self, draft: StageDraft, each: Each | None) -> tuple[Outcome, ...]:
        if not draft.outcomes:
            message = f"stage “{draft.name}” has no outcome, so nobody can leave it."
            self.faults.add("A602", draft.span, message, "Add “outcomes: {done: next}”.")
        found = tuple(self._outcome(entry, each) for entry in draft.outcomes)
        if found and all(outcome.target == "stay" for outcome in found):
            message = f"every outcome of stage “{draft.name}” stays in it."
            self.faults.add("A602", draft.span, message, "Let one lead on.")
        return found

    def _outcome(self, entry: YamlEntry, each: Each | None) -> Outcome:
        name, node = entry.key.text, entry.value
        check_code(name, entry.key.span, self.faults)
        if _is_unread_deadline(name):
            message = f"“{name}” names no time that can be counted."
            advice = "Write “in 30 days”, “in 5 working days”, “in 48 hours” or “in 15 minutes”."
            self.faults.add("A107", entry.key.span, message, advice)
        if not isinstance(node, Map):
            shown = caption(entry.key)
            return Outcome(name, shown, self._target(node), entry.key.span, deadline(name))
        reader = MapReader(node.entries, node.span, f"outcome “{name}”", self.faults)
        target = reader.node("to", required=True)
        nature = reader.one_of("is", tuple(NATURES), "neutral")
        found = Outcome(
            name,
            reader.caption("caption") or caption(entry.key),
            "next" if target is None else self._target(target),
            entry.key.span,
            deadline(name),
            NATURES[nature],
            self._services(reader.scalar("for"), each),
            reader.caption("text"),
        )
        reader.close()
        return found

    def _target(self, node: Node) -> str:
        if not isinstance(node, Scalar):
            self.faults.add("A103", node.span, "an outcome leads to one place.", "Write “next”.")
            return "next"
        target = node.text.strip()
        stage = target.removeprefix("back to ")
        known = {"next", "stay", *self.known.ends}
        known |= {f"back to {name}" for name in self.known.stages}
        if target not in known:
            message = f"“{target}” is neither next, stay, “back to” a stage, nor an end."
            code = "A214" if stage != target else "A215"
            self.faults.add(code, node.span, message, did_you_mean(target, known))
        return target

    def _services(self, scalar: Scalar | None, each: Each | None) -> Condition | None:
        if scalar is None:
            return None
        if each is None:
            message = "“for” has no meaning where the stage is not taken “each”."
            self.faults.add("A601", scalar.span, message, "Remove it, or add “each”.")
            return None
        symbol = self.conditions.names.case.get(each.subject.path)
        if symbol is None:
            return None
        test = self.conditions.tests.parse(word(scalar), symbol, CASE)
        return None if test is None else Compare(each.subject, test, scalar.text, scalar.span)


def deadline(name: str) -> Deadline | None:
    """The deadline in the name of an outcome (``not paid in 30 days``)."""
    if match := DEADLINE.fullmatch(name):
        return Deadline(int(match[1]), UNITS[match[2]])
    if match := ONE.fullmatch(name):
        return Deadline(1, UNITS[f"{match[1]}s"])
    return None


def _is_unread_deadline(name: str) -> bool:
    """Whether a name speaks of a time like a deadline, but in words that are none."""
    match = None if deadline(name) else UNREAD.fullmatch(name)
    return match is not None and (
        match["unit"] is None or bool(get_close_matches(match["unit"], UNITS))
    )


def _values(condition: Condition) -> tuple[str, ...] | None:
    """The values a plain ``a or b`` names, or None for any other condition."""
    if not isinstance(condition, Compare) or not isinstance(condition.test, OneOf):
        return None
    values = tuple(
        each.value
        for each in condition.test.alternatives
        if isinstance(each, Equals) and isinstance(each.value, str)
    )
    whole = len(values) == len(condition.test.alternatives) and not condition.test.negated
    return values if whole else None
