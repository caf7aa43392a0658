"""A picture as Mermaid text, for documents that draw it themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from engine.analysis.graphs.picture import (
    Arrow,
    ArrowLook,
    Box,
    GraphPicture,
)

ARROWS: Final[dict[ArrowLook, str]] = {
    "on": "-->", "back": "-.->", "end": "-.->", "demand": "-.->", "step": "-->", "time": "-.->",
    "self": "-.->",
}  # fmt: skip
BRACKETS: Final = {
    "stage": ("[", "]"), "demand": ("[", "]"), "end": ("([", "])"), "question": ("[", "]"),
    "value": ("[/", "/]"), "rules": ("[[", "]]"), "fact": ("{{", "}}"), "document": ("[", "]"),
    "item": ("[", "]"), "status": ("(", ")"), "good": ("([", "])"), "over": ("([", "])"),
    "bad": ("{{", "}}"), "words": ("[", "]"),
}  # fmt: skip


def mermaid(picture: GraphPicture) -> str:
    """A flowchart with title and description for those who do not see it."""
    direction = "LR" if picture.sideways else "TD"
    lines = [
        f"flowchart {direction}",
        f"    accTitle: {_plain(picture.title)}",
        f"    accDescr: {_plain(picture.about)}",
        *(line for box in picture.boxes for line in _box(box, "    ")),
        *(f"    {_arrow(arrow, picture)}" for arrow in picture.arrows),
    ]
    return "\n".join(lines) + "\n"


def _box(box: Box, indent: str) -> Iterator[str]:
    if box.parts:
        words = "<br>".join(map(_quoted, (box.title, *box.lines)))
        yield f'{indent}subgraph {_name(box.name)}["{words}"]'
        for part in box.parts:
            yield from _box(part, f"{indent}    ")
        for arrow in box.arrows:
            label = f'|"{"<br>".join(map(_quoted, arrow.words))}"|' if arrow.words else ""
            ends = _name(arrow.start), _name(arrow.end)
            yield f"{indent}    {ends[0]} {ARROWS[arrow.look]}{label} {ends[1]}"
        yield f"{indent}end"
        return
    left, right = BRACKETS[box.look]
    words = "<br>".join(map(_quoted, (box.title, *box.lines)))
    yield f'{indent}{_name(box.name)}{left}"{words}"{right}'


def _arrow(arrow: Arrow, picture: GraphPicture) -> str:
    caption = dict(picture.of_arrows).get(arrow.look, "") if arrow.look != "on" else ""
    label = f'|"{_quoted(caption)}"|' if caption else ""
    return f"{_name(arrow.start)} {ARROWS[arrow.look]}{label} {_name(arrow.end)}"


def _name(name: str) -> str:
    """An id without signs that mean something to Mermaid; the prefix keeps its words apart."""
    return "n_" + re.sub(r"\W", lambda sign: f"_{ord(sign[0])}_", name)


def _quoted(words: str) -> str:
    plain = " ".join(words.split()).replace("#", "#35;").replace('"', "#quot;")
    return plain.replace("&", "&amp;").replace("<", "&lt;")


def _plain(words: str) -> str:
    return " ".join(words.split()).replace(";", ",")
