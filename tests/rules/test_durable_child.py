"""The library in its child: what it is given is within what it bears, and why that is needed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from engine.rules.child import COMMAND, Child
from engine.rules.durable_child import MOST_PROPERTIES, MOST_RULES, parts

ROOT = Path(__file__).parents[2]


def in_another_process(code: str) -> subprocess.CompletedProcess[str]:
    """Run code against the library where its faults do no harm."""
    return subprocess.run(
        [sys.executable, "-c", f"from engine.rules.durable_child import *\n{code}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def test_rules_are_divided_by_their_number() -> None:
    rules = [[["p0", "=", number]] for number in range(2 * MOST_RULES + 1)]
    divided = list(parts(rules))
    assert [len(part) for part in divided] == [MOST_RULES, MOST_RULES, 1]
    assert [number for part in divided for number in part] == list(range(len(rules)))


def test_rules_are_divided_by_their_properties() -> None:
    rules = [[[f"p{n}", "=", 1] for n in range(50 * k, 50 * (k + 1))] for k in range(9)]
    for part in parts(rules):
        assert len({name for terms in part.values() for name, _, _ in terms}) <= MOST_PROPERTIES
    assert sum(len(part) for part in parts(rules)) == 9


def test_no_rules_are_no_parts() -> None:
    assert list(parts([])) == []


def test_the_library_fails_where_many_conditions_fit_at_once() -> None:
    """If this ever passes in one part, the parts may become larger."""
    failed = in_another_process(
        "import engine.rules.durable_child as child; child.MOST_RULES = 1000\n"
        "judging = Engine()\n"
        "judging.load('all', [[['p0', '>', number]] for number in range(0, -70, -1)])\n"
        "judging.load('neq', [[['p0', '!=', number]] for number in range(70)])\n"
        "judging.judge('neq', {'p0': -1})\n"
    )
    assert failed.returncode != 0


def test_the_same_conditions_in_parts() -> None:
    fine = in_another_process(
        "judging = Engine()\n"
        "judging.load('neq', [[['p0', '!=', number]] for number in range(1000)])\n"
        "print(len(judging.judge('neq', {'p0': -1})))\n"
    )
    assert (fine.returncode, fine.stdout) == (0, "1000\n")


def test_the_librarys_own_threads_do_not_run() -> None:
    quiet = in_another_process(
        "import threading\n"
        "judging = Engine()\n"
        "judging.load('a', [[['p0', '=', 1]]])\n"
        "judging.judge('a', {'p0': 1})\n"
        "print(threading.active_count())\n"
    )
    assert quiet.stdout == "1\n"


@pytest.mark.parametrize("record", [{"p0": 2**62 - 1}, {"p0": -(2**62)}, {}, {"p0": 0}])
def test_whole_numbers_are_compared_exactly(record: dict[str, int]) -> None:
    child = Child()
    large = 2**62 - 1
    rules = [[["p0", "=", large]], [["p0", ">=", large]], [["p0", "<", large]], []]
    child.ask({"load": "a", "rules": rules}, 30)
    try:
        fired = child.ask({"judge": "a", "records": [record]}, 30)["fired"]
    finally:
        child.stop()
    value = record.get("p0")
    expected = [] if value is None else [0, 1] if value == large else [2]
    assert fired == [[*expected, 3]]


def test_the_child_gets_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANKETA_SECRET", "not for the child")
    child = Child()
    try:
        child.ask({"load": "a", "rules": []}, 30)
        variables = Path(f"/proc/{child.pid}/environ").read_bytes()
    finally:
        child.stop()
    assert b"ANKETA_SECRET" not in variables
    assert b"PATH=" in variables


def test_the_child_writes_no_core_and_starts_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    child = Child(COMMAND)
    try:
        child.ask({"load": "a", "rules": []}, 30)
        limits = Path(f"/proc/{child.pid}/limits").read_text(encoding="ascii")
    finally:
        child.stop()
    core = next(line for line in limits.splitlines() if line.startswith("Max core file size"))
    assert core.split()[4:6] == ["0", "0"]
    assert os.listdir(tmp_path) == []  # noqa: PTH208
