"""Conditions become few and plain comparisons, under names that the library can tell apart."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from engine.definitions.model.conditions import (
    AllOf,
    AnyOf,
    Anything,
    Between,
    Condition,
    Equals,
    Every,
    Negation,
    OneOf,
    Only,
    OverRows,
    Presence,
    Subject,
)
from engine.rules.program import Program
from engine.rules.properties import (
    HIGHEST,
    LOWEST,
    NotExpressible,
    measured,
)
from engine.rules.terms import (
    ALWAYS,
    NEVER,
    TooLarge,
    all_of,
    any_of,
    only,
)
from engine.rules.translation import MOST, translated
from tests.rules.club import SPAN, compare

RED = OneOf((Equals("red"),))
ONE_TO_TEN = OneOf((Between(Decimal(1), Decimal(10), high_open=True),))


def fnv_1a(name: str) -> int:
    """The 32-bit FNV-1a hash, which is all that the library compares of a name."""
    found = 2_166_136_261
    for byte in name.encode():
        found = ((found ^ byte) * 16_777_619) & 0xFFFF_FFFF
    return found


def test_the_hash_is_the_published_one() -> None:
    assert (fnv_1a(""), fnv_1a("a"), fnv_1a("foobar")) == (0x811C9DC5, 0xE40C292C, 0xBF9CF968)


def test_no_two_names_have_the_same_hash() -> None:
    names = {f"p{number}" for number in range(MOST)} | {"_k", "id", "sid", "$s", "m"}
    assert len({fnv_1a(name) for name in names}) == len(names)


def sides(program: Program) -> list[tuple[set[str], set[str]]]:
    """What shows that each row fits, and what shows that it does not, in words."""

    def said(numbers: frozenset[int]) -> set[str]:
        return {
            " & ".join(f"{name} {operator} {value}" for name, operator, value in program.rules[one])
            for one in numbers
        }

    return [(said(fits), said(differs)) for fits, differs in program.rows]


@pytest.mark.parametrize(
    ("condition", "fits", "differs"),
    [
        (compare("choice", RED), {"p0 = 1"}, {"p0 != 1"}),
        (compare("choice", OneOf(RED.alternatives, negated=True)), {"p0 != 1"}, {"p0 = 1"}),
        (compare("choice", OneOf((Equals("red"), Equals("blue")))), {"p0 = 1"}, {"p0 != 1"}),
        (compare("choice", Only(("red",))), {"p0 = 1"}, {"p0 != 1"}),
        (
            compare("choices", Every(("red", "blue"))),
            {"p0 = 1 & p1 = 1"},
            {"p0 != 1", "p1 != 1"},
        ),
        (compare("choice", Presence("blank")), {"p0 = 1"}, {"p0 != 1"}),
        (compare("choice", Anything()), {""}, set()),
        (Negation(compare("choice", Anything()), SPAN), set(), {""}),
        (
            compare("number", ONE_TO_TEN),
            {"p0 >= 1000000 & p1 < 10000000"},
            {"p0 < 1000000", "p1 >= 10000000"},
        ),
        (compare("day", OneOf((Between(None, Subject("today")),))), {"p0 <= 0"}, {"p0 > 0"}),
        (
            AnyOf((compare("choice", RED), compare("other", RED)), SPAN),
            {"p0 = 1", "p1 = 1"},
            {"p0 != 1 & p1 != 1"},
        ),
        (AllOf((compare("choice", RED), compare("choice", RED)), SPAN), {"p0 = 1"}, {"p0 != 1"}),
        (OverRows("people", "any", compare("choice", RED), SPAN), {"p0 = 1"}, {"p0 = 0"}),
    ],
)
def test_translation(condition: Condition, fits: set[str], differs: set[str]) -> None:
    assert sides(translated([condition])) == [(fits, differs)]


def test_rows_share_properties_and_rules() -> None:
    program = translated([compare("choice", RED), compare("choice", RED)])
    assert (len(program.rules), len(program.measures)) == (2, 1)
    assert program.rows[0] == program.rows[1]


def test_equal_rules_have_equal_names() -> None:
    red, blue = compare("choice", RED), compare("other", OneOf((Equals("blue"),)))
    assert translated([red]).name == translated([blue]).name != translated([red, blue]).name


def test_conditions_on_rows_are_programs_of_their_own() -> None:
    program = translated([OverRows("people", "none", compare("choice", RED, in_row=True), SPAN)])
    (question,) = program.over_rows.values()
    assert (question.group, question.quantifier) == ("people", "none")
    assert sides(question.program) == [({"p0 = 1"}, {"p0 != 1"})]
    assert program.measures == {}


def test_alternatives_combine_and_repeat_nothing() -> None:
    one, other = only("a", "=", 1), only("b", "=", 1)
    assert any_of((one, other, one)) == (*one, *other)
    assert all_of((other, one)) == ((*one[0], *other[0]),)
    assert all_of((one, NEVER)) == any_of(()) == NEVER
    assert all_of(()) == any_of((ALWAYS, NEVER)) == ALWAYS


def test_alternatives_are_bounded() -> None:
    many = [any_of((only(f"{n}", "=", 0), only(f"{n}", "=", 1))) for n in range(60)]
    with pytest.raises(TooLarge):
        all_of(many)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal(0), 0),
        (Decimal("-0.0"), 0),
        (Decimal("-12.5"), -12_500_000),
        (Decimal("0.000001"), 1),
        (Decimal("1.0000000000000000000000000000000000000000"), 1_000_000),
        (Decimal("1E+6"), 10**12),
        (Decimal("4611686018427.387903"), 2**62 - 1),
        (date(1, 1, 1), 1),
        (date(2026, 11, 22), 739_942),
    ],
)
def test_numbers_and_dates_as_whole_numbers(value: object, expected: int) -> None:
    assert measured(value) == expected
    assert LOWEST < expected < HIGHEST


@pytest.mark.parametrize(
    "value",
    [
        Decimal("0.0000001"),
        Decimal("1.0000000000000000000000000000000000000001"),
        Decimal("4611686018427.387904"),
        Decimal("1E+999999"),
        Decimal("1E-999999"),
        Decimal("NaN"),
        Decimal("Infinity"),
        "5",
        True,
    ],
)
def test_what_would_change_is_refused(value: object) -> None:
    with pytest.raises(NotExpressible):
        measured(value)
