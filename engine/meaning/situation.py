"""One case as its programme sees it: answers, computed values, facts, items, each found once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date
from typing import Any, Final

from engine.base.dataclass import dataclass
from engine.base.values import (
    BLANK,
    NOT_APPLICABLE,
    NOTHING,
    Absence,
    Answers,
    Value,
)
from engine.definitions.model.conditions import TODAY, Condition, Subject
from engine.definitions.model.forms import (
    Group,
    Option,
)
from engine.definitions.model.items import Item
from engine.meaning import questions
from engine.meaning.case import RowOfCase, UnknownSubject
from engine.meaning.columns import Rows
from engine.meaning.computed import computed
from engine.meaning.memory import Mark, Memory
from engine.meaning.needs import COLUMN, needed
from engine.meaning.people import People
from engine.meaning.persons import meant, people
from engine.meaning.picture import EMPTY, ROW_ID, Picture
from engine.meaning.programme import (
    ROW,
    Meaning,
    Question,
)
from engine.meaning.tables import Decision, concluded
from engine.meaning.truth import Truth, both
from engine.meaning.units import UnitScope, standings, units

APPLICATION_DATE: Final = "application date"
"""The day the case was submitted, for rules that are dated by it; ``today`` until then."""

_IN_ROW: Final = re.compile(r"(?P<group>.+?)\.(?P<index>[0-9]{1,6})\.(?P<name>.+)")


@dataclass(frozen=True, slots=True, eq=False)
class RowScope:
    """One row of a repeating group: its own questions first, then the case."""

    case: Situation = field(repr=False)
    group: str
    index: int

    @property
    def key(self) -> str:
        """The row as input names begin: ``representatives.0``."""
        return f"{self.group}.{self.index}"

    @property
    def id(self) -> str:
        """What the row stays known by when others move; its index where it was given no id."""
        rows = self.case.given_rows(self.group)
        row = rows[self.index] if self.index < len(rows) else NOTHING
        return str(row.get(ROW_ID) or self.index)

    def value(self, subject: Subject) -> Value:
        return self.case.value(subject, self)

    def rows(self, group: str) -> Sequence[RowScope] | Absence:
        return self.case.rows(group)

    def needed(self, subject: Subject) -> tuple[str, ...]:
        return self.case.needed(subject, self)


@dataclass(frozen=True, slots=True, eq=False)
class Situation:
    """One case under one programme at one date. Everything is computed when asked for, and once.

    ``answers`` are whatever is stored, hidden ones among them; ``today`` and ``picture`` are
    inputs, so that the same situation always gives the same results. Definitions that go round in a
    circle, which the loader refuses, come out as not known.
    """

    meaning: Meaning = field(repr=False)
    answers: Answers = field(repr=False)
    today: date
    applied_on: date | None = None
    picture: Picture = EMPTY
    _memory: Memory = field(default_factory=Memory, init=False, repr=False)
    _judged: dict[str, Rows] = field(default_factory=dict, init=False, repr=False)

    def value(self, subject: Subject, row: RowOfCase | None = None) -> Value:
        """The value of a subject; ``row`` is the row it is asked in. Raises ``UnknownSubject``."""
        meaning, path = self.meaning, subject.path
        if row is None and path in meaning.plain:
            return questions.stated(self.answers.get(path, meaning.plain[path]))
        return self.at(*_path(subject, row))

    def at(self, path: str, place: RowOfCase | None = None) -> Value:
        """The value at a path: of a question of a group in the row ``place``."""
        question = self.meaning.questions.get(path)
        if question is not None and question.is_plain:
            if place is not None:
                return self._cell(question, place)
            if not question.group:
                return questions.stated(self.answers.get(path, question.untouched))
        not_known: Value = BLANK
        return self._memory.recall(
            _mark("value", path, place), lambda: self._value(path, place), not_known
        )

    def asked_in(self, row: RowScope) -> Iterator[tuple[Question, Value]]:
        """What is asked for certain in a row of a group that is, with what is answered."""
        given = self.given_rows(row.group)[row.index]
        for question in self.meaning.cells[row.group]:
            if question.is_plain:
                yield question, questions.stated(given.get(question.key, question.untouched))
            elif self.asked(question.item.path, row):
                yield question, self.at(question.item.path, row)

    def _cell(self, question: Question, row: RowOfCase) -> Value:
        asked = self.asked(question.group)
        if not asked:
            return BLANK if asked is None else NOT_APPLICABLE
        rows = self.given_rows(row.group)
        given = rows[row.index] if row.index < len(rows) else NOTHING
        return questions.stated(given.get(question.key, question.untouched))

    def asked(self, path: str, row: RowOfCase | None = None) -> Truth:
        """Whether the question or group at ``path`` (``owners[].share`` with its row) is asked."""
        question = self._question(path)
        if not question.guards:
            return True
        if row is None or not question.group:
            guards, scope = question.guards, row or self
            return self._memory.recall(
                _mark("asked", path, row), lambda: questions.is_asked(guards, scope), None
            )
        outer = self.asked(question.group)
        if outer is False or not question.own:
            return outer
        own = self._memory.recall(
            _mark("asked", path, row), lambda: questions.is_asked(question.own, row), None
        )
        return both((outer, own))

    def required(self, path: str, row: RowOfCase | None = None) -> Truth:
        """Whether an answer must be given; never where the question is not asked for certain."""
        return questions.is_required(self._question(path), self.asked(path, row), row or self)

    def offered(self, path: str, row: RowOfCase | None = None) -> tuple[Option, ...]:
        """The choices of a question that may be chosen now."""
        return questions.offered(self._question(path), row or self)

    def holds(self, condition: Condition, row: RowOfCase | None = None) -> Truth:
        """Whether a condition is true, in a row or in the case."""
        return self.meaning.holds(condition)(row or self)

    def rows(self, group: str) -> tuple[RowScope, ...] | Absence:
        """The rows of a group, or the units of an item: none is not the same as no answer yet."""
        if group in self.meaning.route.items:
            scopes: tuple[RowScope, ...] | Absence = self._unit_scopes(
                self.meaning.route.items[group]
            )
            return scopes
        asked = self.asked(group)
        if not asked:
            return BLANK if asked is None else NOT_APPLICABLE
        if group not in self.answers:
            return BLANK
        none: tuple[RowScope, ...] = ()
        return self._memory.recall(("rows", group, -1), lambda: self._all_rows(group), none)

    def row(self, group: str, index: int) -> RowScope:
        """One row, whether or not its group applies; ``index`` counts from 0."""
        return RowScope(self, group, index)

    def given_rows(self, group: str) -> Sequence[Mapping[str, Any]]:
        """The rows as they are stored, whether or not they count."""
        given: Any = self.answers.get(group)
        return given if isinstance(given, tuple) else ()

    def fact(self, name: str) -> Value:
        """What the rules give for a fact: a code, several codes, blank while undecided, or n/a."""
        return self.value(Subject(name))

    def decision(self, rule: str) -> Decision:
        """The verdict of a rule set."""
        undecided = Decision(rule, {}, (), (), (), undecided=True)
        return self._memory.recall(("decision", rule, -1), lambda: self._decide(rule), undecided)

    def judged(self, rule: str) -> Rows:
        """Which rows of a rule set fit and which are possible, whatever dates they speak of."""
        known = self._judged.get(rule)
        if known is None:
            known = self._judged[rule] = self.meaning.rules[rule].index.rows(self)
        return known

    def persons(self) -> tuple[People, ...]:
        """The people with a duty, by person group."""
        return meant(self)

    def people(self, names: tuple[str, ...]) -> tuple[People, ...]:
        """The people of these person groups together, everybody counted once."""
        none: tuple[People, ...] = ()
        mark = ("people", " ".join(names), -1)
        return self._memory.recall(mark, lambda: people(self, names), none)

    def needed(self, subject: Subject, row: RowOfCase | None = None) -> tuple[str, ...]:
        """Input names of the questions to answer before a blank subject has a value."""
        path, place = _path(subject, row)
        return self._memory.recall(
            _mark("needed", path, place), lambda: needed(self, path, place), ()
        )

    def place(self, name: str) -> tuple[str, RowScope | None]:
        """Path and row of an input name: ``owners.0.share`` is ``owners[].share`` in the first."""
        found = _IN_ROW.fullmatch(name)
        if found is None or found["group"] not in self.meaning.questions:
            return name, None
        row = RowScope(self, found["group"], int(found["index"]))
        return f"{row.group}{COLUMN}{found['name']}", row

    def _question(self, path: str) -> Question:
        try:
            return self.meaning.questions[path]
        except KeyError:
            raise UnknownSubject(path) from None

    def _value(self, path: str, row: RowOfCase | None) -> Value:
        meaning = self.meaning
        if path in meaning.questions:
            return self._answer(meaning.questions[path], row)
        if path in meaning.values:
            return computed(self, meaning.values[path], row)
        if path in meaning.facts:
            return self.decision(meaning.facts[path].rules.name).facts.get(path, BLANK)
        if path in meaning.route.items:
            return standings(self, meaning.route.items[path])
        if row is not None and path == f"{row.group}{COLUMN}{ROW}":
            return str(row.index + 1)
        return self._date(path)

    def _date(self, path: str) -> Value:
        if path == TODAY:
            return self.today
        if path == APPLICATION_DATE:
            return self.applied_on or self.today
        raise UnknownSubject(path)

    def _answer(self, question: Question, row: RowOfCase | None) -> Value:
        asked = self.asked(question.item.path, row)
        if not asked:
            return BLANK if asked is None else NOT_APPLICABLE
        if isinstance(question.item, Group):
            return tuple(self.given_rows(question.item.path)) or BLANK
        given = self.answers
        if row is not None:
            rows = self.given_rows(row.group)
            given = rows[row.index] if row.index < len(rows) else NOTHING
        value = questions.answer(question, given, row or self)
        of = question.item.rows_of
        return value if not of or self._names_row(of, value) else BLANK

    def _unit_scopes(self, item: Item) -> Any:
        """The units as rows: they see themselves first, as the rows of a group do."""
        if standings(self, item) in (BLANK, NOT_APPLICABLE):
            return BLANK if standings(self, item) is BLANK else ()
        return tuple(UnitScope(self, item, unit) for unit in units(self, item) or ())

    def _all_rows(self, group: str) -> tuple[RowScope, ...]:
        return tuple(RowScope(self, group, place) for place in range(len(self.given_rows(group))))

    def _names_row(self, group: str, value: Value) -> bool:
        rows = self.rows(group)
        return not isinstance(rows, Absence) and value in [str(row.index + 1) for row in rows]

    def _decide(self, rule: str) -> Decision:
        compiled = self.meaning.rules[rule]
        day = compiled.rules.as_of
        as_of = self.today if day == TODAY else self.value(Subject(day))
        return concluded(compiled, self.judged(rule), self, as_of)


def _path(subject: Subject, row: RowOfCase | None) -> tuple[str, RowOfCase | None]:
    if subject.in_row and row is not None:
        return f"{row.group}{COLUMN}{subject.path}", row
    return subject.path, row if COLUMN in subject.path else None


def _mark(what: str, path: str, row: RowOfCase | None) -> Mark:
    return (what, path, -1 if row is None else row.index)
