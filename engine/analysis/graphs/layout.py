"""Where boxes stand and how arrows run; layers and crossings are grandalf's work."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from grandalf.graphs import Edge, Vertex, graph_core
from grandalf.layouts import SugiyamaLayout
from networkx import Graph, connected_components

from engine.analysis.graphs.picture import Arrow, Box, GraphPicture
from engine.base.dataclass import dataclass

BETWEEN_LAYERS: Final = 52.0
BESIDE: Final = 26.0

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Size:
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class BoxPlace:
    """Left upper corner and size of a box."""

    left: float
    top: float
    width: float
    height: float

    @property
    def middle(self) -> Point:
        """The centre."""
        return self.left + self.width / 2, self.top + self.height / 2


@dataclass(frozen=True, slots=True)
class Layout:
    """Places by the names of boxes, and the points each arrow runs through between its boxes."""

    places: Mapping[str, BoxPlace]
    ways: Mapping[Arrow, tuple[Point, ...]]


class _Vertex:
    """What grandalf asks of a vertex: its size; it puts the centre into ``xy``."""

    def __init__(self, size: Size) -> None:
        self.w, self.h = size.width, size.height
        self.xy: Point = (0.0, 0.0)


class _Route:
    """What grandalf asks of an edge: to keep the points it runs through."""

    def __init__(self) -> None:
        self.points: list[Point] = []

    def setpath(self, points: list[Point]) -> None:
        self.points = points


def layout(picture: GraphPicture, sizes: Mapping[str, Size]) -> Layout:
    """Boxes in layers, from top to bottom or from left to right.

    Arrows back, and those that end a case early, take no part: they run beside the boxes.
    """
    vertices = {box.name: _vertex(box, sizes[box.name], picture) for box in picture.boxes}
    edges = {
        arrow: _edge(vertices, arrow)
        for arrow in picture.arrows
        if arrow.look not in ("back", "end") and arrow.start != arrow.end
    }
    left = 0.0
    for names in connected_components(_joined(picture, edges)):
        # grandalf's own parts hold their edges in sets, whose order changes from run to run.
        members = [vertices[box.name] for box in picture.boxes if box.name in names]
        part = graph_core(members, [e for arrow, e in edges.items() if arrow.start in names])
        left = _placed(part, left)
    places = {box.name: _place(vertices[box.name], picture) for box in picture.boxes}
    ways = {arrow: _way(edge.view.points, picture) for arrow, edge in edges.items()}
    joined = {name for arrow in edges for name in (arrow.start, arrow.end)}
    early = {arrow.end for arrow in picture.arrows if arrow.look == "end"} - joined
    return _from_origin(_lowered(places, early), ways)


def _joined(picture: GraphPicture, arrows: Collection[Arrow]) -> Any:
    found: Any = Graph()
    found.add_nodes_from(box.name for box in picture.boxes)
    found.add_edges_from((arrow.start, arrow.end) for arrow in arrows)
    return found


def _vertex(box: Box, size: Size, picture: GraphPicture) -> Any:
    vertex = Vertex(box.name)
    vertex.view = _Vertex(Size(size.height, size.width) if picture.sideways else size)
    return vertex


def _edge(vertices: Mapping[str, Any], arrow: Arrow) -> Any:
    edge = Edge(vertices[arrow.start], vertices[arrow.end])
    edge.view = _Route()
    return edge


def _placed(part: Any, left: float) -> float:
    """Lay out one connected part beside those before it; gives where the next one begins."""
    drawing = SugiyamaLayout(part)
    drawing.xspace, drawing.yspace = BESIDE, BETWEEN_LAYERS
    roots = [vertex for vertex in part.sV if not vertex.e_in()] or [next(iter(part.sV))]
    drawing.init_all(roots=roots)
    drawing.draw(4)
    views = [vertex.view for vertex in part.sV]
    points = [point for edge in part.sE for point in edge.view.points]
    outer = min([view.xy[0] - view.w / 2 for view in views] + [x for x, _ in points])
    upper = min(view.xy[1] - view.h / 2 for view in views)
    for view in views:
        view.xy = (view.xy[0] - outer + left, view.xy[1] - upper)
    for edge in part.sE:
        edge.view.points = [(x - outer + left, y - upper) for x, y in edge.view.points]
    return float(max(view.xy[0] + view.w / 2 for view in views) + 2 * BESIDE)


def _place(vertex: Any, picture: GraphPicture) -> BoxPlace:
    view = vertex.view
    (x, y), wide, high = view.xy, view.w, view.h
    if picture.sideways:
        x, y, wide, high = y, x, high, wide
    return BoxPlace(x - wide / 2, y - high / 2, wide, high)


def _way(points: Sequence[Point], picture: GraphPicture) -> tuple[Point, ...]:
    inner = points[1:-1]
    return tuple((y, x) for x, y in inner) if picture.sideways else tuple(inner)


def _lowered(places: Mapping[str, BoxPlace], early: Collection[str]) -> dict[str, BoxPlace]:
    """Ends that are reached early stand at the lower edge, where the case would end anyway."""
    below = max(place.top + place.height for place in places.values())
    return {
        name: replace(place, top=below - place.height) if name in early else place
        for name, place in places.items()
    }


def _from_origin(places: Mapping[str, BoxPlace], ways: Mapping[Arrow, tuple[Point, ...]]) -> Layout:
    """Everything moved so that nothing lies left of or above 0."""
    xs = [place.left for place in places.values()] + [x for way in ways.values() for x, _ in way]
    ys = [place.top for place in places.values()] + [y for way in ways.values() for _, y in way]
    left, top = min(xs), min(ys)
    return Layout(
        {
            name: BoxPlace(place.left - left, place.top - top, place.width, place.height)
            for name, place in places.items()
        },
        {arrow: tuple((x - left, y - top) for x, y in way) for arrow, way in ways.items()},
    )
