"""Validators of other packages: found, refused with a reason, and never in the way of ours."""

from __future__ import annotations

from datetime import date
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import ModuleType
from typing import cast

import pytest

from engine.validators import (
    FAULTS,
    VALIDATORS,
    Context,
    Validator,
    iban,
)
from engine.validators.extension import (
    GROUP,
    ExtensionRefused,
    load,
    texts,
)

THEIRS = """
from engine.validators import FaultText, Result, ValidatorFault

FAULTS = {"tax_number-digits": FaultText("refuse", "A tax number has {count} digits")}


def compact(text):
    return text.strip()


def validate(text, context):
    number = compact(text)
    if len(number) == 5 and number.isdecimal():
        return Result(number)
    return Result(None, (ValidatorFault("tax_number-digits", {"count": 5}),))


def format(value):
    return value
"""


def entry(name: str, value: str) -> EntryPoint:
    return EntryPoint(name, value, GROUP)


def test_nothing_installed_leaves_our_own() -> None:
    found = load([])
    assert found == VALIDATORS
    assert found is not VALIDATORS


def test_an_installed_package_adds_its_validator_and_its_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "their_tax_number.py").write_text(THEIRS, encoding="utf-8")
    metadata = tmp_path / "their_package-1.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Name: their-package\nVersion: 1\n", encoding="utf-8")
    (metadata / "entry_points.txt").write_text(
        "[anketa.validators]\ntax_number = their_tax_number\n", encoding="utf-8"
    )
    monkeypatch.syspath_prepend(str(tmp_path))

    found = load(entry_points(group=GROUP))
    refused = found["tax_number"].validate("1234", Context(date(2026, 11, 22)))

    assert set(found) - set(VALIDATORS) == {"tax_number"}
    assert "tax_number" not in VALIDATORS
    told = texts(found)[refused.codes[0]]
    assert told.text.format_map(refused.faults[0].params) == "A tax number has 5 digits"
    assert set(texts(found)) - set(FAULTS) == {"tax_number-digits"}


@pytest.mark.parametrize(
    ("group", "words"),
    [
        ([("iban", "engine.validators.latin")], ["'iban'", "Anketa itself", "validators.latin"]),
        (
            [("ours", "engine.validators.latin"), ("ours", "engine.validators.iban")],
            ["'ours'", "validators.latin", "validators.iban", "Rename"],
        ),
        ([("tax", "json")], ["'tax'", "compact, validate, format", "json"]),
        ([("tax", "no_such_package")], ["'tax'", "ModuleNotFoundError", "no_such_package"]),
        ([("tax", "json:no_such_thing")], ["'tax'", "AttributeError", "json:no_such_thing"]),
    ],
)
def test_what_cannot_be_used_is_refused_with_the_reason(
    group: list[tuple[str, str]], words: list[str]
) -> None:
    with pytest.raises(ExtensionRefused) as refusal:
        load(entry(name, value) for name, value in group)
    assert [word for word in words if word not in str(refusal.value)] == []


def test_a_module_that_fails_while_it_is_imported_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "their_broken_module.py").write_text("1 / 0\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(ExtensionRefused, match="ZeroDivisionError"):
        load([entry("broken", "their_broken_module")])


def test_a_second_sentence_for_a_code_is_refused() -> None:
    rude = ModuleType("rude")
    vars(rude).update(vars(iban), FAULTS={"iban": FAULTS["url"]})
    with pytest.raises(ExtensionRefused, match="'iban' a second sentence"):
        texts({"rude": cast("Validator", rude)})
