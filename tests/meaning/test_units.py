"""What plain names mean inside one of an item that is taken for each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest

from engine.base.values import BLANK, Value
from engine.definitions.loader import check_texts
from engine.definitions.model.conditions import Subject
from engine.meaning.picture import Instance, Picture
from engine.meaning.programme import Meaning, compile_programme
from engine.meaning.situation import Situation
from engine.meaning.units import UnitScope, units
from tests.definitions.folders import FLOW_VALID

TODAY = date(2026, 11, 22)
PAID = (
    "        officer pays back:"
    " {form: refund, adds to: refunds, when: {refunds: {none: {sum: 3..}}}}\n"
)
REFUND = "form: refund\ntitle: Refund\nfields:\n  sum: {money: Sum}\n"
VALUES = "values: {refunded: sum of refunds.sum, times: count of refunds}\n    "
OWNERS = ({"full_name": "Anna", "signs": True}, {"full_name": "Ivo", "signs": False})
COMPANY = {"client_type": "legal", "services": ("account", "loan"), "owners": OWNERS}
PERSON = {"client_type": "natural", "services": ("account",), "person.full_name": "Jane"}


@pytest.fixture(scope="module")
def meaning() -> Meaning:
    files = (path for path in FLOW_VALID.rglob("*") if path.is_file())
    texts = {path.relative_to(FLOW_VALID).as_posix(): path.read_text("utf-8") for path in files}
    flow = texts["flows/harbour.yaml"]
    flow = flow.replace("        officer asks to repeat: invited\n", PAID, 1)
    flow = flow.replace("    for each: people\n", f"    for each: people\n    {VALUES}", 1)
    new = {"flows/harbour.yaml": flow.replace(f"    {VALUES}", f"    {VALUES.rstrip()}\n")}
    definitions, faults = check_texts({**texts, **new, "forms/harbour/refund.yaml": REFUND})
    assert definitions is not None, faults
    return compile_programme(definitions.programmes["harbour"])


def scope(
    meaning: Meaning,
    item: str,
    unit: str,
    given: Mapping[str, Any],
    instances: Mapping[tuple[str, str], Instance] = MappingProxyType({}),
) -> UnitScope:
    case = Situation(meaning, given, TODAY, picture=Picture(instances))
    found = meaning.route.items[item]
    assert unit in (units(case, found) or ())
    return UnitScope(case, found, unit)


def plain(scope: UnitScope, name: str) -> Value:
    return scope.value(Subject(name, in_row=True))


def test_the_person_is_the_group_that_one_belongs_to(meaning: Meaning) -> None:
    assert plain(scope(meaning, "photo", "person", PERSON), "the person") == "client"
    assert plain(scope(meaning, "photo", "owners.0", COMPANY), "the person") == "signers"


def test_a_question_of_a_person_is_that_of_the_block_or_the_row(meaning: Meaning) -> None:
    assert plain(scope(meaning, "photo", "person", PERSON), "full_name") == "Jane"
    assert plain(scope(meaning, "photo", "owners.0", COMPANY), "full_name") == "Anna"


def test_the_value_of_one_is_the_question_itself(meaning: Meaning) -> None:
    assert plain(scope(meaning, "account", "loan", COMPANY), "services") == ("loan",)


def test_another_item_is_that_of_the_same_person(meaning: Meaning) -> None:
    passed = {("photo", "owners.0"): Instance("passed")}
    found = scope(meaning, "meeting", "owners.0", COMPANY, passed)
    assert plain(found, "photo") == ("passed",)


def test_own_answers_come_first(meaning: Meaning) -> None:
    agreed = {
        ("photo", "person"): Instance("passed"),
        ("meeting", "person"): Instance("agreed", answers={"slot.date": TODAY}),
    }
    found = scope(meaning, "meeting", "person", PERSON, agreed)
    assert plain(found, "slot.date") == TODAY
    assert plain(found, "slot.time") is BLANK


def test_rows_that_one_keeps_are_counted_and_added_up(meaning: Meaning) -> None:
    rows = ({"sum": Decimal(2)}, {"sum": Decimal(3)})
    kept = {("photo", "person"): Instance("under_review", answers={"refunds": rows})}
    found = scope(meaning, "photo", "person", PERSON, kept)
    assert (plain(found, "refunded"), plain(found, "times")) == (Decimal(5), Decimal(2))


def test_conditions_look_at_the_rows_that_one_keeps(meaning: Meaning) -> None:
    rows = ({"sum": Decimal(2)}, {"sum": Decimal(3)})
    kept = {("photo", "person"): Instance("under_review", answers={"refunds": rows})}
    pays = meaning.route.items["photo"].step("under_review", "officer pays back")
    assert pays is not None
    assert pays.when is not None
    assert meaning.holds(pays.when)(scope(meaning, "photo", "person", PERSON, kept)) is False
    assert meaning.holds(pays.when)(scope(meaning, "photo", "person", PERSON)) is True


def test_no_row_yet_is_none(meaning: Meaning) -> None:
    found = scope(meaning, "photo", "person", PERSON)
    assert (plain(found, "refunded"), plain(found, "times")) == (Decimal(0), Decimal(0))
