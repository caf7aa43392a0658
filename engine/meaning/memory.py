"""What was found out about a case, so that nothing is computed twice, however long the chain.

A question may depend on a question that depends on a question, hundreds deep. Past ``DEEPEST`` a
search is broken off and begun anew from what it was about to ask, with an empty stack.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple, TypeVar

DEEPEST: Final = 40
"""Searches within searches before one is begun anew; each takes about ten frames of the stack."""

Mark = tuple[str, str, int]
"""What is searched for (``value``, ``asked``, …), at which path, in which row (-1: none)."""

Found = TypeVar("Found")

_UNKNOWN: Final = object()


class _Search(NamedTuple):
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
        known = self._found.get(mark, _UNKNOWN)
        if known is not _UNKNOWN:
            return known  # type: ignore[no-any-return]
        if mark in self._open:
            return in_circle
        if len(self._open) >= DEEPEST:
            raise _TooDeepError(_Search(mark, compute, in_circle))
        if self._open:
            return self._find(mark, compute)
        try:
            return self._find(mark, compute)
        except _TooDeepError as deeper:
            waiting = [_Search(mark, compute, in_circle), deeper.search]
            return self._from_the_top(waiting)  # type: ignore[no-any-return]

    def _find(self, mark: Mark, compute: Callable[[], Found]) -> Found:
        self._open.add(mark)
        try:
            found = self._found[mark] = compute()
        finally:
            self._open.discard(mark)
        return found

    def _from_the_top(self, waiting: list[_Search]) -> Any:
        """Begin anew with the last search, and then with those that wait for it."""
        first = waiting[0]
        while waiting:
            try:
                self._find(waiting[-1].mark, waiting[-1].compute)
                waiting.pop()
            except _TooDeepError as deeper:
                if any(one.mark == deeper.search.mark for one in waiting):
                    self._found[deeper.search.mark] = deeper.search.in_circle
                else:
                    waiting.append(deeper.search)
        return self._found[first.mark]
