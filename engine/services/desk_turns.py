"""What waits for somebody at the desk, what comes next and why not yet, what else is possible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from engine.base.dataclass import dataclass
from engine.case.read_documents import DOCUMENT
from engine.case.step_writes import writes_to_somebody
from engine.definitions.model.items import COMMENT, THE_PERSON, Item, Step
from engine.language.marker import N_
from engine.meaning.flow.commands import Move
from engine.meaning.flow.standing import Turn, turns
from engine.meaning.flow.times import due_at
from engine.meaning.flow.turn_moves import (
    ClosedStep,
    SortedMoves,
    leads_to_end,
    next_closed,
    sorted_moves,
)
from engine.meaning.picture import CASE, ItemState, Key
from engine.meaning.words.happenings import actor_in_words
from engine.meaning.words.item_captions import standing_in_words
from engine.meaning.words.refusals import not_yet_in_words
from engine.services.addresses import place_of, step_address
from engine.services.comment_acts import drafted_comments
from engine.services.desk_case import DeskCase
from engine.services.desk_documents import differing
from engine.services.desk_proposals import agreed_by_reader, proposal_of
from engine.services.desk_views import ClosedView, DeskStep, LinkedObstacle, WorkBlock
from engine.services.time_left import TimeLeft, time_left

PROPOSE: Final = N_("Propose: {step}")
VERSION: Final = N_("Version {number}, sent {time}")
UNLIKE: Final = N_("The document of {who} differs from what was entered, or has run out: {what}")
NAMED: Final = 6
"""Obstacles of a closed step that are named; the others are counted."""


@dataclass(frozen=True, slots=True)
class DeskTurns:
    """The moves of the reader of a case, sorted."""

    case: DeskCase
    moves: SortedMoves

    @classmethod
    def of(cls, case: DeskCase) -> DeskTurns:
        """The moves as they stand now."""
        loaded = case.case
        state = loaded.state
        return cls(case, sorted_moves(state.world, state.picture, loaded.actor, loaded.now))

    def work(self) -> tuple[WorkBlock, ...]:
        """What waits, in the order of the flow; equal items of several persons are one block."""
        joined: dict[tuple[object, ...], list[Key]] = {}
        own = [(move.item, move.unit) for move in self.moves.own]
        for key in dict.fromkeys((*own, *self._waiting())):
            joined.setdefault(self._sameness(key), []).append(key)
        blocks = [self._block(keys) for keys in joined.values()]
        return tuple(_keyed(block, at == 0) for at, block in enumerate(blocks))

    def also(self) -> tuple[DeskStep, ...]:
        """What is possible and waits for nobody; equal steps for several persons are one."""
        joined: dict[tuple[str, str, str], list[Move]] = {}
        for move in self.moves.also:
            mark = "" if self._is_for_person(move.item) else move.unit
            joined.setdefault((move.item, mark, move.name), []).append(move)
        return tuple(self.button(moves) for moves in joined.values())

    def closed(self) -> tuple[ClosedView, ...]:
        """The reader's next steps that are closed, those that wait for the same in one line."""
        state = self.case.case.state
        found = next_closed(state.world, state.picture, self.case.case.actor, self.case.case.now)
        joined: dict[tuple[object, ...], list[ClosedStep]] = {}
        for each in found:
            unit = "" if self._is_for_person(each.item) else each.unit
            joined.setdefault((each.item, unit, each.refusal.code), []).append(each)
        alike: dict[tuple[object, ...], ClosedView] = {}
        for one in map(self._closed, joined.values()):
            mark = (one.text, one.obstacles)
            known = alike.get(mark)
            alike[mark] = one if known is None else replace(known, steps=known.steps + one.steps)
        return tuple(alike.values())

    def others(self) -> tuple[str, ...]:
        """What waits for other people of the bank, what the reader has confirmed first."""
        state, roles = self.case.case.state, self.case.case.state.route.flow.roles
        names = {role.name for role in roles} - self.case.case.actor.roles
        waiting = (turn for turn in turns(state.world, state.picture) if turn.who in names)
        agreed = agreed_by_reader(self.case)
        return (*agreed, *dict.fromkeys(self._waits(turn) for turn in waiting))

    def idle(self) -> tuple[str, ...]:
        """What the case waits for, where nothing waits for the reader."""
        state = self.case.case.state
        return tuple(dict.fromkeys(self._waits(turn) for turn in turns(state.world, state.picture)))

    def button(self, moves: list[Move], first: bool = False) -> DeskStep:
        """A step for one item, or one for several."""
        move, units = moves[0], tuple(each.unit for each in moves)
        item = self.case.item(move.item)
        several = len(units) > 1
        is_grave = leads_to_end(item, move.step)
        whom = "" if several else self.case.whom(move.item, move.unit)
        title = self.case.reader.text(item.title) if item else self.case.title(move.item)
        return DeskStep(
            place=place_of(move.item, "" if several else move.unit),
            step=step_address(move.name),
            caption=self.caption(move),
            about=f"{title}: {whom}" if whom else title,
            asks=several or is_grave or self._asks(item, move),
            returns=move.form == COMMENT,
            weight="grave" if is_grave else "first" if first else "plain",
            units=units if several else (),
        )

    def caption(self, move: Move) -> str:
        """What the button says: a step that others must confirm is only proposed."""
        words = self.case.reader.text(move.step.caption)
        return self.case.reader.message(PROPOSE, step=words) if move.proposes else words

    def _asks(self, item: Item | None, move: Move) -> bool:
        flow = self.case.case.state.route.flow
        rows = bool(move.step.removes_from)
        return bool(move.form) or move.proposes or rows or writes_to_somebody(flow, item, move.step)

    def _waiting(self) -> Iterator[Key]:
        """The items with something to do now, in the order of the flow."""
        state = self.case.case.state
        with_moves = {(move.item, move.unit) for move in self.moves.now}
        if (CASE, "") in with_moves:
            yield CASE, ""
        for item in state.route.flow.items:
            yield from ((item.name, unit) for unit in state.picture.of(item.name)
                        if (item.name, unit) in with_moves)  # fmt: skip

    def _sameness(self, key: Key) -> tuple[object, ...]:
        """What makes two items one block: they are of persons, stand alike and are open alike."""
        state = self.case.state(*key)
        if state is None or state.instance.proposal or not self._is_for_person(key[0]):
            return key
        names = tuple(move.name for move in self._moves(key))
        return (key[0], state.instance.status, names)

    def _moves(self, key: Key) -> list[Move]:
        return [move for move in self.moves.now if (move.item, move.unit) == key]

    def _is_for_person(self, name: str) -> bool:
        item = self.case.item(name)
        return item is not None and item.each is not None and item.each.kind == "persons"

    def _block(self, keys: list[Key]) -> WorkBlock:
        name, unit = keys[0]
        state = self.case.state(name, unit)
        proposal = proposal_of(self.case, name, unit, self.moves)
        by_step: dict[str, list[Move]] = {}
        for key in keys:
            for move in self._moves(key):
                if not move.answer:
                    by_step.setdefault(move.name, []).append(move)
        block = WorkBlock(
            place=place_of(name, unit),
            title=self.case.title(name),
            whom=(),
            status="",
            kind="",
            time=TimeLeft(),
            news="",
            look_at="",
            steps=tuple(self._steps(by_step)),
            proposal=proposal,
        )
        if state is None:
            return block
        picture, where = self.case.case.state.picture, self.case.calendar
        due = [due_at(picture, each, where) for each in self._states(keys)]
        first_due = min((at for at in due if at is not None), default=None)
        is_person = self._is_for_person(name)
        reader, now = self.case.reader, self.case.case.now
        return replace(
            block,
            title=reader.text(state.item.title) if is_person else self.case.title(name, unit),
            whom=tuple(self.case.whom(name, each) for _, each in keys) if is_person else (),
            status=standing_in_words(state.item, state.instance.status, reader),
            kind=state.item.status(state.instance.status).kind,
            time=time_left(first_due, now, self.case.calendar, self.case.reader),
            news=self._news(name, unit),
            look_at=place_of(name, unit) if (name, unit) in self.case.case.state.sent else "",
            unlike=tuple(self._unlike(keys)) if is_person else (),
            drafts=sum(len(drafted_comments(self.case.case, *key)) for key in keys),
        )

    def _unlike(self, keys: list[Key]) -> Iterator[str]:
        """Whose document is not as it was answered, and in what."""
        for name, unit in keys:
            was_read = any(DOCUMENT in one.data for one in self.case.events_of(name, unit))
            if was_read and (what := differing(self.case, unit)):
                who, listed = self.case.whom(name, unit), self.case.reader.list_of(what)
                yield self.case.reader.message(UNLIKE, who=who, what=listed)

    def _states(self, keys: list[Key]) -> Iterator[ItemState]:
        return (state for key in keys if (state := self.case.state(*key)) is not None)

    def _steps(self, by_step: Mapping[str, list[Move]]) -> Iterator[DeskStep]:
        every = (move for moves in by_step.values() for move in moves)
        is_free = not any(_proposes_good(self.case.item(move.item), move) for move in every)
        for moves in by_step.values():
            item = self.case.item(moves[0].item)
            is_first = is_free and _goes_on(item, moves[0])
            is_free = is_free and not is_first
            yield self.button(moves, is_first)

    def _news(self, item: str, unit: str) -> str:
        """What arrived last: which version of a form, and when."""
        sent = self.case.case.state.sent.get((item, unit))
        if sent is None:
            return ""
        versions = [each for each in self.case.events_of(item, unit) if each.kind == "submitted"]
        time = self.case.reader.datetime(sent.at, self.case.case.ready.zone)
        return self.case.reader.message(VERSION, number=len(versions), time=time)

    def _closed(self, steps: list[ClosedStep]) -> ClosedView:
        first = steps[0]
        state, captions = self.case.case.state, self.case.captions
        words = not_yet_in_words(state.world, state.picture, first.refusal, captions)
        names = dict.fromkeys(self._next_caption(each.step) for each in steps)
        obstacles = tuple(
            LinkedObstacle(each.title, each.status, place_of(each.item, each.unit))
            for each in words.obstacles
        )
        is_person = self._is_for_person(first.item)
        about = self.case.title(first.item, "" if is_person else first.unit)
        item = self.case.item(first.item)
        if is_person and item is not None:
            about = self.case.reader.text(item.title)
        return ClosedView(
            steps=((" / ".join(names), about),),
            text=words.text,
            obstacles=obstacles[:NAMED],
            more=max(0, len(obstacles) - NAMED),
        )

    def _next_caption(self, step: Step) -> str:
        words = self.case.reader.text(step.caption)
        return self.case.reader.message(PROPOSE, step=words) if step.confirmed_by else words

    def _waits(self, turn: Turn) -> str:
        who = actor_in_words(turn.who, self.case.captions)
        state = self.case.state(turn.item, turn.unit)
        title = self.case.title(turn.item, turn.unit)
        if state is not None and turn.who == THE_PERSON:  # by name, which the title need not repeat
            who = self.case.whom(turn.item, turn.unit) or who
            title = self.case.reader.text(state.item.title)
        if state is None:
            return f"{who}: {title}"
        standing = standing_in_words(state.item, state.instance.standing, self.case.reader)
        return f"{who}: {title} ({standing})"


def _goes_on(item: Item | None, move: Move) -> bool:
    """Whether a step goes on with an item: it ends nothing, proposes nothing, returns nothing."""
    return not (move.proposes or leads_to_end(item, move.step) or move.form == COMMENT)


def _proposes_good(item: Item | None, move: Move) -> bool:
    """Whether two people bring an item to its good end by a step: no other is put before it."""
    ends = move.step.to if item is not None and move.proposes else ()
    return any(item.status(branch.to).kind == "good" for branch in ends if item is not None)


def _keyed(block: WorkBlock, is_first: bool) -> WorkBlock:
    """In the first block the step that goes on has the letter A, the one that returns R.

    What is only proposed has none where two persons decide.
    """
    if not is_first:
        return block
    letters = {step: "A" for step in block.steps if step.weight == "first"}
    returns = [step for step in block.steps if step.returns and step.weight == "plain"]
    letters |= dict.fromkeys(returns[:1], "R")
    steps = tuple(replace(step, key=letters.get(step, "")) for step in block.steps)
    return replace(block, has_keys=True, steps=steps)
