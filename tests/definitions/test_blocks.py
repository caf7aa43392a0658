"""Blocks: what is used, overridden, added, dropped, and in which order."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.definitions.loader import load
from engine.definitions.model.forms import (
    Field,
    FormPart,
    Group,
)
from engine.definitions.model.programme import (
    Definitions,
)
from tests.definitions.folders import codes, replaced, written

BLOCK = """block: pet
fields:
  call:  {text: Name of the pet, max: 20, hint: As you call it}
  kind:  {choice: Kind, of: [cat, dog]}
  shots: {yesno: Vaccinated, when: {kind: dog}}
values:
  letters: count of services
checks:
  - {call: answered, kind: answered, else: Say both, at: [call, kind]}
"""


def items(form: str, folder: Path) -> tuple[FormPart, ...]:
    definitions = loaded(form, folder)
    found = next(f for f in definitions.programmes["corner"].forms if f.name == "pets")
    return found.sections[0].items


def loaded(form: str, folder: Path) -> Definitions:
    replaced(folder, "flows/corner.yaml", "[details, owners]", "[details, owners, pets]")
    (folder / "blocks/pet.yaml").write_text(BLOCK)
    (folder / "forms/corner/pets.yaml").write_text(f"form: pets\ntitle: Pets\n{form}")
    return load(folder)


def paths(form: str, folder: Path) -> list[str]:
    return [item.path for item in items(form, folder)]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("use: pet", ["call", "kind", "shots"]),
        ("use: pet\nunder: my", ["my.call", "my.kind", "my.shots"]),
        ("use: pet\nunder: my.first", ["my.first.call", "my.first.kind", "my.first.shots"]),
        ("use: pet\nfields: {age: {number: Age}}", ["call", "kind", "shots", "age"]),
        (
            "use: pet\nfields: {call: {hint: X}, age: {number: Age}}",
            ["call", "age", "kind", "shots"],
        ),
        (
            "use: pet\nunder: my\nfields: {call: {hint: X}, age: {number: Age}}",
            ["my.call", "my.age", "my.kind", "my.shots"],
        ),
        (
            "use: pet\nunder: my\nfields: {my.call: {hint: X}, your.age: {number: Age}}",
            ["my.call", "your.age", "my.kind", "my.shots"],
        ),
        (
            "use: pet\nfields: {age: {number: Age}, size: {number: Size}, kind: {hint: X}}",
            ["call", "age", "size", "kind", "shots"],
        ),
        (
            "use: pet\nfields: {age: {number: Age}, shots: ~}",
            ["call", "kind", "age"],
        ),
        ("use: pet\nfields: {shots: {drop: yes}}", ["call", "kind"]),
        ("use: pet\nfields: {shots: ~}", ["call", "kind"]),
    ],
)
def test_the_questions_of_a_use(form: str, expected: list[str], tmp_path: Path) -> None:
    assert paths(form, tmp_path) == expected


def test_attributes_are_overridden_one_by_one(tmp_path: Path) -> None:
    call = items("use: pet\nfields: {call: {text: Its name, max: 5}}", tmp_path)[0]
    assert isinstance(call, Field)
    assert (call.caption.source, call.maximum, call.hint.source) == (
        "Its name",
        5,
        "As you call it",
    )
    assert (call.caption.context, call.hint.context) == ("corner", "shared")


def test_another_kind_replaces_the_kind(tmp_path: Path) -> None:
    call = items("use: pet\nfields: {call: {long text: Story}}", tmp_path)[0]
    assert isinstance(call, Field)
    assert (call.kind, call.caption.source, call.hint.source) == (
        "long text",
        "Story",
        "As you call it",
    )


def test_conditions_inside_a_block_speak_of_the_block(tmp_path: Path) -> None:
    shots = items("use: pet\nunder: my", tmp_path)[2]
    assert shots.when.subject.path == "my.kind"


def test_in_a_group_the_block_becomes_questions_of_the_row(tmp_path: Path) -> None:
    form = "fields: {pets: {rows: 0..3, title: Pets, each: Pet, use: pet}}"
    group = items(form, tmp_path)[0]
    assert isinstance(group, Group)
    assert [item.path for item in group.items] == ["pets[].call", "pets[].kind", "pets[].shots"]
    assert group.items[2].when.subject.in_row
    assert group.checks[0].at == ("call", "kind")
    assert group.computed[0].path == "pets[].letters"


def test_a_block_may_be_used_twice_below_two_prefixes(tmp_path: Path) -> None:
    form = (
        "sections:\n  - {section: One, use: pet, under: one}\n"
        "  - {section: Two, use: pet, under: two}\n"
    )
    definitions = loaded(form, tmp_path)
    found = next(f for f in definitions.programmes["corner"].forms if f.name == "pets")
    assert [check.at for check in found.checks] == [
        ("one.call", "one.kind"),
        ("two.call", "two.kind"),
    ]


def test_a_block_used_twice_without_prefix_takes_its_names_twice(tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        {
            "blocks/pet.yaml": BLOCK,
            "forms/corner/pets.yaml": (
                "form: pets\ntitle: Pets\n"
                "sections: [{section: One, use: pet}, {section: Two, use: pet}]\n"
            ),
        },
    )
    assert codes(folder).count("A208") == 4


def test_several_blocks_stand_in_their_order(tmp_path: Path) -> None:
    (tmp_path / "blocks").mkdir()
    assert paths("use: [pet, toy]", with_toy(tmp_path)) == ["call", "kind", "shots", "ball"]


def with_toy(folder: Path) -> Path:
    (folder / "blocks/toy.yaml").write_text("block: toy\nfields: {ball: {text: Ball}}\n")
    return folder
