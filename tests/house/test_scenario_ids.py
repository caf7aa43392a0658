"""Acceptance scenarios S-01 to S-30, S-55 to S-60: each is proved by a test or scenario naming it.

A test names one in its function (``test_s07_…``) or in the id of a case of its table (``s12-…``), a
scenario of the definitions at the start of its title (``S-25 …``).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import syntax, text, tracked

IDS = {f"S-{number:02d}" for number in (*range(1, 31), *range(55, 61))}
IN_A_FUNCTION = re.compile(r"^test(?:_\w+?)??((?:_s[0-9]{2})+)_")
IN_A_CASE = re.compile(r"^s([0-9]{2})\b")
IN_A_TITLE = re.compile(r"^[\"']?(S-[0-9]{2}) \S.*:$", flags=re.MULTILINE)


def named_in_tests(path: Path) -> Iterator[str]:
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.FunctionDef) and (found := IN_A_FUNCTION.match(node.name)):
            yield from (f"S-{number}" for number in re.findall(r"[0-9]{2}", found[1]))
        if isinstance(node, ast.keyword) and node.arg in ("id", "ids"):
            for one in ast.walk(node.value):
                if isinstance(one, ast.Constant) and isinstance(one.value, str):
                    yield from (f"S-{found}" for found in IN_A_CASE.findall(one.value))


def proofs() -> dict[str, set[str]]:
    """By acceptance scenario the files that prove it."""
    found: dict[str, set[str]] = {}
    for path in tracked():
        if path.parts[0] == "tests" and path.name.startswith("test_") and path.suffix == ".py":
            for name in named_in_tests(path):
                found.setdefault(name, set()).add(str(path))
        if path.parts[:2] == ("definitions", "scenarios"):
            for name in IN_A_TITLE.findall(text(path)):
                found.setdefault(name, set()).add(str(path))
    return found


def test_every_acceptance_scenario_is_proved() -> None:
    assert sorted(IDS - set(proofs())) == []


def test_what_is_named_is_found() -> None:
    assert IN_A_FUNCTION.match("test_s07_a_used_code")
    assert IN_A_FUNCTION.match("test_pages_s07_s08_both")
    assert not IN_A_FUNCTION.match("test_seven")
    assert IN_A_TITLE.findall("# S-01 x:\nS-18 a renewal:\n  S-19 inside:\n") == ["S-18"]
