"""A case of a scenario, moved by the machine that moves real cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from engine.base.events import CaseEvent
from engine.base.values import Answers
from engine.bundles.compiled import Ready
from engine.case.filled_steps import step_data, step_place
from engine.case.form_pages import SENDS, FormPage, form_page, is_form_step
from engine.case.judgement import Facts, Judgement, RuleEngines, facts_of, judge
from engine.case.making import plain_making, with_made
from engine.case.sending import Sending, Sent, decide_sending
from engine.case.state import CaseState, case_state
from engine.definitions.model.durations import Duration
from engine.definitions.reading.answers_file import Raw
from engine.definitions.reading.scenario_steps import Act
from engine.forms.read import Surroundings, completed, read
from engine.meaning.calendar import USUAL, WorkCalendar
from engine.meaning.flow.commands import Actor, Command, Refusal
from engine.meaning.flow.decide import begin, decide
from engine.meaning.flow.happenings import happenings, is_due, raised
from engine.meaning.flow.times import awaited
from engine.meaning.picture import CASE
from engine.scenarios.actors import actor, named
from engine.scenarios.meant import MeantRefused, filled_with, typed_anew, units_meant

MORNING: Final = "10:00"
"""The time of day at which a scenario begins, where the bank is."""

MOST_MOMENTS: Final = 10_000
"""Moments that one wait may pass; a reminder every minute for years would have no end."""

HEARD: Final = "heard"
"""Why an outside party's word counts for nothing: it is kept, and leads nowhere."""

NOT_ASKED: Final = "not asked"
"""Why a step is not taken in a scenario that gives answers for which it does not ask."""


