"""The grammar of tests, one line per reading."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.base.values import Span
from engine.definitions.faults import Faults
from engine.definitions.kinds import FIELD_TYPES
from engine.definitions.model.calendars import Calendar
from engine.definitions.model.conditions import (
    Anything,
    AtWork,
    Between,
    Equals,
    Every,
    OneOf,
    Only,
    Presence,
    SameAs,
    Subject,
    Test,
)
from engine.definitions.reading.names import (
    CASE,
    Names,
    NameScope,
    Symbol,
)
from engine.definitions.reading.symbols import fact_symbol
from engine.definitions.reading.test_parser import TestParser
from engine.definitions.reading.words import Word

HERE = Span("x.yaml", 3, 10)
TODAY = Subject("today")


def symbol(kind: str, codes: tuple[str, ...] | None = None, name: str = "") -> Symbol:
    found = FIELD_TYPES[kind]
    return Symbol(name or kind, found.value, "question", HERE, found.literal, codes)


SYMBOLS = {
    "number": symbol("number"),
    "date": symbol("date"),
    "yesno": symbol("yesno"),
    "text": symbol("text"),
    "choice": symbol("choice", ("LV", "NO", "EE", "opened", "not opened")),
    "choices": symbol("choices", ("a", "b", "c")),
    "file": symbol("file"),
    "note": symbol("note"),
    "fact": fact_symbol("fact", ("x", "y"), HERE, several=True),
    "other": symbol("number", name="other"),
    "other_date": symbol("date", name="other_date"),
}
CALENDAR = Calendar("LV")
NAMES = Names(dict(SYMBOLS), calendar=CALENDAR)


def one(*alternatives: object, negated: bool = False) -> Test:
    return OneOf(tuple(alternatives), negated)  # type: ignore[arg-type]


def parse(name: str, text: str, *, in_table: bool = False) -> tuple[Test | None, list[str]]:
    faults = Faults()
    found = TestParser(NAMES, faults).parse(
        Word(text, HERE), SYMBOLS[name], CASE, in_table=in_table
    )
    return found, [f"{fault.code}@{fault.span.column}" for fault in faults.in_order()]


D = Decimal
LV, NO = Equals("LV"), Equals("NO")


@pytest.mark.parametrize(
    ("name", "text", "test"),
    [
        ("choice", "LV", one(LV)),
        ("choice", "  LV  ", one(LV)),
        ("choice", "NO", one(NO)),
        ("choice", "LV or NO", one(LV, NO)),
        ("choice", "not LV", one(LV, negated=True)),
        ("choice", "not LV or NO", one(LV, NO, negated=True)),
        ("choice", "not opened", one(Equals("not opened"))),
        ("choice", "opened or not opened", one(Equals("opened"), Equals("not opened"))),
        ("choice", "not opened or opened", one(Equals("not opened"), Equals("opened"))),
        ("choice", "not not opened", one(Equals("not opened"), negated=True)),
        ("choices", "a or b", one(Equals("a"), Equals("b"))),
        ("choices", "only a or b", Only(("a", "b"))),
        ("choices", "all a or b", Every(("a", "b"))),
        ("fact", "only x", Only(("x",))),
        ("yesno", "yes", one(Equals(True))),
        ("yesno", "no", one(Equals(False))),
        ("yesno", "not yes", one(Equals(True), negated=True)),
        ("number", "18", one(Equals(D(18)))),
        ("number", "18..", one(Between(D(18), None))),
        ("number", "..100", one(Between(None, D(100)))),
        ("number", "1..5", one(Between(D(1), D(5)))),
        ("number", "1 .. 5", one(Between(D(1), D(5)))),
        ("number", "1.5..2.25", one(Between(D("1.5"), D("2.25")))),
        ("number", "-5..-1", one(Between(D(-5), D(-1)))),
        ("number", "1..<5", one(Between(D(1), D(5), high_open=True))),
        ("number", "..<5", one(Between(None, D(5), high_open=True))),
        ("number", "5..5", one(Between(D(5), D(5)))),
        ("number", "> 5", one(Between(D(5), None, low_open=True))),
        ("number", "..1 or 5..", one(Between(None, D(1)), Between(D(5), None))),
        ("number", "not 1..5", one(Between(D(1), D(5)), negated=True)),
        ("number", "= other", one(SameAs(Subject("other")))),
        ("number", "=other or 5", one(SameAs(Subject("other")), Equals(D(5)))),
        ("date", "2026-07-01", one(Equals(date(2026, 7, 1)))),
        ("date", "..today", one(Between(None, TODAY))),
        ("date", "today..", one(Between(TODAY, None))),
        ("date", "today", one(SameAs(TODAY))),
        ("date", "2026-01-01..today", one(Between(date(2026, 1, 1), TODAY))),
        ("date", "= other_date", one(SameAs(Subject("other_date")))),
        ("date", "a working day", one(AtWork(CALENDAR))),
        ("date", "not a working day", one(AtWork(CALENDAR), negated=True)),
        ("date", "a working day or today", one(AtWork(CALENDAR), SameAs(TODAY))),
        ("text", "within working hours on date", one(AtWork(CALENDAR, Subject("date")))),
        ("text", "Rīga", one(Equals("Rīga"))),
        ("text", "Ri\u0304ga", one(Equals("Rīga"))),
        ("text", "012", one(Equals("012"))),
        ("text", "a..b", one(Equals("a..b"))),
        *((name, "answered", Presence("answered")) for name in ("number", "file", "fact")),
        ("choice", "blank", Presence("blank")),
        ("choice", "n/a", Presence("n/a")),
    ],
)
def test_reads(name: str, text: str, test: Test) -> None:
    assert parse(name, text) == (test, [])


@pytest.mark.parametrize(
    ("name", "text", "test"),
    [
        ("choice", "-", Anything()),
        ("note", "-", Anything()),
        ("choice", "LV, NO", one(LV, NO)),
        ("choice", "LV, NO or EE", one(LV, NO, Equals("EE"))),
        ("choices", "only a, b", Only(("a", "b"))),
        ("number", ">= 18", one(Between(D(18), None))),
        ("number", "<=18", one(Between(None, D(18)))),
        ("number", "< 18", one(Between(None, D(18), high_open=True))),
    ],
)
def test_reads_in_tables(name: str, text: str, test: Test) -> None:
    assert parse(name, text, in_table=True) == (test, [])


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("choice", "XX", "A301@10"),
        ("choice", "LV or XX", "A301@16"),
        ("choice", "not LV or XX", "A301@20"),
        ("choice", "LV or  or NO", "A303@16"),
        ("choice", "", "A303@10"),
        ("choice", "-", "A301@10"),
        ("choice", "!= LV", "A303@10"),
        ("choice", "only LV", "A304@10"),
        ("choice", "1..2", "A304@10"),
        ("choice", "> LV", "A304@10"),
        ("choice", "= other", "A305@12"),
        ("choice", "= nobody", "A201@12"),
        ("choices", "a, b", "A303@10"),
        ("text", "a working day", "A304@10"),
        ("date", "within working hours on other_date", "A304@10"),
        ("text", "within working hours", "A303@10"),
        ("text", "within working hours on number", "A305@34"),
        ("text", "within working hours on nobody", "A201@34"),
        ("yesno", "true", "A302@10"),
        ("yesno", "1..", "A304@10"),
        ("number", "many", "A302@10"),
        ("number", "1,5", "A302@10"),
        ("number", "5..1", "A306@10"),
        ("number", "5..<5", "A306@10"),
        ("number", "..", "A303@10"),
        ("number", "1..x", "A302@13"),
        ("number", "x..1", "A302@10"),
        ("number", "NaN", "A302@10"),
        ("date", "01.02.2026", "A302@10"),
        ("date", "2026-02-30", "A302@10"),
        ("date", "2026-05-01..2026-04-01", "A306@10"),
        ("file", "scan.pdf", "A304@10"),
        ("note", "answered", "A304@10"),
        ("number", ">= 18", "A905@10"),
    ],
)
def test_tells(name: str, text: str, fault: str) -> None:
    assert parse(name, text)[1] == [fault]


@given(st.sampled_from(sorted(SYMBOLS)), st.text(max_size=40), st.booleans())
def test_any_text_is_read_or_told(name: str, text: str, in_table: bool) -> None:
    found, faults = parse(name, text, in_table=in_table)
    assert (found is None) <= bool(faults)


WORDS = ["a", "b", "or", "not", "only", "all", "..", "1", "18..", "<", ">=", "=", "other", ",", "-"]


@given(st.sampled_from(sorted(SYMBOLS)), st.lists(st.sampled_from(WORDS), max_size=8))
def test_any_words_of_the_grammar_are_read_or_told(name: str, words: list[str]) -> None:
    found, faults = parse(name, " ".join(words))
    assert (found is None) <= bool(faults)


def test_a_row_looks_at_itself_first() -> None:
    names = Names(dict(SYMBOLS), {"people": {"other": symbol("number", name="other")}})
    faults = Faults()
    found = TestParser(names, faults).parse(
        Word("= other", HERE), SYMBOLS["number"], NameScope(group="people")
    )
    assert found == one(SameAs(Subject("other", in_row=True)))
