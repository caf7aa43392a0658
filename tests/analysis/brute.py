"""What is wrong with a small programme, found by trying everything and remembering nothing.

Plain enumeration for comparison: every answer, every event, no classes, no cleverness. Only the
evaluator is shared with the analysis, because it is what both speak of.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any

from engine.definitions.model.forms import (
    Field,
    Group,
)
from engine.definitions.model.programme import (
    Programme,
)
from engine.definitions.model.rules import (
    RuleSet,
)
from engine.meaning.checks import compile_check
from engine.meaning.conditions import compile_condition
from engine.meaning.events import Event
from engine.meaning.path import walk
from engine.meaning.programme import Meaning, compile_programme
from engine.meaning.situation import Situation
from engine.meaning.stages import applies, offered_outcomes

TODAY = date(2026, 11, 22)
Wrong = tuple[str, str]
"""Code of a finding, and the line or lines it is about."""


def domain(item: Field) -> list[Any]:
    """Every answer to a question, and None for no answer."""
    codes = [option.code for option in item.options.options] if item.options else []
    if item.kind == "tick":
        return [False, True]
    if item.kind == "yesno":
        return [None, False, True]
    if item.kind == "number":
        return [None, *(Decimal(number) for number in range(5))]
    if item.kind == "choices":
        return [None, *((code,) for code in codes), tuple(codes)]
    return [None, *codes]


def all_answers(items: tuple[Field | Group, ...]) -> Iterator[dict[str, Any]]:
    """Every way to fill in the questions, sensible or not."""
    ways = []
    for item in items:
        if isinstance(item, Group):
            cells = domain(item.items[0])
            rows = [{"cell": cell} if cell is not None else {} for cell in cells]
            ways.append(
                [combined for number in range(3) for combined in product(rows, repeat=number)]
            )
        else:
            ways.append(domain(item))
    for chosen in product(*ways):
        yield {i.path: one for i, one in zip(items, chosen, strict=True) if one is not None}


@dataclass
class Brute:
    programme: Programme
    meaning: Meaning = field(init=False)
    wrong: set[Wrong] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.meaning = compile_programme(self.programme)

    @property
    def items(self) -> tuple[Field | Group, ...]:
        return tuple(
            item for form in self.programme.forms for part in form.sections for item in part.items
        )

    def run(self) -> set[Wrong]:
        drafts = [Situation(self.meaning, each, TODAY) for each in all_answers(self.items)]
        self.questions(drafts)
        cases = [case for case in drafts if self.is_submitted(case)]
        for rules in self.programme.rules:
            self.rule(rules, cases)
        self.ways(cases)
        self.demands(cases)
        return self.wrong

    def say(self, code: str, *spans: Any) -> None:
        self.wrong.add((code, " ".join(str(span) for span in sorted(spans))))

    # answers

    def is_submitted(self, case: Situation) -> bool:
        answers: Mapping[str, Any] = case.answers
        for item in self.items:
            if isinstance(item, Group):
                if not self.is_group_fine(case, item):
                    return False
            elif not self.is_fine(case, item, None, answers.get(item.path)):
                return False
        return self.fits_checks(case)

    def is_group_fine(self, case: Situation, group: Group) -> bool:
        rows: Any = case.answers.get(group.path, ())
        if case.asked(group.path) is not True:
            return rows == ()
        if len(rows) < group.minimum:
            return False
        cell = group.items[0]
        places = [case.row(group.path, number) for number in range(len(rows))]
        return all(
            self.is_fine(case, cell, place, row.get("cell"))
            for place, row in zip(places, rows, strict=True)
        )

    def is_fine(self, case: Situation, item: Field, row: Any, given: Any) -> bool:
        if case.asked(item.path, row) is not True:
            return given is None or (item.kind == "tick" and given is False)
        if given is None:
            return case.required(item.path, row) is False
        if item.options:
            offered = {option.code for option in case.offered(item.path, row)}
            return set(given if isinstance(given, tuple) else (given,)) <= offered
        return True

    def fits_checks(self, case: Situation) -> bool:
        for check in self.programme.forms[0].checks:
            applies = check.when is None or compile_condition(check.when)(case) is True
            known = all(path in self.meaning.questions for path in ("one", "number"))
            if known and applies and compile_check(check.condition)(case) is False:
                return False
        return True

    def questions(self, drafts: list[Situation]) -> None:
        for path, question in self.meaning.questions.items():
            group = question.group
            seen = False
            offered: set[str] = set()
            for case in drafts:
                rows = case.rows(group) if group else None
                place = None if not group else rows[0] if isinstance(rows, tuple) and rows else 0
                if place == 0 or case.asked(path, place) is not True:
                    continue
                seen = True
                offered |= {option.code for option in case.offered(path, place)}
            if not seen:
                self.say("V301", path)
                continue
            for code in question.options:
                if code not in offered:
                    self.say("V304", f"{path} {code}")

    def demands(self, cases: list[Situation]) -> None:
        """Questions that a person may leave although nobody knows whether they are required."""
        for item in self.items:
            if isinstance(item, Group) or isinstance(item.required, bool) or item.kind == "tick":
                continue
            if any(
                case.asked(item.path) is True and case.required(item.path) is None for case in cases
            ):
                self.say("V305", item.path)

    # rules

    def rule(self, rules: RuleSet, cases: list[Situation]) -> None:
        holds = [compile_condition(row.condition) for row in rules.rows]
        fits: set[int] = set()
        fires: set[int] = set()
        for case in cases:
            truths = [one(case) for one in holds]
            fitting = [place for place, truth in enumerate(truths) if truth]
            fits.update(fitting)
            decision = case.decision(rules.name)
            said = [row.gives for row in decision.fired]
            for place in fitting:
                row = rules.rows[place]
                if row in decision.fired or (rules.hit == "priority" and row.gives in said):
                    fires.add(place)
            if decision.waiting:
                self.say("V107", rules.name)
            elif not fitting and rules.hit != "collect":
                self.say("V101", rules.name)
            if rules.hit in ("unique", "any"):
                self.clashes(rules, fitting)
        for place, row in enumerate(rules.rows):
            if place not in fits:
                self.say("V104/V106", row.span)
            elif place not in fires and rules.hit in ("first", "priority"):
                self.say("V105", row.span)

    def clashes(self, rules: RuleSet, fitting: list[int]) -> None:
        for place, one in enumerate(fitting):
            for other in fitting[place + 1 :]:
                rows = rules.rows[one], rules.rows[other]
                if rows[0].gives != rows[1].gives:
                    self.say("V103", rows[0].span, rows[1].span)
                elif rules.hit == "unique":
                    self.say("V102", rows[0].span, rows[1].span)

    # the way

    def ways(self, cases: list[Situation]) -> None:
        reached: set[str] = set()
        offered: set[tuple[str, str]] = set()
        ends: set[str] = set()
        for case in cases:
            self.way(case, reached, offered, ends)
        for stage in self.programme.stages:
            if stage.name not in reached:
                self.say("V203", stage.name)
                continue
            for outcome in stage.outcomes:
                if (stage.name, outcome.name) not in offered:
                    self.say("V204", f"{stage.name} {outcome.name}")
        for end in self.programme.ends:
            if end.name not in ends:
                self.say("V210", end.name)

    def way(
        self, case: Situation, reached: set[str], offered: set[tuple[str, str]], ends: set[str]
    ) -> None:
        states: dict[Any, Situation] = {}
        follow: dict[Any, set[Any]] = {}
        waiting = [()]
        is_stuck = False
        while waiting:
            here = self.at(case, waiting.pop())
            key = self.key(here)
            if key in states:
                continue
            states[key] = here
            path = walk(here)
            ends.add(path.end)
            for name in path.waits_for_person:
                is_stuck = True
                step = path.step(name)
                early = any(self.is_unseen(here, name) for name in step.missing)
                unknown = step.missing or applies(here, step.stage) is None
                code = "V206" if not unknown else "V207" if early and step.missing else "V205"
                self.say(code, name)
            for line in self.programme.must_hold:
                is_there = path.end == line.at or line.at in path.current
                if is_there and here.holds(line.fits) is not True:
                    self.say("V401", line.span)
            follow[key] = set()
            for event, outcome_stage in self.events(here, path, reached, offered):
                if outcome_stage == "trapped":
                    is_stuck = True
                    continue
                after = (*here.events, event)
                follow[key].add(self.key(self.at(case, after)))
                waiting.append(after)
        if not is_stuck:
            self.traps(case, states, follow)

    def events(
        self, here: Situation, path: Any, reached: set[str], offered: set[tuple[str, str]]
    ) -> Iterator[tuple[Event, str]]:
        for step in () if path.end else path.steps:
            if step.state == "current":
                reached.add(step.stage.name)
                for unit in step.units:
                    if not unit.done:
                        yield from self.outcomes(here, path, step, unit.unit, offered)
            yield from self.on_demand(step)

    def outcomes(
        self, here: Situation, path: Any, step: Any, unit: str, offered: set[tuple[str, str]]
    ) -> Iterator[tuple[Event, str]]:
        stage = step.stage
        outcomes = offered_outcomes(here, stage, unit)
        if all(outcome.target == "stay" for outcome in outcomes):
            self.say("V209", stage.name)
            yield Event(stage.name), "trapped"
        for outcome in outcomes:
            offered.add((stage.name, outcome.name))
            target = outcome.target.removeprefix("back to ")
            if target != outcome.target and path.step(target).state == "not_required":
                self.say("V208", f"{stage.name} {outcome.name}")
            yield Event(stage.name, outcome.name, (unit,) if unit else ()), stage.name

    def on_demand(self, step: Any) -> Iterator[tuple[Event, str]]:
        name = step.stage.name
        if step.stage.on_demand_after and step.state == "current":
            yield Event(name, kind="withdrawn"), name
        elif step.stage.on_demand_after and step.may_be_demanded:
            yield Event(name, kind="demanded"), name
            for unit in step.units:
                if unit.unit:
                    yield Event(name, of=(unit.unit,), kind="demanded"), name

    def at(self, case: Situation, events: tuple[Event, ...]) -> Situation:
        """The case after events: of forms that were not sent in nothing is known."""
        sent = self.sent(events)
        known = {
            name: given
            for name, given in case.answers.items()
            if self.meaning.questions[name].form.name in sent
        }
        return replace(case, answers=known, events=events)

    def sent(self, events: tuple[Event, ...]) -> set[str]:
        """The forms that were sent in: those of stages that were left."""
        found: set[str] = set()
        for event in events:
            stage = self.meaning.stages[event.stage]
            targets = [one.target for one in stage.outcomes if one.name == event.outcome]
            if targets and targets[0] != "stay":
                found.update(stage.forms)
        return found

    def is_unseen(self, here: Situation, name: str) -> bool:
        """Whether a question stands in a form that was not sent in yet."""
        form = self.meaning.questions[here.place(name)[0]].form.name
        return form not in self.sent(here.events)

    def key(self, here: Situation) -> Any:
        parts: list[Any] = [tuple(sorted(here.answers))]
        for stage in self.programme.stages:
            record = here.record(stage.name)
            parts.append(
                (
                    stage.name,
                    tuple(sorted((unit, one.outcome.name) for unit, one in record.last.items())),
                    tuple(sorted((unit, one is not None) for unit, one in record.closing.items())),
                    record.demanded,
                    record.demanded_of,
                )
            )
        return tuple(parts)

    def traps(
        self, case: Situation, states: dict[Any, Situation], follow: dict[Any, set[Any]]
    ) -> None:
        able = {key for key, here in states.items() if walk(here).end}
        grown = True
        while grown:
            more = {key for key in states if key not in able and follow[key] & able}
            able |= more
            grown = bool(more)
        if len(able) < len(states):
            is_at_start = self.key(self.at(case, ())) not in able
            self.say("V201" if is_at_start else "V202", "")
