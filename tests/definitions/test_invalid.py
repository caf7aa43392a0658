"""Every kind of mistake has a fixture; it is found at its exact place, and nothing else is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.base.errors import Fault
from engine.definitions.fault_codes import FAULT_CODES
from engine.definitions.loader import check
from tests.definitions.folders import FIXTURES, INVALID, faults, invalid

NAMES = sorted(FIXTURES)
TOLD_ELSEWHERE = {"A703", "A704", "A115", "A224", "A906"}
"""Found by others: test_missing_texts, test_schema_faults, test_scenario_names,
rules/test_untranslatable."""


def expected(name: str) -> list[str]:
    return (FIXTURES[name] / "expected.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("name", NAMES)
def test_the_mistake_is_found_where_it_is(name: str, tmp_path: Path) -> None:
    folder = invalid(name, tmp_path)
    definitions, found = check(folder)
    assert [f"{fault.span} {fault.code}" for fault in found] == expected(name)
    assert (definitions is None) == any(fault.severity == "error" for fault in found)
    for fault in found:
        assert fault.severity == FAULT_CODES[fault.code].severity
        assert_is_readable(fault, folder)


def assert_is_readable(fault: Fault, folder: Path) -> None:
    """A message is a sentence, and its place is one in the file."""
    assert fault.message[-1] in ".?!…"
    assert not fault.suggestion or fault.suggestion[-1] in ".?!…"
    path = folder / fault.span.file
    if path.is_file() and path.stat().st_size:
        lines = path.read_text("utf-8").split("\n")
        assert 1 <= fault.span.line <= len(lines)
        assert 1 <= fault.span.column <= len(lines[fault.span.line - 1]) + 1


def test_every_code_has_a_fixture() -> None:
    found = {line.split()[1] for name in NAMES for line in expected(name)}
    assert found == set(FAULT_CODES) - TOLD_ELSEWHERE


def test_every_code_is_explained() -> None:
    for code, explained in FAULT_CODES.items():
        assert code == explained.code
        for text in (explained.why, explained.advice):
            assert text[0].isupper() or not text[0].isalpha()
            assert text[-1] in ".…"


def test_all_mistakes_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    for name in ("unknown_attribute", "wrong_kind_flag", "two_results", "unknown_terms"):
        folder = invalid(name, tmp_path / name)
        for path in sorted(folder.rglob("*.yaml")):
            target = tmp_path / "all" / path.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            if not target.exists() or (INVALID / name / path.relative_to(folder)).exists():
                target.write_bytes(path.read_bytes())
    for path in folder.rglob("*.*"):
        target = tmp_path / "all" / path.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix in {".csv", ".md"}:
            target.write_bytes(path.read_bytes())
    found = faults(tmp_path / "all")
    assert [fault.code for fault in found] == ["A220", "A101", "A302", "A509"]
    assert list(found) == sorted(found, key=lambda fault: fault.span)
