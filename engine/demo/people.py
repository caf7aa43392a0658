"""Demo data: invented people who register, apply and decide through the product like anybody else.

Nothing is put into the database past the corridor, so the demonstration shows what really happens.
Only a demonstration has them. Their passwords are made at the first start and kept beside it; what
one start leaves undone, the next one does.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Final

from engine.base.dataclass import dataclass
from engine.base.staff import STAFF_BOOK, StaffMember
from engine.bootstrap import Product
from engine.bundles.compiled import Ready
from engine.case.form_pages import SAVES, SENDS, form_pages
from engine.definitions.faults import Faults
from engine.definitions.model.items import APPLICANT
from engine.definitions.model.programme import Programme
from engine.definitions.reading.answers_file import Raw
from engine.definitions.reading.demo_people import (
    DemoCast,
    DemoColleague,
    DemoPerson,
    read_cast,
)
from engine.definitions.reading.scenario_steps import Act, Wait
from engine.definitions.reading.scenarios import Scenario, read_scenarios
from engine.demo.answering import on_that_day, on_this_day
from engine.demo.playing import Play
from engine.demo.registering import registered
from engine.demo.story_clock import StoryClock, beginning
from engine.meaning.calendar import USUAL, WorkCalendar
from engine.services.staff_accounts import NewStaff

FILE_NAME: Final = "demo-people.json"

Tell = Callable[[str], None]
"""Says what of the demonstration could not be done."""


@dataclass(frozen=True, slots=True)
class LogIn:
    """How to log in as one of the people; ``about`` says what they are there for."""

    programme: str
    email: str
    password: str = field(repr=False)
    about: str
    is_staff: bool = False


def people(product: Product, tell: Tell = lambda _: None) -> tuple[LogIn, ...]:
    """The log-ins of the demonstration; whoever is not there yet is made."""
    if not product.settings.demo:
        return ()
    folder, programmes = product.settings.definitions, tuple(product.programmes)
    casts = {name: read_cast(folder, name) for name in programmes}
    emails = [one.email for cast in casts.values() for one in cast.staff]
    emails += [one.email for cast in casts.values() for one in cast.people]
    passwords = _passwords(product.settings.data / FILE_NAME, emails)
    found = read_scenarios(product.library.current.sources, Faults())
    for name, cast in casts.items():
        scenarios = {one.title: one for one in found if one.programme == name}
        _Making(product, product.library.today(name), scenarios, passwords, tell).all_of(cast)
    return tuple(
        one
        for name, cast in casts.items()
        for one in _log_ins(product.programmes[name], cast, passwords)
    )


def _log_ins(programme: Programme, cast: DemoCast, passwords: dict[str, str]) -> Iterator[LogIn]:
    name, captions = programme.name, {one.name: one.caption.source for one in programme.flow.roles}
    for colleague in cast.staff:
        about = ", ".join(captions.get(role, role) for role in colleague.roles)
        yield LogIn(name, colleague.email, passwords[colleague.email], about, is_staff=True)
    for person in cast.people:
        about = f"{APPLICANT}: {person.scenario}"
        yield LogIn(name, person.email, passwords[person.email], about)


@dataclass(frozen=True, slots=True)
class _Making:
    """Makes the people of one programme."""

    product: Product
    ready: Ready
    scenarios: dict[str, Scenario]
    passwords: dict[str, str] = field(repr=False)
    tell: Tell

    def all_of(self, cast: DemoCast) -> None:
        """Everybody who is not there yet."""
        staff = [self._colleague(one) for one in cast.staff]
        for number, person in enumerate(cast.people):
            if not self._is_there(person.email, self.ready.programme.bank.name):
                first = number % max(len(staff), 1)
                with self._told(person):
                    self._person(person, (*staff[first:], *staff[:first]))

    def _is_there(self, email: str, book: str) -> bool:
        with self.product.store.read() as view:
            return view.accounts.by_contact(email, book) is not None

    def _colleague(self, one: DemoColleague) -> StaffMember:
        if self._is_there(one.email, STAFF_BOOK):
            return self.product.staff.find(one.email).member
        programme = self.ready.programme
        roles, lang = {programme.name: one.roles}, programme.languages[0]
        hired = NewStaff(one.email, one.name, roles, lang, self.passwords[one.email])
        account = self.product.staff.add(hired).account
        return StaffMember(account.id, account.bank, one.name, roles)

    def _person(self, person: DemoPerson, staff: tuple[StaffMember, ...]) -> None:
        scenario = self.scenarios.get(person.scenario)
        if scenario is None:
            self.tell(f"{person.email}: there is no scenario “{person.scenario}”")
            return
        answers = {**scenario.given, **person.given}
        password = self.passwords[person.email]
        entered = registered(self.product, self.ready, person, answers, password)
        if entered is None:
            self.tell(f"{person.email}: the registration is refused")
            return
        account = entered.account.id
        with self.product.store.read() as view:
            (case,) = view.cases.of_account(account)
        play = Play(
            self.product,
            self.ready.programme.name,
            case.id,
            account,
            staff,
            answers,
            person.document,
        )
        if not person.after:
            first = form_pages(play.load().state)[0]
            step = SENDS if person.submitted else SAVES
            refused = play.fills(first.item.name, first.unit, step)
            if refused is not None:
                self.tell(f"{person.email}: {first.item.name} is refused: {refused}")
        for act in self._acts(person, scenario):
            if isinstance(act, Wait):
                self._passes(act)
                continue
            refused = play.takes(act)
            if refused is not None:
                self.tell(f"{person.email}: {act.item}: {act.step} is refused: {refused}")
                return

    def _acts(self, person: DemoPerson, scenario: Scenario) -> Iterator[Act | Wait]:
        """What is done, as if the scenario were of today, or of when it is told of."""
        begun = self.product.clock.now()
        for step in _told_steps(person, scenario):
            if isinstance(step, Act):
                yield replace(step, given=self._given(person, step, scenario.today, begun))
            elif person.in_the_past:
                yield step

    def _given(self, person: DemoPerson, act: Act, written: date, begun: datetime) -> Raw:
        if person.in_the_past:
            return on_that_day(act.given, self._calendar.day(begun) - written)
        return on_this_day(act.given, written, self.product.clock.now(), self._calendar)

    @contextmanager
    def _told(self, person: DemoPerson) -> Iterator[None]:
        """While something is told of the past, the clock stands there."""
        clock, scenario = self.product.clock, self.scenarios.get(person.scenario)
        if not person.in_the_past or scenario is None or not isinstance(clock, StoryClock):
            yield
            return
        steps = _told_steps(person, scenario)
        waits = [step.duration for step in steps if isinstance(step, Wait)]
        clock.goes_to(beginning(scenario.today, waits, clock.now(), self._calendar))
        try:
            yield
        finally:
            clock.is_back()

    def _passes(self, wait: Wait) -> None:
        clock = self.product.clock
        if isinstance(clock, StoryClock):
            clock.goes_to(self._calendar.end(clock.now(), wait.duration))

    @property
    def _calendar(self) -> WorkCalendar:
        return WorkCalendar(self.ready.zone, self.ready.meaning.route.flow.calendar or USUAL)


def _told_steps(person: DemoPerson, scenario: Scenario) -> Iterator[Act | Wait]:
    """What was done, and how long nothing was, in its order."""
    before = (*scenario.lead, *scenario.steps) if person.after else ()
    for step in (*before, *person.steps):
        if isinstance(step, Wait) or (isinstance(step, Act) and not step.refused):
            yield step


def _passwords(file: Path, emails: list[str]) -> dict[str, str]:
    """The password of everybody, as it was made first."""
    kept: dict[str, str] = {}
    if file.exists():
        kept = json.loads(file.read_text(encoding="utf-8"))
    missing = [email for email in emails if email not in kept]
    kept |= {email: f"Demo-{secrets.token_hex(3)}-{secrets.randbelow(10)}" for email in missing}
    if missing:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            json.dump(kept, stream)
    return kept