class Trial:
    """One case under way. ``told`` are the notices raised since they were last asked for."""

    def __init__(self, ready: Ready, given: Raw, today: date, engines: RuleEngines) -> None:
        self.ready, self.typed, self.engines = ready, given, engines
        self.flow = ready.meaning.route.flow
        self.calendar = WorkCalendar(ready.zone, self.flow.calendar or USUAL)
        self.now = self.calendar.moment(today, MORNING)
        self.events: list[CaseEvent] = []
        self.told: list[str] = []
        self.state = case_state(ready, today, self._known(), (), ())
        self._settles()

    @property
    def today(self) -> date:
        """The day it is in the scenario."""
        return self.calendar.day(self.now)

    def judged(self) -> Judgement:
        """What is said of the case as it stands, of what was sent in so far."""
        world, picture = self.state.world, self.state.picture
        facts = Facts(world.today, world.answers, (), world.applied_on, picture)
        return judge(self.ready, facts, self.engines)

    def supposed(self) -> Judgement:
        """What would be said if everything that is given were sent in."""
        facts = replace(self._read(self.typed), picture=self.state.picture)
        return judge(self.ready, facts, self.engines)

    def acts(self, act: Act) -> MeantRefused | None:
        """Take a step as somebody takes it; where it is refused no more than the tries change."""
        units = units_meant(self.state, act)
        if isinstance(units, MeantRefused):
            return units
        found = named(self.flow, self.state.picture, act, units[0])
        if found is None:
            return MeantRefused(("no such step",))
        acting = actor(found, self.state, act, units[0])
        if act.step == SENDS and is_form_step(self.state, act.item, act.step):
            return self._sends(act, units, acting)
        return self._takes(act, units, acting)

    def waits(self, duration: Duration) -> None:
        """Let time pass; what it brings happens in its order and at its time."""
        until = self.calendar.end(self.now, duration)
        for _ in range(MOST_MOMENTS):
            if not self._next_moment(until):
                break
        self._comes(until)

    def _next_moment(self, until: datetime) -> bool:
        """Let the first thing happen that time brings until then; False where it brings nothing."""
        waiting = awaited(self.state.world, self.state.picture, self.calendar)
        for each in sorted(waiting, key=lambda one: one.at):
            if each.at > until:
                return False
            if self._comes(max(self.now, each.at)):
                return True  # a new day has changed what is waited for
            before = len(self.events)
            self._decides(each.command(self.now))
            if len(self.events) > before:
                return True
        return False

    def _comes(self, moment: datetime) -> bool:
        """Move the clock; whether a new day has changed anything by itself."""
        self.now = moment
        if self.today == self.state.world.today:
            return False
        world = replace(self.state.world, today=self.today)
        self.state = replace(self.state, world=world)
        return self._settles()

    def _known(self) -> Answers:
        """Contacts of the account and answers of the registration."""
        registration = self.ready.programme.registration
        outlines = [self.ready.registration[form] for form in registration.case_forms]
        of_case = {path for outline in outlines for path in outline.order}
        of_case |= {registration.email, registration.phone}
        answers = self._read(self.typed).answers
        return {path: answer for path, answer in answers.items() if path in of_case}

    def _read(self, raw: Raw) -> Facts:
        return facts_of(self.ready, raw, self.today)

    def _takes(self, act: Act, units: tuple[str, ...], acting: Actor) -> MeantRefused | None:
        place = step_place(self.state, act.item, units[0], act.step)
        if place is not None and act.given and not (place.step.form or place.step.removes_from):
            return MeantRefused((NOT_ASKED,), f"“{act.step}” does not ask {', '.join(act.given)}")
        of = () if act.item == CASE else units
        command = Command(act.item, act.step, acting, of, at=self.now)
        data = step_data(self.state, filled_with(self.state, act, units[0], self.now))
        if not isinstance(data, Mapping):
            # Whatever else closes the step comes first: whoever sees no form fills in none.
            if (closed := self._tried(command)) is not None:
                return closed
            # One try too many may lead somewhere.
            self._decides(replace(command, refused=tuple(one.code for one in data)))
            return MeantRefused.because(data)
        if place is not None:
            data = with_made(self.state, place, data, plain_making(self.state, self.now))
        return self._decides(replace(command, data=data))

    def _tried(self, command: Command) -> MeantRefused | None:
        decided = decide(self.state.world, self.state.picture, command)
        return MeantRefused((decided.code,)) if isinstance(decided, Refusal) else None

    def _sends(self, act: Act, units: tuple[str, ...], acting: Actor) -> MeantRefused | None:
        typed = typed_anew(self.typed, act)
        for unit in units:
            page = form_page(self.ready, act.item, unit)
            if page is None:
                return MeantRefused(("no such item",), f"“{unit}” is no form")
            sent = decide_sending(self.state, self._sending(page, acting, typed), self.engines)
            if isinstance(sent, Refusal):
                return MeantRefused((sent.code,))
            if not isinstance(sent, Sent):
                return MeantRefused.because(sent)
            self._happens(sent.events, sent.after)
            self.typed = typed
        return None

    def _sending(self, page: FormPage, acting: Actor, typed: Raw) -> Sending:
        outline, known = page.outline, self.state.world.answers
        around = Surroundings(self.today, known, blank_rows=False, named_files=True)
        reading = read(outline, typed, around)
        own = {path: each for path, each in reading.answers.items() if path in outline.order}
        unread = (each for each in reading.problems if outline.place(each.path) or each.path in own)
        return Sending(
            page, f"{page.key} {len(self.events)}", "", "", acting, self.now,
            completed(outline, own), tuple(unread), self.state.given,
        )  # fmt: skip

    def _decides(self, command: Command) -> MeantRefused | None:
        decided = decide(self.state.world, self.state.picture, command)
        if isinstance(decided, Refusal):
            return MeantRefused((decided.code,))
        if decided and all(event.kind == HEARD for event in decided):
            return MeantRefused((HEARD,))
        self._happens(decided, self.state.after(decided))
        return None

    def _settles(self) -> bool:
        """Let everything follow by itself that the answers and the day bring."""
        first = self.state.picture.number + 1
        found = begin(self.state.world, self.state.picture)
        events = tuple(
            replace(event, number=first + place, at=self.now) for place, event in enumerate(found)
        )
        self._happens(events, self.state.after(events))
        return bool(events)

    def _happens(self, events: tuple[CaseEvent, ...], after: CaseState) -> None:
        was, before = self.state.world, self.state.picture
        self.state, world, picture = after, after.world, after.picture
        self.events += events
        for happened in happenings(world, before, picture, events, was):
            for notice in raised(self.flow, happened):
                if is_due(world, picture, notice, happened):
                    self.told.append(notice.name)
