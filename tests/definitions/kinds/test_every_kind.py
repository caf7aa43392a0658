"""What holds for every kind in the table."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from engine.base.values import BLANK, Absence
from engine.definitions.kinds import COMMON_ATTRIBUTES, FIELD_TYPES
from engine.definitions.kinds.file import DEFAULT_UPLOAD
from tests.definitions.kinds.questions import question, read

KINDS = sorted(FIELD_TYPES)
WORDS = [
    "", " ", "yes", "no", "red", "LV", "lv", "12", "12,5", "1985-06-15", "anna@example.org",
    "+37120000000", "shop.example", "150685-11230", "321357-24680", "40003521600",
    "LV80BANK0000435195001", "Abcdef1!", "Anna Bērziņa", "line\nline", "<b>&amp;", "'; DROP TABLE",
    "\x00", "\ud800", "\uffff", "\u202e", "A" * 300, "{max}", "🏦", "\u0301" * 50,
]  # fmt: skip
raw_texts = st.lists(st.sampled_from(WORDS) | st.text(st.characters(), max_size=40), max_size=3)


@pytest.mark.parametrize("kind", KINDS)
def test_it_stands_under_its_own_name(kind: str) -> None:
    assert FIELD_TYPES[kind].name == kind
    assert not FIELD_TYPES[kind].attributes & COMMON_ATTRIBUTES


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=40)
@given(raw=raw_texts)
def test_nothing_that_is_posted_breaks_it(kind: str, raw: list[str]) -> None:
    reading = read(question(kind), *raw)
    refused = any(problem.level == "refuse" for problem in reading.problems)
    assert reading.value is BLANK or not refused
    for problem in reading.problems:
        assert problem.code.startswith("E-")
        assert problem.path == "q"


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=40)
@given(raw=raw_texts)
def test_an_answer_that_is_shown_again_stays_the_same(kind: str, raw: list[str]) -> None:
    asked = question(kind)
    first = read(asked, *raw)
    if isinstance(first.value, Absence):
        return
    again = read(asked, *FIELD_TYPES[kind].texts(first.value))
    assert again.value == first.value
    assert again.problems == first.problems


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=40)
@given(raw=raw_texts)
def test_its_json_schema_takes_its_answers(kind: str, raw: list[str]) -> None:
    asked = question(kind)
    schema = FIELD_TYPES[kind].json_schema(asked)
    Draft202012Validator.check_schema(schema)
    value = read(asked, *raw).value
    if not isinstance(value, Absence):
        Draft202012Validator(schema).validate(in_json(value))


def in_json(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


LITERALS: list[tuple[str, str, Any]] = [
    ("text", " Rīga ", "Rīga"),
    ("yesno", "yes", True),
    ("tick", "no", False),
    ("number", "33.5", Decimal("33.5")),
    ("percent", "-1", Decimal(-1)),
    ("date", "2026-07-01", date(2026, 7, 1)),
    ("choice", "red", "red"),
    ("row", "3", "3"),
]


@pytest.mark.parametrize(("kind", "text", "value"), LITERALS)
def test_values_that_an_analyst_writes(kind: str, text: str, value: object) -> None:
    assert FIELD_TYPES[kind].literal(text) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("yesno", "maybe"), ("tick", "true"), ("number", "1,5"), ("number", "many"),
        ("number", "1 000"), ("date", "01.07.2026"), ("date", "2026-02-30"), ("row", "0"),
        ("file", "a.pdf"), ("note", "x"),
    ],
)  # fmt: skip
def test_values_that_make_no_sense(kind: str, text: str) -> None:
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        FIELD_TYPES[kind].literal(text)


@pytest.mark.parametrize("kind", ["text", "number", "date", "choices", "yesno"])
def test_no_answer_is_shown_as_nothing(kind: str) -> None:
    assert FIELD_TYPES[kind].show(BLANK, question(kind)) == ""


def test_answers_are_shown_without_a_language() -> None:
    shown = {
        "percent": (Decimal("1E+2"), "100"),
        "date": (date(985, 6, 15), "0985-06-15"),
        "choices": (("red", "blue"), "red, blue"),
        "yesno": (True, "yes"),
    }
    for kind, (value, text) in shown.items():
        assert FIELD_TYPES[kind].show(value, question(kind)) == text


def test_the_usual_upload_takes_sixteen_formats_of_150_megabytes() -> None:
    assert len(DEFAULT_UPLOAD.accept) == 16
    assert (DEFAULT_UPLOAD.max_size, DEFAULT_UPLOAD.max_files) == (157_286_400, 10)


PATTERNED = [kind for kind in KINDS if "looks like" in FIELD_TYPES[kind].attributes]


@pytest.mark.parametrize("kind", PATTERNED)
def test_a_pattern_that_check_accepts_is_obeyed(kind: str) -> None:
    good = next(word for word in WORDS if read(question(kind), word).value is not BLANK)
    assert read(question(kind, pattern="(?s:.*)"), good).value is not BLANK
    refused = read(question(kind, pattern="never"), good)
    assert refused.value is BLANK
    assert [problem.code for problem in refused.problems] == ["E-02"]
