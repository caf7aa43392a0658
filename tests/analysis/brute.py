"""What is wrong with a small programme, found by trying everything and remembering nothing.

Plain enumeration for comparison: every answer, no classes, no cleverness. Only the
evaluator is shared with the analysis, because it is what both speak of.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
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
from engine.meaning.programme import Meaning, compile_programme
from engine.meaning.situation import Situation

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
