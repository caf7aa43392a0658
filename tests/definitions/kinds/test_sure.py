"""What a kind is sure of, its parser says too, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engine.base.values import Span, Text
from engine.definitions.kinds import FIELD_TYPES, ReadContext
from engine.definitions.kinds.type import ParsedAnswer
from engine.definitions.model.forms import ChoiceList, Field, Option
from engine.validators import VALIDATORS
from engine.validators.context import Context
from engine.validators.sure import LETTERS, SURE

TODAY = date(2026, 11, 22)
SPAN = Span("forms/club/questions.yaml")


def question(kind: str, **attributes: object) -> Field:
    field = Field(name="it", path="it", kind=kind, caption=Text("It"), span=SPAN)
    return replace(field, **attributes)  # type: ignore[arg-type]


def listed(*codes: str) -> ChoiceList:
    return ChoiceList("list", tuple(Option(code, Text(code), SPAN) for code in codes), SPAN)


LIST = listed("a", "b", "LV", " c", "cafe\u0301", "yes")
QUESTIONS = (
    question("text"),
    question("text", maximum=Decimal(9), minimum=Decimal(3)),
    question("text", pattern="[A-Z][a-z]+"),
    question("text", looks_like="person_name"),
    question("text", looks_like="company_name", script="latin"),
    question("text", looks_like="email"),
    question("text", looks_like="company_number"),
    question("long text", script="latin"),
    question("email"),
    question("phone"),
    question("url"),
    question("personal_code"),
    question("company_number", country="LV"),
    question("iban"),
    question("date"),
    question("date", looks_like="date_of_birth"),
    question("date", pattern="2026.*"),
    question("number"),
    question("number", minimum=Decimal("-2.5"), maximum=Decimal(50), decimals=1),
    question("percent"),
    question("money"),
    question("yesno"),
    question("tick"),
    question("consent"),
    question("choice", options=LIST),
    question("choices", options=LIST),
    question("choices", options=LIST, minimum=Decimal(2), maximum=Decimal(3)),
    question("country"),
    question("countries"),
    question("language"),
    question("password"),
    question("row"),
    question("note"),
)

words = st.sampled_from(
    """
    Anna Bērziņa O'Neil Anna-Marija Jr. SIA „Rasa” "Rasa" & Co. Москва abc é é Ab
    anna@example.org Anna@Example.org info@a.test a@b.lv a@1.com a.b+c@d-e.example a@xn--a.lv
    a@local x@a--b.com +37120000000 +371 20 000 000 +37167000000 +37299999999 +3725551234
    +37212345 0037120000000 20000000 +4915112345678 +80012345678 +37080000000 +46701234567
    150685-11230 15068511230 150685-11239 321234-12345 310299-10000
    15.06.1985 1985-06-15 29.02.2001 2026-13-01 01.01.2030 1.1.2000 0001-01-01
    https://shop.example/lv http://a.b.lv/ https://a.lv:80 https://1.2.3.4 ftp://a.lv a.lv/x
    https://a.lv//x https://A.lv https://a-.lv https://a.lv/a.b/~c
    1 1,5 1.55 -3 007 1e5 +1 10.0 99999999999999999999 1 250,50 -0
    yes no on a b LV EE aa lv café 40003521600 LV80BANK0000435195001
    """.split()  # noqa: SIM905 - a block of words can be read
)
signs = st.text(st.sampled_from("aAā -'.,@1234567890/:+\u00a0\t\u202ee\u0301Ж\n\""), max_size=14)
texts = (
    words
    | signs
    | st.sampled_from(["", " ", "no", "yes"])
    | st.lists(words, min_size=2, max_size=3).map(" ".join)
    | st.from_regex(r"\+(371|372|370|49|1)[0-9]{5,10}", fullmatch=True)
    | st.from_regex(r"[0-3][0-9][01][0-9][0-9]{2}-[012][0-9]{4}", fullmatch=True)
    | st.from_regex(r"[a-z.]{1,6}@([a-z0-9-]{1,5}\.){1,2}[a-z]{2,4}", fullmatch=True)
    | st.from_regex(r"https?://([a-z0-9-]{1,4}\.){1,2}[a-z]{2,3}/?[a-z./~]{0,4}", fullmatch=True)
)


@pytest.mark.parametrize("field", QUESTIONS, ids=lambda one: f"{one.kind} {one.looks_like}")
@given(raw=st.lists(texts, min_size=1, max_size=3))
@example(raw=["no", "yes"])
@example(raw=["", "a"])
def test_what_is_sure_is_what_is_read(field: Field, raw: Sequence[str]) -> None:
    kind = FIELD_TYPES[field.kind]
    sure = kind.sure(field)(raw, TODAY)
    country = field.country if isinstance(field.country, str) else ""
    if sure is not None:
        expected = kind.parse(raw, field, ReadContext("it", TODAY, country))
        assert expected == ParsedAnswer(sure)
        assert type(expected.value) is type(sure)


@given(st.sampled_from(sorted(SURE)), texts)
def test_a_validator_accepts_what_is_sure(name: str, text: str) -> None:
    sure = SURE[name](text, TODAY)
    if sure is not None:
        result = VALIDATORS[name].validate(text, Context(TODAY))
        assert (result.value, result.faults, result.notes) == (sure, (), ())


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("company_name", 'SIA "Rīta Rasa"'),
        ("email", "anna@example.org"),
        ("latin", "Brīvības iela 1-2, Rīga"),
        ("person_name", "Anna Bērziņa-O'Neil"),
        ("personal_code", "150685-11230"),
        ("phone", "+371 20 000 000"),
        ("url", "https://shop.example/lv"),
    ],
)
def test_usual_spellings_are_sure(name: str, text: str) -> None:
    assert SURE[name](text, TODAY) is not None


def test_every_letter_is_one_that_stands_by_itself() -> None:
    known = re.compile(f"[{LETTERS}]")
    for code in range(0xC0, 0x17F):
        sign = chr(code)
        if not known.fullmatch(sign):
            assert sign in "\u00d7\u00f7\u0149"  # signs of sums, and one that is two letters
            continue
        result = VALIDATORS["person_name"].validate(f"{sign}{sign} A{sign}", Context(TODAY))
        assert (result.value, result.faults, result.notes) == (f"{sign}{sign} A{sign}", (), ())
