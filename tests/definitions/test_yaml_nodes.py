"""YAML is read as text with places, and whatever could trick a reader is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.definitions.faults import Faults
from engine.definitions.reading.yaml_nodes import (
    Map,
    Node,
    Scalar,
    Seq,
    read_yaml,
)


def read(text: str) -> tuple[Node | None, list[str]]:
    faults = Faults()
    found = read_yaml("x.yaml", text, faults)
    return found, [
        f"{fault.span.line}:{fault.span.column} {fault.code}" for fault in faults.in_order()
    ]


def plain(node: Node | None) -> object:
    """A node as Python values, for comparison."""
    if isinstance(node, Map):
        return {entry.key.text: plain(entry.value) for entry in node.entries}
    if isinstance(node, Seq):
        return [plain(item) for item in node.items]
    return None if node is None else node.text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("country: NO", {"country": "NO"}),
        ("pay: on", {"pay": "on"}),
        ("code: 010203", {"code": "010203"}),
        ("time: 12:30:45", {"time": "12:30:45"}),
        ("version: 1.10", {"version": "1.10"}),
        ("n: 1_000", {"n": "1_000"}),
        ("phone: +37120000000", {"phone": "+37120000000"}),
        ("nothing: ~", {"nothing": "~"}),
        ("empty:", {"empty": ""}),
        ("a: = other", {"a": "= other"}),
        ("a: 'it''s'", {"a": "it's"}),
        ('a: "x\\ny"', {"a": "x\ny"}),
        ("a: >-\n  one\n  two", {"a": "one two"}),
        ("- a\n- {b: c}", ["a", {"b": "c"}]),
        ("", None),
        ("# only a comment\n", None),
    ],
)
def test_scalars_are_the_text(text: str, value: object) -> None:
    found, faults = read(text)
    assert (plain(found), faults) == (value, [])


def test_places_count_letters_not_bytes() -> None:
    found, _ = read("ā: {š😀: 'x', ž: y}\n")
    assert isinstance(found, Map)
    inner = found.entries[0].value
    assert isinstance(inner, Map)
    assert [(e.key.span.column, e.value.span.column) for e in inner.entries] == [(5, 9), (14, 17)]


def test_a_text_in_lines_knows_its_first_line_and_its_indentation() -> None:
    found, _ = read("a:\n  table: |\n\n      | x |\n      | y |\n")
    assert isinstance(found, Map)
    inner = found.entries[0].value
    assert isinstance(inner, Map)
    table = inner.entries[0].value
    assert isinstance(table, Scalar)
    assert (table.span.line, table.indent, table.style) == (2, 6, "|")
    assert table.text == "\n| x |\n| y |\n"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a: != x", "1:4 A005"),
        ("a: !!python/object/apply:os.system [x]", "1:4 A005"),
        ("a: !x y", "1:4 A005"),
        ("a: &b c", "1:4 A006"),
        ("a: *b", "1:4 A006"),
        ("<<: {a: b}", "1:1 A006"),
        ("a: 1\nb: 2\na: 3", "3:1 A009"),
        ("{a: x, a: y}", "1:8 A009"),
        ("? [a]\n: b", "1:3 A008"),
        ("{a: Who?}", "1:5 A010"),
        ("--- a\n--- b", "2:1 A004"),
        ("\ta: b", "1:1 A003"),
        ("a: b: c", "1:5 A003"),
        ("a: %x", "1:4 A003"),
        ("a: @x", "1:4 A003"),
        ("a: `x`", "1:4 A003"),
        ("a: - b", "1:4 A003"),
        ("a: >= 18", "1:4 A003"),
        ("a: {b: c", "1:4 A003"),
        ("a: [b", "1:4 A003"),
        ("a: {b c: d e: f}", "1:13 A003"),
        ("a: 'b", "1:4 A003"),
        ("a: b\n  c: d\n e: f", "2:3 A003"),
        ("a: b\nc:d\ne: f", "2:3 A003"),
        ("a: b\nc d\ne: f", "2:1 A003"),
        ('a: "b\nc: d\ne: "f"', "1:4 A003"),
        ('a: "b" c', "1:8 A003"),
        ("a:\n  -b: c\n    d: e", "2:3 A003"),
        ("a: & b", "1:5 A003"),
        ("a: {b: 1,, c: 2}", "1:10 A003"),
        ("- a\nb: c", "2:1 A003"),
        ("a: [b]]", "1:7 A003"),
        ("%YAML 9.9\n---\na: b", "1:1 A003"),
        ('a: "\\ud800"', "1:4 A003"),
    ],
)
def test_traps_are_told_at_their_place(text: str, fault: str) -> None:
    assert read(text)[1][0] == fault


def test_question_marks_are_fine_outside_brackets() -> None:
    assert read("a: Who is it?\nb: {c: 'Who?'}")[1] == []


@given(st.text(alphabet=" \n\t-:{}[],#&*!|>'\"%@`?abc18.<=~\\", max_size=80))
def test_whatever_is_written_is_read_or_told(text: str) -> None:
    _, faults = read(text)
    lines = text.split("\n")
    for fault in faults:
        line, column = map(int, fault.split()[0].split(":"))
        assert 1 <= line <= len(lines) + 1
        assert 1 <= column <= 82
