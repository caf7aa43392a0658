"""Options that no test tells apart are one: also beside a test that asks for all of some."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from engine.analysis.cone import cone
from engine.analysis.space import Space, world
from tests.meaning.definitions import TODAY, meaning


def test_only_the_options_asked_for_together_stand_alone(tmp_path: Path) -> None:
    fields = {
        "lived": {"choices": "Where did you live", "of": "countries"},
        "why": {"text": "Why", "when": {"lived": "all LV or EE or LT"}},
    }
    ready = meaning(tmp_path, fields=fields)
    placed = [(guard.condition, "") for guard in ready.questions["why"].guards]
    space = Space(world(ready, TODAY), cone(ready, placed, ["lived", "why"], None), drafts=True)
    given = [choice.given for choice in space.choices("lived", {})]
    assert len(given) == 16  # three countries that are named, one of the others, and none of them
    assert {len(one) for one in given if isinstance(one, tuple)} == {1, 2, 3, 4}


def test_days_on_which_a_bank_works_and_times_of_such_a_day_are_told_apart(tmp_path: Path) -> None:
    fields = {
        "day": {"date": "Day"},
        "time": {"text": "Time"},
        "why": {"text": "Why so", "when": {"time": "within working hours on day"}},
    }
    ready = meaning(tmp_path, fields=fields, flow={"calendar": {"country": "LV"}})
    placed = [(guard.condition, "") for guard in ready.questions["why"].guards]
    space = Space(world(ready, TODAY), cone(ready, placed, ["why"], None))
    days = [choice.given for choice in space.choices("day", {})]
    assert {day.isoweekday() < 6 for day in days if isinstance(day, date)} == {True, False}
    times = {choice.given for choice in space.choices("time", {"day": days[0]})}
    assert {"09:00", "17:00"} < times
