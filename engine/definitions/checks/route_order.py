"""Order on a route of items: nothing is used before it is asked, and all that is used is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from engine.definitions.faults import Faults
from engine.definitions.model.dependencies import Read, depends_on, questions, reads
from engine.definitions.model.flow_uses import existence_reads, flow_reads
from engine.definitions.model.forms import Form, Group
from engine.definitions.model.items import Item
from engine.definitions.model.programme import Programme
from engine.definitions.model.route import Flow, Stage
from engine.definitions.model.uses import form_reads

REGISTRATION: Final = -1
NEVER: Final = 1_000_000
ANY_TIME: Final = NEVER - 1


class RouteOrder:
    """The place on the route from which every question, item and value is known."""

    def __init__(self, programme: Programme, flow: Flow, faults: Faults) -> None:
        self.programme = programme
        self.flow = flow
        self.faults = faults
        self.places = _places(flow.stages)
        self.items = {name: self._from(stage) for stage in flow.stages for name in stage.items}
        self.forms = dict(self._form_places())
        self.known = dict(self._known())
        self.depends = depends_on(programme)

    def report(self) -> None:
        """All uses that come too early or of what never comes."""
        account = self.programme.registration.account_form
        for form in self.programme.forms:
            if form.name == account:
                continue
            place = self.forms.get(form.name, NEVER)
            if place == NEVER:
                message = f"form “{form.name}” is asked by no item; nobody sees it."
                self.faults.add("A903", form.span, message, "Name it in “forms” of an item.")
                continue
            self._judge(form_reads(form), place, f"form “{form.name}”")
        for stage in self.flow.stages:
            before = self._from(stage) - (0 if stage.opens_after else 1)
            self._judge(reads(stage.when), before, f"stage “{stage.name}”")
        for item in self.flow.items:
            place = self.items.get(item.name, ANY_TIME)
            self._judge(existence_reads(item), place, f"item “{item.name}”")
            for form in item.own_forms:
                self._judge(form_reads(form), place, f"form “{form.name}”")
        for user, read in self._at_any_time():
            self._judge(read, ANY_TIME, user)

    def _at_any_time(self) -> Iterator[tuple[str, Iterable[Read]]]:
        """What is read whenever it is known."""
        for rules in self.programme.rules:
            for row in rules.rows:
                yield f"rule “{rules.name}”", reads(row.condition)
        for person in self.programme.persons:
            both = (*reads(person.where, person.every), *reads(person.same_when))
            yield f"persons “{person.name}”", both
        yield "the flow", flow_reads(self.flow)

    def _judge(self, found: Iterable[Read], place: int, user: str) -> None:
        """``place`` is the last stage whose answers are there when ``user`` reads."""
        for read in found:
            late = {path: self.known[path] for path in self._inputs(read.path)
                    if path in self.known}  # fmt: skip
            for path, asked in sorted(late.items()):
                if asked == NEVER:
                    message = f"{user} reads “{path}”, which no item asks."
                    advice = "Name its form in an item, or leave it out."
                    self.faults.add("A802", read.span, message, advice)
                    break
                if asked > place:
                    message = f"{user} reads “{path}”, which is known only later."
                    advice = "Ask it earlier, or leave it out."
                    self.faults.add("A801", read.span, message, advice)
                    break

    def _inputs(self, path: str) -> set[str]:
        """The questions and items behind a name."""
        found: set[str] = set()
        waiting = [path]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += () if name in self.known else self.depends.get(name, ())
        return found

    def _from(self, stage: Stage) -> int:
        """The stage from which on the items of a stage are there."""
        return self.places.get(stage.opens_after, self.places[stage.name])

    def _form_places(self) -> Iterator[tuple[str, int]]:
        """The first place at which each form is asked."""
        found: dict[str, int] = {}
        for item in self.flow.items:
            place = self.items.get(item.name, NEVER)
            for name in self._asked(item):
                found[name] = min(found.get(name, NEVER), place)
        found |= {step.form: 0 for step in self.flow.case.steps if step.form not in found}
        registration = self.programme.registration
        found |= dict.fromkeys((*registration.case_forms, registration.account_form), REGISTRATION)
        yield from found.items()

    def _asked(self, item: Item) -> Iterator[str]:
        yield from item.forms
        yield from (step.form for step in item.steps)
        for rules in self.programme.rules:
            for output in rules.outputs:
                if output.name == item.forms_from:
                    yield from output.codes

    def _known(self) -> Iterator[tuple[str, int]]:
        registration = self.programme.registration
        for form in self.programme.forms:
            is_account = form.name == registration.account_form
            place = NEVER if is_account else self.forms.get(form.name, NEVER)
            yield from ((path, place) for path in _paths(form))
        yield from ((path, REGISTRATION) for path in (registration.email, registration.phone))
        yield from self.items.items()
        for item in self.flow.items:
            place = self.items.get(item.name, NEVER)
            yield from ((path, place) for form in item.own_forms for path in _paths(form))


def report_route_order(programme: Programme, flow: Flow, faults: Faults) -> None:
    """Report what is used too early or never asked."""
    RouteOrder(programme, flow, faults).report()


def _paths(form: Form) -> Iterator[str]:
    yield from (field.path for field in questions(form))
    for section in form.sections:
        yield from (item.path for item in section.items if isinstance(item, Group))


def _places(stages: tuple[Stage, ...]) -> dict[str, int]:
    """The number of each stage; stages side by side share one."""
    found: dict[str, int] = {}
    number = -1
    before: Stage | None = None
    for stage in stages:
        if before is None or not stage.together or stage.together != before.together:
            number += 1
        found[stage.name] = number
        before = stage
    return found
