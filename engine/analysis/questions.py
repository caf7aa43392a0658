"""Findings about questions: never asked, never offered, impossible to answer, required or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import field
from typing import Final

from engine.analysis.cases import (
    Leaf,
    TooMany,
    answerable,
    filled,
    leaves,
)
from engine.analysis.cone import Cone, Placed, cone
from engine.analysis.demands import Demand
from engine.analysis.findings import Finding, FindingText, case_of
from engine.analysis.readings import readings
from engine.analysis.shape import shape
from engine.analysis.space import AnswerWorld, Space
from engine.base.dataclass import dataclass
from engine.base.values import Absence, Span
from engine.definitions.model.forms import (
    Field,
    Group,
    Option,
)
from engine.language.marker import N_
from engine.meaning.case import RowOfCase
from engine.meaning.programme import Guard, Question
from engine.meaning.situation import Situation
from engine.meaning.truth import Truth

NEVER_ASKED: Final = N_("The question “{question}” is never asked")
HIDDEN: Final = N_("The question “{question}” is required by its own condition where it is hidden")
UNANSWERABLE: Final = N_("The question “{question}” is required, but no answer to it is accepted")
NOTHING_OFFERED: Final = N_("The question “{question}” is required, but no choice is offered")
NEVER_OFFERED: Final = N_("The choice “{choice}” of the question “{question}” is never offered")
OPEN: Final = N_("Whether “{question}” is required stays unknown although the rest is answered")
NOT_COLLECTED: Final = N_("No stage collects the form “{form}”")

LIMIT: Final = 3_000
"""Combinations looked at for one question."""

InRow = Callable[[Situation, RowOfCase | None], Truth]


@dataclass(slots=True)
class QuestionProof:
    """Proves what is promised of every question; ``given_up`` are those with too many cases."""

    world: AnswerWorld
    combinations: int = 0
    given_up: list[str] = field(default_factory=list)
    _asked: dict[str, bool] = field(default_factory=dict)

    def findings(self) -> Iterator[Finding]:
        """Everything that does not hold."""
        yield from self._forms()
        for question in self.world.meaning.questions.values():
            if question.form.name not in self.world.collected:
                continue
            try:
                yield from self._of_question(question)
            except TooMany:
                self.given_up.append(question.item.path)

    def _forms(self) -> Iterator[Finding]:
        account = self.world.meaning.programme.registration.account_form
        asked = self.world.collected | self.world.asked_by_steps | {account}
        for form in self.world.meaning.programme.forms:
            if form.name not in asked:
                text = FindingText(NOT_COLLECTED, {"form": form.title})
                yield Finding("V306", text, (form.span,), about=form.name)

    def _of_question(self, question: Question) -> Iterator[Finding]:
        item = question.item
        if not self._is_asked(question):
            yield self._finding("V301", NEVER_ASKED, question)
            return
        yield from self._options(question)
        if isinstance(item, Group) or item.kind == "note":
            return
        if isinstance(question.required, Guard):
            yield from self._hidden(question, question.required)
            yield from self._open(question)
        if question.required is not False and item.kind != "tick":
            yield from self._unanswerable(question)

    def _is_asked(self, question: Question) -> bool:
        mark = f"{question.group} {[shape(guard.condition) for guard in question.guards]}"
        if mark not in self._asked:
            path = question.item.path
            space = self._space(question, drafts=True)
            ask = self._anywhere(question, lambda case, row: case.asked(path, row))
            self._asked[mark] = self._first(space, ask) is not None
        return self._asked[mark]

    def _options(self, question: Question) -> Iterator[Finding]:
        item = question.item
        for code, guard in question.options.items():
            space = self._space(question, ((guard.condition, question.group),), drafts=True)
            offered = self._anywhere(question, _offers(item.path, code))
            if self._first(space, offered) is None:
                caption = next(one.caption for one in _options(item) if one.code == code)
                text = FindingText(
                    NEVER_OFFERED, {"choice": caption or code, "question": item.caption}
                )
                lines = tuple(sorted({item.span, guard.condition.span}))
                yield Finding("V304", text, lines, about=f"{item.path} {code}")

    def _hidden(self, question: Question, required: Guard) -> Iterator[Finding]:
        when = question.item.when
        if when is None:
            return
        shared = {one.path for one in readings(when, question.group)}
        if shared.isdisjoint(one.path for one in readings(required.condition, question.group)):
            return
        path = question.item.path

        def is_hidden(case: Situation, row: RowOfCase | None) -> bool:
            return case.asked(path, row) is False and case.holds(required.condition, row) is True

        space = self._space(question, ((required.condition, question.group),))
        leaf = self._first(space, self._anywhere(question, is_hidden))
        if leaf is not None:
            yield self._finding(
                "V302", HIDDEN, question, leaf, (required.condition.span, when.span)
            )

    def _open(self, question: Question) -> Iterator[Finding]:
        path = question.item.path

        def is_open(case: Situation, row: RowOfCase | None) -> bool:
            return case.asked(path, row) is True and case.required(path, row) is None

        leaf = self._first(self._space(question), self._anywhere(question, is_open))
        if leaf is not None:
            yield self._finding("V305", OPEN, question, leaf)

    def _unanswerable(self, question: Question) -> Iterator[Finding]:
        item = question.item
        told = (one for one in self.world.demands if item.path in one.questions)
        speaking = [one for one in told if not one.compares]
        if not speaking and not question.options:
            return
        space = self._space(question)
        name = _input_name(question)
        probe = self._anywhere(question, _is_demanded(item.path, speaking))
        for leaf in self._leaves(space, probe):
            if name in leaf.decided or filled(space, leaf.decided, without=item.path) is None:
                continue
            if not answerable(space, leaf.decided, name):
                text = NOTHING_OFFERED if question.options and not speaking else UNANSWERABLE
                lines = tuple(one.span for one in speaking)
                yield self._finding("V303", text, question, leaf, lines)
                return

    def _space(
        self, question: Question, more: tuple[Placed, ...] = (), *, drafts: bool = False
    ) -> Space:
        placed = [(guard.condition, question.group) for guard in question.guards]
        seen: Cone = cone(
            self.world.meaning,
            [*placed, *more],
            [question.item.path],
            None if drafts else self.world.demands,
        )
        return Space(self.world, seen, drafts=drafts)

    def _anywhere(self, question: Question, holds: InRow) -> Callable[[Situation], bool]:
        """Whether something holds for the question, or for that of the first row of its group."""
        if not question.group:
            return lambda case: holds(case, None) is True

        def anywhere(case: Situation) -> bool:
            rows = case.rows(question.group)
            return not isinstance(rows, Absence) and any(
                holds(case, row) is True for row in rows[:1]
            )

        return anywhere

    def _first(self, space: Space, probe: Callable[[Situation], bool]) -> Leaf[bool] | None:
        return next(self._every(space, probe), None)

    def _every(self, space: Space, probe: Callable[[Situation], bool]) -> Iterator[Leaf[bool]]:
        """Where the probe says yes in a draft, or in a case that can be submitted."""
        for leaf in self._leaves(space, probe):
            if space.drafts or filled(space, leaf.decided) is not None:
                yield leaf

    def _leaves(self, space: Space, probe: Callable[[Situation], bool]) -> Iterator[Leaf[bool]]:
        for leaf in leaves(space, lambda decided: probe(space.case(decided)), limit=LIMIT):
            self.combinations += 1
            if leaf.result:
                yield leaf

    def _finding(
        self,
        code: str,
        text: str,
        question: Question,
        leaf: Leaf[bool] | None = None,
        lines: tuple[Span, ...] = (),
    ) -> Finding:
        item = question.item
        guards = tuple(guard.condition.span for guard in question.guards) if not leaf else ()
        return Finding(
            code,
            FindingText(text, {"question": item.caption}),
            tuple(sorted({item.span, *lines, *guards})),
            case=case_of(leaf.decided) if leaf else (),
            cases=leaf.weight if leaf else 0,
            about=item.path,
        )


def _offers(path: str, code: str) -> InRow:
    def offers(case: Situation, row: RowOfCase | None) -> bool:
        place = None if row is None else case.row(row.group, row.index)
        return case.asked(path, row) is True and any(
            option.code == code for option in case.offered(path, place)
        )

    return offers


def _is_demanded(path: str, speaking: Sequence[Demand]) -> InRow:
    def is_demanded(case: Situation, row: RowOfCase | None) -> bool:
        if case.asked(path, row) is not True or case.required(path, row) is not True:
            return False
        # What is offered and demanded is part of the case in which there must be an answer.
        case.offered(path, None if row is None else case.row(row.group, row.index))
        for condition, group in (one.when for one in speaking if one.when is not None):
            if not group or (row is not None and group == row.group):
                case.holds(condition, row if group else None)
        return True

    return is_demanded


def _options(item: Field | Group) -> tuple[Option, ...]:
    return item.options.options if isinstance(item, Field) and item.options else ()


def _input_name(question: Question) -> str:
    item = question.item
    if isinstance(item, Field) and question.group:
        return f"{question.group}.0.{item.name}"
    return item.path
