"""The collector of mistakes: everybody reports into it and goes on reading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Final, Protocol

from engine.base.errors import Fault
from engine.base.values import Span
from engine.definitions.fault_codes import FAULT_CODES


class PlacedText(Protocol):
    """A text with its place: a node or a part of one."""

    @property
    def text(self) -> str: ...

    @property
    def span(self) -> Span: ...


class Faults:
    """Mistakes found so far; each is kept once, whoever finds it again."""

    def __init__(self) -> None:
        self._found: dict[tuple[Span, str, str], Fault] = {}
        self._lost: set[str] = set()
        self._lost_files = False

    def add(self, code: str, span: Span, message: str, suggestion: str = "") -> None:
        """Report one mistake; whether it is an error or a warning stands in FAULT_CODES."""
        first = self._found.get((span, code, message))
        if first is None or not first.suggestion:
            severity = FAULT_CODES[code].severity
            found = Fault(span, code, message, suggestion, severity)
            self._found[span, code, message] = found

    def unknown(self, code: str, named: PlacedText, what: str, known: Iterable[str]) -> None:
        """Report a name that no ``what`` bears, unless its definition has a fault of its own."""
        name = named.text.strip()
        if name not in self._lost and not self._lost_files:
            message = f"there is no {what} “{name}”."
            self.add(code, named.span, message, did_you_mean(name, known))

    def lose(self, *names: str) -> None:
        """Names whose definition has a fault of its own: their uses are not reported."""
        self._lost.update(names)

    def lose_file(self) -> None:
        """A whole file could not be read: any name may have been defined in it."""
        self._lost_files = True

    @property
    def has_lost_files(self) -> bool:
        """Whether names may be missing only because their file could not be read."""
        return self._lost_files

    def in_order(self) -> tuple[Fault, ...]:
        """All mistakes by file, line and column."""
        found = self._found.values()
        return tuple(sorted(found, key=lambda fault: (fault.span, fault.code, fault.message)))

    @property
    def has_errors(self) -> bool:
        """Whether anything beyond warnings was found."""
        return any(fault.severity == "error" for fault in self._found.values())


OTHER_WORDS: Final[Mapping[str, str]] = {"now": "today", "current date": "today"}
"""Words of other languages for what is known here by another word."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The suggestion for a word that nobody knows: the nearest known one, or the few there are."""
    candidates = sorted(set(known))
    near = [other for other in (OTHER_WORDS.get(word),) if other in candidates]
    near = near or get_close_matches(word, candidates, n=1, cutoff=0.6)
    if not near:
        lowered = {candidate.lower(): candidate for candidate in candidates}
        near = [lowered[name] for name in get_close_matches(word.lower(), lowered, 1, 0.6)]
    if near:
        return f"Did you mean “{near[0]}”?"
    if 0 < len(candidates) <= 12:
        return f"Known: {', '.join(candidates)}."
    return ""
