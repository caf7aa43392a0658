"""A sheet as PDF (A4): the same bytes for the same sheet, and text that can be read out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer

from engine.documents.pages import HEADING, NOTE, ROW_HEADING, TITLE, PageWriter
from engine.documents.rows import PageRow, told_row, words
from engine.documents.sheet import Sheet, SheetBlock, SheetLine
from engine.documents.squares import Squares
from engine.documents.tags import Tag

ROWS_WITH_HEADING: Final = 2
"""Rows that a heading is never parted from; the rest of a block may go on overleaf."""

_MOST_WITH_HEADING: Final = A4[1] / 3
"""A value of pages does not take its heading overleaf."""


def write(sheet: Sheet) -> bytes:
    """The PDF of a sheet."""
    pages = PageWriter(sheet.title, sheet.lang, sheet.issuer, sheet.page_words)
    return pages.written(_Story(pages.document, pages.width).of(sheet))


class _Story:
    """The parts of a sheet in order, and the tag that each hangs on."""

    def __init__(self, document: Tag, width: float) -> None:
        self.document, self.width = document, width

    def of(self, sheet: Sheet) -> list[Flowable]:
        story = [self._words(sheet.title, TITLE, "H1")]
        if sheet.facts:
            story += [*self._rows(sheet.facts, tinted=True), Spacer(0, 6 * mm)]
        blocks = [self._block(block) for block in sheet.blocks]
        for place, parts in enumerate(blocks):
            story += [CondPageBreak(self._lead(blocks[place:])), *parts]
        if sheet.code is not None:
            caption = self._words(sheet.code.caption, NOTE, "P")
            story.append(KeepTogether([Squares(sheet.code.rows), caption]))
        return story

    def _block(self, block: SheetBlock) -> list[Flowable]:
        parts = list[Flowable]()
        if block.heading:
            style, role = (HEADING, "H2") if block.level == 1 else (ROW_HEADING, "H3")
            parts.append(self._words(block.heading, style, role))
        if block.note:
            parts.append(self._words(block.note, NOTE, "P"))
        if block.lines:
            parts += self._rows(block.lines)
            parts.append(Spacer(0, (6 if block.level == 1 else 3) * mm))
        return parts

    def _lead(self, blocks: Sequence[Sequence[Flowable]]) -> float:
        """Room for the headings of a block and its first rows, which stay together on a page.

        A heading over rows has no lines: it stays with the heading and the first lines of the row.
        """
        room, rows = 0.0, 0
        for part in (part for block in blocks for part in block):
            if rows == ROWS_WITH_HEADING or (rows and not isinstance(part, PageRow)):
                break
            room += float(part.wrap(self.width, A4[1])[1]) + part.getSpaceAfter()
            rows += isinstance(part, PageRow)
        return min(room, _MOST_WITH_HEADING)

    def _rows(self, lines: tuple[SheetLine, ...], *, tinted: bool = False) -> list[Flowable]:
        table = self.document.add("Table")
        return [told_row(line, table, self.width, tinted=tinted) for line in lines]

    def _words(self, text: str, style: ParagraphStyle, role: str) -> Flowable:
        return words(text, style, self.document.add(role), self.width)
