"""A form written by hand as JSON Schema, and everything in it that is not understood."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from engine.base.errors import Fault
from engine.definitions.loader import check
from engine.definitions.model.forms import (
    Field,
    Form,
    Group,
)
from tests.meaning.definitions import meaning

FORM: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Company",
    "description": "As registered",
    "type": "object",
    "required": ["company", "agree", "email"],
    "properties": {
        "company": {
            "type": "object",
            "required": ["name"],
            "properties": {
                "name": {"type": "string", "title": "Name", "maxLength": 200, "x-script": "latin"},
                "founded": {"type": "string", "format": "date", "title": "Founded"},
                "legal_form": {"$ref": "#/$defs/forms", "title": "Legal form"},
            },
        },
        "email": {"type": "string", "format": "email", "title": "E-mail"},
        "site": {"type": "string", "format": "uri", "title": "Site", "x-when": {"shop": True}},
        "shop": {"type": "boolean", "title": "A shop?", "x-widget": "checkbox"},
        "profit": {"type": "boolean", "title": "For profit?", "x-required": {"shop": "yes"}},
        "staff": {"type": "integer", "title": "Staff", "minimum": 0, "maximum": 9999},
        "share": {"type": "number", "title": "Share", "x-must-be": "> 0"},
        "about": {"type": "string", "title": "About", "maxLength": 2000},
        "pin": {"type": "string", "title": "PIN", "pattern": "^[0-9]{4}$"},
        "nick": {"type": "string", "title": "Nick", "pattern": "[a-z]"},
        "colours": {
            "type": "array",
            "title": "Colours",
            "minItems": 1,
            "maxItems": 2,
            "uniqueItems": True,
            "items": {
                "type": "string",
                "oneOf": [
                    {"const": "red", "title": "Red", "description": "Like blood"},
                    {"const": "blue", "title": "Blue", "x-when": {"shop": False}},
                ],
            },
        },
        "agree": {"type": "boolean", "const": True, "title": "I agree"},
        "owners": {
            "type": "array",
            "title": "Owners",
            "minItems": 1,
            "maxItems": 5,
            "x-each": "Owner",
            "items": {
                "type": "object",
                "required": ["name"],
                "properties": {
                    "name": {"type": "string", "title": "Name"},
                    "code": {"x-kind": "personal_code", "type": "string", "title": "Code"},
                },
            },
        },
    },
    "$defs": {"forms": {"type": "string", "enum": ["ltd", "plc"], "title": "Form"}},
}


def checked(folder: Path, schema: Any) -> tuple[Form | None, tuple[Fault, ...]]:
    meaning(folder, fields={"other": {"text": "Other"}})
    text = schema if isinstance(schema, str) else json.dumps(schema, indent=2)
    (folder / "forms/club/company.schema.json").write_text(text, encoding="utf-8")
    definitions, faults = check(folder)
    if definitions is None:
        return None, faults
    forms = definitions.programmes["club"].forms
    return next(form for form in forms if form.name == "company"), faults


def questions(form: Form) -> dict[str, Field | Group]:
    return {item.path: item for section in form.sections for item in section.items}


def test_a_form_written_by_hand(tmp_path: Path) -> None:
    form, faults = checked(tmp_path, FORM)
    assert form is not None, [str(fault) for fault in faults]
    found = questions(form)
    kinds = {path: item.kind for path, item in found.items() if isinstance(item, Field)}
    assert kinds == {
        "company.name": "text", "company.founded": "date", "company.legal_form": "choice",
        "email": "email", "site": "url", "shop": "tick", "profit": "yesno", "staff": "number",
        "share": "number", "about": "long text", "pin": "text", "nick": "text",
        "colours": "choices", "agree": "consent",
    }  # fmt: skip
    assert (form.title.source, form.hint and form.hint.source) == ("Company", "As registered")
    required = [
        path for path, item in found.items() if isinstance(item, Field) and item.required is True
    ]
    assert required == ["company.name", "email", "shop", "agree"]


def test_details_of_a_form_written_by_hand(tmp_path: Path) -> None:
    form, _ = checked(tmp_path, FORM)
    assert form is not None
    found = questions(form)
    name, staff, pin, nick, colours, owners = (
        found[path] for path in ("company.name", "staff", "pin", "nick", "colours", "owners")
    )
    assert isinstance(name, Field)
    assert (name.maximum, name.script) == (200, "latin")
    assert isinstance(staff, Field)
    assert (staff.minimum, staff.maximum, staff.decimals) == (0, 9999, 0)
    assert isinstance(pin, Field)
    assert pin.pattern == "(?:[0-9]{4})"
    assert isinstance(nick, Field)
    assert nick.pattern == "(?s:.*)(?:[a-z])(?s:.*)"
    assert isinstance(colours, Field)
    assert colours.options is not None
    assert [(each.code, each.when is None) for each in colours.options.options] == [
        ("red", True), ("blue", False),
    ]  # fmt: skip
    assert isinstance(owners, Group)
    assert (owners.minimum, owners.maximum, owners.each.source) == (1, 5, "Owner")
    assert [(each.name, each.kind, each.required) for each in owners.items] == [
        ("name", "text", True), ("code", "personal_code", False),
    ]  # fmt: skip


def test_places_are_those_of_the_json_file(tmp_path: Path) -> None:
    form, _ = checked(tmp_path, FORM)
    assert form is not None
    lines = (tmp_path / "forms/club/company.schema.json").read_text().splitlines()
    for path, item in questions(form).items():
        assert item.span.file == "forms/club/company.schema.json"
        assert f'"{path.rpartition(".")[2]}"' in lines[item.span.line - 1]


def changed(path: str, **keywords: Any) -> dict[str, Any]:
    """The form with keywords added at ``path`` (``None`` takes one away)."""
    schema: dict[str, Any] = json.loads(json.dumps(FORM))
    place = schema
    for step in path.split("/") if path else ():
        place = place[step]
    place |= keywords
    for keyword in [name for name, value in keywords.items() if value is None]:
        del place[keyword]
    return schema


BROKEN: list[tuple[str, dict[str, Any], str, str]] = [
    ("properties/email", {"exclusiveMinimum": 1}, "A101", "#/properties/email/exclusiveMinimum"),
    ("properties/email", {"if": {}}, "A101", "x-when or x-required"),
    ("", {"additionalProperties": False}, "A101", "#/additionalProperties"),
    ("", {"allOf": [{"required": ["email"]}]}, "A101", "#/allOf/0"),
    ("properties/email", {"$ref": "#/$defs/nothing"}, "A204", "refers to nothing"),
    ("$defs/forms", {"$ref": "#/$defs/forms"}, "A401", "circle"),
    ("properties/email", {"type": "null"}, "A207", "#/properties/email/type"),
    ("properties/email", {"x-kind": "e-mail"}, "A207", "x-kind"),
    ("properties/email", {"format": "ipv4"}, "A106", "ipv4"),
    ("properties/staff", {"x-kind": "date"}, "A106", "integer"),
    ("properties/email", {"title": None}, "A102", "title"),
    ("properties/email", {"x-when": {"nobody": "yes"}}, "A201", "nobody"),
    ("", {"required": ["company", "emial"]}, "A201", "Did you mean “email”?"),
    ("properties/company", {"required": ["nme"]}, "A201", "#/properties/company/required"),
    ("properties/email", {"x-souce": "law"}, "A101", "x-source"),
    ("properties/owners", {"contains": {}}, "A101", "#/properties/owners/contains"),
    ("properties/colours/items", {"oneOf": [{"title": "Red"}]}, "A102", "const"),
    ("properties/pin", {"pattern": "(?=x)"}, "A310", ""),
    ("properties/pin", {"x-looks-like": "iban"}, "A101", "pattern"),
    ("", {"properties": []}, "A103", "properties"),
    ("", {"x-sections": [{"section": "A", "fields": ["email", "nobody"]}]}, "A201", "nobody"),
    ("", {"x-sections": [{"section": "A", "fields": ["email"]}]}, "A102", "leaves out"),
]


@pytest.mark.parametrize(("path", "keywords", "code", "word"), BROKEN)
def test_what_is_not_understood_is_reported_where_it_stands(
    path: str, keywords: dict[str, Any], code: str, word: str, tmp_path: Path
) -> None:
    form, faults = checked(tmp_path, changed(path, **keywords))
    assert form is None
    found = [str(each) for each in faults if each.code == code and word in str(each)]
    assert found, [str(each) for each in faults]
    assert found[0].startswith("forms/club/company.schema.json:")


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{", '"x"', "{}", '{"properties": {"a": 1}}', '{"title": "T", "title": "T"}',
     '{"title": "A", "properties": {"a": {"type": "array", "title": "A", "items": []}}}',
     "{" * 200, '{"a": "\\ud800"}'],
)  # fmt: skip
def test_broken_files_are_faults_and_never_crashes(text: str, tmp_path: Path) -> None:
    form, faults = checked(tmp_path, text)
    assert form is None
    assert any(fault.severity == "error" for fault in faults)
