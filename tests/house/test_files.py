"""Files: all of them are ours, and none of them knows the machine it was written on."""

from __future__ import annotations

import re
from pathlib import Path

from tests.house.tree import ROOT, text, tracked

BINARY_SUFFIXES = {".gif", ".ico", ".jpg", ".pdf", ".png", ".zip"}
FOREIGN_SUFFIXES = {".eot", ".jar", ".otf", ".so", ".ttf", ".whl", ".woff", ".woff2"}
FOREIGN_FOLDERS = {"bower_components", "node_modules", "site-packages", "third_party", "vendor"}
FOREIGN_MARKS = re.compile(r"@license|@preserve|\bCopyright \(c\)|\bSPDX-License-Identifier")
PLACES = re.compile(r"(?<![\w.])/(?:root|work|home/\w+)/|pythonhosted|pypi\.org|npmjs|deb\.debian")
SPANS = re.compile(r"`([a-z_]+/[a-z0-9_./-]*)`")
ROOMS = {path.parts[0] for path in tracked() if len(path.parts) > 1}

HERE = Path("tests/house/test_files.py")


def readable() -> list[Path]:
    return [path for path in tracked() if path.suffix not in BINARY_SUFFIXES and path != HERE]


def found(pattern: re.Pattern[str]) -> list[str]:
    return [f"{path}: {mark}" for path in readable() for mark in pattern.findall(text(path))]


def is_utf_8(path: Path) -> bool:
    try:
        text(path)
    except UnicodeDecodeError:
        return False
    return True


def test_no_file_is_a_copy_of_somebody_elses() -> None:
    assert [
        str(path)
        for path in tracked()
        if path.suffix in FOREIGN_SUFFIXES
        or ".min." in path.name
        or FOREIGN_FOLDERS & set(path.parts)
    ] == []


def test_every_text_is_utf_8() -> None:
    assert [str(path) for path in readable() if not is_utf_8(path)] == []


def test_no_text_is_a_copy_of_somebody_elses() -> None:
    assert found(FOREIGN_MARKS) == []


def test_no_text_knows_a_machine() -> None:
    assert found(PLACES) == []


def test_translations_are_not_committed_in_compiled_form() -> None:
    assert [str(path) for path in tracked() if path.suffix == ".mo"] == []


def test_places_that_documents_name_exist() -> None:
    named = {
        (str(path), place)
        for path in tracked()
        if path.suffix == ".md"
        for place in SPANS.findall(text(path))
        if place.partition("/")[0] in ROOMS
    }
    assert len(named) > 20
    assert [(path, place) for path, place in sorted(named) if not (ROOT / place).exists()] == []
