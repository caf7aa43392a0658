"""A picture as SVG: text stays text, nothing is loaded, nothing runs."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Final

from lxml import etree

from engine.analysis.graphs.boxes import (
    PADDING,
    SMALL,
    Inside,
    insides,
)
from engine.analysis.graphs.layout import (
    BoxPlace,
    Layout,
    Point,
    layout,
)
from engine.analysis.graphs.lettering import width
from engine.analysis.graphs.picture import (
    Arrow,
    ArrowLook,
    BoxLook,
    GraphPicture,
)

NAMESPACE: Final = "http://www.w3.org/2000/svg"
FONT: Final = "'PT Sans', 'Noto Sans', 'DejaVu Sans', Arial, sans-serif"
INK: Final = "#16202c"
MARGIN: Final = 28.0
STUB: Final = 14.0
"""How far an arrow runs straight before its head."""

HEAD: Final = 66.0
FOOT: Final = 46.0

FILLS: Final[Mapping[BoxLook, tuple[str, str, str]]] = {
    "stage": ("#eaf2fb", "#1f5c99", ""),
    "demand": ("#fff6e0", "#8a5a00", "6 4"),
    "end": ("#e9e9ec", "#44464f", ""),
    "question": ("#ffffff", "#44464f", ""),
    "value": ("#f3ecfb", "#6a3fa0", ""),
    "rules": ("#fff6e0", "#8a5a00", ""),
    "fact": ("#e6f4ea", "#256b3a", ""),
    "document": ("#fdecef", "#a3243b", ""),
    "item": ("#ffffff", "#44464f", ""),
    "status": ("#ffffff", "#1f5c99", ""),
    "good": ("#e6f4ea", "#256b3a", ""),
    "over": ("#e9e9ec", "#44464f", ""),
    "bad": ("#fdecef", "#a3243b", ""),
    "words": ("#ffffff", "#44464f", ""),
}
"""Fill, line and dashes of a box; letters on every fill have a contrast above 12 : 1."""

STROKES: Final[Mapping[ArrowLook, tuple[str, str]]] = {
    "on": ("#1f5c99", ""),
    "back": ("#6a3fa0", "7 4"),
    "end": ("#a3243b", "2 3"),
    "demand": ("#8a5a00", "6 4"),
    "step": ("#1f5c99", ""),
    "time": ("#8a5a00", "2 3"),
    "self": ("#6a3fa0", "6 4"),
}


def svg(picture: GraphPicture) -> str:
    """The picture as a document of its own."""
    measured = insides(picture)
    drawn = layout(picture, {name: inside.size for name, inside in measured.items()})
    size = _size(drawn, picture)
    root = etree.Element(f"{{{NAMESPACE}}}svg", nsmap={None: NAMESPACE})  # type: ignore[dict-item]
    for name, value in (
        ("viewBox", f"0 0 {size[0]:.0f} {size[1]:.0f}"), ("width", f"{size[0]:.0f}"),
        ("height", f"{size[1]:.0f}"), ("role", "img"), ("lang", picture.lang),
        ("aria-labelledby", "title about"), ("font-family", FONT), ("fill", INK),
    ):  # fmt: skip
        root.set(name, value)
    _add(root, "title", picture.title, id="title")
    _add(root, "desc", picture.about, id="about")
    _marks(root)
    _add(root, "rect", width="100%", height="100%", fill="#ffffff")
    _words(root, picture.title, (MARGIN, 34), 20, bold=True)
    _words(root, picture.about, (MARGIN, 54), SMALL)
    moved = _add(root, "g", transform=f"translate({MARGIN:.0f} {HEAD + MARGIN / 2:.0f})")
    for arrow in picture.arrows:
        _arrow(moved, arrow, drawn, picture)
    for name, inside in measured.items():
        place = drawn.places[name]
        _box(moved, inside, place.left, place.top)
    _legend(root, picture, size[1] - FOOT / 2)
    return etree.tostring(root, encoding="unicode", pretty_print=True)


def _size(drawn: Layout, picture: GraphPicture) -> tuple[float, float]:
    right = max(place.left + place.width for place in drawn.places.values())
    right = max([right, *(x for way in drawn.ways.values() for x, _ in way)])
    below = max(place.top + place.height for place in drawn.places.values())
    least = max(width(picture.about, SMALL), _legend_width(picture))
    return max(right, least) + 2 * MARGIN, below + HEAD + FOOT + MARGIN


def _add(parent: etree._Element, tag: str, words: str = "", **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}")
    for name, value in attributes.items():
        child.set(name.strip("_").replace("_", "-"), value)
    if words:
        child.text = words
    return child


def _words(
    parent: etree._Element, words: str, at: Point, size: float, *, bold: bool = False
) -> None:
    weight = {"font_weight": "bold"} if bold else {}
    text = _add(parent, "text", words.strip(), x=f"{at[0]:.1f}", y=f"{at[1]:.1f}", **weight)
    text.set("font-size", f"{size:g}")


def _marks(root: etree._Element) -> None:
    definitions = _add(root, "defs")
    for look, (colour, _) in STROKES.items():
        mark = _add(
            definitions, "marker", id=f"head-{look}", viewBox="0 0 10 10", refX="9", refY="5",
            markerWidth="8", markerHeight="8", orient="auto-start-reverse",
        )  # fmt: skip
        _add(mark, "path", d="M 0 0 L 10 5 L 0 10 z", fill=colour)


def _box(parent: etree._Element, inside: Inside, left: float, top: float) -> None:
    fill, line, dashes = FILLS[inside.box.look]
    if inside.parts and inside.box.look != "item":
        fill, dashes = "#ffffff", "4 4"
    group = _add(parent, "g", transform=f"translate({left:.1f} {top:.1f})")
    if inside.box.look == "words":
        _rows_of(group, inside, PADDING / 2)
        return
    frame = _add(
        group, "rect", width=f"{inside.size.width:.1f}", height=f"{inside.size.height:.1f}",
        rx="18" if inside.box.look == "end" else "6", fill=fill, stroke=line, stroke_width="1.5",
    )  # fmt: skip
    if dashes:
        frame.set("stroke-dasharray", dashes)
    _rows_of(group, inside, PADDING)
    _segments(group, inside)
    for x, y, part in inside.parts:
        _box(group, part, x, y)


def _rows_of(group: etree._Element, inside: Inside, left: float) -> None:
    for row in inside.rows:
        indent = left + (len(row.words) - len(row.words.lstrip())) * 4
        _words(group, row.words, (indent, row.base), row.size, bold=row.bold)


def _segments(group: etree._Element, inside: Inside) -> None:
    if inside.drawn is None:
        return
    x, y = inside.at
    moved = _add(group, "g", transform=f"translate({x:.1f} {y:.1f})")
    for one in inside.segments:
        begins = STUB if one.head == "start" else 0.0
        path = _downward(one.start, one.way, one.end, inside.drawn, begins)
        colour, dashes = STROKES[one.look]
        line = _add(moved, "path", d=path, fill="none", stroke=colour, stroke_width="1.4")
        if dashes:
            line.set("stroke-dasharray", dashes)
        if one.head:
            line.set(f"marker-{one.head}", f"url(#head-{one.look})")


def _arrow(parent: etree._Element, arrow: Arrow, drawn: Layout, picture: GraphPicture) -> None:
    start, end = drawn.places[arrow.start], drawn.places[arrow.end]
    if arrow.look == "back":
        path = _around(start, end)
    elif arrow.look == "end":
        path = _out(start, end, drawn)
    else:
        way = drawn.ways.get(arrow, ())
        path = _through(start, way, end, drawn, sideways=picture.sideways)
    colour, dashes = STROKES[arrow.look]
    line = _add(
        parent, "path", d=path, fill="none", stroke=colour, stroke_width="1.6",
        marker_end=f"url(#head-{arrow.look})",
    )  # fmt: skip
    if dashes:
        line.set("stroke-dasharray", dashes)


def _through(
    start: BoxPlace, way: tuple[Point, ...], end: BoxPlace, drawn: Layout, *, sideways: bool
) -> str:
    """A curve between the layers; beside other boxes of its layer an arrow runs straight."""
    if not sideways:
        return _downward(start, way, end, drawn)
    first = (start.left + start.width, start.middle[1])
    last = (end.left, end.middle[1])
    leaves = (max(one.left + one.width for one in _beside_of(start, drawn, 0)), first[1])
    comes = (min(one.left for one in _beside_of(end, drawn, 0)) - STUB, last[1])
    curves = (_curve(*each, sideways=True) for each in pairwise((leaves, *way, comes)))
    return f"M {_at(first)} L {_at(leaves)} {' '.join(curves)} L {_at(last)}"


def _downward(
    start: BoxPlace,
    way: tuple[Point, ...],
    end: BoxPlace,
    drawn: Layout,
    begins: float = 0.0,
) -> str:
    """The same from top to bottom; ``begins`` is how far it runs straight before it may bend."""
    first = (_near(start, way[0] if way else end.middle), start.top + start.height)
    last = (_near(end, way[-1] if way else start.middle), end.top)
    below = max(one.top + one.height for one in _beside_of(start, drawn, 1))
    leaves = (first[0], below + begins)
    comes = (last[0], min(one.top for one in _beside_of(end, drawn, 1)) - STUB)
    curves = (_curve(*each, sideways=False) for each in pairwise((leaves, *way, comes)))
    return f"M {_at(first)} L {_at(leaves)} {' '.join(curves)} L {_at(last)}"


def _beside_of(place: BoxPlace, drawn: Layout, axis: int) -> list[BoxPlace]:
    """The boxes of the same layer, the box itself among them."""
    middle = place.middle[axis]
    return [
        one
        for one in drawn.places.values()
        if (one.left, one.top)[axis] <= middle <= (one.left + one.width, one.top + one.height)[axis]
    ]


def _curve(one: Point, two: Point, *, sideways: bool) -> str:
    if sideways:
        middle = (one[0] + two[0]) / 2
        return f"C {_at((middle, one[1]))} {_at((middle, two[1]))} {_at(two)}"
    middle = (one[1] + two[1]) / 2
    return f"C {_at((one[0], middle))} {_at((two[0], middle))} {_at(two)}"


def _at(point: Point) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"


def _near(place: BoxPlace, point: Point) -> float:
    """Where on the upper or lower edge an arrow from or to ``point`` stands."""
    inset = min(30.0, place.width / 2)
    return min(max(point[0], place.left + inset), place.left + place.width - inset)


def _around(start: BoxPlace, end: BoxPlace) -> str:
    """An arrow back, left of the boxes."""
    bow, low, high = min(start.left, end.left) - 26, start.middle[1], end.middle[1]
    curve = f"C {_at((bow, low))} {_at((bow, high))} {_at((end.left, high))}"
    return f"M {_at((start.left, low))} {curve}"


def _out(start: BoxPlace, end: BoxPlace, drawn: Layout) -> str:
    """An arrow that ends a case: between the layers to the edge of the picture, and down there."""
    below = max(one.top + one.height for one in _beside_of(start, drawn, 1)) + 16
    x, edge = start.left + start.width - 14, end.middle[0]
    return f"M {_at((x, start.top + start.height))} V {below:.1f} H {edge:.1f} V {end.top:.1f}"


def _legend_width(picture: GraphPicture) -> float:
    return sum(width(words, SMALL) + 58 for _, words in (*picture.of_boxes, *picture.of_arrows))


def _legend(root: etree._Element, picture: GraphPicture, y: float) -> None:
    x = MARGIN
    for look, words in picture.of_boxes:
        fill, line, dashes = FILLS[look]
        box = _add(root, "rect", x=f"{x:.1f}", y=f"{y - 7:.1f}", width="26", height="14", rx="3")
        for name, value in (("fill", fill), ("stroke", line), ("stroke-dasharray", dashes)):
            box.set(name, value)
        x = _legend_words(root, words, x, y)
    for way, words in picture.of_arrows:
        colour, dashes = STROKES[way]
        line_of = _add(root, "path", d=f"M {x:.1f} {y:.1f} H {x + 26:.1f}", stroke=colour)
        line_of.set("stroke-dasharray", dashes)
        line_of.set("marker-end", f"url(#head-{way})")
        x = _legend_words(root, words, x, y)


def _legend_words(root: etree._Element, words: str, x: float, y: float) -> float:
    _words(root, words, (x + 34, y + 4), SMALL)
    return x + width(words, SMALL) + 58
