"""All cases of a programme that differ in what a proof asks about, decided answer by answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import field
from datetime import date
from typing import Final

from engine.analysis import classes, samples
from engine.analysis.by_answers import ByAnswers
from engine.analysis.classes import GivenChoice, Several
from engine.analysis.cone import Cone
from engine.analysis.constants import Constant, constants, derived
from engine.analysis.demands import Demand, demands
from engine.analysis.given import Assignment, OpenAnswers, Undecided
from engine.base.dataclass import dataclass
from engine.base.values import BLANK, Absence
from engine.definitions.model.forms import (
    Field,
    Group,
)
from engine.definitions.model.programme import Programme
from engine.meaning.needs import COLUMN
from engine.meaning.programme import Meaning
from engine.meaning.situation import RowScope, Situation
from engine.meaning.truth import Truth

ROW_BOUND: Final = 2
"""Rows of a group that are looked at, unless the group demands more."""

_CELL: Final = re.compile(r"(?P<group>.+?)\.[0-9]+\.(?P<name>.+)")


@dataclass(frozen=True, slots=True, eq=False)
class AnswerWorld:
    """A programme with what every proof about it needs to know: its demands and the date."""

    meaning: Meaning
    demands: tuple[Demand, ...]
    today: date
    collected: frozenset[str]
    """Names of the forms that registration, a stage or an item asks for."""
    asked_by_steps: frozenset[str]
    """Names of the forms that are filled in with steps of items."""
    known_of_account: frozenset[str]
    """The questions of the account form that cases know."""

    def is_visible(self, name: str, forms: frozenset[str]) -> bool:
        """Whether an answer is known when ``forms`` were sent in."""
        return name in self.known_of_account or self.form_of(name) in forms

    def form_of(self, name: str) -> str:
        """The form in which the question of an input name stands."""
        return self.meaning.questions[self.path_of(name)].form.name

    def path_of(self, name: str) -> str:
        """``owners.0.share`` is an answer to ``owners[].share``."""
        found = None if name in self.meaning.questions else _CELL.fullmatch(name)
        return name if found is None else f"{found['group']}{COLUMN}{found['name']}"


def world(meaning: Meaning, today: date) -> AnswerWorld:
    """What proofs about a programme need to know."""
    programme = meaning.programme
    registration = programme.registration
    of_items = set(_of_items(programme))
    return AnswerWorld(
        meaning,
        demands(programme),
        today,
        frozenset(of_items.union(registration.case_forms)),
        frozenset(programme.flow.step_forms or ()),
        frozenset({registration.email, registration.phone}),
    )


def _of_items(programme: Programme) -> Iterator[str]:
    """The forms that an applicant fills in because of an item."""
    for item in programme.flow.items:
        yield from item.forms
        for rules in programme.rules if item.forms_from else ():
            yield from rules.given(item.forms_from)


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """The cases that some conditions can tell apart.

    ``drafts`` may lack any answer; otherwise every demanded answer is there, as in a case that was
    submitted.
    """

    world: AnswerWorld
    cone: Cone
    drafts: bool = False
    apart: frozenset[str] = frozenset()
    _questions: dict[str, classes.QuestionUse] = field(default_factory=dict)
    _singles: dict[str, tuple[GivenChoice, ...]] = field(default_factory=dict)
    _several: dict[str, Several] = field(default_factory=dict)
    _derived: dict[str, set[Constant]] = field(default_factory=dict)
    _required: dict[str, ByAnswers[Truth]] = field(default_factory=dict)
    _broken: dict[Demand, ByAnswers[bool]] = field(default_factory=dict)
    bounded: set[str] = field(default_factory=set)
    """Paths of groups and questions of which not everything was looked at."""

    def case(self, decided: Assignment, forms: frozenset[str] | None = None) -> Situation:
        """The case as decided so far, with the answers of ``forms`` (all that are ever asked)."""
        visible = self.world.collected if forms is None else forms

        def is_visible(name: str) -> bool:
            return self.world.is_visible(name, visible)

        return Situation(self.world.meaning, OpenAnswers(decided, is_visible), self.world.today)

    def required(self, name: str, decided: Assignment) -> Truth:
        """Whether an answer must be given. Raises Undecided."""
        if name not in self._required:

            def judge(decided: Assignment) -> Truth:
                case = self.case(decided)
                return case.required(*case.place(name))

            self._required[name] = ByAnswers(judge)
        return self._required[name](decided)

    def broken(self, demand: Demand, decided: Assignment) -> bool:
        """Whether a case does not fulfil a demand. Raises Undecided."""
        if demand not in self._broken:
            self._broken[demand] = ByAnswers(lambda decided: demand.broken(self.case(decided)))
        return self._broken[demand](decided)

    def choices(self, name: str, decided: Assignment) -> tuple[GivenChoice, ...]:
        """What may be decided about an answer. Raises Undecided where another comes first."""
        case = self.case(decided)
        path, row = case.place(name)
        item = self.world.meaning.questions[path].item
        if isinstance(item, Group):
            return tuple(self._rows(item))
        found = list(self._answers(item, path, row, case, decided))
        if self._may_be_blank(item, row, case):
            found.append(GivenChoice(BLANK, cost=1))
        return tuple(found)

    def _rows(self, group: Group) -> Iterator[GivenChoice]:
        if group.maximum > ROW_BOUND:
            self.bounded.add(group.path)
        least = group.minimum if not self.drafts else 0
        for count in range(least, max(min(group.maximum, ROW_BOUND), group.minimum) + 1):
            yield GivenChoice(count, cost=5 * count)

    def _answers(
        self, item: Field, path: str, row: RowScope | None, case: Situation, decided: Assignment
    ) -> Iterable[GivenChoice]:
        if item.kind == "row":
            rows = case.rows(item.rows_of)
            count = 0 if isinstance(rows, Absence) else len(rows)
            return [GivenChoice(str(number + 1), cost=number) for number in range(count)]
        question = self.question(path)
        if item.kind in ("choices", "countries"):
            if path not in self._several:
                self._several[path] = classes.several(question)
            if not self._several[path].complete:
                self.bounded.add(path)
            offered = {option.code for option in case.offered(path, row)}
            return self._several[path].subsets(lambda option: option.code in offered)
        if path not in self._singles:
            self._singles[path] = classes.single(question)
        removable = self.world.meaning.questions[path].options
        if removable:
            codes = {option.code for option in case.offered(path, row)}
            return [one for one in self._singles[path] if one.given in codes]
        return [*self._singles[path], *self._fresh(question, decided)]

    def _fresh(self, question: classes.QuestionUse, decided: Assignment) -> Iterator[GivenChoice]:
        """Texts of no other meaning: those used so far by the like, and one more."""
        if not classes.is_text(question.field):
            return
        known = samples.texts(question.field)
        if not question.compared:
            yield GivenChoice(known[0])
            return
        used = [text for text in known if text in decided.values()]
        for place, text in enumerate(known[: len(used) + 1]):
            yield GivenChoice(text, cost=place)

    def _may_be_blank(self, item: Field, row: RowScope | None, case: Situation) -> bool:
        if item.kind in ("tick", "note"):
            return False
        if self.drafts:
            return True
        if isinstance(item.required, bool):
            return not item.required
        try:
            return case.required(item.path, row) is not True
        except Undecided:
            return True

    def question(self, path: str) -> classes.QuestionUse:
        """What is known of a question that is no group."""
        item = self.world.meaning.questions[path].item
        if isinstance(item, Group):
            raise TypeError(path)
        if path not in self._questions:
            tests = self.cone.tests.get(path, ())
            if not self._derived:
                today = self.world.today
                self._derived.update(derived(self.world.meaning, self.cone.tests, today))
            known = constants(tests) | frozenset(self._derived.get(path, ()))
            self._questions[path] = classes.QuestionUse(
                item, tests, known, self.world.today,
                compared=path in self.cone.compared,
                computed=path in self.cone.computed,
                apart=path in self.apart,
            )  # fmt: skip
        return self._questions[path]
