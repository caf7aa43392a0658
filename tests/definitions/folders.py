"""Folders of definitions for tests: the valid base, and it with some files in other words."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from engine.analysis.reference.mistakes import damage
from engine.base.errors import Fault
from engine.definitions.loader import check, load
from engine.definitions.model.forms import (
    Field,
)
from engine.definitions.model.programme import (
    Definitions,
    Programme,
)

HERE = Path(__file__).parent
VALID = HERE / "valid"
INVALID = HERE / "invalid"
FLOW_VALID = HERE / "flow" / "valid"
"""Definitions whose flow is written in items."""

FIXTURES = {
    path.name: path for path in sorted((*INVALID.iterdir(), *(HERE / "flow" / "invalid").iterdir()))
}
"""Every fixture by its name: folders of mistakes in one of the two valid bases."""


def copy_of_valid(target: Path) -> Path:
    """The valid base in a folder of its own."""
    shutil.copytree(VALID, target, dirs_exist_ok=True)
    return target


def invalid(name: str, target: Path) -> Path:
    """The valid base of a fixture with what the fixture changes."""
    fixture = FIXTURES[name]
    return damage(VALID if fixture.parent == INVALID else FLOW_VALID, fixture, target)


def written(target: Path, files: Mapping[str, str | bytes]) -> Path:
    """The valid base with these files put over it."""
    copy_of_valid(target)
    for name, content in files.items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return target


def replaced(target: Path, file: str, old: str, new: str) -> Path:
    """The valid base with some words of one file replaced."""
    text = (VALID / file).read_text("utf-8")
    assert old in text, f"{file} does not hold {old}"
    return written(target, {file: text.replace(old, new, 1)})


def corner(folder: Path = VALID) -> Programme:
    """The programme of the valid base."""
    return load(folder).programmes["corner"]


def question(programme: Programme, path: str) -> Field:
    """One question, of a group too."""
    for form in programme.forms:
        for section in form.sections:
            for item in section.items:
                for field in (item,) if isinstance(item, Field) else item.items:
                    if field.path == path:
                        return field
    raise LookupError(path)


def codes(folder: Path) -> list[str]:
    """The codes of all faults of a folder."""
    return [fault.code for fault in check(folder)[1]]


def faults(folder: Path) -> tuple[Fault, ...]:
    """All faults of a folder."""
    return check(folder)[1]


def definitions(folder: Path) -> Definitions:
    """The definitions of a folder that has no errors."""
    return load(folder)
