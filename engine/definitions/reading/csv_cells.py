"""CSV as cells with places."""

from __future__ import annotations

import re
from typing import Final

from engine.base.values import Span
from engine.definitions.faults import Faults
from engine.definitions.reading.words import Word
from engine.definitions.reading.yaml_nodes import MAX_NODES

CELL: Final = re.compile(
    r'(?:"(?P<quoted>(?:[^"]|"")*)"|(?P<plain>[^,\r\n]*))(?P<end>,|\r\n|\n|\r|\Z)'
)
LOOSE: Final = re.compile(r"(?P<quoted>)(?P<plain>[^,\r\n]*)(?P<end>,|\r\n|\n|\r|\Z)")
"""For a cell whose quotation mark is not closed: it ends like one without quotes."""


def csv_rows(file: str, text: str, faults: Faults) -> tuple[tuple[Word, ...], ...] | None:
    """The lines that are not empty, or None after a fault that leaves nothing to read.

    Cells are trimmed; their place is that of the first sign.

    The standard csv module tells lines but no columns, and analysts need both.
    """
    heading = text.partition("\n")[0]
    if other := next((sign for sign in ";\t" if sign in heading and "," not in heading), ""):
        message = f"the cells are parted by {'tabs' if other != ';' else 'semicolons'}."
        faults.add("A108", Span(file), message, "Save the file with commas between the cells.")
        return None
    rows: list[tuple[Word, ...]] = []
    row: list[Word] = []
    position, line, begins, cells = 0, 1, 0, 0
    while position < len(text):
        cells += 1
        if cells > MAX_NODES:
            faults.add("A007", Span(file, line), f"the file has more than {MAX_NODES:,} cells.")
            break
        match = CELL.match(text, position) or LOOSE.match(text, position)
        if match is None:  # the second pattern fits every text; this is for the type checker
            break
        quoted = match["quoted"]
        if quoted is None and text[position] == '"':
            place = Span(file, line, position - begins + 1)
            message = "the quotation marks of this cell do not belong together."
            faults.add("A108", place, message, "Close it; double one inside a text.")
        raw = quoted.replace('""', '"') if quoted else match["plain"] or ""
        start = position + (1 if quoted else len(raw) - len(raw.lstrip()))
        row.append(Word(raw.strip(), Span(file, line, start - begins + 1)))
        line += match[0].count("\n")
        if "\n" in match[0]:
            begins = position + match[0].rindex("\n") + 1
        position = match.end()
        if match["end"] != ",":
            rows.append(tuple(row))
            row = []
    rows.append(tuple(row))
    return tuple(found for found in rows if any(cell.text for cell in found))
