"""Benchmarks run: nobody notices otherwise that the language has left one behind."""

from __future__ import annotations

import subprocess
import sys

from tests.house.tree import ROOT


def test_both_rule_engines_are_compared_with_rules_by_hand() -> None:
    told = subprocess.run(
        [sys.executable, "benchmarks/rules.py", "1"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    assert [line.split()[0] for line in told.stdout.splitlines()[2:]] == [
        "by",
        "straight",
        "durable",
    ]
