"""A demand that is taken back leaves nothing open, and nothing of what was tried for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from engine.base.values import NOT_APPLICABLE, Value
from engine.definitions.model.conditions import Subject
from engine.meaning.events import Event
from tests.meaning.definitions import meaning, situation

FIELDS: dict[str, Any] = {
    "players": {
        "rows": "0..9",
        "each": "Player",
        "title": "Players",
        "fields": {"name": {"text": "Name"}},
    }
}
FLOW: dict[str, Any] = {
    "persons": {"team": {"caption": "Team", "every": "players"}},
    "stages": {
        "ask": {
            "title": "Ask",
            "by": "applicant",
            "forms": ["questions"],
            "outcomes": {"sent": "next"},
        },
        "call": {
            "title": "Call",
            "by": "officer",
            "each": "who",
            "on demand after": "ask",
            "outcomes": {"done": "next", "agreed": "stay"},
        },
    },
}
RULES: dict[str, Any] = {
    "who": {
        "hit": "collect",
        "gives": {"who": "persons"},
        "source": "Rules 1",
        "lines": [{"if": {"players": "answered"}, "then": {"who": "team"}}],
    }
}
DEMANDED, WITHDRAWN = Event("call", kind="demanded"), Event("call", kind="withdrawn")
FIRST, SECOND = ("players.0",), ("players.1",)


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([WITHDRAWN], NOT_APPLICABLE),
        ([Event("call", "agreed", FIRST), WITHDRAWN], NOT_APPLICABLE),
        ([Event("call", "done", FIRST), WITHDRAWN], ("done",)),
        ([Event("call", "done", FIRST), Event("call", "agreed", SECOND), WITHDRAWN], ("done",)),
        ([Event("call", "done", FIRST), Event("call", "agreed", SECOND)], ("done", "agreed")),
    ],
)
def test_what_stands_of_a_demand(tmp_path: Path, events: list[Event], expected: Value) -> None:
    ready = meaning(tmp_path, fields=FIELDS, rules=RULES, flow=FLOW)
    answers = {"players": [{"name": "Anna"}, {"name": "Juris"}]}
    case = situation(ready, answers, Event("ask", "sent"), DEMANDED, *events)
    assert case.value(Subject("call")) == expected
