"""The world of one case: the real evaluator, whose answers are remembered by what they read."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import field, replace
from datetime import datetime
from typing import Any, Final, TypeVar

from engine.analysis.given import Assignment
from engine.analysis.life.reads import NONE, ProofReads
from engine.analysis.space import Space
from engine.base.dataclass import dataclass
from engine.base.values import Absence, Answers
from engine.definitions.model.conditions import Condition, Subject
from engine.definitions.model.items import Item
from engine.definitions.model.route import Stage
from engine.meaning import units
from engine.meaning.flow.answers import asked_by_steps
from engine.meaning.needs import COLUMN
from engine.meaning.picture import ROW_ID, ItemState, Picture
from engine.meaning.programme import Meaning
from engine.meaning.route import Route
from engine.meaning.situation import Situation
from engine.meaning.truth import Truth
from engine.meaning.units import UnitScope

REMEMBERED: Final = 8
"""Pictures whose situations are kept; a breath looks at a few of them again and again."""

Seen = TypeVar("Seen")


@dataclass(frozen=True, slots=True)
class ProofStepAnswers(Mapping[str, Any]):
    """What steps asked, before the answers that a representative case is decided on."""

    asked: Mapping[str, Any]
    given: Answers

    def get(self, key: str, default: Any = None) -> Any:
        return self.asked[key] if key in self.asked else self.given.get(key, default)

    def __getitem__(self, key: str) -> Any:
        return self.get(key)

    def __contains__(self, key: object) -> bool:
        return key in self.asked or key in self.given

    def __iter__(self) -> Iterator[str]:
        yield from self.asked
        yield from (key for key in self.given if key not in self.asked)

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass(frozen=True, slots=True, eq=False)
class CaseWorld:
    """A case whose answers stay as they are, whatever its items do."""

    space: Space = field(repr=False)
    reads: ProofReads = field(repr=False)
    decided: Assignment
    _judged: dict[object, Any] = field(default_factory=dict, init=False, repr=False)
    _situations: OrderedDict[int, tuple[Picture, Situation]] = field(
        default_factory=OrderedDict, init=False, repr=False
    )
    _prints: OrderedDict[int, tuple[Picture, dict[str, Hashable]]] = field(
        default_factory=OrderedDict, init=False, repr=False
    )

    @property
    def meaning(self) -> Meaning:
        return self.space.world.meaning

    @property
    def route(self) -> Route:
        return self.meaning.route

    def needed(self, stage: Stage, picture: Picture) -> Truth:
        items = self.reads.of(stage.when) if stage.when is not None else NONE
        items |= self.reads.path(stage.given_by) if stage.given_by else NONE
        return self._recall(
            ("needed", stage.name), items, picture, lambda case: units.is_needed(case, stage)
        )

    def units(self, item: Item, picture: Picture) -> tuple[str, ...] | None:
        items = self.reads.units(item.name)
        return self._recall(
            ("units", item.name), items, picture, lambda case: units.units(case, item)
        )

    def holds(
        self, condition: Condition, picture: Picture, item: Item | None = None, unit: str = ""
    ) -> Truth:
        inside = "" if item is None or item.each is None else item.name

        def judge(case: Situation) -> Truth:
            if item is None or not inside:
                return case.holds(condition)
            return self.meaning.holds(condition)(UnitScope(case, item, unit))

        items = self.reads.of(condition, inside)
        return self._recall(("holds", id(condition), inside, unit), items, picture, judge)

    def is_met(self, _picture: Picture, _state: ItemState, _at: datetime) -> bool:
        return True  # a proof has no clock: what is closed now is open at another time

    def value(self, path: str, picture: Picture) -> Hashable:
        """The value of a subject of the case, or all values of a column."""
        return self._recall(
            ("value", path), self.reads.path(path), picture, lambda case: value_at(case, path)
        )

    def situation(self, picture: Picture) -> Situation:
        """The case as its programme sees it while its items stand like this."""
        known = self._situations.get(id(picture))
        if known is not None and known[0] is picture:
            return known[1]
        case = self.space.case(self.decided)
        answers = ProofStepAnswers(asked_by_steps(self.route, picture), case.answers)
        situation = replace(case, answers=answers, picture=picture)
        self._situations[id(picture)] = (picture, situation)
        if len(self._situations) > REMEMBERED:
            self._situations.popitem(last=False)
        return situation

    def _recall(
        self,
        mark: tuple[Hashable, ...],
        items: frozenset[str],
        picture: Picture,
        judge: Callable[[Situation], Seen],
    ) -> Seen:
        if items:
            prints = self._prints_of(picture)
            mark = (mark, tuple([prints.get(name) for name in self.reads.sorted(items)]))
        if mark not in self._judged:
            self._judged[mark] = judge(self.situation(picture))
        seen: Seen = self._judged[mark]
        return seen

    def _prints_of(self, picture: Picture) -> Mapping[str, Hashable]:
        """What conditions can see of each item, in a form that can be compared."""
        known = self._prints.get(id(picture))
        if known is not None and known[0] is picture:
            return known[1]
        seen: dict[str, list[Hashable]] = {}
        for (name, unit), instance in picture.instances.items():
            answers = frozen(instance.answers) if instance.answers else ()
            seen.setdefault(name, []).append((unit, instance.standing, answers))
        prints: dict[str, Hashable] = {name: frozenset(each) for name, each in seen.items()}
        self._prints[id(picture)] = (picture, prints)
        if len(self._prints) > REMEMBERED:
            self._prints.popitem(last=False)
        return prints


def seen_of(picture: Picture) -> Hashable:
    """What conditions can see of a picture, in a form that can be compared."""
    return frozenset(
        (key, instance.standing, frozen(instance.answers))
        for key, instance in picture.instances.items()
    )


def value_at(case: Situation, path: str) -> Hashable:
    """The value of a subject, or all values of a column, in a form that can be compared."""
    group, is_column, name = path.partition(COLUMN)
    if not is_column:
        return _plain(case.value(Subject(path)))
    rows = case.rows(group)
    if isinstance(rows, Absence):
        return rows
    return tuple(_plain(row.value(Subject(name, in_row=True))) for row in rows)


def frozen(answers: Answers) -> tuple[Hashable, ...]:
    """Answers in a form that can be compared: rows in no order and without their numbers."""
    return tuple(sorted(((path, _plain(value)) for path, value in answers.items()), key=repr))


def _plain(value: Any) -> Hashable:
    if isinstance(value, Mapping):
        return tuple(sorted(((k, _plain(v)) for k, v in value.items() if k != ROW_ID), key=repr))
    if isinstance(value, tuple) and any(isinstance(each, Mapping) for each in value):
        return tuple(sorted((_plain(each) for each in value), key=repr))
    return value  # type: ignore[no-any-return]
