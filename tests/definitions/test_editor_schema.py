"""The schemas for editors know what the product reads, and refuse what it refuses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from engine.definitions.editor import (
    FILES,
    SCHEMAS,
    mismatches,
    settings,
    write,
)
from engine.definitions.faults import Faults
from engine.definitions.kinds import COMMON_ATTRIBUTES, FIELD_TYPES
from engine.definitions.reading.yaml_nodes import read_yaml
from tests.definitions.folders import FIXTURES, FLOW_VALID, faults, invalid
from tests.house.tree import ROOT

REAL = ROOT / "definitions"
DEFINITIONS = [
    file.relative_to(REAL)
    for file in sorted(REAL.rglob("*.yaml"))
    if file.relative_to(REAL).parts[0] in SCHEMAS
]


def found(room: str, text: str) -> list[tuple[int, str]]:
    node = read_yaml(f"{room}/x.yaml", text, Faults())
    assert node is not None
    return [(each.span.line, each.message) for each in mismatches(room, node)]


@pytest.mark.parametrize("room", SCHEMAS)
def test_every_schema_is_one(room: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[room]())


@pytest.mark.parametrize("file", DEFINITIONS, ids=str)
def test_every_definition_fits_its_schema(file: Path) -> None:
    assert found(file.parts[0], (REAL / file).read_text(encoding="utf-8")) == []


BROKEN = [
    ("forms", "form: a\ntitle: A\nfields:\n  x: {txt: Name}\n", 4),
    ("forms", "form: a\nfields:\n  x: {text: Name}\n", 1),
    ("forms", "form: a\ntitle: A\nfeilds:\n  x: {text: Name}\n", 1),
    ("forms", "form: a\ntitle: A\nfields:\n  x: {date: Born, accept: [pdf]}\n", 4),
    ("forms", "form: a\ntitle: A\nfields:\n  x: {text: Name, required: perhaps so}\n", None),
    ("forms", "form: a\ntitle: A\nfields:\n  x: {text: Name, on doubt: shout}\n", 4),
    ("forms", "form: a\ntitle: A\nfields:\n  x: {rows: many, each: X, title: X, fields: {}}\n", 4),
    ("lists", "list: a\n", 1),
    ("lists", "list: a\nof: {x: {title: X}}\n", 3),
    ("blocks", "block: a\n", 1),
    ("rules", "rules: a\ngives: {x: [y]}\nhit: last\ntable: x\n", 3),
    ("rules", "rules: a\ngives: {x: [y]}\n", 1),
    ("flows", "programme: a\ntitle: A\n", 1),
]


@pytest.mark.parametrize(("room", "text", "line"), BROKEN)
def test_mistakes_are_marked_in_their_line(room: str, text: str, line: int | None) -> None:
    marked = found(room, text)
    if line is None:
        assert marked == []  # a condition may be a name, which only the product can look up
    else:
        assert [at for at, _ in marked][:1] == [min(line, text.count("\n"))]


def test_every_kind_and_attribute_can_be_completed_and_explains_itself() -> None:
    field = SCHEMAS["forms"]()["$defs"]["field"]
    words = {
        *FIELD_TYPES,
        *COMMON_ATTRIBUTES,
        *(a for k in FIELD_TYPES.values() for a in k.attributes),
    }
    assert words <= set(field["properties"])
    assert [
        word for word in sorted(words) if not field["properties"][word].get("description")
    ] == []


@pytest.mark.parametrize("room", SCHEMAS)
def test_every_word_explains_itself(room: str) -> None:
    silent = {
        word
        for word, schema in properties(SCHEMAS[room]())
        if not schema.get("description") and word not in ("any", "all", "none")
    }
    assert silent == set()


def properties(schema: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(schema, dict):
        for word, inner in schema.get("properties", {}).items():
            yield word, inner
        for inner in schema.values():
            yield from properties(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from properties(inner)


def test_schemas_are_written_for_editors(tmp_path: Path) -> None:
    written = write(tmp_path / "schemas")
    assert [file.name for file in written] == list(FILES.values())
    assert json.loads(written[0].read_text(encoding="utf-8")) == SCHEMAS["banks"]()
    assert settings("schemas", "definitions")["yaml.schemas"] == {
        f"schemas/{name}": f"definitions/{room}/**/*.yaml" for room, name in FILES.items()
    }


@pytest.mark.parametrize("name", FIXTURES)
def test_what_the_schemas_refuse_the_product_refuses_too(name: str, tmp_path: Path) -> None:
    """An editor never marks what may be published."""
    folder = invalid(name, tmp_path)
    marked = []
    for place in damaged(FIXTURES[name]):
        text = (folder / place).read_bytes().decode("utf-8", "replace")
        node = read_yaml(str(place), text, Faults()) if place.parts[0] in SCHEMAS else None
        if node is not None:
            marked += mismatches(place.parts[0], node)
    if marked:
        assert [fault for fault in faults(folder) if fault.severity == "error"], marked


def damaged(fixture: Path) -> list[Path]:
    """The YAML files that a fixture brings or changes."""
    found = [file.relative_to(fixture) for file in sorted(fixture.rglob("*.yaml"))]
    changed = fixture / "changed.txt"
    lines = changed.read_text("utf-8").splitlines() if changed.exists() else []
    return [*found, *(Path(line) for line in lines if not line.startswith(("< ", "> ")))]


def test_a_flow_with_every_word_fits_its_schema() -> None:
    for file in sorted(FLOW_VALID.rglob("*.yaml")):
        place = file.relative_to(FLOW_VALID)
        assert found(place.parts[0], file.read_text("utf-8")) == []


@pytest.mark.parametrize("word", ["documents", "actors"])
def test_words_of_other_languages_are_marked(word: str) -> None:
    messages = [message for _, message in found("flows", f"items: {{}}\n{word}: {{}}\n")]
    assert f"Additional properties are not allowed ('{word}' was unexpected)" in messages
