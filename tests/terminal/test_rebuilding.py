"""``case rebuild-cards`` makes anew what lists know."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from cli import main
from tests.corridor.club_people import FOLDER, build_club, join
from tests.corridor.conftest import NOON
from tests.fakes import FixedClock


def rebuilt(data: Path) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["case", "rebuild-cards", "--data", str(data)])
    return done.exit_code, done.output


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANKETA_DEFINITIONS", str(FOLDER))
    return tmp_path / "data"


def test_cards_are_rebuilt_and_timers_set(data: Path) -> None:
    product = build_club(data, FixedClock(NOON))
    member = join(product)
    member.send()
    join(product)
    with product.store.write() as unit:
        card = unit.cards.of_case(member.case_id)
        unit.cards.clear()
        unit.timers.keep(member.case_id, ())
    assert rebuilt(data) == (0, "cards rebuilt: 2, timers set: 1\n")
    assert rebuilt(data) == (0, "cards rebuilt: 2, timers set: 0\n")
    with product.store.read() as view:
        assert view.cards.of_case(member.case_id) == card
    product.close()


def test_no_cases_are_no_fault(data: Path) -> None:
    build_club(data, FixedClock(NOON)).close()
    assert rebuilt(data) == (0, "cards rebuilt: 0, timers set: 0\n")
