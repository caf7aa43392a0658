"""Forms export to JSON Schema and come back the same."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from engine.base.errors import DefinitionsRefused
from engine.definitions.json_schema import export
from engine.definitions.loader import check, load
from engine.definitions.model.flow_walk import item_steps
from engine.definitions.model.programme import (
    Programme,
)
from tests.forms.club import CHECKS, FIELDS, VALUES
from tests.house.tree import ROOT
from tests.meaning.definitions import meaning

REAL = ROOT / "definitions"


def exports(programme: Programme) -> dict[str, dict[str, Any]]:
    """The forms of a programme but those whose every filled-in copy is kept as a row."""
    kept = {step.form for _, _, step in item_steps(programme.flow) if step.adds_to}
    return {
        form.name: export(form, programme.forms)
        for form in programme.forms
        if form.name not in kept
    }


def again(folder: Path, programme: Programme) -> dict[str, dict[str, Any]]:
    """The exports of the programme after its forms were replaced by their JSON Schemas."""
    for name, schema in exports(programme).items():
        place = folder / "forms" / programme.name / name
        place.with_suffix(".yaml").unlink()
        text = json.dumps(schema, ensure_ascii=False, indent=2)
        place.with_suffix(".schema.json").write_text(text, encoding="utf-8")
    definitions, faults = check(folder)
    assert definitions is not None, [str(fault) for fault in faults]
    return exports(definitions.programmes[programme.name])


@pytest.mark.parametrize("name", sorted(path.stem for path in (REAL / "flows").glob("*.yaml")))
def test_the_forms_of_every_bank(name: str, tmp_path: Path) -> None:
    for file in REAL.rglob("*.*"):
        if file.is_file():
            copy = tmp_path / file.relative_to(REAL)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(file.read_bytes())
    programme = load(tmp_path).programmes[name]
    first = exports(programme)
    for schema in first.values():
        Draft202012Validator.check_schema(schema)
    assert again(tmp_path, programme) == first


def test_a_form_with_everything_in_it(tmp_path: Path) -> None:
    form = {"checks": CHECKS, "values": VALUES, "when": {"account.email": "answered"}}
    form |= {"hint": "All of it", "columns": "2", "page": "one"}
    programme = meaning(tmp_path, fields=FIELDS, form=form).programme
    first = exports(programme)
    assert again(tmp_path, programme) == first


# generated forms ---------------------------------------------------------------------------------

words = st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=12)
captions = st.builds("{} {}".format, words, words)
flags = st.sampled_from(["yes", "no"])
conditions: st.SearchStrategy[Any] = st.recursive(
    st.sampled_from(
        [
            {"first": "red"}, {"first": "not red or blue"}, {"second": "only red"},
            {"second": "all red or blue"}, {"third": "yes"}, {"third": "no"}, {"fourth": "1..5"},
            {"fourth": "..<10"}, {"fourth": "> 3"}, {"fifth": "..today"}, {"first": "blank"},
            {"second": "n/a"}, {"rows_": {"any": {"cell": "yes"}}}, {"rows_": "answered"},
            {"fifth": "2026-01-01.. or = sixth"}, {"years": "18.."}, "named one",
        ]
    ),
    lambda inner: st.one_of(
        st.builds(lambda part: {"not": part}, inner),
        st.builds(lambda parts: {"any": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda parts: {"all": parts}, st.lists(inner, min_size=1, max_size=3)),
    ),
    max_leaves=6,
)  # fmt: skip
sayings = st.one_of(captions, st.fixed_dictionaries({"say": captions, "code": st.just("E-99")}))
COMMON = {
    "hint": captions, "why": captions, "source": captions, "sensitive": flags, "when": conditions,
    "required": flags | conditions, "if blank": sayings, "width": st.just("short"),
}  # fmt: skip
OWN: Mapping[str, Mapping[str, st.SearchStrategy[Any]]] = {
    "text": {
        "min": st.just("2"), "max": st.just("77"), "default": words,
        "looks like": st.sampled_from(["/[a-z]+/", "latin"]), "autocomplete": st.just("name"),
    },
    "long text": {"max": st.just("900"), "script": st.just("latin")},
    "email": {"if many": sayings},
    "number": {"min": st.just("0.5"), "max": st.just("12"), "decimals": st.just("1")},
    "percent": {"must be": st.just("0.01.."), "else": captions},
    "date": {"must be": st.just("..today"), "looks like": st.just("date_of_birth")},
    "yesno": {"default": flags},
    "tick": {},
    "choices": {"min": st.just("1"), "max": st.just("2")},
    "countries": {"max": st.just("2"), "default": st.just(["LV", "EE"])},
    "country": {"default": st.just("LV")},
    "personal_code": {"on doubt": st.sampled_from(["block", "warn", "refer"])},
    "company_number": {"country": st.sampled_from(["LV", "land"])},
    "file": {
        "accept": st.just(["pdf", "png"]), "max size": st.sampled_from(["10 MB", "512 KB"]),
        "max files": st.just("3"),
    },
    "note": {},
}  # fmt: skip


@st.composite
def questions(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(st.sampled_from(sorted(OWN)))
    known = dict(COMMON)
    if kind == "note":
        known = {word: known[word] for word in ("hint", "when")}
    if kind == "tick":
        known.pop("if blank")
    optional = {**known, **OWN[kind]}
    attributes = draw(st.fixed_dictionaries({}, optional=optional))
    found = {kind: draw(captions), **attributes}  # the kind stands first: country is both
    if "else" in found and "must be" not in found:
        del found["else"]
    if kind == "choices":
        found["of"] = {"red": "Red", "blue": {"caption": "Blue", "heading": "Cold", "short": "B"}}
    return found


def plain(written: Any) -> Any:
    """The same with nothing in it twice: YAML would make a reference of that."""
    return json.loads(json.dumps(written))


FIXED: dict[str, Any] = {
    "first": {"choice": "First", "of": {"red": "Red", "blue": "Blue"}},
    "second": {"choices": "Second", "of": {"red": "Red", "blue": "Blue"}},
    "third": {"tick": "Third"},
    "fourth": {"number": "Fourth"},
    "fifth": {"date": "Fifth"},
    "sixth": {"date": "Sixth"},
    "land": {"country": "Land"},
    "rows_": {
        "rows": "0..5", "each": "Row", "title": "Rows", "fields": {"cell": {"tick": "Cell"}},
    },
}  # fmt: skip


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    fields=st.lists(questions(), min_size=1, max_size=5),
    rows=st.lists(questions().filter(lambda one: not {"of", "file"} & one.keys()), max_size=2),
    check_=conditions,
)
def test_generated_forms(
    tmp_path_factory: pytest.TempPathFactory,
    fields: list[dict[str, Any]],
    rows: list[dict[str, Any]],
    check_: Any,
) -> None:
    folder = tmp_path_factory.mktemp("club")
    group = dict(FIXED["rows_"])
    group["fields"] = {**group["fields"], **{f"cell{n}": cell for n, cell in enumerate(rows)}}
    asked = {**FIXED, "rows_": group, **{f"own.q{n}": one for n, one in enumerate(fields)}}
    test = {"all": [check_]} if isinstance(check_, str) else check_
    form = {
        "values": {"years": "years from fifth to today"},
        "checks": [{**test, "else": "Not so", "code": "E-98"}],
    }
    named = {"conditions": {"named one": {"first": "red", "third": "no"}}}
    try:
        programme = meaning(folder, fields=plain(asked), form=plain(form), flow=named).programme
    except DefinitionsRefused as refusal:
        if all(fault.code.startswith("A4") for fault in refusal.faults):
            reject()  # conditions that contradict each other are refused, and rightly
        raise
    first = exports(programme)
    Draft202012Validator.check_schema(first["questions"])
    assert again(folder, programme) == first
