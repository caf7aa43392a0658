"""Results that are remembered by the answers that were read for them, and by no others.

What is asked next depends on what was read before, and on nothing else: the answers read make a
tree, with a result at the end of every branch.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import field
from typing import Generic, TypeVar

from engine.analysis.given import Assignment, Given, Undecided
from engine.base.dataclass import dataclass

Found = TypeVar("Found")


@dataclass(slots=True)
class _ResultNode(Generic[Found]):
    found: Found


@dataclass(slots=True)
class _ReadNode(Generic[Found]):
    """An answer that is read, and what comes after it for each of its values."""

    name: str
    then: dict[Hashable, _ReadNode[Found] | _ResultNode[Found]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Noted(Mapping[str, Given]):
    """What is decided, with a note of every answer that is read. Nobody may ask what there is."""

    decided: Assignment
    read: dict[str, Given] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Given:
        found = self.read[name] = self.decided[name]
        return found

    def __contains__(self, name: object) -> bool:
        # An answer that is not decided ends the question, so only those that are need a note.
        if name not in self.decided:
            return False
        if isinstance(name, str):
            self.read[name] = self.decided[name]
        return True

    def __iter__(self) -> Iterator[str]:
        raise TypeError

    def __len__(self) -> int:
        raise TypeError


@dataclass(slots=True)
class ByAnswers(Generic[Found]):
    """A question about cases that is judged once for the answers it reads.

    ``judge`` must read nothing else of a case, and the same in the same order each time.
    """

    judge: Callable[[Assignment], Found]
    _begins: dict[Hashable, _ReadNode[Found] | _ResultNode[Found]] = field(default_factory=dict)

    def __call__(self, decided: Assignment) -> Found:
        """The result. Raises Undecided where an answer is read that is not decided."""
        then, mark = self._begins, _mark(None)
        while (node := then.get(mark)) is not None:
            if isinstance(node, _ResultNode):
                return node.found
            if node.name not in decided:
                raise Undecided(node.name)
            then, mark = node.then, _mark(decided[node.name])
        return self._judged(decided)

    def _judged(self, decided: Assignment) -> Found:
        noted = _Noted(decided)
        try:
            found = self.judge(noted)
        except Undecided as undecided:
            self._keep(noted.read, _ReadNode(undecided.name))
            raise
        self._keep(noted.read, _ResultNode(found))
        return found

    def _keep(self, read: Mapping[str, Given], last: _ReadNode[Found] | _ResultNode[Found]) -> None:
        then, mark = self._begins, _mark(None)
        for name, given in read.items():
            node = then.setdefault(mark, _ReadNode(name))
            if not isinstance(node, _ReadNode) or node.name != name:
                raise AssertionError(name)
            then, mark = node.then, _mark(given)
        then.setdefault(mark, last)


def _mark(given: Given | None) -> Hashable:
    # True is 1 and 1.0: only its kind tells a tick from a number of rows.
    return type(given), given
