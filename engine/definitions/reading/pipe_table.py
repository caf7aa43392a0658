"""Tables as cells with places: pipe tables in a ``|`` text, and CSV files of the same shape."""

from __future__ import annotations

from engine.base.dataclass import dataclass
from engine.base.values import Span
from engine.definitions.faults import Faults
from engine.definitions.reading.csv_cells import csv_rows
from engine.definitions.reading.words import Word
from engine.definitions.reading.yaml_nodes import Scalar


@dataclass(frozen=True, slots=True)
class TableRow:
    """One line: the cells left and right of the double bar."""

    tests: tuple[Word, ...]
    results: tuple[Word, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Table:
    """The heading and the rows, which have as many cells as the heading."""

    head: TableRow
    rows: tuple[TableRow, ...]


def read_pipe_table(scalar: Scalar, faults: Faults) -> Table | None:
    """The table in a ``|`` text."""
    if scalar.style != "|":
        faults.add(
            "A501", scalar.span, "a table is written in lines of its own.",
            "Write “table: |” and the rows below.",
        )  # fmt: skip
        return None
    lines = []
    for number, line in enumerate(scalar.text.split("\n")):
        span = Span(scalar.span.file, scalar.span.line + 1 + number, scalar.indent + 1)
        if line.strip():
            lines.append(_line(Word(line, span), faults))
    return _table([line for line in lines if line is not None], scalar.span, faults)


def read_csv_table(file: str, text: str, faults: Faults) -> Table | None:
    """The table in a CSV file; an empty cell of its first line parts tests from results."""
    rows = csv_rows(file, text, faults)
    if rows is None:
        return None
    if not rows:
        faults.add("A501", Span(file), "the table is empty.", "Write a heading and rows.")
        return None
    parting = [number for number, cell in enumerate(rows[0]) if not cell.text]
    if len(parting) != 1:
        faults.add(
            "A502", rows[0][0].span,
            "one empty heading must part the tests from the results.",
            "Write “question,,result,source”.",
        )  # fmt: skip
        return None
    middle = parting[0]
    lines = [TableRow(row[:middle], row[middle + 1 :], row[0].span) for row in rows]
    return _table(lines, Span(file), faults)


def _line(line: Word, faults: Faults) -> TableRow | None:
    trimmed = line.trimmed()
    if not (trimmed.text.startswith("|") and trimmed.text.endswith("|")):
        faults.add("A501", trimmed.span, "a row begins and ends with a bar.", "Write “| … || … |”.")
        return None
    sides = _sides(trimmed)
    if len(sides) != 2:
        faults.add(
            "A502", trimmed.span, "“||” must stand once in each row, between tests and results.",
            "A bar inside a text is written “\\|”.",
        )  # fmt: skip
        return None
    return TableRow(sides[0], sides[1], trimmed.span)


def _sides(line: Word) -> list[tuple[Word, ...]]:
    """Cells between single bars, in one list per part between double bars."""
    sides: list[tuple[Word, ...]] = []
    cells: list[Word] = []
    start, position = 1, 1
    while position < len(line.text):
        sign = line.text[position]
        if sign == "\\":
            position += 2
            continue
        if sign == "|":
            cells.append(_cell(line.part(start, position)))
            if line.text[position + 1 : position + 2] == "|":
                sides.append(tuple(cells))
                cells = []
                position += 1
            start = position + 1
        position += 1
    return [*sides, tuple(cells)]


def _cell(raw: Word) -> Word:
    return Word(raw.text.replace("\\|", "|"), raw.span)


def _table(lines: list[TableRow], span: Span, faults: Faults) -> Table | None:
    if len(lines) < 2:
        faults.add("A501", span, "the table has no rows.", "Write a heading and rows below it.")
        return None
    head = lines[0]
    rows = []
    for line in lines[1:]:
        for cells, wanted, side in (
            (line.tests, head.tests, "left"),
            (line.results, head.results, "right"),
        ):
            if len(cells) != len(wanted):
                faults.add(
                    "A503", line.span,
                    f"this row has {len(cells)} cells on the {side} of “||”,"
                    f" the heading has {len(wanted)}.",
                    "Add or remove cells.",
                )  # fmt: skip
                break
        else:
            rows.append(line)
    return Table(head, tuple(rows))
