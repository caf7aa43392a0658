"""A cluster alone in a case: its layouts, and what leads from one to another in every context.

Every change is one that the machine makes: a phase of a breath, or a step that is open.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping

from engine.analysis.life.asks import AskedInProof
from engine.analysis.life.context import ProofContext
from engine.analysis.life.entries import Entries
from engine.analysis.life.hearing import QUIET, Ear, Heard, Hearing, Label, Listener
from engine.analysis.life.layouts import SILENCE, Layout, Seats, UnitState
from engine.analysis.life.moves import events_open
from engine.analysis.life.representatives import Profile
from engine.base.dataclass import dataclass, field
from engine.base.events import CaseEvent
from engine.base.values import NOTHING
from engine.meaning.flow.breath import begins, changes, lapses
from engine.meaning.flow.proposals import lapsed_proposals
from engine.meaning.flow.world import World
from engine.meaning.picture import ItemState, Picture, apply, fold


@dataclass(frozen=True, slots=True)
class ProofChange:
    """One change of a cluster: what it leads to, and what it is for other clusters.

    ``stage`` is the stage of the step that a decision may close, empty where none does. ``event``
    is the step; None for what follows by itself.
    """

    to: int
    label: Label = QUIET
    stage: str = ""
    event: CaseEvent | None = field(default=None, compare=False)
    has_happened: bool = True
    """False where the cluster only stops to hear something of itself."""


_Asked = tuple[str, int, int] | tuple[str, int, int, Label]
"""A phase of a round, the layout and the place of the context; and what others raised."""


@dataclass(frozen=True, slots=True)
class _UnitMove:
    state: UnitState
    event: CaseEvent
    label: Label
    stage: str


@dataclass(slots=True, eq=False)
class Alone:
    """A cluster in one kind of case: all its layouts, numbered as they are met."""

    seats: Seats
    asked: AskedInProof
    hearing: Hearing
    entries: Entries
    heard: list[Heard]
    contexts: list[ProofContext] = field(default_factory=list)
    layouts: list[Layout] = field(default_factory=list)
    _numbers: dict[Layout, int] = field(default_factory=dict)
    _moves: dict[Hashable, tuple[_UnitMove, ...]] = field(default_factory=dict)
    _known: dict[_Asked, ProofChange | None] = field(default_factory=dict)
    _open: dict[tuple[int, int], tuple[ProofChange, ...]] = field(default_factory=dict)
    _opened: int = 0
    _ear: Ear = field(init=False)
    _awaited: tuple[Listener, ...] = ()
    _outward: Label = QUIET
    _proposes: bool = False

    def __post_init__(self) -> None:
        mine = self.seats.cluster.names
        others = frozenset(self.hearing.route.items) - mine
        self._ear = Ear(self.hearing.between(mine, mine), self.heard)
        self._awaited = self.hearing.between(others, mine)
        self._outward = frozenset(each.number for each in self.hearing.between(mine, others))
        self._proposes = not mine.isdisjoint(self.entries.proposing)
        self.number(self.seats.start)

    def number(self, layout: Layout) -> int:
        """The number of a layout."""
        if layout not in self._numbers:
            self._numbers[layout] = len(self.layouts)
            self.layouts.append(layout)
        return self._numbers[layout]

    def known(self, layout: Layout) -> int | None:
        """The number of a layout that was met."""
        return self._numbers.get(layout)

    def place(self, asked: tuple[object, ...], reached: frozenset[str]) -> int | None:
        """The place of a context among those that the case can make."""
        for place, context in enumerate(self.contexts):
            if context.asked == asked and context.reached == reached:
                return place
        return None

    def labels(self, context: ProofContext) -> tuple[Label, ...]:
        """Everything that the cluster can hear of others at once, silence first."""
        return self.hearing.labels(context.world, self._awaited)

    def silent(self, layout: int) -> int:
        """The same layout with nothing heard."""
        states = self.layouts[layout]
        if not self._ear.own:
            return layout
        return self.number(
            tuple(tuple(sorted((*each[:-1], SILENCE) for each in group)) for group in states)
        )

    def begin_anew(self, layout: int) -> None:
        """Meet the layouts in which one of the units has not begun."""
        states = self.layouts[layout]
        for group, units in enumerate(self.seats.start):
            for place in range(len(units)):
                rest = (*states[group][:place], *states[group][place + 1 :], units[place])
                changed = tuple(sorted(rest))
                self.number((*states[:group], changed, *states[group + 1 :]))

    def lapse(self, layout: int, place: int) -> ProofChange | None:
        """What lapses in a round, or None."""
        mark = ("lapse", layout, place)
        if mark not in self._known:
            context, picture = self._picture(layout, place)
            events = tuple(lapses(context.world, picture))
            heard = context.seats.heard(self.layouts[layout])
            self._known[mark] = self._followed(context, picture, events, heard)
        return self._known[mark]

    def begin(self, layout: int, place: int) -> ProofChange | None:
        """What begins in a round, or None."""
        mark = ("begin", layout, place)
        if mark not in self._known:
            context, picture = self._picture(layout, place)
            events = tuple(begins(context.world, picture))
            heard = context.seats.heard(self.layouts[layout])
            # Whoever begins with them hears of those that begin.
            for unit, label in self._ear.hears(
                context.world, fold(events, picture), events
            ).items():
                before, _ = self.heard[heard.get(unit, SILENCE)]
                heard[unit] = self._ear.number(before, label)
            self._known[mark] = self._followed(context, picture, events, heard)
        return self._known[mark]

    def become(self, layout: int, place: int, label: Label) -> ProofChange | None:
        """What a round leads to after others raised ``label``, or None."""
        mark = ("become", layout, place, label)
        if mark not in self._known:
            self._known[mark] = self._become(layout, place, label)
        return self._known[mark]

    def _become(self, layout: int, place: int, label: Label) -> ProofChange | None:
        context, picture = self._picture(layout, place)
        raised = list(self.hearing.raised(context.world, self._awaited, label))
        before = context.seats.heard(self.layouts[layout])
        for unit, number in before.items():
            both = QUIET.union(*self.heard[number])
            raised += self.hearing.raised(context.world, self._ear.own, both, unit)
        events = tuple(changes(context.world, picture, tuple(raised)))
        heard = {unit: self.heard[number][1] for unit, number in before.items()}
        for unit, new in self._ear.hears(context.world, picture, events).items():
            heard[unit] = heard.get(unit, QUIET) | new
        after = {unit: self._ear.number(each, QUIET) for unit, each in heard.items()}
        if not events and not before:
            return None
        return self._changed(context, fold(events, picture), events, after)

    def drop(self, layout: int, place: int) -> ProofChange | None:
        """The proposals that lapse when all else has come to rest, or None."""
        mark = ("drop", layout, place)
        if mark not in self._known:
            context, picture = self._picture(layout, place)
            found = lapsed_proposals(context.world, picture) if self._proposes else ()
            # What stands around the cluster is dropped by the clusters that it belongs to.
            events = tuple(each for each in found if each.item in self.seats.cluster.names)
            self._known[mark] = self._followed(context, picture, events, NOTHING)
        return self._known[mark]

    def open(self, layout: int, place: int) -> tuple[ProofChange, ...]:
        """Everything that somebody, a provider or time may do."""
        mark = (layout, place)
        if mark not in self._open:
            self._open[mark] = tuple(self._changes(layout, place))
            self._opened += len(self._open[mark])
        return self._open[mark]

    @property
    def kept(self) -> int:
        """How much is known of what may happen: changes, and where there is none."""
        return len(self._known) + self._opened

    def explored(self, place: int | None) -> Iterator[tuple[Hashable, tuple[ProofChange, ...]]]:
        """Everything that can happen in one of the contexts: of what layout, and the changes."""
        for (kind, layout, where, *more), change in self._known.items():
            if where == place:
                yield (kind, layout, *more), () if change is None else (change,)
        for (layout, where), found in self._open.items():
            if where == place:
                yield layout, found

    def is_at_rest(self, layout: int, place: int) -> bool:
        """Whether nothing follows by itself while nothing is heard."""
        return (
            self.lapse(layout, place) is None
            and self.begin(layout, place) is None
            and self.become(layout, place, QUIET) is None
            and self.drop(layout, place) is None
        )

    def _changes(self, layout: int, place: int) -> Iterator[ProofChange]:
        states, seats = self.layouts[layout], self.contexts[place].seats
        own = self._of_itself(layout, place)
        for unit, profile, state in seats.different(states):
            if self._ear.own:
                yield from self._heard_by_itself(layout, place, unit)
                continue
            for move in self._moves_of(layout, place, (unit, profile, state), own):
                replaced = self.seats.moved(states, profile, state, move.state)
                yield ProofChange(self.number(replaced), move.label, move.stage, move.event)

    def _heard_by_itself(self, layout: int, place: int, unit: str) -> Iterator[ProofChange]:
        context, picture = self._picture(layout, place)
        for event in self._events(context, picture, unit):
            hears = self._ear.hears(context.world, picture, (event,))
            heard = {each: self._ear.number(label, QUIET) for each, label in hears.items()}
            after = self._changed(context, apply(picture, event), (event,), heard)
            yield ProofChange(after.to, after.label, self._stage(event), event)

    def _moves_of(
        self, layout: int, place: int, seat: tuple[str, Profile, UnitState], own: Hashable
    ) -> tuple[_UnitMove, ...]:
        unit, profile, state = seat
        mark = (profile, state, place, own)
        if mark not in self._moves:
            context, picture = self._picture(layout, place)
            self._moves[mark] = tuple(
                _UnitMove(
                    context.seats.state(apply(picture, event), unit, {}),
                    event,
                    self._label(context, (event,)),
                    self._stage(event),
                )
                for event in self._events(context, picture, unit)
            )
        return self._moves[mark]

    def _events(self, context: ProofContext, picture: Picture, unit: str) -> Iterator[CaseEvent]:
        for item in self.seats.cluster.items:
            state = ItemState(item, unit, picture.instance(item.name, unit))
            yield from events_open(context.world, picture, state, self.entries)

    def _stage(self, event: CaseEvent) -> str:
        """The stage of a step, unless it is one of a provider, of time, or open at any time."""
        item = self.hearing.route.items[event.item]
        step = item.step(event.before, event.step)
        if step is None or step.any_time or step.kind == "provider":
            return ""
        return self.hearing.route.stage_of[item.name].name

    def _of_itself(self, layout: int, place: int) -> Hashable:
        if not self.asked.of_itself:
            return ()
        context, picture = self._picture(layout, place)
        return tuple(atom.judge(context.world.case, picture) for atom in self.asked.of_itself)

    def _picture(self, layout: int, place: int) -> tuple[ProofContext, Picture]:
        context = self.contexts[place]
        return context, context.picture(self.layouts[layout])

    def _followed(
        self,
        context: ProofContext,
        picture: Picture,
        events: tuple[CaseEvent, ...],
        heard: Mapping[str, int],
    ) -> ProofChange | None:
        return self._changed(context, fold(events, picture), events, heard) if events else None

    def _changed(
        self,
        context: ProofContext,
        after: Picture,
        events: tuple[CaseEvent, ...],
        heard: Mapping[str, int],
    ) -> ProofChange:
        label = self._label(context, events)
        to = self.number(context.seats.layout(after, heard))
        return ProofChange(to, label, has_happened=bool(events))

    def _label(self, context: ProofContext, events: tuple[CaseEvent, ...]) -> Label:
        return QUIET.union(*(self.label(context.world, event) for event in events))

    def label(self, world: World, event: CaseEvent) -> Label:
        """What an event is for other clusters."""
        return self.hearing.label(world, event) & self._outward
