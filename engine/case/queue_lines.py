"""Where a case is listed: a line for everybody whose turn it is, and the queues of the flow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from engine.base.cards import LAST, QueueRow
from engine.base.dataclass import dataclass
from engine.base.values import Absence, Value
from engine.definitions.model.conditions import (
    Compare,
    Condition,
    OverRows,
    Statuses,
    Subject,
    subjects,
)
from engine.definitions.model.items import Item
from engine.definitions.model.route import Queue
from engine.meaning.calendar import WorkCalendar
from engine.meaning.flow.answers import AnswersWorld
from engine.meaning.flow.stages import instances_of
from engine.meaning.flow.standing import Turn, standing, turns
from engine.meaning.flow.times import due_at
from engine.meaning.missing import parts
from engine.meaning.picture import CASE, ItemState, Picture, Proposal
from engine.meaning.units import key_of
from engine.meaning.words.item_captions import is_of_unit
from engine.meaning.words.units import person_name

NUMBER, NAME, SINCE = "number", "name", "since"
"""Columns that every case has."""

BUILT_IN: Final = frozenset({NUMBER, NAME, SINCE})


@dataclass(frozen=True, slots=True)
class Listing:
    """A case as it stands; ``line`` holds what all of its lines share."""

    world: AnswersWorld = field(repr=False)
    picture: Picture = field(repr=False)
    where: WorkCalendar
    line: QueueRow

    def rows(self) -> tuple[QueueRow, ...]:
        """Every line: those of turns in the order of the flow, then those of queues."""
        waiting = tuple(self._of_turn(turn) for turn in turns(self.world, self.picture))
        queues = (row for queue in self.world.route.flow.queues for row in self._of_queue(queue))
        confirm = (replace(row, kind="confirm") for row in waiting if row.is_proposal)
        return (*waiting, *confirm, *queues)

    def _of_turn(self, turn: Turn) -> QueueRow:
        if turn.item == CASE:
            proposed = self.picture.proposal
            row = replace(self.line, kind="turn", name=turn.who, item=CASE)
            return _with_proposal(row, proposed)
        state = self._state(turn.item, turn.unit)
        row = replace(self.of_state(state), kind="turn", name=turn.who)
        return _with_proposal(row, state.instance.proposal)

    def _of_queue(self, queue: Queue) -> Iterator[QueueRow]:
        condition = queue.cases
        if condition is not None and self.world.holds(condition, self.picture) is not True:
            return
        asked = tuple(self._items(condition)) if condition is not None else ()
        columns = [name for name in (*queue.columns, queue.order) if name not in BUILT_IN | {""}]
        own = next((item for item in asked if self._shows(item, columns)), None)
        if own is not None:
            states = [state for state in self._states(own) if self._fits(condition, state)]
            for state in states:
                yield self._line(queue, columns, self.of_state(state), state)
            return
        fitting = [
            state for item in asked for state in self._states(item) if self._fits(condition, state)
        ]
        yield self._line(queue, columns, self._of_all(fitting), None)

    def _line(
        self, queue: Queue, columns: list[str], row: QueueRow, state: ItemState | None
    ) -> QueueRow:
        found = {name: self._value(name, state) for name in columns}
        values = {name: value for name, value in found.items() if not isinstance(value, Absence)}
        row = replace(row, kind="queue", name=queue.name, values=values)
        built_in = {NUMBER: row.number, NAME: row.client, SINCE: row.since}
        first = values.get(queue.order, built_in.get(queue.order))
        return replace(row, order=(_sorting(first) or LAST) if queue.order else "")

    def _of_all(self, states: list[ItemState]) -> QueueRow:
        """The line of a whole case: since the last of these arrived, until the first is due.

        It says what is the same for all: the item that is due first, or how the case stands.
        """
        arrived = [each.instance.since_at for each in states if each.instance.since_at]
        due = [at for at in (self._due(state) for state in states) if at is not None]
        since, first = max(arrived, default=self.line.since), min(due, default=None)
        if not states:
            row = replace(self.line, status=standing(self.world, self.picture).name)
        elif len(states) == 1:
            row = self.of_state(states[0])
        else:
            named = next((s for s in states if self._due(s) == first), states[0])
            row = replace(self.of_state(named), of="", whom="")
        return replace(row, since=since, due_at=first)

    def of_state(self, state: ItemState) -> QueueRow:
        """The line of one of an item."""
        case, item = self.world.situation(self.picture), state.item
        is_somebody = item.each is not None and item.each.kind in ("persons", "rows")
        return replace(
            self.line,
            item=item.name,
            of=state.unit,
            status=state.instance.status,
            since=state.instance.since_at,
            due_at=self._due(state),
            whom=person_name(case, key_of(case, state.unit)) if is_somebody else "",
        )

    def _due(self, state: ItemState) -> datetime | None:
        return due_at(self.picture, state, self.where)

    def _value(self, name: str, state: ItemState | None) -> Value | Absence:
        meaning = self.world.meaning
        inside = state is not None and is_of_unit(meaning, state.item, name)
        item, unit = (state.item, state.unit) if state is not None and inside else (None, "")
        scope = self.world.scope(self.picture, item, unit)
        return scope.value(Subject(name, in_row=inside))

    def _shows(self, item: Item, columns: list[str]) -> bool:
        """Whether a queue shows what each of an item has of its own."""
        return any(is_of_unit(self.world.meaning, item, name) for name in columns)

    def _items(self, condition: Condition) -> Iterator[Item]:
        """The items that a condition asks of, in its order."""
        items = self.world.route.items
        return (items[each.path] for each in subjects(condition) if each.path in items)

    def _states(self, item: Item) -> list[ItemState]:
        found = instances_of(self.world, self.picture, item)
        return [ItemState(item, unit, each) for unit, each in found if each.status]

    def _state(self, item: str, unit: str) -> ItemState:
        known = self.world.route.items[item]
        return ItemState(known, unit, self.picture.instance(item, unit))

    def _fits(self, condition: Condition | None, state: ItemState) -> bool:
        """Whether one of an item is what a condition asks for; all are, where it asks nothing."""
        asked = list(_tests(condition, state.item.name)) if condition is not None else []
        return not asked or any(self._holds(test, state) for test in asked)

    def _holds(self, test: Statuses | Condition, state: ItemState) -> bool:
        if isinstance(test, Statuses):
            return bool(set(test.codes) & set(state.instance.standing.split()))
        return self.world.holds(test, self.picture, state.item, state.unit) is True


def _tests(condition: Condition, item: str) -> Iterator[Statuses | Condition]:
    """What a condition asks that one of an item fulfils."""
    if isinstance(condition, Compare):
        test = condition.test
        if condition.subject.path == item and isinstance(test, Statuses) and not test.negated:
            yield test
    elif isinstance(condition, OverRows):
        if condition.group == item and condition.quantifier == "any":
            yield condition.part
    else:
        for part in parts(condition):
            yield from _tests(part, item)


def _with_proposal(row: QueueRow, proposal: Proposal | None) -> QueueRow:
    if proposal is None:
        return row
    involved = (proposal.by, *proposal.confirmed)
    accounts = tuple(dict.fromkeys(by.account for by in involved if by.account))
    return replace(row, is_proposal=True, not_for=accounts)


def _sorting(value: object) -> str:
    """A value as text that sorts as the value does; negative amounts come first."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        shifted = value + Decimal(10) ** 15
        return f"{shifted:024.6f}"
    return value.casefold() if isinstance(value, str) else ""
