"""Whether two programmes live alike: one machine, whose conditions are written otherwise.

Of both all states of all cases are looked at, as the proof does and within its bounds. Everything
that no state tells, such as notices, lists and who confirms, must be written alike.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import field, replace
from datetime import date
from typing import Any, TypeVar

from engine.analysis.life.alone import Alone, ProofChange
from engine.analysis.life.groups import ProofGroup
from engine.analysis.life.proving import prove_life
from engine.analysis.life.refining import Behaviour
from engine.analysis.mutations.sameness import outline
from engine.analysis.order import in_fixed_order
from engine.analysis.space import world
from engine.base.dataclass import dataclass
from engine.definitions.model.items import Becomes, Branch, Item, Status, Step
from engine.definitions.model.programme import Programme
from engine.definitions.model.route import End
from engine.meaning.programme import compile_programme

Asking = TypeVar("Asking", Branch, Becomes, End)

Machine = tuple[Hashable, ...]
"""Everything that can happen in every kind of case; equal only for machines that do the same."""


@dataclass(slots=True)
class Machines:
    """Compares programmes with one original, whose machine is explored once, when it is needed."""

    original: Programme
    today: date
    _known: list[Machine | None] = field(default_factory=list)
    _tables: dict[Hashable, int] = field(default_factory=dict)

    def is_same(self, other: Programme) -> bool:
        """Whether it is proved that every case lives the same. False proves nothing."""
        if _rest(self.original) != _rest(other):
            return False
        if not self._known:
            self._known.append(self._machine(self.original))
        (mine,) = self._known
        return mine is not None and mine == self._machine(other)

    def _machine(self, programme: Programme) -> Machine | None:
        """Everything that can happen; None where not all of it was looked at."""
        proof = prove_life(world(compile_programme(in_fixed_order(programme)), self.today))
        if proof.too_many is not None:
            return None
        first = proof.groups[0].standing
        clusters = first.exploration.clusters
        instances = (each.known for cluster in clusters for each in cluster.instances)
        kinds = (alone for cluster in clusters for alone in first.exploration.kinds(cluster.place))
        return (
            tuple(tuple(map(repr, known)) for known in instances),
            tuple((tuple(alone.heard), tuple(alone.layouts)) for alone in kinds),
            tuple(tuple(classes.class_of) for classes in first.classes),
            tuple(tuple(self._of_group(group)) for group in proof.groups),
        )

    def _of_group(self, group: ProofGroup) -> Iterator[Hashable]:
        """Which cases there are, and each of their states: where it is and what follows."""
        for placed in group.cases:
            case = placed.case
            truths = tuple(truth for _, truth in case.signature.truths)
            yield repr(sorted(case.world.decided.items())), case.weight, case.named, truths
        composed, standing = group.composed, group.standing
        known: dict[int, int] = {}
        for number, state in enumerate(composed.states):
            links = frozenset(
                (composed.states[link.to], link.place, link.exit, link.step)
                for link in composed.onward[number]
            )
            does = () if state[-1] else standing.does(state)[0]
            for alone, each in zip(standing.placed.alone, does, strict=False):
                if id(each) not in known:
                    known[id(each)] = self._table(alone, each)
            yield state, group.at(number), tuple([known[id(each)] for each in does]), links

    def _table(self, alone: Alone, behaviour: Behaviour) -> int:
        """The number of all that a cluster does in a context, in whichever words it is asked."""
        place = alone.place(*behaviour.key)
        table = frozenset(
            (mark, frozenset(map(_of_change, found))) for mark, found in alone.explored(place)
        )
        return self._tables.setdefault(table, len(self._tables))


def _rest(programme: Programme) -> Any:
    """The programme without the conditions whose effect is seen in the states of cases."""
    flow = programme.flow
    stages = tuple(replace(stage, when=None, done_when=None) for stage in flow.stages)
    steps, ends = tuple(map(_plain_step, flow.case.steps)), _unasked(flow.case.ends)
    case = replace(flow.case, steps=steps, ends=ends)
    items = tuple(map(_plain_item, flow.items))
    plain = replace(flow, stages=stages, items=items, case=case, promises=())
    return outline(replace(programme, flow=plain, conditions=()))


def _plain_item(item: Item) -> Item:
    return replace(
        item,
        when=None,
        each=item.each and replace(item.each, where=None),
        begins=_unasked(item.begins),
        statuses=tuple(map(_plain_status, item.statuses)),
    )


def _plain_status(status: Status) -> Status:
    timers = (replace(timer, when=None, to=_unasked(timer.to)) for timer in status.timers)
    steps, becomes = tuple(map(_plain_step, status.steps)), _unasked(status.becomes)
    return replace(status, steps=steps, timers=tuple(timers), becomes=becomes)


def _plain_step(step: Step) -> Step:
    return replace(step, when=None, to=_unasked(step.to))


def _unasked(parts: tuple[Asking, ...]) -> tuple[Asking, ...]:
    """The same parts, each without its condition."""
    return tuple(replace(part, when=None) for part in parts)


def _of_change(change: ProofChange) -> Hashable:
    event = change.event
    taken = () if event is None else (event.kind, event.item, event.step, event.after)
    data = "" if event is None else repr(sorted(event.data.items()))
    return change, taken, data
