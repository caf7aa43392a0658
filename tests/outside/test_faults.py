"""The same faults for each provider: nothing wrong is decided, nothing lost, the person told.

The limit of time is passed in, so nobody waits for a provider that is slow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Final, get_args

import pytest

from engine.outside.rehearsal.trouble import Answers
from tests.outside.stands import HASTY, PATIENT, Stand, stands

PROVIDERS: Final = ("Sumsub", "Zoom", "Dokobit")
ANSWERS: Final = [one for one in get_args(Answers) if one != "well"]


@pytest.fixture(scope="module")
def everybody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, Stand]]:
    with stands(tmp_path_factory.mktemp("outside")) as made:
        yield made


@pytest.fixture(params=PROVIDERS)
def stand(everybody: Mapping[str, Stand], request: pytest.FixtureRequest) -> Iterator[Stand]:
    """Somebody waits for what a provider says."""
    one = everybody[request.param]
    one.trouble.calls, one.trouble.answers = "held", "well"
    one.waits()
    one.deliveries.held.clear()
    yield one
    one.trouble.answers = "well"


def test_answers_that_are_none_are_asked_for_again_and_the_person_is_told(stand: Stand) -> None:
    before, during, after = stand.seen
    for is_begun in (False, True):
        for stand.trouble.answers in ANSWERS:
            limit = HASTY if stand.trouble.answers == "slow" else PATIENT
            told = "refused" if stand.trouble.answers == "elsewhere" else "down"
            assert stand.ask(limit) == told, stand.trouble.answers
            assert stand.session().fault
            assert stand.session().ask_at is not None
            assert stand.stands() == before
            if not is_begun:
                assert stand.check(limit)
                page = stand.page()
                assert stand.sorry in page
                assert "Nothing is lost: please try again in a few minutes." in page
        stand.trouble.answers = "well"
        if not is_begun:
            assert stand.check(PATIENT) == ""
            assert stand.ask() == "begun"
            assert stand.sorry not in stand.page()
            stand.act(last=False)
    stand.ask()
    assert stand.stands() == during
    stand.act(last=True)
    stand.ask()
    assert stand.stands() == after


def test_calls_decide_nothing_forged_twice_turned_round_or_late(stand: Stand) -> None:
    before, _, after = stand.seen
    stand.ask()
    stand.act(last=False)
    stand.act(last=True)
    calls, known = stand.held(), stand.heard()
    assert len(calls) >= 2
    for call in calls:
        assert {stand.posted(one) for one in stand.forged(call)} <= {400, 404, 413}
    assert stand.heard() == known, "what is forged is not even remembered"
    for call in reversed(calls):
        assert [stand.posted(call), stand.posted(call)] == [200, 200]
    assert stand.heard() == known + len(calls), "what comes twice is remembered once"
    assert stand.stands() == before, "a call says only that it is to be asked"
    stand.ask()
    assert stand.stands() == after
    stand.clock.move(timedelta(hours=1))
    for call in calls:
        assert stand.posted(call) in (200, 400)
    stand.product.outside.ask(stand.session().id)
    assert stand.stands() == after


def test_calls_that_are_lost_are_made_up_for_by_the_clock(stand: Stand) -> None:
    stand.ask()
    stand.act(last=False)
    stand.act(last=True)
    stand.held()
    stand.clock.move(timedelta(hours=3, minutes=1))
    session = stand.session()
    assert session.ask_at is not None
    assert session.ask_at <= stand.clock.now()
    assert stand.product.outside.due(10_000) >= 1
    stand.ask()
    assert stand.stands() == stand.seen[2]
