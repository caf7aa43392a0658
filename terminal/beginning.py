"""``new``: a first small programme, to be changed into one's own."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

import click

from engine.base.errors import AnketaError
from terminal.output import say, told

FIRST: Final = Path(__file__).parent / "templates" / "first"
NEXT: Final = (
    ("anketa check", "tells every mistake"),
    ("anketa verify", "proves the programme"),
    ("anketa scenarios", "tries the examples"),
    ("anketa db upgrade --demo", "makes a database"),
    ("anketa serve --demo", "serves it"),
)


@click.command("new")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@told
def new_command(folder: Path) -> None:
    """Write a first small programme into FOLDER/definitions."""
    target = folder / "definitions"
    if target.exists():
        raise AnketaError(f"{target} exists already; name another folder.")
    shutil.copytree(FIRST, target)
    for file in sorted(target.rglob("*.yaml")):
        say(str(file))
    say()
    if folder.resolve() != Path.cwd():
        say(f"cd {folder}")
    for command, meaning in NEXT:
        say(f"{command:<26} # {meaning}")
