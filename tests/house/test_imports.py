"""Who may import whom: the contracts of setup.cfg hold, and they speak of every room."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.house.tree import ROOT, imported, setup_cfg

KEPT_FROM_THE_COMMAND_LINE = {
    "alembic",
    "dbos",
    "durable",
    "flask",
    "jsonschema",
    "pikepdf",
    "psycopg",
    "reportlab",
    "sqlalchemy",
    "sqlite3",
    "yaml",
}


def corridor() -> set[str]:
    return set(re.findall(r"[\w.]+", setup_cfg()["importlinter:contract:corridor"]["layers"]))


def test_import_contracts_are_kept() -> None:
    checked = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_corridor_names_every_room_and_nothing_else() -> None:
    rooms = {
        f"engine.{entry.stem}"
        for entry in (ROOT / "engine").iterdir()
        if entry.name != "__init__.py"
        and (entry.suffix == ".py" or (entry / "__init__.py").is_file())
    }
    assert corridor() == rooms | {"terminal", "web"}


def test_the_command_line_leaves_libraries_to_their_rooms() -> None:
    roots = {name.partition(".")[0] for name in imported(Path("cli.py"))}
    assert roots & KEPT_FROM_THE_COMMAND_LINE == set()
