"""A picture before it is drawn: boxes with words, and arrows between them."""

from __future__ import annotations

from typing import Literal

from engine.base.dataclass import dataclass

BoxLook = Literal[
    "stage", "demand", "end", "question", "value", "rules", "fact", "document",
    "item", "status", "good", "over", "bad", "words",
]  # fmt: skip
ArrowLook = Literal["on", "back", "end", "demand", "step", "time", "self"]


@dataclass(frozen=True, slots=True)
class Box:
    """``lines`` stand below the title; ``parts`` are boxes inside this one.

    They stand side by side, or one below the other where ``arrows`` lead between them. ``name`` is
    unique in the picture and is made of letters, digits, dots and underlines.
    """

    name: str
    title: str
    look: BoxLook
    lines: tuple[str, ...] = ()
    parts: tuple[Box, ...] = ()
    arrows: tuple[Arrow, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrow:
    """``words`` stand beside it, a line for each."""

    start: str
    end: str
    look: ArrowLook = "on"
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GraphPicture:
    """``about`` says in one sentence what is shown, for those who do not see it.

    ``of_boxes`` and ``of_arrows`` name the looks that occur, in the language of the picture.
    """

    title: str
    about: str
    lang: str
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    of_boxes: tuple[tuple[BoxLook, str], ...]
    of_arrows: tuple[tuple[ArrowLook, str], ...] = ()
    sideways: bool = False
    """From left to right; otherwise from top to bottom."""
