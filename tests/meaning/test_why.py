"""Why: the rows and guards that decided, what almost did, and the answers they met."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from engine.base.values import Problem, Text
from engine.definitions.model.conditions import Subject
from engine.language.reader import Reader
from engine.meaning.programme import Meaning
from engine.meaning.truth import letter
from engine.meaning.words.captions import Captions
from engine.meaning.words.evidence import cells
from engine.meaning.words.sentences import in_words
from engine.meaning.words.summary import facts_in_words, people_in_words, reasons_in_words
from engine.meaning.words.why import (
    Why,
    why_fact,
    why_person,
    why_problem,
    why_question,
    why_required,
)
from engine.meaning.words.why_flow import why_needed
from tests.meaning.definitions import FLOW as PLAIN
from tests.meaning.definitions import meaning, situation

READER = Reader("en", lambda _context, source: source)
FIELDS: dict[str, Any] = {
    "kind": {"choice": "You are", "of": {"person": "a person", "company": "a company"}},
    "wants": {
        "choices": "Services",
        "of": {"court": {"caption": "A court to play on", "short": "court"}, "boat": "Boat"},
    },
    "country": {"country": "Country"},
    "weight": {"number": "Weight", "when": {"wants": "boat"}, "why": "The boat carries 200 kg"},
    "code": {"text": "Code", "sensitive": True, "required": {"country": "LV or EE"}},
    "born": {"date": "Date of birth", "must be": "..today"},
    "permit": {"text": "Permit", "when": {"fee": "high"}},
    "player.name": {"text": "Name"},
    "players": {
        "rows": "0..9",
        "each": "Player",
        "title": "Players",
        "fields": {"name": {"text": "Name"}, "leads": {"yesno": "Leads the team"}},
    },
}
FORM = {
    "values": {"age": "years from born to today"},
    "checks": [{"age": "18..", "else": "Too young", "code": "E-22", "at": "born"}],
}
RULES: dict[str, Any] = {
    "fee": {
        "title": "Fee",
        "hit": "first",
        "gives": {"fee": {"high": "High fee", "low": "Low fee"}},
        "source": "Price list",
        "table": (
            "| kind    | wants | country || fee  | because          | source       |\n"
            "| company | boat  | not LV  || high | Far and heavy    | Price list 1 |\n"
            "| company | boat  | -       || low  | Boats cost       | Price list 2 |\n"
            "| -       | -     | -       || low  | Everybody pays   | Price list 3 |\n"
        ),
    },
    "who": {
        "hit": "collect",
        "gives": {"who": "persons"},
        "source": "Rules 4",
        "lines": [
            {"if": {"kind": "company"}, "then": {"who": "leaders"}, "because": "They lead"},
        ],
    },
    "stages": {
        "hit": "collect",
        "gives": {"stages": "stages"},
        "source": "Rules 5",
        "lines": [
            {"if": {"kind": "company", "wants": "boat"}, "then": {"stages": "inspect"},
             "because": "Boats of companies are inspected", "source": "Rules 5.1"},
        ],
    },
}  # fmt: skip
FLOW: dict[str, Any] = {
    "persons": {"leaders": {"caption": "Leaders", "every": "players", "where": {"leads": "yes"}}},
    "stages": {
        "ask": {
            "title": "Asking",
            "source": "Rules 0",
            "items": "application",
            "done when": {"application": "processing or accepted"},
        },
        "inspect": {
            "title": "Inspection",
            "from": "stages",
            "items": "inspection",
        },
        "deposit": {
            "title": "Deposit",
            "when": {"fee": "high"},
            "because": "A high fee needs a deposit",
            "items": "deposit",
        },
    },
    "items": {
        **PLAIN["items"],
        "inspection": {
            "title": "Inspection",
            "statuses": {
                "open": {"caption": "Open", "officer inspects": "fine"},
                "fine": {"caption": "Fine", "is": "good"},
            },
        },
        "deposit": {
            "title": "Deposit",
            "statuses": {
                "due": {"caption": "Due", "officer records it": "paid"},
                "paid": {"caption": "Paid", "is": "good"},
            },
        },
    },
}
FAR = {"kind": "company", "wants": ["boat"], "country": "EE"}
NEAR = {**FAR, "country": "LV"}


@pytest.fixture(scope="module")
def club(tmp_path_factory: pytest.TempPathFactory) -> Meaning:
    folder: Path = tmp_path_factory.mktemp("club")
    return meaning(folder, fields=FIELDS, form=FORM, rules=RULES, flow=FLOW)


def sentences(club: Meaning, why: Why) -> list[str]:
    return [one.text for one in reasons_in_words(why, Captions(club, READER))]


def test_the_row_that_fired_and_the_one_that_almost_did(club: Meaning) -> None:
    why = why_fact(situation(club, NEAR), "fee")
    (fired,) = why.reasons
    assert (fired.rule, fired.row, fired.source) == ("fee", 2, "Price list 2")
    assert fired.because is not None
    assert fired.because.source == "Boats cost"
    assert fired.span.file == "rules/club/fee.yaml"
    (near,) = why.almost
    assert near.row == 1
    assert near.failed is not None
    assert in_words(near.failed, Captions(club, READER)) == (
        "“Country” is not Latvia (answer: Latvia) ✗"
    )


def test_each_cell_says_what_it_met(club: Meaning) -> None:
    (fired,) = why_fact(situation(club, FAR), "fee").reasons
    found = [(one.subject.path, one.text, letter(one.fits)) for one in cells(fired.evidence)]
    assert found == [("kind", "company", "Y"), ("wants", "boat", "Y"), ("country", "not LV", "Y")]


def test_an_undecided_rule_says_what_it_waits_for(club: Meaning) -> None:
    why = why_fact(situation(club, {"kind": "company", "wants": ["boat"]}), "fee")
    assert (why.holds, why.missing) == (None, ("country",))
    assert [(one.row, one.fits) for one in why.reasons] == [(1, None)]


def test_why_a_stage_applies_or_does_not(club: Meaning) -> None:
    applies = why_needed(situation(club, FAR), "inspect")
    assert (applies.holds, [one.source for one in applies.reasons]) == (True, ["Rules 5.1"])
    passed_over = why_needed(situation(club, {"kind": "company", "wants": ["court"]}), "inspect")
    assert passed_over.holds is False
    assert sentences(club, passed_over) == [
        "“You are” is a company (answer: a company) ✓; “Services” includes Boat (answer: court) ✗"
    ]
    assert len(passed_over.almost) == 1


def test_why_a_guard_on_a_fact_shows_the_row_behind_the_fact(club: Meaning) -> None:
    why = why_needed(situation(club, NEAR), "deposit")
    assert why.holds is False
    assert why.because is None
    assert [(one.rule, one.row) for one in why.reasons] == [("", 0), ("fee", 2)]
    assert sentences(club, why)[0] == "“Fee” is High fee (result: Low fee) ✗"


def test_why_a_question_is_asked(club: Meaning) -> None:
    asked = why_question(situation(club, FAR), "weight")
    assert asked.holds is True
    assert asked.because is not None
    assert sentences(club, asked) == ["“Services” includes Boat (answer: Boat) ✓"]
    hidden = why_question(situation(club, {"wants": ["court"]}), "weight")
    assert hidden.holds is False
    assert sentences(club, hidden) == ["“Services” includes Boat (answer: court) ✗"]
    open_ = why_question(situation(club), "weight")
    assert (open_.holds, open_.missing) == (None, ("wants",))
    assert why_question(situation(club), "kind").reasons == ()


def test_why_an_answer_is_required(club: Meaning) -> None:
    required = why_required(situation(club, {"country": "EE"}), "code")
    assert required.holds is True
    assert sentences(club, required) == ["“Country” is Latvia or Estonia (answer: Estonia) ✓"]
    optional = why_required(situation(club, {"country": "DE"}), "code")
    assert optional.holds is False
    assert why_required(situation(club, {"wants": ["court"]}), "weight").holds is False


def test_why_somebody_has_a_duty(club: Meaning) -> None:
    answers = {"kind": "company", "players": [{"leads": False}, {"leads": True}]}
    why = why_person(situation(club, answers), "players.1")
    assert [one.rule for one in why.reasons] == ["who", ""]
    assert sentences(club, why)[1] == "“Leads the team” is yes (answer: yes) ✓"
    assert why_person(situation(club, answers), "players.0").holds is False


def test_why_an_answer_is_refused(club: Meaning) -> None:
    case = situation(club, {"born": date(2020, 1, 1)})
    problem = Problem("born", "E-22", Text("Too young"))
    why = why_problem(case, problem, *case.place("born"))
    assert why.holds is False
    assert sentences(club, why) == [
        "“full years from Date of birth to today” is 18 or more (result: 6) ✗"
    ]
    missing = Problem("code", "E-01", Text("Fill this in"))
    required = why_problem(situation(club, {"country": "LV"}), missing, "code")
    assert required.holds is True


def test_sensitive_answers_are_not_repeated(club: Meaning) -> None:
    captions = Captions(club, READER)
    assert captions.answer(Subject("code"), "150685-11230") == "given"


def test_facts_and_people_in_words(club: Meaning) -> None:
    case = situation(club, {**FAR, "players": [{"leads": True}]})
    facts = facts_in_words(case, Captions(club, READER))
    assert {one.name: one.codes for one in facts} == {
        "fee": ("high",),
        "who": ("leaders",),
        "stages": ("inspect",),
    }
    people = people_in_words(case, READER)
    assert [(one.name, one.people) for one in people] == [("leaders", ("players.0",))]


def test_facts_in_words_are_the_same_every_time(club: Meaning) -> None:
    answers = {**FAR, "players": [{"leads": True}, {"leads": False}]}
    found = [
        facts_in_words(situation(club, given), Captions(club, READER))
        for given in (answers, answers, dict(reversed(answers.items())))
    ]
    assert found[0] == found[1] == found[2]
