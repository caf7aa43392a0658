"""How large boxes are and where the words stand in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, Literal

from engine.analysis.graphs.layout import BoxPlace, Layout, Point, Size, layout
from engine.analysis.graphs.lettering import lines, width
from engine.analysis.graphs.picture import Arrow, ArrowLook, Box, GraphPicture
from engine.base.dataclass import dataclass

Link = tuple[str, str, ArrowLook, Literal["", "start", "end"]]
"""Upper box, lower box, look, and where the head is."""

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
class Segment:
    """A part of an arrow inside a box, and at which of its ends the head is, if at any."""

    start: BoxPlace
    way: tuple[Point, ...]
    end: BoxPlace
    look: ArrowLook
    head: Literal["", "start", "end"] = ""


@dataclass(frozen=True, slots=True)
class Inside:
    """A box with its size, its lines, and the boxes in it by their left upper corners.

    ``segments`` are drawn in the places of ``drawn``, moved by ``at``.
    """

    box: Box
    size: Size
    rows: tuple[Row, ...]
    parts: tuple[tuple[float, float, Inside], ...] = ()
    segments: tuple[Segment, ...] = ()
    drawn: Layout | None = None
    at: Point = (0.0, 0.0)


def insides(picture: GraphPicture) -> Mapping[str, Inside]:
    """Every box of the picture, measured."""
    return {box.name: _inside(box) for box in picture.boxes}


def _inside(box: Box) -> Inside:
    if box.arrows:
        return _linked(box)
    if box.parts:
        return _around([_inside(part) for part in box.parts], box)
    if box.look == "words":
        return _label(box)
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


def _label(box: Box) -> Inside:
    """Words beside an arrow: no frame, and no wider than they are."""
    widest = WIDEST - 2 * PADDING
    found = [line for words in box.lines for line in _indented(words, widest)]
    rows = tuple(
        Row(line, SMALL, SMALL * (1 + LINE * place), bold=False) for place, line in enumerate(found)
    )
    wide = max(width(row.words, row.size) for row in rows) + PADDING
    return Inside(box, Size(wide, rows[-1].base + 4), rows)


def _head(box: Box, wide: float) -> tuple[Row, ...]:
    """The title and lines above what stands in a box."""
    wanted = [(box.title, SMALL, box.look == "item")]
    for words in box.lines:
        wanted += [(line, SMALL, False) for line in _indented(words, max(WIDEST, wide))]
    return tuple(_rows(wanted))


def _around(parts: list[Inside], box: Box) -> Inside:
    beside = sum(part.size.width + BETWEEN_PARTS for part in parts)
    rows = _head(box, beside)
    left, top, placed = PADDING, rows[-1].base + PADDING, []
    for part in parts:
        placed.append((left, top, part))
        left += part.size.width + BETWEEN_PARTS
    wide = max(left - BETWEEN_PARTS, _widest(rows)) + PADDING
    high = top + max(part.size.height for part in parts) + PADDING
    return Inside(box, Size(wide, high), rows, tuple(placed))


def _widest(rows: tuple[Row, ...]) -> float:
    return max(width(row.words, row.size * (BOLD if row.bold else 1)) for row in rows) + PADDING


def _linked(box: Box) -> Inside:
    """Boxes in layers, with the words of the arrows between them."""
    order = {part.name: place for place, part in enumerate(box.parts)}
    labels = {
        arrow: Box(f"{box.name} words {place}", "", "words", arrow.words)
        for place, arrow in enumerate(box.arrows)
    }
    inner = {one.name: _inside(one) for one in (*box.parts, *labels.values())}
    links = [
        link
        for arrow in box.arrows
        for link in _links(arrow, labels[arrow].name, is_back=order[arrow.start] > order[arrow.end])
    ]
    boxes = tuple(one.box for one in inner.values())
    arrows = tuple(Arrow(upper, lower) for upper, lower, *_ in links)
    picture = GraphPicture("", "", "", boxes, arrows, ())
    drawn = layout(picture, {name: one.size for name, one in inner.items()})
    right = max(place.left + place.width for place in drawn.places.values())
    below = max(place.top + place.height for place in drawn.places.values())
    rows = _head(box, right)
    at = (PADDING, rows[-1].base + PADDING)
    parts = tuple(
        (place.left + at[0], place.top + at[1], inner[name]) for name, place in drawn.places.items()
    )
    segments = tuple(
        Segment(
            drawn.places[upper],
            drawn.ways.get(Arrow(upper, lower), ()),
            drawn.places[lower],
            look,
            head,
        )
        for upper, lower, look, head in links
    )
    wide = max(right + 2 * PADDING, _widest(rows) + PADDING)
    size = Size(wide, below + at[1] + PADDING)
    return Inside(box, size, rows, parts, segments, drawn, at)


def _links(arrow: Arrow, label: str, *, is_back: bool) -> Iterator[Link]:
    """An arrow as it is drawn from top to bottom, its words in the middle."""
    if is_back:
        yield arrow.end, label, arrow.look, "start"
        yield label, arrow.start, arrow.look, ""
    else:
        yield arrow.start, label, arrow.look, ""
        yield label, arrow.end, arrow.look, "end"
