"""Examples of mistakes: for each code the line that makes it and what is said of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from engine.base.errors import Fault
from engine.definitions.loader import check

NOTES = ("expected.txt", "removed.txt")


@dataclass(frozen=True, slots=True)
class Mistake:
    """The line of a file that a fault points to, and the fault."""

    line: str
    fault: Fault


def mistakes(valid: Path, invalid: Path) -> Mapping[str, Mistake]:
    """One mistake for each code that a fixture below ``invalid`` makes.

    A fixture is a folder with the files of ``valid`` that it changes. Raises OSError.
    """
    found: dict[str, Mistake] = {}
    for fixture in sorted(invalid.iterdir()):
        for code, mistake in _of(valid, fixture):
            found.setdefault(code, mistake)
    return found


def _of(valid: Path, fixture: Path) -> Iterator[tuple[str, Mistake]]:
    with TemporaryDirectory() as place:
        folder = Path(place)
        shutil.copytree(valid, folder, dirs_exist_ok=True)
        removed = fixture / "removed.txt"
        for name in removed.read_text("utf-8").split() if removed.exists() else ():
            (folder / name).unlink()
        shutil.copytree(fixture, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns(*NOTES))
        for fault in check(folder)[1]:
            yield fault.code, Mistake(_line(folder, fault), fault)


def _line(folder: Path, fault: Fault) -> str:
    file = folder / fault.span.file
    if not file.is_file():
        return ""
    lines = file.read_text("utf-8", errors="replace").splitlines()
    place = fault.span.line - 1
    return lines[place].strip() if place < len(lines) and lines[place].isprintable() else ""
