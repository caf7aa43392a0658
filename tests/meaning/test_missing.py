"""Only answers that could still change something are asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from engine.meaning.missing import missing
from tests.meaning.definitions import meaning, situation

FIELDS: dict[str, Any] = {
    "p": {"yesno": "P"},
    "q": {"yesno": "Q"},
    "r": {"yesno": "R"},
    "guests": {
        "rows": "0..9",
        "each": "Guest",
        "title": "Guests",
        "fields": {"plays": {"yesno": "Plays"}},
    },
}
P, Q, R = {"p": "yes"}, {"q": "yes"}, {"r": "yes"}


@pytest.mark.parametrize(
    ("condition", "answers", "expected"),
    [
        (P, {}, "p"),
        (P, {"p": False}, ""),
        ({"all": [P, Q]}, {"p": False}, ""),
        ({"all": [P, Q]}, {"p": True}, "q"),
        ({"any": [P, Q]}, {"p": True}, ""),
        ({"any": [{"all": [P, Q]}, R]}, {"p": False}, "r"),
        ({"any": [{"all": [P, Q]}, R]}, {}, "p q r"),
        ({"all": [{"any": [P, Q]}, R]}, {"p": True}, "r"),
        ({"not": {"all": [P, Q]}}, {"q": True}, "p"),
        ({"p": "= q"}, {"p": True}, "q"),
        ({"p": "= q"}, {}, "p q"),
        ({"guests": {"any": {"plays": "yes"}}}, {}, "guests"),
        (
            {"guests": {"any": {"plays": "yes"}}},
            {"guests": [{}, {"plays": False}]},
            "guests.0.plays",
        ),
        ({"guests": {"any": {"plays": "yes"}}}, {"guests": [{}, {"plays": True}]}, ""),
    ],
)
def test_what_is_missing(
    tmp_path: Path, condition: Any, answers: dict[str, Any], expected: str
) -> None:
    ready = meaning(tmp_path, fields=FIELDS, flow={"conditions": {"tested": condition}})
    case = situation(ready, answers)
    assert " ".join(missing(ready.programme.conditions[0].condition, case)) == expected
