"""Style and types: what `make lint` says must be nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT

CHECKS = {
    "style": ["ruff", "check", "--no-cache", "--output-format", "concise", "."],
    "layout": ["ruff", "format", "--no-cache", "--check", "."],
    "types": ["mypy"],
}


@pytest.mark.timeout(3_600)  # it looks at everything, and is no measure of the machine
@pytest.mark.parametrize("check", CHECKS)
def test_the_code_is_clean(check: str) -> None:
    program, *arguments = CHECKS[check]
    checked = subprocess.run(
        [Path(sys.executable).with_name(program), *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
