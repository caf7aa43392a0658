"""Steps: who does what, what is asked, who must agree, and where it leads."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from engine.base.dataclass import dataclass
from engine.base.values import Text
from engine.definitions.faults import Faults, did_you_mean
from engine.definitions.grammar.items import CODE_USES, STEP
from engine.definitions.model.items import (
    THE_PERSON,
    ActorKind,
    Branch,
    CodeUse,
    Confirmation,
    Limit,
    Step,
)
from engine.definitions.model.ports import PORTS
from engine.definitions.reading.branches import BranchReading
from engine.definitions.reading.condition_parser import ConditionParser
from engine.definitions.reading.flow_names import FlowNames
from engine.definitions.reading.item_drafts import BUILT_IN_FORMS
from engine.definitions.reading.made_captions import made_caption, third_person
from engine.definitions.reading.map_reader import MapReader, caption, text_context
from engine.definitions.reading.names import NameScope
from engine.definitions.reading.times import TimeReading
from engine.definitions.reading.yaml_nodes import Map, Node, Scalar, Seq, YamlEntry

STEP_KIND: Final = "step"
"""Ends the context of captions of steps, so that they are translated apart from statuses."""

ALWAYS: Final = "always"


@dataclass(frozen=True, slots=True)
class StepOwner:
    """Whose steps these are: an item, or the case; ``targets`` are where they can lead."""

    name: str
    targets: tuple[str, ...]
    place: NameScope
    any_time: bool = False
    target_kind: str = "status"


class StepReading:
    """Reads the steps of one flow."""

    def __init__(
        self, conditions: ConditionParser, known: FlowNames, times: TimeReading, faults: Faults
    ) -> None:
        self.conditions = conditions
        self.known = known
        self.times = times
        self.branches = BranchReading(conditions, faults)
        self.faults = faults

    def step(self, entry: YamlEntry, owner: StepOwner) -> Step | None:
        """A step of somebody; None where the key begins with nobody who may act."""
        actor = self.known.actor(entry.key.text)
        if actor is None:
            return None
        name, kind = actor
        verb = entry.key.text.removeprefix(name).strip()
        self._actor(entry.key, name, kind, verb, owner)
        reader = self._reader(entry)
        made = self._made(entry.key, verb, kind)
        step = Step(
            entry.key.text,
            name,
            kind,
            verb,
            _caption(reader, "caption") or made,
            entry.key.span,
            to=self._to(entry, reader, owner),
            any_time=owner.any_time,
        )
        return step if reader is None else self._asking(step, reader, owner)

    def _asking(self, step: Step, reader: MapReader, owner: StepOwner) -> Step:
        """The step with what is asked in it and what restricts it."""
        form = self._form(reader.scalar("form"))
        adds_to = reader.text("adds to")
        if adds_to and not form:
            message = f"{reader.what} adds rows and asks nothing."
            self.faults.add("A102", reader.entries["adds to"].key.span, message, "Add “form: …”.")
        found = replace(
            step,
            form=form,
            adds_to=adds_to,
            removes_from=self._group(reader.scalar("removes from"), owner),
            signed_in=reader.text("signed in"),
            confirmed_by=self._confirmations(reader.node("confirmed by"), owner),
            limit=self._limit(reader, owner),
            when=self.conditions.optional(reader.node("when"), owner.place),
            any_time=reader.flag("any time", default=owner.any_time),
            at_appointment=reader.flag("at the appointment"),
            code=self._code(reader),
        )
        reader.close()
        return found

    def _reader(self, entry: YamlEntry) -> MapReader | None:
        if not isinstance(entry.value, Map):
            return None
        what = f"step “{entry.key.text}”"
        reader = MapReader(entry.value.entries, entry.value.span, what, self.faults)
        reader.only(STEP.known, STEP.advice)
        return reader

    # who ------------------------------------------------------------------------------------------

    def _actor(self, key: Scalar, name: str, kind: ActorKind, verb: str, owner: StepOwner) -> None:
        if name == THE_PERSON and not self.known.is_for_persons(owner.name):
            self.nobody(key, owner.name)
        if kind == "provider":
            port = self.known.providers[name]
            verbs = PORTS.get(port, ())
            if port in PORTS and verb not in verbs:
                message = f"the port “{port}” does not report “{verb}”."
                advice = f"It reports: {', '.join(verbs)}."
                self.faults.add("A223", key.span, message, advice)

    def nobody(self, at: Scalar, item: str) -> None:
        """Report “the person” where there is none."""
        message = f"“{THE_PERSON}” is nobody here: “{item}” is not taken for each person."
        self.faults.add("A612", at.span, message, "Name a role or “applicant”.")

    def _made(self, key: Scalar, verb: str, kind: ActorKind) -> Text:
        """The caption made of the step's name; outside parties need none."""
        context = f"{text_context(key.span.file)} {STEP_KIND}"
        if kind == "provider":
            return Text("", context, key.span)
        made = made_caption(verb)
        if made is None:
            first = verb.partition(" ")[0]
            message = f"“{key.text}” does not say what somebody does."
            advice = f"Write “{key.text.replace(first, third_person(first), 1)}”."
            self.faults.add("A625", key.span, message, advice)
        return Text(made or verb, context, key.span)

    # where to -------------------------------------------------------------------------------------

    def _to(
        self, entry: YamlEntry, reader: MapReader | None, owner: StepOwner
    ) -> tuple[Branch, ...]:
        node: Node | None = entry.value
        if reader is not None:
            node = reader.node("to")
        elif isinstance(node, Seq) or (isinstance(node, Scalar) and not node.text.strip()):
            message = f"step “{entry.key.text}” does not say where it leads."
            advice = f"Name a {owner.target_kind}, or write “stays”."
            self.faults.add("A105", entry.value.span, message, advice)
            return ()
        if node is None:
            return ()
        return self.branches.targets("to", node, lambda at: self.target(at, owner), owner.place)

    def target(self, at: Scalar, owner: StepOwner) -> str | None:
        """The name of a status (or of an end); None after a fault."""
        name = at.text.strip()
        if name in owner.targets:
            return name
        message = f"{owner.name} has no {owner.target_kind} “{name}”."
        self.faults.add("A216", at.span, message, did_you_mean(name, owner.targets))
        return None

    def _code(self, reader: MapReader) -> CodeUse:
        """Whether a one-time code is made, or must be entered."""
        scalar = reader.scalar("code")
        for use in CODE_USES:
            if scalar is not None and scalar.text.strip() == use:
                return use
        if scalar is not None:
            message = f"“code” can be sent or entered, not “{scalar.text.strip()}”."
            self.faults.add("A106", scalar.span, message)
        return ""

    def _limit(self, reader: MapReader, owner: StepOwner) -> Limit | None:
        found, then = self.times.limit(reader), reader.scalar("then")
        if then is None:
            return found
        if not reader.has("at most"):
            message = "“then” needs “at most”."
            self.faults.add("A618", then.span, message, "Say how often: “at most: 3”.")
        target = self.target(then, owner)
        return None if found is None else replace(found, then=target or "")

    # what -----------------------------------------------------------------------------------------

    def _form(self, scalar: Scalar | None) -> str:
        name = "" if scalar is None else scalar.text.strip()
        if scalar is not None and name not in BUILT_IN_FORMS and name not in self.known.forms:
            self.faults.unknown("A213", scalar, "form", (*BUILT_IN_FORMS, *self.known.forms))
        return name

    def _group(self, scalar: Scalar | None, owner: StepOwner) -> str:
        if scalar is None:
            return ""
        return self.conditions.group(scalar, owner.place) or ""

    def _confirmations(self, node: Node | None, owner: StepOwner) -> tuple[Confirmation, ...]:
        if node is None:
            return ()
        if isinstance(node, Map):
            found = [self._confirmation(entry, owner) for entry in node.entries]
            return tuple(each for each in found if each is not None)
        words = node.items if isinstance(node, Seq) else (node,)
        roles = [each for each in words if isinstance(each, Scalar) and each.text.strip()]
        if len(roles) < len(words) or not roles:
            message = "“confirmed by” names roles."
            self.faults.add("A103", node.span, message, "Write confirmed by: [head, director].")
        return tuple(Confirmation(self._role(each)) for each in roles)

    def _confirmation(self, entry: YamlEntry, owner: StepOwner) -> Confirmation | None:
        role = self._role(entry.key)
        if isinstance(entry.value, Scalar) and entry.value.text.strip() == ALWAYS:
            return Confirmation(role)
        condition = self.conditions.parse(entry.value, owner.place)
        return None if condition is None else Confirmation(role, condition)

    def _role(self, at: Scalar) -> str:
        name = at.text.strip()
        if name not in self.known.roles:
            self.faults.unknown("A212", at, "role", self.known.roles)
        return name


def _caption(reader: MapReader | None, key: str) -> Text | None:
    found = None if reader is None else reader.scalar(key)
    return None if found is None else caption(found, STEP_KIND)
