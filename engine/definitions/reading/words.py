"""Texts with places: parts of a text know the line and column they stand at."""

from __future__ import annotations

from dataclasses import replace

from engine.base.dataclass import dataclass
from engine.base.values import Span
from engine.definitions.reading.yaml_nodes import Scalar


@dataclass(frozen=True, slots=True)
class Word:
    """A text and the place of its first sign."""

    text: str
    span: Span

    def part(self, start: int, end: int | None = None) -> Word:
        """The signs from ``start`` to ``end`` without blanks around them."""
        raw = self.text[start:end]
        trimmed = raw.strip()
        shift = start + len(raw) - len(raw.lstrip())
        return Word(trimmed, replace(self.span, column=self.span.column + shift))

    def trimmed(self) -> Word:
        """The text without blanks around it."""
        return self.part(0)

    def split(self, separator: str) -> tuple[Word, ...]:
        """The parts between separators, which are not part of any."""
        found = []
        start = 0
        while (end := self.text.find(separator, start)) >= 0:
            found.append(self.part(start, end))
            start = end + len(separator)
        return (*found, self.part(start))


def word(scalar: Scalar) -> Word:
    """The text of a node; inside quotes it begins one sign later."""
    shift = 1 if scalar.style in ("'", '"') else 0
    return Word(scalar.text, replace(scalar.span, column=scalar.span.column + shift))
