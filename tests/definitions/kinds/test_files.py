"""Limits of uploaded files, judged by what is known of them (spec S-15)."""

from __future__ import annotations

import pytest

from engine.base.values import StoredFile
from engine.definitions.kinds.file import FORMATS, extension, file_problems
from tests.definitions.kinds.questions import question


def stored(name: str, size: int = 10) -> StoredFile:
    return StoredFile(name, name, size, "", "")


@pytest.mark.parametrize(
    ("name", "size", "expected"),
    [
        ("scan.pdf", 157_286_400, []),
        ("scan.pdf", 157_286_401, ["E-31"]),
        ("SCAN.PDF", 1, []),
        ("scan.heic", 1, ["E-33"]),
        ("scan.tiff", 1, ["E-33"]),
        ("scan.zip", 1, ["E-33"]),
        ("scan", 1, ["E-33"]),
        (".pdf", 1, ["E-33"]),
        ("scan.pdf.exe", 1, ["E-33"]),
        ("scan.png", 0, ["E-34"]),
    ],
)
def test_one_file(name: str, size: int, expected: list[str]) -> None:
    found = file_problems([stored(name, size)], question("file"), "q")
    assert [problem.code for problem in found] == expected


@pytest.mark.parametrize("name", FORMATS)
def test_each_of_the_sixteen_formats(name: str) -> None:
    assert file_problems([stored(f"scan.{name}")], question("file"), "q") == ()


def test_ten_files_and_no_more() -> None:
    files = [stored(f"{number}.pdf") for number in range(11)]
    assert file_problems(files[:10], question("file"), "q") == ()
    found = file_problems(files, question("file"), "q")
    assert [(each.code, each.params["max"]) for each in found] == [("E-32", 10)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a.PDF", "pdf"), ("a.tar.gz", "gz"), ("a", ""), (".pdf", ""), ("a.", ""), ("a.pdf ", "pdf")],
)
def test_the_last_extension_counts(name: str, expected: str) -> None:
    assert extension(name) == expected
