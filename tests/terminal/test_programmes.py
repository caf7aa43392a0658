"""Which programme a command speaks of: the one that is named, else the only one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import cli
from tests.house.tree import ROOT

EXAMPLE = ROOT / "docs" / "example"
VERBS = {"sources": "Without a source", "coverage": "<table", "graph flow": "<svg"}


def ran(verb: str, folder: Path, *more: str) -> Result:
    return CliRunner().invoke(cli.main, [*verb.split(), *more, "--definitions", str(folder)])


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """Definitions of two banks: the example, and the same under another name."""
    folder = tmp_path / "two"
    shutil.copytree(EXAMPLE, folder)
    for room in ("forms", "rules"):
        shutil.copytree(folder / room / "library", folder / room / "museum")
    flow = (folder / "flows" / "library.yaml").read_text("utf-8")
    other = flow.replace("programme: library", "programme: museum")
    (folder / "flows" / "museum.yaml").write_text(other, "utf-8")
    return folder


@pytest.mark.parametrize("verb", VERBS)
def test_the_only_programme_needs_no_name(verb: str) -> None:
    found = ran(verb, EXAMPLE)
    assert found.exit_code == 0, found.output
    assert VERBS[verb] in found.output


@pytest.mark.parametrize("verb", VERBS)
def test_one_of_several_must_be_named(verb: str, two: Path) -> None:
    found = ran(verb, two)
    assert found.exit_code == 1
    assert "Say which programme: library, museum." in found.output
    assert ran(verb, two, "museum").exit_code == 0
