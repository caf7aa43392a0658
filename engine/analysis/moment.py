"""A case at one moment of its way, and what of it events cannot change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from engine.analysis.cone import cone, duties, everything
from engine.analysis.readings import readings
from engine.base.values import Absence, Answers, Value
from engine.definitions.model.conditions import Condition, Subject
from engine.meaning import stages
from engine.meaning.case import RowOfCase
from engine.meaning.events import (
    Event,
    Records,
    StageRecord,
    record,
)
from engine.meaning.people import People
from engine.meaning.picture import Picture
from engine.meaning.programme import Meaning
from engine.meaning.situation import Situation
from engine.meaning.tables import Decision
from engine.meaning.truth import Truth


@dataclass(frozen=True, slots=True)
class Touched:
    """Paths of questions, values and facts in which the outcome of a stage has a say.

    ``in_rows``: so it is for something that is judged in the rows of a group; ``people``: for who
    belongs to a person group.
    """

    paths: frozenset[str]
    in_rows: bool
    people: bool

    def __contains__(self, path: str) -> bool:
        return path in self.paths


def touched(meaning: Meaning) -> Touched:
    """What the events of a case can change besides its way."""
    known = (*meaning.questions, *meaning.values, *meaning.facts)
    paths = frozenset(path for path in known if cone(meaning, (), [path]).stages)
    moving = paths | frozenset(meaning.outcomes)
    found = [reading for each in everything(meaning) for reading in readings(*each)]
    of_people = cone(meaning, *duties(meaning.persons.values()))
    return Touched(
        paths,
        in_rows=any(reading.in_rows and reading.path in moving for reading in found),
        people=bool(of_people.stages),
    )


@dataclass(slots=True, eq=False)
class Moment:
    """A case after ``events``; ``still`` is the same case before anything happened."""

    still: Situation
    events: tuple[Event, ...]
    touched: Touched
    _records: Records | None = None
    _moved: Situation | None = None

    @property
    def meaning(self) -> Meaning:
        return self.still.meaning

    @property
    def answers(self) -> Answers:
        return self.still.answers

    @property
    def picture(self) -> Picture:
        return self.still.picture

    @property
    def today(self) -> date:
        return self.still.today

    @property
    def moved(self) -> Situation:
        """The whole case judged anew after the events."""
        if self._moved is None:
            self._moved = replace(self.still, events=self.events)
        return self._moved

    def value(self, subject: Subject, row: RowOfCase | None = None) -> Value:
        if row is not None:
            return self._rowwise.value(subject, row)
        if subject.path in self.touched:
            return self.moved.value(subject)
        if subject.path in self.meaning.outcomes:
            return stages.outcome(self, self.meaning.stages[self.meaning.outcomes[subject.path]])
        return self.still.value(subject)

    def rows(self, group: str) -> Sequence[RowOfCase] | Absence:
        return (self.moved if group in self.touched else self._rowwise).rows(group)

    def needed(self, subject: Subject, row: RowOfCase | None = None) -> tuple[str, ...]:
        return self.moved.needed(subject, row)

    def holds(self, condition: Condition, row: RowOfCase | None = None) -> Truth:
        if row is not None or self.touched.in_rows:
            return self._rowwise.holds(condition, row)
        return self.meaning.holds(condition)(self)

    def asked(self, path: str, row: RowOfCase | None = None) -> Truth:
        return (self.moved if path in self.touched else self._rowwise).asked(path, row)

    def required(self, path: str, row: RowOfCase | None = None) -> Truth:
        return self.moved.required(path, row)

    def decision(self, rule: str) -> Decision:
        outputs = self.meaning.rules[rule].rules.outputs
        is_touched = any(output.name in self.touched for output in outputs)
        return (self.moved if is_touched else self.still).decision(rule)

    def people(self, names: tuple[str, ...]) -> tuple[People, ...]:
        return (self.moved if self.touched.people else self.still).people(names)

    def record(self, stage: str) -> StageRecord:
        return self.records[stage]

    @property
    def records(self) -> Records:
        """What the events left standing of every stage."""
        if self._records is None:
            self._records = record(self.meaning.programme.stages, self.events)
        return self._records

    @property
    def _rowwise(self) -> Situation:
        return self.moved if self.touched.in_rows else self.still
