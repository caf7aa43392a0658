"""Instances as proofs see them: without numbers and times, each of them once."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import field
from types import MappingProxyType
from typing import Any, Final

from engine.analysis.life.world import frozen
from engine.base.dataclass import dataclass
from engine.base.events import BY_ITSELF
from engine.base.values import NOTHING
from engine.definitions.model.items import Item
from engine.meaning.picture import NOT_BEGUN, ROW_ID, Instance, Proposal

UNBEGUN: Final = 0
"""The number of an instance that has not begun."""


@dataclass(slots=True)
class Instances:
    """All ways in which an item can stand for a unit, numbered in the order they are met."""

    item: Item
    known: list[Instance] = field(default_factory=lambda: [NOT_BEGUN])
    _numbers: dict[Hashable, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._numbers[_mark(NOT_BEGUN)] = UNBEGUN

    def number(self, instance: Instance) -> int:
        """The number of an instance, whenever it came to stand so."""
        if not instance.status:
            return UNBEGUN
        plain = self._plain(instance)
        mark = _mark(plain)
        if mark not in self._numbers:
            self._numbers[mark] = len(self.known)
            self.known.append(plain)
        return self._numbers[mark]

    def _plain(self, instance: Instance) -> Instance:
        proposal = instance.proposal
        # What stands proposed from before an arrival is told from what was proposed in it.
        is_stale = proposal is not None and proposal.since != instance.since
        return Instance(
            status=instance.status,
            since=int(is_stale),
            tries=_tries(self.item, instance),
            proposal=None if proposal is None else Proposal(proposal.step, BY_ITSELF, 0, 0),
            answers=_plain_answers(instance.answers),
        )


def _tries(item: Item, instance: Instance) -> Mapping[str, tuple[None, ...]]:
    counted: dict[str, tuple[None, ...]] = {}
    for step in item.status(instance.status).steps:
        if step.limit is not None:
            count = min(len(instance.tries.get(step.name, ())), step.limit.count)
            counted[step.name] = (None,) * count
    return MappingProxyType(counted) if counted else NOTHING


def _plain_answers(answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """The answers with rows in a fixed order, numbered by their place."""
    if not answers:
        return NOTHING
    return MappingProxyType({path: _ordered(answers[path]) for path in sorted(answers)})


def _ordered(value: Any) -> Any:
    if not isinstance(value, tuple) or not any(isinstance(each, Mapping) for each in value):
        return value
    rows = [{name: cell for name, cell in row.items() if name != ROW_ID} for row in value]
    rows.sort(key=lambda row: repr(sorted(row.items())))
    return tuple({**row, ROW_ID: str(place)} for place, row in enumerate(rows))


def _mark(instance: Instance) -> Hashable:
    tries = tuple(sorted((name, len(times)) for name, times in instance.tries.items()))
    proposed = "" if instance.proposal is None else instance.proposal.step
    return instance.status, instance.since, tries, frozen(instance.answers), proposed
