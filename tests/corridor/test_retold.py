"""A stored case in items at the command line: retold as a scenario, and explained."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import cli
from engine.bootstrap import Product
from engine.bundles.library import Library
from engine.case.judgement import RuleEngines
from engine.definitions.faults import Faults
from engine.definitions.loader import load
from engine.definitions.reading.scenarios import read_scenarios
from engine.language.catalogs import Catalogs
from engine.rules.straight import Straight
from engine.scenarios.run import run
from tests.corridor.club_people import (
    FOLDER,
    REQUEST,
    SCANNER,
    Member,
    Staff,
    build_club,
    friends,
    join,
    staffed,
)
from tests.corridor.conftest import NOON
from tests.fakes import FixedClock

WRITTEN = ("Anna Liepa", "Juris Kalns", "321357-24680", "Because I know her", "example.org")


@pytest.fixture(scope="module")
def club(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    made = build_club(tmp_path_factory.mktemp("club"), FixedClock(NOON))
    yield made
    made.close()


@pytest.fixture(scope="module")
def staff(club: Product) -> Staff:
    return staffed(club)


@pytest.fixture(scope="module")
def member(club: Product, staff: Staff) -> Member:
    """Somebody who joins with a friend and gets as far as a proposal that came back."""
    member = join(club, "group")
    member.send({**REQUEST, **friends("Juris Kalns", ids=["aaaa1111"])})
    first, second = member.units("photo")
    member.do(SCANNER, "photo", "scanner passes", first)
    assert isinstance(club.clock, FixedClock)
    club.clock.move(timedelta(hours=5))
    for _ in range(3):
        member.do(SCANNER, "photo", "scanner fails", second)
    member.do(
        staff.officer, "photo", "officer passes", second, raw={"reason": "Because I know her"}
    )
    member.do(staff.approver, "photo", "approver returns", second, raw={"comment": "Really"})
    member.do(
        staff.officer, "photo", "officer passes", second, raw={"reason": "Because I know her"}
    )
    member.do(staff.approver, "photo", "approver confirms", second)
    return member


def anketa(member: Member, *words: str) -> Result:
    data = str(member.product.settings.data)
    return CliRunner().invoke(cli.main, [*words, "--data", data, "--definitions", str(FOLDER)])


def test_it_is_retold_step_by_step_and_holds(member: Member) -> None:
    answer = anketa(member, "scenario", "from-case", member.case_id, "--title", "Retold")
    assert answer.exit_code == 0, answer.output
    faults = Faults()
    (scenario,) = read_scenarios({"scenarios/club/retold.yaml": answer.stdout}, faults)
    assert faults.in_order() == ()
    library = Library(load(FOLDER), Catalogs({}))
    ran = run(scenario, library, RuleEngines(Straight(), Straight()), silent=True)
    assert ran.failures == ()
    steps = [line.strip() for line in answer.stdout.splitlines() if line.startswith("    - ")]
    assert steps[:4] == [
        "- do: {request: applicant sends}",
        "- do: {photo: scanner passes, of: client}",
        "- do: {wait: 5 hours}",
        "- do: {photo: scanner fails, of: friends.0}",
    ]
    assert "- do: {photo: approver returns, of: friends.0}" in steps
    assert steps[-1].startswith("- then: {")
    assert "photo: {client: passed, friends.0: passed}" in steps[-1]


def test_nobody_of_it_is_told(member: Member) -> None:
    told = anketa(member, "scenario", "from-case", member.case_id).stdout
    assert [word for word in WRITTEN if word in told.replace("sample1@example.org", "")] == []


def test_it_is_explained_as_it_stands(member: Member) -> None:
    words = ("explain", member.case_id, "photo client", "--format", "json")
    answer = anketa(member, *words)
    assert answer.exit_code == 0, answer.output
    first = json.loads(answer.stdout)[0]
    assert (first["about"], first["because"]) == ("photo client", "Photo – Anna Liepa: Passed")


def test_a_file_is_never_written_over(member: Member, tmp_path: Path) -> None:
    file = tmp_path / "retold.yaml"
    words = ("scenario", "from-case", member.case_id, "--output", str(file))
    assert anketa(member, *words).exit_code == 0
    assert anketa(member, *words).exit_code == 1
