"""How large boxes are and where the words stand in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from engine.analysis.graphs.layout import Size
from engine.analysis.graphs.lettering import lines, width
from engine.analysis.graphs.picture import Box, Picture

TITLE: Final = 14.0
SMALL: Final = 12.0
LINE: Final = 1.35
"""Height of a line in sizes of its letters."""

BOLD: Final = 1.14
"""How much wider bold letters are."""

PADDING: Final = 12.0
BETWEEN_PARTS: Final = 18.0
WIDEST: Final = 310.0
NARROWEST: Final = 110.0


@dataclass(frozen=True, slots=True)
class Row:
    """A line of words in a box: ``base`` is where the letters stand, below the box's upper edge."""

    words: str
    size: float
    base: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Inside:
    """A box with its size, its lines, and the boxes in it by their left upper corners."""

    box: Box
    size: Size
    rows: tuple[Row, ...]
    parts: tuple[tuple[float, float, Inside], ...] = ()


def insides(picture: Picture) -> Mapping[str, Inside]:
    """Every box of the picture, measured."""
    return {box.name: _inside(box) for box in picture.boxes}


def _inside(box: Box) -> Inside:
    if box.parts:
        return _around([_inside(part) for part in box.parts], box)
    widest = WIDEST - 2 * PADDING
    wanted = [(line, TITLE, True) for line in lines(box.title, TITLE * BOLD, widest)]
    for words in box.lines:
        wanted += [(line, SMALL, False) for line in _indented(words, widest)]
    rows = tuple(_rows(wanted))
    broad = max(width(row.words, row.size * (BOLD if row.bold else 1)) for row in rows)
    wide = max(NARROWEST, min(WIDEST, broad + 2 * PADDING))
    return Inside(box, Size(wide, rows[-1].base + PADDING), rows)


def _indented(words: str, widest: float) -> list[str]:
    first, *rest = lines(words, SMALL, widest)
    return [first, *(f"   {line}" for line in rest)]


def _rows(wanted: list[tuple[str, float, bool]]) -> Iterator[Row]:
    base = PADDING - TITLE * 0.25
    for words, size, bold in wanted:
        base += size * LINE
        yield Row(words, size, base, bold)


def _around(parts: list[Inside], box: Box) -> Inside:
    head = Row(box.title, SMALL, PADDING + SMALL * 0.8, bold=False)
    left, top, placed = PADDING, head.base + PADDING, []
    for part in parts:
        placed.append((left, top, part))
        left += part.size.width + BETWEEN_PARTS
    wide = max(left - BETWEEN_PARTS, width(box.title, SMALL) + PADDING) + PADDING
    high = top + max(part.size.height for part in parts) + PADDING
    return Inside(box, Size(wide, high), (head,), tuple(placed))
