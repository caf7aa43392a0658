"""Tables: cells with their places, in pipe tables and in CSV."""

from __future__ import annotations

from engine.definitions.faults import Faults
from engine.definitions.reading.csv_cells import csv_rows
from engine.definitions.reading.pipe_table import Table, read_csv_table, read_pipe_table
from engine.definitions.reading.words import Word
from engine.definitions.reading.yaml_nodes import Map, Scalar, read_yaml


def table(text: str) -> tuple[Table | None, list[str]]:
    faults = Faults()
    root = read_yaml("x.yaml", "table: |\n" + text, faults)
    assert isinstance(root, Map)
    scalar = root.entries[0].value
    assert isinstance(scalar, Scalar)
    found = read_pipe_table(scalar, faults)
    return found, [f"{fault.span} {fault.code}" for fault in faults.in_order()]


def shown(cells: tuple[Word, ...]) -> list[str]:
    return [f"{cell.span.line}:{cell.span.column} {cell.text}" for cell in cells]


def test_cells_know_their_places() -> None:
    found, faults = table("  | a | b  || c |\n  | x |    || z |\n")
    assert faults == []
    assert found is not None
    assert shown(found.head.tests) == ["2:5 a", "2:9 b"]
    assert shown(found.head.results) == ["2:15 c"]
    assert shown(found.rows[0].tests) == ["3:5 x", "3:12 "]


def test_rows_may_be_indented_more_and_parted_by_empty_lines() -> None:
    found, faults = table("  | a || b |\n\n    | ā || z |\n")
    assert faults == []
    assert found is not None
    assert shown(found.rows[0].tests) == ["4:7 ā"]
    assert shown(found.rows[0].results) == ["4:12 z"]


def test_a_bar_in_a_text_is_escaped() -> None:
    found, faults = table("  | a || because |\n  | x || this \\| that |\n")
    assert faults == []
    assert found is not None
    assert shown(found.rows[0].results) == ["3:10 this | that"]


def test_what_is_no_row_is_told() -> None:
    assert table("  | a || b |\n  | x | y |\n")[1] == ["x.yaml:3:3 A502", "x.yaml:1:8 A501"][::-1]
    assert table("  | a || b |\n  x || y\n  | x || y |\n")[1] == ["x.yaml:3:3 A501"]
    assert table("  | a || b |\n  | x || y || z |\n  | x || y |\n")[1] == ["x.yaml:3:3 A502"]
    assert table("  | a || b |\n  | x || y | z |\n")[1] == ["x.yaml:3:3 A503"]


def test_csv_cells_know_their_places() -> None:
    rows = csv_rows("x.csv", 'a, b ,"c, ""d"""\r\n\n"x\ny",z\n', Faults())
    assert [shown(row) for row in rows] == [
        ["1:1 a", "1:4 b", '1:8 c, "d"'],
        ["3:2 x\ny", "4:4 z"],
    ]


def test_a_csv_that_is_not_closed_is_still_cells() -> None:
    assert [cell.text for row in csv_rows("x.csv", 'a,"b\nc,d', Faults()) for cell in row] == [
        "a",
        '"b',
        "c",
        "d",
    ]


def test_an_empty_heading_parts_tests_from_results() -> None:
    faults = Faults()
    found = read_csv_table("x.csv", "a,b,,c\n1,2,,3\n", faults)
    assert found is not None
    assert shown(found.rows[0].results) == ["2:6 3"]
    assert faults.in_order() == ()
    read_csv_table("x.csv", "a,b,c\n1,2,3\n", faults)
    read_csv_table("y.csv", "", faults)
    assert [str(fault.span) + fault.code for fault in faults.in_order()] == [
        "x.csv:1:1A502",
        "y.csv:1:1A501",
    ]
