"""What ever happens to the items of a flow: statuses that are entered, steps that are open.

Found by walking each cluster alone once more, now only where all together can bring it. How
it comes from one context to another is not kept, so a little more may be thought possible than is:
what is said never to happen never does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator
from dataclasses import field

from engine.analysis.life.alone import Alone, ProofChange
from engine.analysis.life.breathing import Followed
from engine.analysis.life.composing import Composed, Trail
from engine.analysis.life.exploring import Placed
from engine.analysis.life.instances import UNBEGUN
from engine.analysis.life.refining import Classes, ContextKey, Exit
from engine.base.dataclass import dataclass


@dataclass(slots=True)
class Alive:
    """Statuses that items come to and rest in, as item and status, and steps that are open."""

    entered: set[tuple[str, str]] = field(default_factory=set)
    rested: set[tuple[str, str]] = field(default_factory=set)
    shown: set[tuple[str, str]] = field(default_factory=set)
    """Statuses that rest, in which a case ends, or whose instance lapses at once."""
    opened: set[tuple[str, str, str]] = field(default_factory=set)
    """Item, status and step."""
    left: set[tuple[str, str]] = field(default_factory=set)
    """Statuses out of which something leads by itself."""
    _walked: set[tuple[Hashable, ...]] = field(default_factory=set)

    def add(self, placed: Placed, classes: tuple[Classes, ...], composed: Composed) -> None:
        """What happens in one case."""
        for alone, of_cluster, trail in zip(placed.alone, classes, composed.trails, strict=True):
            happened = frozenset(trail.at), frozenset(trail.ended), frozenset(trail.moved)
            mark = (id(alone), *happened)
            if mark not in self._walked:
                self._walked.add(mark)
                _Walk(self, alone, of_cluster, trail).walk()


@dataclass(slots=True)
class _Walk:
    alive: Alive
    alone: Alone
    classes: Classes
    trail: Trail
    _at: dict[int, list[ContextKey]] = field(default_factory=dict)
    _moved: dict[tuple[int, ContextKey] | None, list[tuple[Exit | None, tuple[Followed, ...]]]] = (
        field(default_factory=dict)
    )
    _met: set[int] = field(default_factory=set)
    _waiting: list[int] = field(default_factory=list)

    def walk(self) -> None:
        """Every layout that the cluster can come to."""
        for number, key in self.trail.at:
            self._at.setdefault(number, []).append(key)
        for before, own, followed in self.trail.moved:
            self._moved.setdefault(before, []).append((own, followed))
        self._meet(0)
        for _, followed in self._moved.get(None, ()):
            self._follow(0, followed)
        while self._waiting:
            layout = self._waiting.pop()
            if self.classes.number(self.alone, layout) in self.trail.ended:
                self.alive.shown.update(self._statuses(layout))
            for key in self._at.get(self.classes.number(self.alone, layout), ()):
                self._from(layout, key)

    def _from(self, layout: int, key: ContextKey) -> None:
        place = self.alone.place(*key)
        if place is None or not self.alone.is_at_rest(layout, place):
            return
        self.alive.rested.update(self._statuses(layout))
        self.alive.shown.update(self._statuses(layout))
        own = self.classes.number(self.alone, layout)
        moved = self._moved.get((own, key), [])
        for exit_, followed in moved:
            if exit_ is None:
                self._follow(layout, followed)
        for change in self.alone.open(layout, place):
            to = self.classes.number(self.alone, change.to)
            if to == own and not change.label:
                self._open(change)
                self._meet(change.to)
            for exit_, followed in moved:
                if exit_ is not None and exit_[:2] == (to, change.label):
                    self._open(change)
                    self._follow(change.to, followed)

    def _follow(self, layout: int, followed: tuple[Followed, ...]) -> None:
        """Go through what follows by itself; only where it ends the cluster comes to rest."""
        for phase, key, label in followed:
            self.alive.entered.update(self._statuses(layout))
            place = self.alone.place(*key)
            if place is None:
                return
            if phase == "lapse":
                change = self.alone.lapse(layout, place)
            elif phase == "begin":
                change = self.alone.begin(layout, place)
            elif phase == "drop":
                change = self.alone.drop(layout, place)
            else:
                change = self.alone.become(layout, place, label)
            if change is None:
                return
            before = Counter(self._statuses(layout))
            gone = before - Counter(self._statuses(change.to))
            if phase == "lapse":
                self.alive.shown.update(gone)
            else:
                self.alive.left.update(gone)
            layout = change.to
        self._meet(layout)

    def _meet(self, layout: int) -> None:
        if layout not in self._met:
            self._met.add(layout)
            self._waiting.append(layout)
            self.alive.entered.update(self._statuses(layout))

    def _open(self, change: ProofChange) -> None:
        event = change.event
        if event is not None:
            self.alive.opened.add((event.item, event.before, event.step))

    def _statuses(self, layout: int) -> Iterator[tuple[str, str]]:
        cluster = self.alone.seats.cluster
        for group in self.alone.layouts[layout]:
            for state in group:
                for place, item in enumerate(cluster.items):
                    if state[place] != UNBEGUN:
                        yield item.name, cluster.instances[place].known[state[place]].status
