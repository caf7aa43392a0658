"""What was found out about a case, so that nothing is computed twice, however long the chain.

A question may depend on a question that depends on a question, hundreds deep. Past ``DEEPEST`` a
search is broken off and begun anew from what it was about to ask, with an empty stack.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeVar

DEEPEST: Final = 40
"""Searches within searches before one is begun anew; each takes about ten frames of the stack."""

Mark = tuple[str, str, int]
"""What is searched for (``value``, ``asked``, …), at which path, in which row (-1: none)."""

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class _Search:
    mark: Mark
    compute: Callable[[], Any]
    in_circle: Any


class _TooDeepError(Exception):
    def __init__(self, search: _Search) -> None:
        super().__init__()
        self.search = search


class Memory:
    """Results by mark. A search that leads back to itself has the result ``in_circle``."""

    __slots__ = ("_found", "_open")

    def __init__(self) -> None:
        self._found: dict[Mark, Any] = {}
        self._open: set[Mark] = set()

    def recall(self, mark: Mark, compute: Callable[[], Found], in_circle: Found) -> Found:
        """The result for ``mark``, computed if it is not known."""
        if mark in self._found:
            return self._found[mark]  # type: ignore[no-any-return]
        if mark in self._open:
            return in_circle
        search = _Search(mark, compute, in_circle)
        if not self._open:
            self._from_the_top(search)
        elif len(self._open) < DEEPEST:
            self._find(search)
        else:
            raise _TooDeepError(search)
        return self._found[mark]  # type: ignore[no-any-return]

    def _find(self, search: _Search) -> None:
        self._open.add(search.mark)
        try:
            self._found[search.mark] = search.compute()
        finally:
            self._open.discard(search.mark)

    def _from_the_top(self, search: _Search) -> None:
        waiting = [search]
        while waiting:
            try:
                self._find(waiting[-1])
                waiting.pop()
            except _TooDeepError as deeper:
                if any(one.mark == deeper.search.mark for one in waiting):
                    self._found[deeper.search.mark] = deeper.search.in_circle
                else:
                    waiting.append(deeper.search)
