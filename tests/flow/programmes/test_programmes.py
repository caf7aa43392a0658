"""Three other programmes in the same words: another bank, a city with appeal, yearly renewal."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import cli

HERE = Path(__file__).parent
PROGRAMMES = ("benefit", "bluor", "supplier")


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
