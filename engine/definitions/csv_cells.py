"""CSV as cells with places."""

from __future__ import annotations

import re
from typing import Final

from engine.definitions.words import Word
from engine.values import Span

CELL: Final = re.compile(r'(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r\n|\n|\r|$)')


def csv_rows(file: str, text: str) -> tuple[tuple[Word, ...], ...]:
    """The lines that are not empty; cells are trimmed, their place is that of the first sign.

    The standard csv module tells lines but no columns, and analysts need both.
    """
    rows: list[tuple[Word, ...]] = []
    row: list[Word] = []
    position, line, begins = 0, 1, 0
    while position < len(text):
        match = CELL.match(text, position) or re.compile(r"([^\r\n,]*)()(,|\r\n|\n|\r|$)").match(
            text, position
        )
        if match is None:  # pragma: no cover - the second pattern matches any text
            break
        quoted = text[position : position + 1] == '"' and match[1] is not None
        raw = match[1].replace('""', '"') if quoted else (match[2] or match[1] or "")
        shift = 1 if quoted else len(raw) - len(raw.lstrip())
        row.append(Word(raw.strip(), Span(file, line, position - begins + shift + 1)))
        line += match[0].count("\n") if match[3] != "\r" else 1
        position = match.end()
        if match[3] != ",":
            begins = position
            if any(cell.text for cell in row):
                rows.append(tuple(row))
            row = []
    if any(cell.text for cell in row):
        rows.append(tuple(row))
    return tuple(rows)
