"""A sheet as PDF (A4): the same bytes for the same sheet, and text that can be read out."""

from __future__ import annotations

from io import BytesIO
from typing import Final
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from engine.documents import fonts
from engine.documents.pieces import pieces
from engine.documents.sheet import Sheet, SheetBlock, SheetLine

INK, GREY, RULE, TINT = (
    HexColor("#16212e"),
    HexColor("#566474"),
    HexColor("#d5dce4"),
    HexColor("#f3f6f9"),
)
_MARGIN, _FOOT = 18 * mm, 16 * mm
_LABEL_WIDTH = 62 * mm
_NOTHING_GIVEN = "–"
HIGHEST_ROW: Final = 40
"""Lines of a value that stand in one row of a table: a row is never parted by a page."""
NARROWEST: Final = 28
"""Signs of the broadest letter that fit beside a caption."""
LINES_WITH_HEADING: Final = 2
"""Lines that a heading is never parted from; the rest of a block may go on overleaf."""


def write(sheet: Sheet) -> bytes:
    """The PDF of a sheet."""
    fonts.register()
    out = BytesIO()
    document = BaseDocTemplate(
        out,
        pagesize=A4,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN + _FOOT,
        title=sheet.title,
        author=sheet.issuer,
        lang=sheet.lang,
        invariant=1,
        initialFontName=fonts.REGULAR,
    )
    frame = Frame(
        document.leftMargin,
        document.bottomMargin,
        document.width,
        document.height,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    document.addPageTemplates([PageTemplate(frames=[frame])])
    document.build(_story(sheet, document.width), canvasmaker=_numbered(sheet))
    return out.getvalue()


def _style(
    name: str, size: float, *, bold: bool = False, grey: bool = False, after: float = 0
) -> ParagraphStyle:
    return ParagraphStyle(
        name,
        fontName=fonts.BOLD if bold else fonts.REGULAR,
        fontSize=size,
        leading=size * 1.35,
        textColor=GREY if grey else INK,
        spaceAfter=after,
        splitLongWords=True,
    )


TITLE = _style("title", 18, bold=True, after=6)
HEADING = _style("heading", 12, bold=True, after=4)
ROW_HEADING = _style("row", 10, bold=True, after=3)
CAPTION = _style("caption", 9.5, grey=True)
VALUE = _style("value", 9.5)
NOTE = _style("note", 8, grey=True)


def _story(sheet: Sheet, width: float) -> list[Flowable]:
    story: list[Flowable] = [Paragraph(escape(sheet.title), TITLE)]
    if sheet.facts:
        story += [_facts(sheet, width), Spacer(0, 6 * mm)]
    for place, block in enumerate(sheet.blocks):
        story.append(CondPageBreak(_lead(sheet, place, width)))
        story += _block(block, sheet, width)
    return story


def _lead(sheet: Sheet, place: int, width: float) -> float:
    """Room for the headings of a block and its first lines, which stay together on a page.

    A heading over rows has no lines: it stays with the heading and the first lines of the row.
    """
    block = sheet.blocks[place]
    room = sum(_height(part, width) for part in _headings(block))
    if block.lines:
        first = _lines(block.lines[:LINES_WITH_HEADING], sheet, width)
        return room + _height(first, width)
    return room + (_lead(sheet, place + 1, width) if place + 1 < len(sheet.blocks) else 0)


def _height(part: Flowable, width: float) -> float:
    return float(part.wrap(width, A4[1])[1]) + part.getSpaceAfter()


def _facts(sheet: Sheet, width: float) -> Table:
    table = _lines(sheet.facts, sheet, width)
    table.setStyle(TableStyle([("BACKGROUND", (0, 0), (-1, -1), TINT)]))
    return table


def _block(block: SheetBlock, sheet: Sheet, width: float) -> list[Flowable]:
    parts = _headings(block)
    if block.lines:
        parts.append(_lines(block.lines, sheet, width))
        parts.append(Spacer(0, (6 if block.level == 1 else 3) * mm))
    return parts


def _headings(block: SheetBlock) -> list[Flowable]:
    parts: list[Flowable] = []
    if block.heading:
        style = HEADING if block.level == 1 else ROW_HEADING
        parts.append(Paragraph(escape(block.heading), style))
    if block.note:
        parts.append(Paragraph(escape(block.note), NOTE))
    return parts


def _lines(lines: tuple[SheetLine, ...], sheet: Sheet, width: float) -> Table:
    # A line to write on by hand takes more room than one to read.
    padding = 8.0 if sheet.blank else 3.5
    rows, last = list[list[object]](), list[int]()
    for line in lines:
        rows += _rows(line, sheet)
        last.append(len(rows) - 1)
    table = Table(rows, colWidths=[_LABEL_WIDTH, width - _LABEL_WIDTH], repeatRows=0)
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                *(("LINEBELOW", (0, row), (-1, row), 0.4, RULE) for row in last),
                ("TOPPADDING", (0, 0), (-1, -1), padding),
                ("BOTTOMPADDING", (0, 0), (-1, -1), padding),
                ("LEFTPADDING", (0, 0), (-1, -1), 4),
                ("RIGHTPADDING", (0, 0), (-1, -1), 4),
            ]
        )
    )
    return table


def _rows(line: SheetLine, sheet: Sheet) -> list[list[object]]:
    """A line of the sheet as rows of a table; a value of pages goes on in further rows."""
    words = line.value or ("" if sheet.blank else _NOTHING_GIVEN)
    parts = [
        [Paragraph("<br/>".join(escape(each) for each in piece), VALUE)]
        for piece in pieces(words, HIGHEST_ROW, NARROWEST)
    ]
    if line.note:
        parts[-1].append(Paragraph(escape(line.note), NOTE))
    captions = [Paragraph(escape(line.caption), CAPTION), *([""] * (len(parts) - 1))]
    return [[caption, part] for caption, part in zip(captions, parts, strict=True)]


def _numbered(sheet: Sheet) -> type[Canvas]:
    """A canvas that knows the number of pages before it writes the foot of each."""

    class Numbered(Canvas):
        def __init__(self, *args: object, **kwargs: object) -> None:
            super().__init__(*args, **kwargs)  # type: ignore[arg-type]
            self._finished: list[dict[str, object]] = []

        def showPage(self) -> None:  # noqa: N802 - the name is ReportLab's
            self._finished.append(dict(self.__dict__))
            self._startPage()  # type: ignore[attr-defined]

        def save(self) -> None:
            for number, state in enumerate(self._finished, 1):
                self.__dict__.update(state)
                _foot(self, sheet, number, len(self._finished))
                super().showPage()
            super().save()

    return Numbered


def _foot(canvas: Canvas, sheet: Sheet, number: int, total: int) -> None:
    canvas.setStrokeColor(RULE)
    canvas.line(_MARGIN, _MARGIN + _FOOT / 2, A4[0] - _MARGIN, _MARGIN + _FOOT / 2)
    canvas.setFont(fonts.REGULAR, 8)
    canvas.setFillColor(GREY)
    canvas.drawString(_MARGIN, _MARGIN, sheet.issuer)
    words = sheet.page_words.replace("{n}", str(number)).replace("{total}", str(total))
    canvas.drawRightString(A4[0] - _MARGIN, _MARGIN, words)
