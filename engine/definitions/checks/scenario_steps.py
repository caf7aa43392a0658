"""Steps of scenarios held against a flow: items, steps, statuses, notices that exist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from engine.base.dataclass import dataclass
from engine.base.values import Span
from engine.definitions.faults import Faults, PlacedText, did_you_mean
from engine.definitions.model.dependencies import questions
from engine.definitions.model.forms import Form, Group
from engine.definitions.model.items import (
    APPLICANT,
    COMMENT,
    NOBODY,
    REASON,
    THE_PERSON,
    Item,
    Step,
)
from engine.definitions.model.programme import Programme
from engine.definitions.reading.scenario_steps import Act, doing, refusal
from engine.definitions.reading.scenario_tests import NOT_BEGUN, item_test
from engine.definitions.reading.usual_life import SENDS
from engine.definitions.reading.words import Word, word
from engine.definitions.reading.yaml_nodes import Map, Node, Scalar, Seq, YamlEntry

CASE: Final = "case"
NONE: Final = "none"
OF_THE_CASE: Final = (
    "stages", "stage", "done", "case", "waits for", "overdue", "open", "told", "problems",
    "engines", "flow", "sensitive", "account problems",
    "adding", "listed by", "says why", "optional", "ready texts",
)  # fmt: skip
"""What can be expected of a case as a whole."""

BUILT_IN: Final = ("in preparation", "stopped", "in progress")
"""How a case stands where the flow says nothing of its own."""

PREFIXES: Final = (
    "stage", "each", "fact", "options", "limits", "item", "steps", "notice", "shows", "to do",
    "makes", "suggests", "due", "times", "at most", "guards", "asks", "may", "provider",
    "own account", "number series",
)  # fmt: skip
"""Words before a name: ``each document``, ``options reader.interests``."""

OF_ITEMS: Final = (
    "each", "item", "shows", "to do", "makes", "suggests", "due", "times", "at most",
    "guards",
)  # fmt: skip
"""Those before the name of an item."""

ANSWERS: Final = ("confirms", "returns", "takes back")


class ScenarioSteps:
    """Reports names in scenarios of one programme that mean nothing."""

    def __init__(self, programme: Programme, faults: Faults) -> None:
        self.programme, self.flow, self.faults = programme, programme.flow, faults
        flow = programme.flow
        self.items = {item.name: item for item in flow.items}
        self.stages = tuple(stage.name for stage in flow.stages)
        self.roles = tuple(role.name for role in flow.roles)
        self.known = frozenset((*self._facts(), *self._answerable()))
        self.actors = (
            *self.roles, *(one.name for one in flow.providers), APPLICANT, THE_PERSON,
        )  # fmt: skip

    def scenario(self, expect: Node | None, steps: Node | None) -> None:
        """Report what is wrong with the expectations and steps of one scenario."""
        self._expected(expect)
        for node in steps.items if isinstance(steps, Seq) else ():
            for entry in node.entries if isinstance(node, Map) else ():
                self._entry(entry)

    def _entry(self, entry: YamlEntry) -> None:
        silent = Faults()  # the shape of steps is reported where they are read
        if entry.key.text == "then":
            self._expected(entry.value)
        elif entry.key.text == "refused":
            self._act(refusal(entry.value, silent))
        elif entry.key.text == "do":
            found = doing(entry.value, silent)
            self._act(found if isinstance(found, Act) else None)

    def _act(self, act: Act | None) -> None:
        if act is None:
            return
        if act.item != CASE and act.item not in self.items:
            known = (*self.items, CASE)
            self.faults.unknown("A221", Word(act.item, act.span), "item", known)
            return
        steps = self._steps(act.item)
        named = [step for step in steps if step.name == act.step]
        answers = {f"{role} {answer}" for role in _answering(steps) for answer in ANSWERS}
        if not named and act.step not in answers:
            names = tuple(dict.fromkeys(step.name for step in steps))
            advice = did_you_mean(act.step, (*names, *answers))
            message = f"{act.item} has no step “{act.step}”."
            listed = f"Steps: {', '.join(names)}." if names else ""
            is_near = advice.startswith("Did")
            self.faults.add("A222", act.step_span, message, advice if is_near else listed)
            return
        self._given(act, named)

    def _steps(self, item: str) -> tuple[Step, ...]:
        if item == CASE:
            return self.flow.case.steps
        return self.items[item].steps

    def _given(self, act: Act, named: list[Step]) -> None:
        known = {COMMENT, REASON}
        for step in named:
            known |= set(self._asked(act.item, step))
        for name in act.given:
            plain = _without_row(name)
            if plain not in known:
                message = f"“{act.step}” does not ask “{plain}”."
                self.faults.add("A201", act.span, message, did_you_mean(plain, known))

    def _asked(self, item: str, step: Step) -> Iterator[str]:
        own = self.items.get(item)
        forms = {form.name: form for form in self.programme.forms}
        forms |= {form.name: form for form in (own.own_forms if own else ())}
        yield from filter(None, (step.removes_from,))
        is_form = own is not None and bool(own.forms or own.forms_from)
        if own is not None and is_form and step.verb == SENDS and step.kind == "applicant":
            names = own.forms if not own.forms_from else forms
            inside = {form.name for form in own.own_forms}
            for name in names:
                if name in inside:
                    yield from _plain_names(forms[name], in_rows=False)
                else:
                    yield from (_without_row(path) for path in _paths(forms[name]))
            return
        if step.form in forms:
            yield from _plain_names(forms[step.form], in_rows=bool(step.adds_to))

    def _expected(self, node: Node | None) -> None:
        for entry in node.entries if isinstance(node, Map) else ():
            self._subject(entry)

    def _subject(self, entry: YamlEntry) -> None:
        key, name = word(entry.key).trimmed(), entry.key.text.strip()
        if name in self.items:
            self._item(self.items[name], entry.value)
        elif name in OF_THE_CASE:
            self._of_case(name, entry.value)
        elif not self._is_known(name):
            advice = did_you_mean(name, self.items)
            if advice.startswith("Did"):
                self.faults.add("A221", key.span, f"there is no item “{name}”.", advice)
                return
            known = (*self.items, *OF_THE_CASE, *self.known)
            message = f"there is no item, fact or question “{name}”."
            self.faults.add("A201", key.span, message, did_you_mean(name, known))

    def _is_known(self, name: str) -> bool:
        if _without_row(name) in self.known:
            return True
        prefix = next((one for one in PREFIXES if name.startswith(f"{one} ")), "")
        if not prefix:
            return False
        known = {
            "stage": self.stages,
            "may": self.roles,
            "provider": tuple(one.name for one in self.flow.providers),
            "own account": tuple(one.name for one in self.flow.accounts),
            "number series": tuple(one.name for one in self.flow.series),
            **dict.fromkeys(OF_ITEMS, self.items),
        }.get(prefix)
        return known is None or name.removeprefix(f"{prefix} ") in known

    def _facts(self) -> Iterator[str]:
        return (output.name for rules in self.programme.rules for output in rules.outputs)

    def _answerable(self) -> Iterator[str]:
        for form in self.programme.forms:
            yield from (_without_row(path) for path in _paths(form))
            yield from (value.path for value in form.computed)
        for item in self.flow.items:
            yield from (value.path for value in item.values)

    def _item(self, item: Item, node: Node) -> None:
        if isinstance(node, Scalar):
            found = word(node).trimmed()
            if found.text != NOT_BEGUN:
                item_test(item, found.text, found.span, self.faults)
        for entry in node.entries if isinstance(node, Map) else ():
            self._status(item, entry.value)

    def _status(self, item: Item, node: Node) -> None:
        known = [status.name for status in item.statuses]
        for one in _words(node):
            status = one.text.partition(" ")[0]
            if status not in known and one.text != NOT_BEGUN:
                message = f"{item.name} has no status “{status}”."
                self.faults.add("A216", one.span, message, did_you_mean(status, known))

    def _of_case(self, subject: str, node: Node) -> None:
        life = self.flow.case
        match subject:
            case "stage" | "done" | "stages":
                self._names(node, "A214", "stage", (*self.stages, NONE))
            case "waits for":
                self._names(node, "A212", "actor", (*self.actors, NOBODY))
            case "overdue":
                self._names(node, "A221", "item", (*self.items, NONE))
            case "told":
                names = [notice.name for notice in self.flow.notices]
                numbers = (name.partition(" ")[0] for name in names)
                self._names(node, "A224", "notice", (*names, *numbers, NONE))
            case "case":
                ends = tuple(one.name for one in life.ends)
                own = tuple(one.name for one in life.statuses)
                self._names(node, "A216", "status of the case", (*ends, *own, *BUILT_IN))
            case "open":
                self._open(node)

    def _open(self, node: Node) -> None:
        for entry in node.entries if isinstance(node, Map) else ():
            name = entry.key.text.strip()
            known = (*self.actors, *self.items, CASE)
            if name not in known:
                self.faults.unknown("A212", word(entry.key).trimmed(), "actor or item", known)
                continue
            items = [name] if name in self.items or name == CASE else [*self.items, CASE]
            steps = [step for item in items for step in self._steps(item)]
            answers = (f"{role} {answer}" for role in self.roles for answer in ANSWERS)
            self._names(
                entry.value, "A222", "step", (*(step.name for step in steps), *answers, NONE)
            )

    def _names(self, node: Node, code: str, what: str, known: Iterable[str]) -> None:
        names = tuple(dict.fromkeys(known))
        for one in _words(node):
            if one.text not in names:
                self.faults.unknown(code, one, what, names)


@dataclass(frozen=True, slots=True)
class _Said:
    text: str
    span: Span


def _words(node: Node) -> Iterator[PlacedText]:
    """The words of an expectation: a text with commas and pluses, or a list of such."""
    for scalar in node.items if isinstance(node, Seq) else (node,):
        if isinstance(scalar, Scalar):
            for part in word(scalar).split(","):
                for one in part.split(" + "):
                    if one.text:
                        yield _Said(one.text, one.span)


def _answering(steps: Iterable[Step]) -> frozenset[str]:
    """The roles that may answer proposals of these steps, and those that make them."""
    proposing = [step for step in steps if step.confirmed_by]
    roles = {one.role for step in proposing for one in step.confirmed_by}
    return frozenset(roles | {step.actor for step in proposing})


def _paths(form: Form) -> Iterator[str]:
    yield from (field.path for field in questions(form))
    groups = (item for section in form.sections for item in section.items)
    yield from (item.path for item in groups if isinstance(item, Group))


def _plain_names(form: Form, *, in_rows: bool) -> Iterator[str]:
    """What a step's form asks, by the names that stand alone."""
    for field in questions(form):
        is_plain = in_rows or not any(field.group == path for path in _groups(form))
        yield field.name if field.group and is_plain else _without_row(field.path)
    yield from () if in_rows else _groups(form)


def _groups(form: Form) -> Iterator[str]:
    items = (item for section in form.sections for item in section.items)
    yield from (item.path for item in items if isinstance(item, Group))


def _without_row(path: str) -> str:
    """The path of a question without the number of a row or its mark: ``owners.share``."""
    parts = (part for part in path.replace("[]", "").split(".") if not part.isdigit())
    return ".".join(parts)
