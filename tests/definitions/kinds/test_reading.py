"""What every kind makes of what is posted under its name."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from engine.base.values import BLANK, Text
from engine.definitions.model.conditions import (
    Equals,
    OneOf,
    SameAs,
    Subject,
)
from engine.definitions.model.forms import (
    Saying,
)
from tests.definitions.kinds.questions import codes, question, read

GOOD: list[tuple[str, list[str], Any]] = [
    ("text", ["  Anna \t Bērziņa "], "Anna Bērziņa"),
    ("text", ["e\u0301"], "é"),
    ("text", ["", "x"], "x"),
    ("long text", [" a\r\nb\rc "], "a\nb\nc"),
    ("email", [" anna@Example.ORG "], "anna@example.org"),
    ("phone", ["+371 2000-0000"], "+37120000000"),
    ("phone", ["20 000 000"], "+37120000000"),
    ("email", ["Anna <anna@example.org>"], "anna@example.org"),
    ("personal_code", ["150685 \u2013 11230"], "150685-11230"),
    ("url", ["shop.example/lv"], "https://shop.example/lv"),
    ("date", ["1985-06-15"], date(1985, 6, 15)),
    ("date", ["15.06.1985"], date(1985, 6, 15)),
    ("date", ["5. 6. 1985."], date(1985, 6, 5)),
    ("date", ["15/06/1985"], date(1985, 6, 15)),
    ("date", ["15-06-1985"], date(1985, 6, 15)),
    ("date", ["15\u201306\u20131985"], date(1985, 6, 15)),
    ("date", ["1985.06.15."], date(1985, 6, 15)),
    ("date", ["15061985"], date(1985, 6, 15)),
    ("date", ["29.02.2000"], date(2000, 2, 29)),
    ("number", ["12"], Decimal(12)),
    ("number", ["-0,5"], Decimal("-0.5")),
    ("number", ["\u22121"], Decimal(-1)),
    ("number", ["1 000 000,25"], Decimal("1000000.25")),
    ("number", ["12\u00a0000"], Decimal(12000)),
    ("percent", ["33,33"], Decimal("33.33")),
    ("percent", ["33.33 %"], Decimal("33.33")),
    ("money", ["10.50 €"], Decimal("10.50")),
    ("yesno", ["yes"], True),
    ("yesno", ["", "no"], False),
    ("tick", ["yes"], True),
    ("tick", ["", "on"], True),
    ("tick", [""], False),
    ("tick", [], False),
    ("consent", ["yes"], True),
    ("consent", [""], BLANK),
    ("choice", ["red"], "red"),
    ("choices", ["blue", "red", "red", ""], ("red", "blue")),
    ("choices", [""], BLANK),
    ("country", ["LV"], "LV"),
    ("countries", ["LV", "EE"], ("LV", "EE")),
    ("language", ["lv"], "lv"),
    ("personal_code", ["15068511230"], "150685-11230"),
    ("company_number", [" 12345678 "], "12345678"),
    ("iban", ["lv80 bank 0000 4351 9500 1"], "LV80BANK0000435195001"),
    ("password", [" Abcdef1! "], " Abcdef1! "),
    ("row", ["2"], "2"),
    ("file", ["passport.pdf"], BLANK),
    ("note", ["anything"], BLANK),
]


@pytest.mark.parametrize(("kind", "raw", "value"), GOOD)
def test_read(kind: str, raw: list[str], value: object) -> None:
    reading = read(question(kind), *raw)
    assert reading.value == value
    assert type(reading.value) is type(value)
    assert codes(reading) == ""


BAD: list[tuple[str, list[str], str]] = [
    ("text", ["a", "b"], "E-05"),
    ("text", ["nul\x00byte"], "E-02"),
    ("text", ["half \ud800 pair"], "E-02"),
    ("text", ["safe\u202etxt"], "E-02"),
    ("text", ["x" * 256], "E-04"),
    ("text", ["x" * 1_000_000], "E-02"),
    ("long text", ["x" * 4001], "E-04"),
    ("long text", ["bell\x07"], "E-02"),
    ("email", ["anna@"], "E-19"),
    ("phone", ["123"], "E-19"),
    ("url", ["shop"], "E-36"),
    ("url", ["ftp://shop.example"], "E-36"),
    ("date", ["29.02.2001"], "E-02"),
    ("date", ["2026-13-01"], "E-02"),
    ("date", ["06/15/1985"], "E-02"),
    ("date", ["15.06.85"], "E-02"),
    ("date", ["15.06-1985"], "E-02"),
    ("date", ["19850615"], "E-02"),
    ("date", ["१९८५-०६-१५"], "E-02"),
    ("number", ["x"], "E-02"),
    ("number", ["1e3"], "E-02"),
    ("number", ["NaN"], "E-02"),
    ("number", ["1,2,3"], "E-02"),
    ("number", ["9" * 50], "E-02"),
    ("percent", ["100,01"], "E-02"),
    ("percent", ["-1"], "E-02"),
    ("percent", ["33,333"], "E-02"),
    ("money", ["0.001"], "E-02"),
    ("yesno", ["maybe"], "E-03"),
    ("yesno", ["yes", "no"], "E-05"),
    ("tick", ["perhaps"], "E-03"),
    ("consent", ["perhaps"], "E-03"),
    ("choice", ["purple"], "E-03"),
    ("choice", ["RED"], "E-03"),
    ("choice", ["red", "green"], "E-05"),
    ("choices", ["red", "purple"], "E-03"),
    ("country", ["XK"], "E-03"),
    ("country", ["lv"], "E-03"),
    ("personal_code", ["150685-1123O"], "E-25"),
    ("personal_code", ["290201-20018"], "E-26"),
    ("personal_code", ["150685-11231"], "E-27"),
    ("iban", ["LV81BANK0000435195001"], "E-02"),
    ("password", ["abc"], "E-08 E-09 E-11 E-13"),
    ("password", ["Abcdef1!", "Abcdef1!"], "E-05"),
    ("row", ["0"], "E-03"),
    ("row", ["first"], "E-03"),
]


@pytest.mark.parametrize(("kind", "raw", "expected"), BAD, ids=repr)
def test_refused(kind: str, raw: list[str], expected: str) -> None:
    reading = read(question(kind), *raw)
    assert reading.value is BLANK
    assert codes(reading) == expected
    assert {problem.level for problem in reading.problems} == {"refuse"}


def test_limits_of_a_question_replace_those_of_its_kind() -> None:
    asked = question("text", minimum=Decimal(2), maximum=Decimal(3))
    assert [codes(read(asked, text)) for text in ("a", "ab", "abc", "abcd")] == [
        "E-02", "", "", "E-04",
    ]  # fmt: skip
    assert read(asked, "abcd").problems[0].params == {"max": 3}


def test_a_pattern_speaks_of_the_whole_text() -> None:
    asked = question("text", pattern="[0-9]{4}")
    assert [codes(read(asked, text)) for text in ("1234", "12345", "x1234")] == ["", "E-02", "E-02"]


def test_a_pattern_cannot_make_the_product_wait() -> None:
    asked = question("text", pattern=r"(\w+\s?)*", maximum=Decimal(5000))
    assert codes(read(asked, "a" * 4000 + "!")) == "E-02"


def test_a_validator_and_a_script_both_judge() -> None:
    asked = question("text", looks_like="company_name", script="latin")
    assert codes(read(asked, "ООО Пример")) == "E-20"
    assert read(asked, "SIA Piemērs & Co").value == "SIA Piemērs & Co"


def test_a_doubt_stays_an_answer_with_a_mark_for_staff() -> None:
    reading = read(question("personal_code"), "321357-24680")
    assert reading.value == "321357-24680"
    assert [(each.code, each.level) for each in reading.problems] == [("E-29", "staff")]


@pytest.mark.parametrize(
    ("on_doubt", "level", "kept"),
    [("refer", "staff", True), ("warn", "warn", True), ("block", "refuse", False)],
)
def test_what_a_doubt_leads_to_is_said_by_the_question(
    on_doubt: Any, level: str, kept: bool
) -> None:
    reading = read(question("personal_code", on_doubt=on_doubt), "321357-24680")
    assert [each.level for each in reading.problems] == [level]
    assert (reading.value is not BLANK) is kept


@pytest.mark.parametrize("raw", ["0", "100.01", "33.333", "x", "-1", "\u22121"])
def test_the_message_of_a_number_speaks_of_every_bad_number(raw: str) -> None:
    asked = question(
        "percent",
        must_be=OneOf((Equals(Decimal(1)),)),
        unfit=Saying(Text("Enter a number above 0 and at most 100"), "E-42"),
    )
    reading = read(asked, raw)
    assert codes(reading) == ("" if raw == "0" else "E-42")  # 0 is a number; the test refuses it


@pytest.mark.parametrize(
    ("country", "text", "expected"),
    [
        ("LV", "40003521600", ""),
        ("LV", "12345678", "E-30"),
        ("EE", "12345678", ""),
        ("", "12345678", ""),
    ],
)
def test_a_registration_number_follows_its_country(country: str, text: str, expected: str) -> None:
    assert codes(read(question("company_number"), text, country=country)) == expected


@pytest.mark.parametrize(
    ("country", "text"),
    [("+371", "20000000"), ("LV", "2000 0000"), ("EE", "+37120000000"), ("+372", "0037120000000")],
)
def test_a_phone_number_without_plus_is_one_of_the_country(country: str, text: str) -> None:
    assert read(question("phone"), text, country=country).value == "+37120000000"


@pytest.mark.parametrize("country", ["+999", "+0", "+", "nowhere", "+371371371"])
def test_a_dialling_code_that_does_not_exist_is_no_crash(country: str) -> None:
    assert codes(read(question("phone"), "20000000", country=country)) == "E-19"


def test_more_than_the_most_is_told_in_the_words_of_the_definition() -> None:
    said = Saying(Text("Var norādīt ne vairāk kā 2 valstis"), "E-05")
    for asked in (
        question("countries", maximum=Decimal(2), too_many=said),
        question("country", too_many=said),
    ):
        found = read(asked, "LV", "EE", "LT").problems
        assert [(each.code, each.message) for each in found] == [("E-05", said.text)]


def test_too_few_choices_are_refused_only_when_there_are_any() -> None:
    asked = question("choices", minimum=Decimal(2))
    assert codes(read(asked, "red")) == "E-02"
    assert codes(read(asked, "")) == ""


def test_a_password_has_an_end_whatever_it_looks_like() -> None:
    asked = question("password", looks_like="latin")
    assert read(asked, "a" * 128).value == "a" * 128
    assert codes(read(asked, "a" * 129)) == "E-04"


def test_a_repeated_password_is_only_compared() -> None:
    asked = question("password", must_be=OneOf((SameAs(Subject("password")),)))
    assert read(asked, "x").value == "x"
    assert codes(read(asked, "x")) == ""
    assert codes(read(question("password", must_be=OneOf((Equals("x"),))), "x")) != ""
