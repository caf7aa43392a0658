"""A code that phones read, drawn with the quiet edge that they need."""

from __future__ import annotations

from itertools import groupby
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from engine.documents.pages import INK

SQUARE: Final = 0.8 * mm
QUIET: Final = 4
"""Squares of white around it."""


class Squares(Flowable):
    """Rows of dark and light squares."""

    def __init__(self, rows: tuple[tuple[bool, ...], ...]) -> None:
        super().__init__()
        self.rows = rows
        self.width = self.height = (len(rows) + 2 * QUIET) * SQUARE

    def draw(self) -> None:
        """Draw each run of dark squares as one bar."""
        canvas, lines = self.canv, len(self.rows)
        canvas.setFillColor(INK)
        for line, row in enumerate(self.rows):
            low = (lines - 1 - line + QUIET) * SQUARE
            place = 0
            for dark, run in groupby(row):
                length = len(list(run))
                if dark:
                    left = (place + QUIET) * SQUARE
                    canvas.rect(left, low, length * SQUARE, SQUARE, stroke=0, fill=1)
                place += length
