"""Examples of mistakes: for each code the line that makes it and what is said of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from engine.base.dataclass import dataclass
from engine.base.errors import Fault
from engine.definitions.loader import check

NOTES = ("expected.txt", "removed.txt", "changed.txt")


@dataclass(frozen=True, slots=True)
class Mistake:
    """The line of a file that a fault points to, and the fault."""

    line: str
    fault: Fault


def mistakes(rooms: Iterable[tuple[Path, Path]]) -> Mapping[str, Mistake]:
    """One mistake for each code that a fixture makes. Raises OSError.

    ``rooms`` pairs a folder of valid definitions with a folder of fixtures that damage them.
    """
    found: dict[str, Mistake] = {}
    for valid, invalid in rooms:
        for fixture in sorted(invalid.iterdir()):
            for code, mistake in _of(valid, fixture):
                found.setdefault(code, mistake)
    return found


def damage(valid: Path, fixture: Path, target: Path) -> Path:
    """The valid definitions in ``target``, with what a fixture changes. Raises OSError.

    A fixture is a folder with whole files; ``removed.txt`` lists files that are left out, and
    ``changed.txt`` words of a file that are replaced: its name, ``< old`` lines, ``> new`` lines.
    """
    shutil.copytree(valid, target, dirs_exist_ok=True)
    removed, changed = fixture / "removed.txt", fixture / "changed.txt"
    for name in removed.read_text("utf-8").split() if removed.exists() else ():
        (target / name).unlink()
    shutil.copytree(fixture, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns(*NOTES))
    if changed.exists():
        _change(target, changed.read_text("utf-8"))
    return target


def _change(target: Path, changes: str) -> None:
    file, old = target, ""
    for mark, lines in groupby(changes.splitlines(), key=lambda line: line[:2]):
        words = "\n".join(line[2:] for line in lines)
        if mark == "< ":
            old = words
        elif mark == "> ":
            text = file.read_text("utf-8")
            if text.count(old) != 1:
                message = f"{file.name} does not hold this once: {old}"
                raise LookupError(message)
            file.write_text(text.replace(old, words), "utf-8")
        else:
            file = target / f"{mark}{words}"


def _of(valid: Path, fixture: Path) -> Iterator[tuple[str, Mistake]]:
    with TemporaryDirectory() as place:
        folder = damage(valid, fixture, Path(place))
        for fault in check(folder)[1]:
            yield fault.code, Mistake(_line(folder, fault), fault)


def _line(folder: Path, fault: Fault) -> str:
    file = folder / fault.span.file
    if not file.is_file():
        return ""
    lines = file.read_text("utf-8", errors="replace").splitlines()
    place = fault.span.line - 1
    return lines[place].strip() if place < len(lines) and lines[place].isprintable() else ""
