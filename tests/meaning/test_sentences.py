"""Every frame, in English; captions stand as they are written."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from engine.language.reader import Reader
from engine.meaning.programme import Meaning
from engine.meaning.words.captions import Captions
from engine.meaning.words.evidence import decisive, evidence
from engine.meaning.words.sentences import condition_in_words, in_words
from tests.meaning.definitions import meaning, situation

READER = Reader("en", lambda _context, source: source)
FIELDS: dict[str, Any] = {
    "game": {"choice": "Game", "of": {"chess": "Chess", "go": "Go", "shogi": "Shogi"}},
    "clubs": {"choices": "Clubs", "of": {"a": "Alpha", "b": "Beta", "c": "Gamma"}},
    "years": {"number": "Years"},
    "last": {"number": "Last year"},
    "born": {"date": "Born"},
    "home": {"country": "Home", "of": "countries + nowhere"},
    "shelf": {"choices": "Shelf", "of": {"a": "Art, old", "b": "Biology", "c": "Chemistry"}},
    "speaks": {"language": "Language"},
    "rated": {"yesno": "Rated"},
    "name": {"text": "Name"},
    "papers": {"file": "Papers"},
    "guests": {
        "rows": "0..9",
        "each": "Guest",
        "title": "Guests",
        "fields": {
            "plays": {"yesno": "Plays"},
            "game": {"text": "Likes"},
            "hours": {"number": "Hours"},
        },
    },
}
GUESTS = [{"plays": True}, {"plays": False}]
ONE_ROW = "“Guests”, at least one: Guest 1: “Plays” is yes (answer: yes) ✓"


@pytest.mark.parametrize(
    ("condition", "answers", "expected"),
    [
        ({"game": "chess"}, {"game": "chess"}, "“Game” is Chess (answer: Chess) ✓"),
        ({"game": "chess or go"}, {"game": "shogi"}, "“Game” is Chess or Go (answer: Shogi) ✗"),
        ({"game": "not go"}, {}, "“Game” is not Go (no answer yet) ?"),
        (
            {"clubs": "a or b"},
            {"clubs": ["a", "c"]},
            "“Clubs” includes Alpha or Beta (answer: Alpha, Gamma) ✓",
        ),
        (
            {"clubs": "not a or b"},
            {"clubs": ["c"]},
            "“Clubs” includes none of these: Alpha, Beta (answer: Gamma) ✓",
        ),
        (
            {"clubs": "only a or b"},
            {"clubs": ["c"]},
            "“Clubs” includes nothing but Alpha or Beta (answer: Gamma) ✗",
        ),
        (
            {"clubs": "all a or b"},
            {"clubs": ["a"]},
            "“Clubs” includes all of these: Alpha, Beta (answer: Alpha) ✗",
        ),
        ({"years": "3.."}, {"years": 2}, "“Years” is 3 or more (answer: 2) ✗"),
        ({"years": "> 3"}, {"years": 2}, "“Years” is more than 3 (answer: 2) ✗"),
        ({"years": "..3"}, {"years": 2}, "“Years” is 3 or less (answer: 2) ✓"),
        ({"years": "..<3"}, {"years": 2}, "“Years” is less than 3 (answer: 2) ✓"),
        ({"years": "1..3"}, {"years": 2}, "“Years” is 1 to 3 (answer: 2) ✓"),
        (
            {"years": "1..<3 or 5"},
            {"years": 2},
            "“Years” is 1 or more and less than 3 or 5 (answer: 2) ✓",
        ),
        ({"years": "= last"}, {"years": 2}, "“Years” is the same as “Last year” (answer: 2) ?"),
        (
            {"born": "..today"},
            {"born": date(2027, 1, 1)},
            "“Born” is today or earlier (answer: 1 January 2027) ✗",
        ),
        (
            {"born": "> 2000-01-31"},
            {"born": date(2001, 1, 1)},
            "“Born” is later than 31 January 2000 (answer: 1 January 2001) ✓",
        ),
        (
            {"age": "18.."},
            {"born": date(2000, 1, 1)},
            "“full years from Born to today” is 18 or more (result: 26) ✓",
        ),
        (
            {"both": "3"},
            {"years": 5, "last": 2},
            "“difference: Years − Last year” is 3 (result: 3) ✓",
        ),
        ({"many": "2.."}, {"guests": GUESTS}, "“how many: Guests” is 2 or more (result: 2) ✓"),
        ({"home": "LV or EE"}, {"home": "FI"}, "“Home” is Latvia or Estonia (answer: Finland) ✗"),
        ({"speaks": "lv"}, {"speaks": "ru"}, "“Language” is Latvian (answer: Russian) ✗"),
        ({"rated": "yes"}, {"rated": False}, "“Rated” is yes (answer: no) ✗"),
        ({"papers": "answered"}, {}, "“Papers” is answered (no answer yet) ✗"),
        ({"papers": "blank"}, {}, "“Papers” is not answered (no answer yet) ✓"),
        ({"name": "n/a"}, {"name": "Anna"}, "“Name” does not apply (answer: Anna) ✗"),
        ({"name": "Anna"}, {"name": "x" * 99}, f"“Name” is Anna (answer: {'x' * 79}…) ✗"),
        (
            {"today": "2027-01-01.."},
            {},
            "“today” is 1 January 2027 or later (result: 22 November 2026) ✗",
        ),
        (
            {"not": {"rated": "yes"}},
            {"rated": False},
            "provided that this is not so: “Rated” is yes (answer: no) ✗",
        ),
        (
            {"any": [{"rated": "yes"}, {"game": "go"}]},
            {"rated": False, "game": "chess"},
            "at least one of these holds: “Rated” is yes (answer: no) ✗; "
            "“Game” is Go (answer: Chess) ✗",
        ),
        (
            {"any": [{"rated": "yes"}, {"game": "go"}]},
            {"rated": True},
            "“Rated” is yes (answer: yes) ✓",
        ),
        (
            {"rated": "yes", "game": "go"},
            {"rated": True, "game": "chess"},
            "“Game” is Go (answer: Chess) ✗",
        ),
        ("rated player", {"rated": True}, "“Rated” is yes (answer: yes) ✓"),
        ({"guests": {"any": {"plays": "yes"}}}, {"guests": GUESTS}, ONE_ROW),
        (
            {"guests": {"all": {"plays": "yes"}}},
            {"guests": GUESTS},
            "“Guests”, every one: Guest 2: “Plays” is yes (answer: no) ✗",
        ),
        (
            {"guests": {"none": {"plays": "yes"}}},
            {"guests": GUESTS},
            "“Guests”, none: Guest 1: “Plays” is yes (answer: yes) ✓",
        ),
        (
            {"guests": {"any": {"plays": "yes"}}},
            {"guests": []},
            "“Guests”, at least one: nobody and nothing is entered",
        ),
    ],
)
def test_frames(tmp_path: Path, condition: Any, answers: dict[str, Any], expected: str) -> None:
    ready = club(tmp_path, condition)
    case = situation(ready, answers)
    tested = ready.programme.conditions[-1].condition
    assert in_words(decisive(evidence(case, tested)), Captions(ready, READER)) == expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"game": "chess or go", "rated": "yes"}, "“Game” is Chess or Go; “Rated” is yes"),
        (
            {"any": [{"game": "chess"}, {"rated": "yes"}], "years": "3.."},
            "at least one of these holds: [“Game” is Chess; “Rated” is yes]; “Years” is 3 or more",
        ),
        ({"not": "rated player"}, "provided that this is not so: “Rated” is yes"),
        ({"guests": {"all": {"plays": "yes"}}}, "“Guests”, every one: “Plays” is yes"),
        ({"clubs": "only a"}, "“Clubs” includes nothing but Alpha"),
    ],
)
def test_conditions_without_answers(tmp_path: Path, condition: Any, expected: str) -> None:
    ready = club(tmp_path, condition)
    tested = ready.programme.conditions[-1].condition
    assert condition_in_words(tested, Captions(ready, READER)) == expected


@pytest.mark.parametrize(
    ("condition", "answers", "expected"),
    [
        (
            {"any": [{"any": [{"rated": "yes"}, {"game": "go"}]}, {"game": "shogi"}]},
            {"rated": False, "game": "chess"},
            "at least one of these holds: “Rated” is yes (answer: no) ✗; “Game” is Go"
            " (answer: Chess) ✗; “Game” is Shogi (answer: Chess) ✗",
        ),
        (
            {"not": {"any": [{"rated": "yes"}, {"game": "go"}]}, "years": "3.."},
            {"rated": False, "game": "chess", "years": 3},
            "provided that this is not so: at least one of these holds: [“Rated” is yes"
            " (answer: no) ✗; “Game” is Go (answer: Chess) ✗]; “Years” is 3 or more (answer: 3) ✓",
        ),
        (
            {"shelf": "a or b"},
            {"shelf": ["a", "c"]},
            "“Shelf” includes “Art, old” or “Biology” (answer: “Art, old”, “Chemistry”) ✓",
        ),
        ({"home": "EE"}, {"home": "XX-1"}, "“Home” is Estonia (answer: Nowhere) ✗"),
        ({"tired": "..100"}, {"guests": [{"hours": 101}]}, "“total: Guest – Hours” is 100 or less"),
    ],
)
def test_words_that_could_be_mistaken(
    tmp_path: Path, condition: Any, answers: dict[str, Any], expected: str
) -> None:
    ready = club(tmp_path, condition)
    case = situation(ready, answers)
    tested = ready.programme.conditions[-1].condition
    said = in_words(decisive(evidence(case, tested)), Captions(ready, READER))
    assert said.startswith(expected)


def club(folder: Path, condition: Any) -> Meaning:
    values = {
        "age": "years from born to today",
        "both": "difference of years and last",
        "many": "count of guests",
        "tired": "sum of guests.hours",
    }
    (folder / "lists").mkdir(exist_ok=True)
    (folder / "lists" / "nowhere.yaml").write_text("list: nowhere\nof: {XX-1: Nowhere}\n", "utf-8")
    conditions = {"rated player": {"rated": "yes"}, "tested": condition}
    return meaning(folder, fields=FIELDS, form={"values": values}, flow={"conditions": conditions})
