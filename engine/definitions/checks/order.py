"""Order: nothing is used before it is asked, and everything that is used is asked somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.faults import Faults
from engine.definitions.model.dependencies import (
    Read,
    depends_on,
    outcome_name,
    questions,
    reads,
)
from engine.definitions.model.flow import (
    Stage,
)
from engine.definitions.model.forms import (
    Group,
)
from engine.definitions.model.programme import (
    Programme,
)
from engine.definitions.model.uses import form_reads

REGISTRATION = -1
NEVER = 1_000_000


class Order:
    """The place of every question and outcome in the course of a programme."""

    def __init__(self, programme: Programme, faults: Faults) -> None:
        self.programme = programme
        self.faults = faults
        self.stages = _positions(programme)
        self.outcomes = _outcomes(programme)
        self.forms = self._form_positions()
        self.known = self._known()
        self.depends = depends_on(programme)

    def report(self) -> None:
        """All uses that come too early or of what never comes."""
        for form in self.programme.forms:
            place = self.forms.get(form.name, NEVER)
            if form.name == self.programme.registration.account_form:
                continue
            if place == NEVER:
                self.faults.add(
                    "A903", form.span, f"form “{form.name}” stands in no stage; nobody sees it.",
                    "Name it in “forms” of a stage.",
                )  # fmt: skip
                continue
            for read in form_reads(form):
                self._judge(read, place, f"form “{form.name}”")
        for stage in self.programme.stages:
            for read in reads(stage.when):
                self._judge(read, self.stages[stage.name] - 1, f"stage “{stage.name}”")
        for read, user in self._at_any_time():
            self._judge(read, NEVER - 1, user)

    def _at_any_time(self) -> Iterator[tuple[Read, str]]:
        """What is read whenever it is known: rules, persons, documents and proofs."""
        for rules in self.programme.rules:
            for row in rules.rows:
                yield from ((read, f"rule “{rules.name}”") for read in reads(row.condition))
        for person in self.programme.persons:
            both = (*reads(person.where, person.every), *reads(person.same_when))
            yield from ((read, f"persons “{person.name}”") for read in both)
        for document in self.programme.documents:
            yield from ((read, f"document “{document.name}”") for read in reads(document.when))
        for proof in self.programme.must_hold:
            yield from ((read, "“must hold”") for read in reads(proof.fits))

    def _judge(self, read: Read, place: int, user: str) -> None:
        """``place`` is the last stage whose answers are there when ``user`` reads."""
        late = {path: self.known[path] for path in self._inputs(read.path) if path in self.known}
        for path, asked in sorted(late.items()):
            if asked == NEVER:
                message = f"{user} reads “{path}”, which no stage asks."
                advice = "Put its form into a stage, or leave it out."
                self.faults.add("A802", read.span, message, advice)
                return
            if asked > place and not (path in self.outcomes and self._returns(asked, place)):
                message = f"{user} reads “{path}”, which is known only later."
                self.faults.add("A801", read.span, message, "Ask it earlier, or leave it out.")
                return

    def _inputs(self, path: str) -> set[str]:
        """The questions and outcomes behind a name."""
        found: set[str] = set()
        waiting = [path]
        while waiting:
            name = waiting.pop()
            if name in found:
                continue
            found.add(name)
            if name not in self.known:
                waiting += self.depends.get(name, ())
        return found

    def _returns(self, asked: int, place: int) -> bool:
        """Whether some outcome leads back from there, so that it may be known the second time."""
        return any(
            outcome.target.startswith("back to ")
            and self.stages[stage.name] >= asked
            and self.stages.get(outcome.target.removeprefix("back to "), NEVER) <= place + 1
            for stage in self.programme.stages
            for outcome in stage.outcomes
        )

    def _form_positions(self) -> dict[str, int]:
        registration = self.programme.registration
        found = dict.fromkeys((*registration.case_forms, registration.account_form), REGISTRATION)
        for stage in self.programme.stages:
            for name in stage.forms:
                found[name] = min(found.get(name, NEVER), self.stages[stage.name])
        return found

    def _known(self) -> dict[str, int]:
        registration = self.programme.registration
        found: dict[str, int] = {}
        for form in self.programme.forms:
            place = self.forms.get(form.name, NEVER)
            if form.name == registration.account_form:
                place = NEVER
            found |= {field.path: place for field in questions(form)}
            items = [item for section in form.sections for item in section.items]
            found |= {item.path: place for item in items if isinstance(item, Group)}
        found |= {registration.email: REGISTRATION, registration.phone: REGISTRATION}
        return found | {name: self.stages[stage] for name, stage in self.outcomes.items()}


def report_order(programme: Programme, faults: Faults) -> None:
    """Report what is used too early or never asked, if it is known which stage asks what."""
    order = Order(programme, faults)
    if set(order.forms) - {""} <= {form.name for form in programme.forms}:
        order.report()


def _outcomes(programme: Programme) -> dict[str, str]:
    """The stage of each name that an outcome has in conditions."""
    return {outcome_name(stage, programme): stage.name for stage in programme.stages}


def _positions(programme: Programme) -> dict[str, int]:
    """The number of each stage; stages side by side share one."""
    found: dict[str, int] = {}
    number = -1
    before: Stage | None = None
    for stage in programme.stages:
        if before is None or not stage.together or stage.together != before.together:
            number += 1
        found[stage.name] = number
        before = stage
    return found
