"""Rows of a document: a caption on the left, what belongs to it on the right, a line below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, cast

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from engine.documents.pages import CAPTION, NOTE, TINT, VALUE
from engine.documents.sheet import SheetLine
from engine.documents.tags import Tag, TaggedCanvas, TaggedLine, TaggedParagraph

CAPTION_WIDTH: Final = 62 * mm
PAD_X: Final = 4.0
PAD_Y: Final = 3.5
NOTHING_GIVEN: Final = "–"

Parts = Sequence[Flowable]


def words(text: str, style: ParagraphStyle, tag: Tag, width: float) -> Flowable:
    """Words in a column of ``width`` points, on as many lines as they take."""
    is_line = "\n" not in text and stringWidth(text, style.fontName, style.fontSize) <= width
    return (TaggedLine if is_line else TaggedParagraph)(text, style, tag)


def told_row(line: SheetLine, table: Tag, width: float, *, tinted: bool = False) -> PageRow:
    """A caption with what stands beside it, as a row of a table."""
    left, right = CAPTION_WIDTH - 2 * PAD_X, width - CAPTION_WIDTH - 2 * PAD_X
    tag = table.add("TR")
    caption, cell = words(line.caption, CAPTION, tag.add("TH"), left), tag.add("TD")
    part = cell.add("P") if line.note else cell
    value = [words(line.value or NOTHING_GIVEN, VALUE, part, right)]
    if line.note:
        value.append(words(line.note, NOTE, cell.add("P"), right))
    return PageRow([caption], value, tinted=tinted)


class PageRow(Flowable):
    """``left`` and ``right`` are placed one below the other; the right one may go on overleaf."""

    def __init__(self, left: Parts, right: Parts, *, tinted: bool = False, lined: bool = True):
        super().__init__()
        self.left, self.right, self.tinted, self.lined = left, right, tinted, lined

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """As wide as there is room, as high as the higher side."""
        self.width = width
        sides = ((self.left, CAPTION_WIDTH), (self.right, width - CAPTION_WIDTH))
        self.height = 2 * PAD_Y + max(_needed(parts, room) for parts, room in sides)
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """What fits, and the rest of the right side without its caption."""
        room = height - 2 * PAD_Y
        here, overleaf = _parted(self.right, width - CAPTION_WIDTH, room)
        if not here or not overleaf or _needed(self.left, CAPTION_WIDTH) > room:
            return []
        return [
            PageRow(self.left, here, tinted=self.tinted, lined=False),
            PageRow((), overleaf, tinted=self.tinted, lined=self.lined),
        ]

    def drawOn(self, canvas: Canvas, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803
        """Where it belongs at once; the ground and the line first, they are ornaments."""
        if self.tinted:
            canvas.setFillColor(TINT)
            canvas.rect(x, y, self.width, self.height, stroke=0, fill=1)
        if self.lined:
            cast(TaggedCanvas, canvas).rule(x, y, x + self.width)
        for parts, left in ((self.left, PAD_X), (self.right, CAPTION_WIDTH + PAD_X)):
            top = y + self.height - PAD_Y
            for part in parts:
                top -= part.height
                part.drawOn(canvas, x + left, top)


def _needed(parts: Parts, width: float) -> float:
    return sum(float(part.wrap(width - 2 * PAD_X, 0)[1]) for part in parts)


def _parted(parts: Parts, width: float, room: float) -> tuple[Parts, Parts]:
    """The parts before and after the end of a page."""
    here = list[Flowable]()
    for place, part in enumerate(parts):
        height = float(part.wrap(width - 2 * PAD_X, room)[1])
        if height > room:
            halves = part.split(width - 2 * PAD_X, room)
            cut = halves if len(halves) > 1 else [part]
            return [*here, *cut[:-1]], [*cut[-1:], *parts[place + 1 :]]
        here.append(part)
        room -= height
    return here, ()
