"""Findings as text, as data, as a page, and as scenarios, in the words of the reader."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from engine.analysis import page
from engine.analysis.codes import PROPERTIES
from engine.analysis.findings import Finding, FindingText, Report, RunStep
from engine.analysis.report import to_json, to_text
from engine.analysis.retelling import whole, write_scenario
from engine.analysis.space import world
from engine.analysis.words import Words
from engine.base.values import BLANK, Span
from engine.definitions.faults import Faults
from engine.definitions.reading.scenarios import read_scenarios
from engine.language.reader import Reader
from engine.meaning.programme import Meaning
from tests.analysis.programmes import club, report
from tests.analysis.test_verify import SPOILED
from tests.meaning.definitions import TODAY

LINE = {"at": "join", "fits": {"invoice": "paid"}, "because": "Whoever joins has paid"}
READER = Reader("en", lambda _context, source: source)


def spoiled(folder: Path, what: str) -> tuple[Meaning, Report]:
    ready = club(folder, **SPOILED[what][0])
    return ready, report(ready)


def test_data_holds_everything_in_codes(tmp_path: Path) -> None:
    ready = club(tmp_path, flow={"must hold": [LINE]})
    data = json.loads(json.dumps(to_json(report(ready), Words(ready, READER))))
    assert set(data) == {
        "programme", "combinations", "states", "seconds", "findings", "proved", "bounded",
    }  # fmt: skip
    (one,) = data["findings"]
    assert (one["code"], one["property"]) == ("V401", "What the bank relies on holds")
    assert "Whoever joins has paid" in one["text"]
    assert one["case"]["kind"] in ("person", "company")
    assert [(step["item"], step["step"]) for step in one["run"]] == [
        ("application", "applicant sends"),
        ("application", "officer accepts"),
    ]
    assert one["lines"][0].startswith("flows/club.yaml:")


def test_text_tells_the_smallest_case_with_captions(tmp_path: Path) -> None:
    ready, found = spoiled(tmp_path, "a gap")
    told = to_text(found, Words(ready, READER))
    assert "V101 In the rule “fee” no row fits" in told
    assert "    Kind: Person\n    Wants: Court\n" in told
    assert "Combinations affected: 1" in told
    assert "See rules/club/fee.yaml:" in told


def test_nothing_found_is_said_too(tmp_path: Path) -> None:
    ready = club(tmp_path)
    told = to_text(report(ready), Words(ready, READER))
    assert told.startswith("Joining the club: nothing to object to\n")
    assert "Combinations of answers: 6. States: " in told


def test_rows_of_a_group_are_named_in_words(tmp_path: Path) -> None:
    words = Words(club(tmp_path), READER)
    assert words.question("players.1.leads") == "Player 2, Leads"
    assert words.answer("players.1.leads", True) == "yes"
    assert words.answer("players", 2) == "Number of entries: 2"
    assert words.answer("guest", BLANK) == "no answer yet"


def test_a_run_in_words(tmp_path: Path) -> None:
    words = Words(club(tmp_path), READER)
    step = RunStep("photo", "officer passes", ("owners.0",), {"reason": "Seen"})
    assert words.run_step(step) == "photo: officer passes (owners.0) [reason: Seen]"


def test_the_page_stands_alone_and_escapes_what_it_is_told(tmp_path: Path) -> None:
    ready = club(tmp_path, fields={"kind": {"choice": "<b>Kind</b>", "of": ["person", "company"]}})
    finding = Finding(
        "V101", FindingText("In “{rule}” <script>", {"rule": "<i>"}), (Span("a.yaml"),),
        case=(("kind", "person"),), run=(RunStep("application", "applicant sends"),), cases=3,
    )  # fmt: skip
    html = page.to_html(Report("club", 1, 1, 0.1, (finding,), (), ()), Words(ready, READER))
    soup = BeautifulSoup(html, "html.parser")
    assert soup.find(["script", "link", "img", "b", "i"]) is None
    assert "src=" not in html
    assert "http" not in html
    assert "<script>" in soup.get_text()
    assert soup.html is not None
    assert soup.html["lang"] == "en"


@pytest.mark.parametrize("what", ["a gap", "a promise"])
def test_a_finding_becomes_a_scenario_that_can_be_read(tmp_path: Path, what: str) -> None:
    changes = SPOILED[what][0] if what in SPOILED else {"flow": {"must hold": [LINE]}}
    ready = club(tmp_path, **changes)
    finding = report(ready).findings[0]
    told = write_scenario(finding, world(ready, TODAY), Words(ready, READER))
    faults = Faults()
    (scenario,) = read_scenarios({"scenarios/club/found.yaml": told}, faults)
    assert faults.in_order() == ()
    assert scenario.today == TODAY
    given: dict[str, Any] = dict(scenario.given)
    assert {"kind", "wants", "fee_year"} <= set(given)


def test_a_sample_case_answers_everything_that_is_required(tmp_path: Path) -> None:
    ready = club(tmp_path, fields={"players": {
        "rows": "1..9", "each": "Player", "title": "Players", "when": {"kind": "company"},
        "fields": {"name": {"text": "Name"}, "leads": {"yesno": "Leads"}}}})  # fmt: skip
    decided = whole(world(ready, TODAY), {"kind": "company"})
    assert decided["players"] == 1
    assert decided["players.0.name"] == "Text A"
    assert "guest" not in decided


def test_every_property_is_said_once() -> None:
    assert len(set(PROPERTIES.values())) == len(PROPERTIES)
