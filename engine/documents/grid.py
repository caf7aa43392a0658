"""A wide table as PDF (A4 landscape), with facts above it and lines to sign below."""

from __future__ import annotations

from io import BytesIO
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table
from reportlab.platypus import TableStyle as Style

from engine.base.dataclass import dataclass
from engine.documents import fonts
from engine.documents.pages import (
    CAPTION,
    GREY,
    INK,
    NOTE,
    TINT,
    TITLE,
    VALUE,
)
from engine.documents.tags import RULE

_MARGIN = 12 * mm
_NARROW = 8 * mm
_SIGNING_ROOM = 14 * mm


@dataclass(frozen=True, slots=True)
class Grid:
    """A table to be signed; words are already in the reader's language.

    ``facts`` pair captions with values. The first column holds numbers and is narrow; the others
    share the width by ``shares``, or equally.
    """

    title: str
    lang: str
    facts: tuple[tuple[str, str], ...]
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    signatures: tuple[str, ...]
    shares: tuple[int, ...] = ()


def write_grid(grid: Grid) -> bytes:
    """The PDF of a table; the header stands on every page."""
    fonts.register()
    out = BytesIO()
    document = SimpleDocTemplate(
        out,
        pagesize=landscape(A4),
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN,
        title=grid.title,
        lang=grid.lang,
        invariant=1,
        initialFontName=fonts.REGULAR,
    )
    document.build(_story(grid, document.width))
    return out.getvalue()


def _story(grid: Grid, width: float) -> list[Flowable]:
    facts = [[_cell(caption, CAPTION), _cell(value, VALUE)] for caption, value in grid.facts]
    story: list[Flowable] = [Paragraph(escape(grid.title), TITLE)]
    if facts:
        story += [Table(facts, colWidths=[45 * mm, width - 45 * mm]), Spacer(0, 4 * mm)]
    return [*story, _rows(grid, width), Spacer(0, 8 * mm), KeepTogether(_signing(grid, width))]


def _rows(grid: Grid, width: float) -> Table:
    shares = grid.shares or (1,) * (len(grid.header) - 1)
    unit = (width - _NARROW) / sum(shares)
    cells = [[_cell(words, NOTE) for words in row] for row in (grid.header, *grid.rows)]
    table = Table(cells, colWidths=[_NARROW, *(unit * share for share in shares)], repeatRows=1)
    table.setStyle(
        Style(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("GRID", (0, 0), (-1, -1), 0.4, RULE),
                ("BACKGROUND", (0, 0), (-1, 0), TINT),
                ("TEXTCOLOR", (0, 0), (-1, -1), INK),
                ("LEFTPADDING", (0, 0), (-1, -1), 3),
                ("RIGHTPADDING", (0, 0), (-1, -1), 3),
            ]
        )
    )
    return table


def _signing(grid: Grid, width: float) -> list[Flowable]:
    if not grid.signatures:
        return []
    share = width / len(grid.signatures)
    table = Table(
        [[""] * len(grid.signatures), [_cell(words, NOTE) for words in grid.signatures]],
        colWidths=[share] * len(grid.signatures),
        rowHeights=[_SIGNING_ROOM, None],
    )
    table.setStyle(Style([("LINEBELOW", (0, 0), (-1, 0), 0.6, GREY)]))
    return [table]


def _cell(words: str, style: object) -> Paragraph:
    return Paragraph(escape(words), style)  # type: ignore[arg-type]
