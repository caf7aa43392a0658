"""The exported schema and the product refuse the same answers, where JSON Schema can say it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from engine.base.values import StoredFile
from engine.definitions.json_schema import export
from engine.definitions.kinds import FIELD_TYPES, ReadContext
from engine.definitions.loader import load
from engine.forms.outline import Outline
from engine.forms.problems import problems
from engine.forms.read import Surroundings, read
from engine.meaning.programme import Meaning, compile_programme
from engine.meaning.situation import Situation
from tests.definitions.kinds.questions import question
from tests.forms.club import club
from tests.house.tree import ROOT

TODAY = date(2026, 11, 22)
MISSING = {"E-01", "E-07", "E-24", "E-38", "E-39", "E-48", "E-49"}
"""Numbers of messages about answers that are not there."""


@cache
def real() -> Meaning:
    return compile_programme(load(ROOT / "definitions").programmes["magnetiq"])


def validator(meaning: Meaning, form: str) -> Draft202012Validator:
    forms = {each.name: each for each in meaning.programme.forms}
    return Draft202012Validator(export(forms[form], forms.values()))


def in_json(value: Any) -> Any:
    match value:
        case Decimal():
            return float(value)
        case date():
            return value.isoformat()
        case StoredFile():
            return {"name": value.name}
        case Mapping():
            return {name: in_json(part) for name, part in value.items()}
        case tuple():
            return [in_json(part) for part in value]
        case _:
            return value


def missing_by_schema(checker: Draft202012Validator, answers: Any) -> set[str]:
    found = set()
    for error in checker.iter_errors(answers):
        assert error.validator == "required", error.message
        absent = [name for name in error.validator_value if name not in error.instance]
        prefix = ".".join(str(step) for step in error.absolute_path)
        found |= {f"{prefix}.{name}".lstrip(".") for name in absent}
    return found


def missing_by_product(meaning: Meaning, form: str, answers: Any) -> set[str]:
    outline = Outline.of_programme(meaning.programme, [form])
    found = problems(Situation(meaning, answers, TODAY), outline)
    return {each.path for each in found if each.code in MISSING and each.level == "refuse"}


def given_inputs(pool: Mapping[str, list[str]]) -> st.SearchStrategy[dict[str, list[str]]]:
    """Posts in which every input is left out or holds one or two of its texts."""
    several = {"plan", "services"}
    return st.fixed_dictionaries(
        {},
        optional={
            name: st.lists(st.sampled_from(texts), min_size=1, max_size=2 if name in several else 1)
            for name, texts in pool.items()
        },
    )


CLUB = {
    "kind": ["adult", "child"], "plan": ["pool", "sauna", "club"], "name": ["Anna Bērziņa"],
    "born": ["1985-06-15"], "parent": ["Ilze"], "locker": ["yes", ""], "locker_number": ["7"],
    "photo": ["me.jpg"], "rules": ["yes"], "guests.0.name": ["Jānis Ozols"],
    "guests.0.contact": ["yes", ""], "guests.0.email": ["janis@example.org"],
    "guests.1.email": ["ilze@example.org"], "friends.0.name": ["Juris"],
}  # fmt: skip


@settings(max_examples=150)
@given(raw=given_inputs(CLUB))
def test_what_is_missing_in_a_form_with_everything(raw: dict[str, list[str]]) -> None:
    outline = Outline.of_programme(club().programme)
    answers = read(outline, raw, Surroundings(TODAY, named_files=True)).answers
    by_schema = missing_by_schema(validator(club(), "questions"), in_json(answers))
    assert by_schema == missing_by_product(club(), "questions", answers)


BANK = {
    "client_type": ["natural", "legal"],
    "client.citizenship_1": ["LV", "EE", "XX-LVNC"], "client.citizenship_2": ["LV", "UA"],
    "services": [
        "np_new_client", "np_extra_card", "np_ib_user", "lp_current_account", "lp_safeguarding",
        "lp_acquiring", "lp_doc_renewal", "lp_ecom_doc_renewal",
    ],
    "client.full_name": ["Anna Bērziņa"], "client.lv_resident": ["yes", ""],
    "client.lv_residence_permit": ["yes", ""], "client.related_client": ["SIA Piemērs"],
    "company.name": ["SIA Piemērs"], "company.registration_date": ["2020-01-01"],
    "company.resource_url": ["https://shop.example"], "company.employee_count": ["0"],
    "submitter.full_name": ["Anna Bērziņa"], "submitter.lv_citizen_or_resident": ["yes", "no"],
    "submitter.personal_code": ["150685-11230"], "submitter.role": ["owner", "representative"],
    "submitter.identity_document": ["id.pdf"], "client.identity_document": ["id.pdf"],
}  # fmt: skip


@pytest.mark.parametrize("form", ["natural_person", "company", "submitter"])
@settings(max_examples=60)
@given(raw=given_inputs(BANK))
def test_what_is_missing_in_forms_of_a_bank(form: str, raw: dict[str, list[str]]) -> None:
    meaning = real()
    outline = Outline.of_programme(meaning.programme)
    answers = read(outline, raw, Surroundings(TODAY, named_files=True)).answers
    case = Situation(meaning, answers, TODAY)
    path = {"natural_person": "client.full_name", "company": "company.name"}
    if not case.asked(path.get(form, "submitter.full_name")):
        return  # the schema speaks of a form that is asked
    by_schema = missing_by_schema(validator(meaning, form), in_json(answers))
    assert by_schema == missing_by_product(meaning, form, answers)


REFUSED: list[tuple[str, dict[str, Any], str, Any]] = [
    ("text", {"maximum": Decimal(3)}, "abcd", "abcd"),
    ("text", {"minimum": Decimal(3)}, "ab", "ab"),
    ("text", {}, "x" * 256, "x" * 256),
    ("number", {"minimum": Decimal(1)}, "0", 0),
    ("number", {"decimals": 0}, "0.5", 0.5),
    ("number", {}, "many", "many"),
    ("percent", {}, "101", 101),
    ("date", {}, "1", 1),
    ("yesno", {}, "maybe", "maybe"),
    ("choice", {}, "purple", "purple"),
    ("choices", {}, "purple", ["purple"]),
    ("choices", {"maximum": Decimal(1)}, "red green", ["red", "green"]),
    ("country", {}, "XK", "XK"),
    ("personal_code", {}, "1506851123", "1506851123"),
    ("row", {}, "0", "0"),
]


@pytest.mark.parametrize(("kind", "attributes", "typed", "answer"), REFUSED)
def test_values_that_both_refuse(
    kind: str, attributes: dict[str, Any], typed: str, answer: Any
) -> None:
    asked = question(kind, **attributes)
    raw = typed.split() if kind == "choices" else [typed]
    reading = FIELD_TYPES[kind].parse(raw, asked, ReadContext("q", TODAY))
    schema = FIELD_TYPES[kind].json_schema(asked)
    assert reading.problems
    assert not Draft202012Validator(schema).is_valid(answer)


def test_the_export_is_plain_json_with_captions() -> None:
    forms = club().programme.forms
    schema = export(next(form for form in forms if form.name == "questions"), forms)
    assert json.loads(json.dumps(schema)) == schema
    assert schema["properties"]["guests"]["items"]["properties"]["email"]["title"] == "E-mail"
    assert schema["$defs"]["countries"]["enum"][0] == "LV"
