"""Other programmes in the same words.

A city with appeal, yearly renewal, nine services that know nothing of each other, and a household of
several people.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

import cli

HERE = Path(__file__).parent
PROGRAMMES = ("benefit", "household", "nine", "supplier")


def said(*words: str, programme: str) -> str:
    """What a command prints that must succeed."""
    result = CliRunner().invoke(cli.main, [*words, "--definitions", str(HERE / programme)])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_it_is_read_without_a_fault(programme: str) -> None:
    assert "0 errors, 0 warnings" in said("check", programme=programme)


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_everything_it_promises_is_proved(programme: str) -> None:
    assert "nothing to object to" in said("verify", programme, "--lang", "en", programme=programme)


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_its_scenarios_pass(programme: str) -> None:
    assert ", 0 failed" in said("scenarios", programme=programme)


@pytest.mark.parametrize(("programme", "most"), [("nine", 6_000), ("household", 200)])
def test_what_is_independent_is_looked_at_apart(programme: str, most: int) -> None:
    # Nine services of four places each have 262,144 states together.
    found = re.search(r"States: ([0-9]+)", said("verify", programme, programme=programme))
    assert found is not None
    assert 0 < int(found[1]) <= most
