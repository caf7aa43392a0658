"""Commands: what the documents tell people to type exists, and what exists is documented."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import click
import pytest

import cli
from terminal.lazily import LazyGroup
from tests.house.tree import ROOT, text, tracked

DOCUMENTS = [path for path in tracked() if path.suffix == ".md"]
TARGETS = set(re.findall(r"^([a-z-]+):", text(Path("Makefile")), flags=re.MULTILINE))


def verbs(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[str]:
    """Every verb that can be typed, such as ``db upgrade``."""
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            assert child is not None, name
            yield from verbs(child, (*path, name))
    else:
        yield " ".join(path)


def shell_lines(path: Path) -> list[str]:
    """Commands in code spans and code blocks of a document."""
    blocks = re.findall(r"```\w*\n(.*?)```", text(path), flags=re.DOTALL)
    return [line.strip() for block in blocks for line in block.splitlines()] + re.findall(
        r"(?<!`)`([^`\n]+)`", text(path)
    )


def make(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", "--no-print-directory", *arguments],
        cwd=ROOT,
        env={**os.environ, "MAKEFLAGS": "", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("path", DOCUMENTS, ids=str)
def test_documented_make_targets_exist(path: Path) -> None:
    named = {
        found[1] for line in shell_lines(path) if (found := re.match(r"make ([a-z][a-z-]*)", line))
    }
    assert named - TARGETS == set()


@pytest.mark.parametrize("path", DOCUMENTS, ids=str)
def test_documented_verbs_exist(path: Path) -> None:
    known = set(verbs(cli.main))
    groups = {verb.partition(" ")[0] for verb in known}
    for line in shell_lines(path):
        found = re.match(
            r"(?:anketa|(?:\S*python3? )?cli\.py) ([a-z][a-z0-9-]*)(?: ([a-z0-9-]+))?", line
        )
        if found:
            assert (
                found[1] in known
                or f"{found[1]} {found[2]}" in known
                or (found[1] in groups and not found[2])
            ), line


def test_every_verb_is_documented() -> None:
    page = text(Path("docs/cli.md"))
    assert [
        verb for verb in verbs(cli.main) if f"`{verb}" not in page and f" {verb}" not in page
    ] == []


def test_make_alone_tells_what_can_be_made() -> None:
    answer = make().stdout
    for target in ("setup", "run", "test", "lint", "lock", "clean"):
        assert f"make {target}" in answer


def test_make_run_hands_over_its_settings() -> None:
    plan = make("-n", "run", "PORT=8123", "HOST=0.0.0.0", "DATA=here", "DEFINITIONS=there").stdout
    assert "cli.py i18n compile" in plan
    assert re.search(r"cli\.py db upgrade .*here", plan)
    assert re.search(r"cli\.py serve --demo .*0\.0\.0\.0.*8123.*here.*there", plan)


def test_the_build_server_runs_what_everybody_runs() -> None:
    assert text(Path(".ci/run")).splitlines()[-1] == "exec make test"


def test_a_missing_python_is_told_in_one_line(tmp_path: Path) -> None:
    told = subprocess.run(
        ["/bin/sh", ROOT / "tools" / "python"],
        env={"PATH": str(tmp_path), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 1
    assert told.stdout == ""
    (line,) = told.stderr.splitlines()
    assert "Install" in line
    assert "3.12" in line


def groups(command: click.Command) -> Iterator[LazyGroup]:
    """A group whose commands are imported when they are used, and those below it."""
    if isinstance(command, LazyGroup):
        context = click.Context(command)
        yield command
        for name in command.list_commands(context):
            yield from groups(cast(click.Command, command.get_command(context, name)))


def test_a_list_of_verbs_says_what_each_of_them_says() -> None:
    for group in groups(cli.main):
        context = click.Context(group, terminal_width=200)
        listed = group.get_help(context)
        for name in group.list_commands(context):
            verb = group.get_command(context, name)
            assert verb is not None
            assert re.search(
                rf"^  {name} +{re.escape(verb.get_short_help_str(200))}$", listed, re.MULTILINE
            )


def test_a_list_of_verbs_imports_none_of_them() -> None:
    told = subprocess.run(
        [sys.executable, "-X", "importtime", ROOT / "cli.py", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    imported = re.findall(r"\| +((?:engine|web)\b\S*)", told.stderr)
    assert imported == []
