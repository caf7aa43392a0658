"""A definition file as a tree whose nodes know which stretch of the text they take.

For tools that change a definition and leave every other sign of it as it was.
"""

from __future__ import annotations

from typing import Final, Literal

import yaml

from engine.base.dataclass import dataclass

BLOCK_STYLES: Final = ("|", ">")


@dataclass(frozen=True, slots=True)
class Extent:
    """A node: ``text[start:end]`` of the file, counted in characters.

    A block ends with its last value, without the blanks and comments below it. ``value`` is the
    text of a scalar and ``style`` YAML's mark of it; ``in_flow`` says that it is a ``{…}`` or
    ``[…]``.
    """

    kind: Literal["scalar", "map", "list"]
    start: int
    end: int
    value: str = ""
    style: str = ""
    in_flow: bool = False
    keys: tuple[Extent, ...] = ()
    """Of a map, one for each of ``children``."""
    children: tuple[Extent, ...] = ()


def extents(text: str) -> Extent | None:
    """The tree of a file that the loader accepts. Raises ``ValueError`` for other YAML."""
    try:
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error
    return None if root is None else _extent(root)


def _extent(node: yaml.Node) -> Extent:
    start, end = node.start_mark.index, node.end_mark.index
    if isinstance(node, yaml.ScalarNode):
        return Extent("scalar", start, end, value=node.value, style=node.style or "")
    in_flow = isinstance(node, yaml.CollectionNode) and bool(node.flow_style)
    if isinstance(node, yaml.MappingNode):
        keys = tuple(_extent(key) for key, _ in node.value)
        children = tuple(_extent(value) for _, value in node.value)
        last = children[-1].end if children and not in_flow else end
        return Extent("map", start, last, in_flow=in_flow, keys=keys, children=children)
    children = tuple(_extent(item) for item in node.value)
    last = children[-1].end if children and not in_flow else end
    return Extent("list", start, last, in_flow=in_flow, children=children)
