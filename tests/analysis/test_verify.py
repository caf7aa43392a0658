"""Every property that is proved, by a programme that breaks it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from engine.analysis.codes import PROPERTIES
from engine.analysis.findings import Finding
from engine.analysis.verify import verify
from tests.analysis.programmes import FEE, FIELDS, FLOW, club, report
from tests.meaning.definitions import TODAY


def fee(*rows: str, **changes: str) -> dict[str, Any]:
    table = "| kind | wants || fee |\n" + "".join(f"{row}\n" for row in rows)
    return {"rules": {"fee": {**FEE, "table": table, **changes}}}


def stage(name: str, **changes: Any) -> dict[str, Any]:
    return {"flow": {"stages": {name: {**FLOW["stages"].get(name, {}), **changes}}}}


def field(name: str, **changes: Any) -> dict[str, Any]:
    return {"fields": {name: {**FIELDS.get(name, {}), **changes}}}


def document(**states: Any) -> dict[str, Any]:
    paper = {"title": "Paper", "stage": "join", "starts": "new", "states": states}
    return {"flow": {"documents": {"paper": paper}}}


STEP = {"officer signs": "signed"}

SPOILED: Mapping[str, tuple[dict[str, Any], str, str]] = {
    "a gap": (
        fee("| company | - || full |", "| person | boat || full |"),
        "V101",
        "fee",
    ),
    "an overlap": (
        fee("| company | - || full |", "| - | hall || full |", "| person | - || none |",
            hit="unique"),
        "V102",
        "fee",
    ),
    "a contradiction": (
        fee("| - | court || full |", "| - | - || none |", hit="any"),
        "V103",
        "fee",
    ),
    "a row that others silence": (
        fee("| person | - || none |", "| company | - || full |", "| - | hall || full |"),
        "V105",
        "fee",
    ),
    "a row that no case fits": (
        fee("| company | boat || full |", "| - | - || none |"),
        "V106",
        "fee",
    ),
    "a rule that waits for what may stay blank": (
        {**field("guest", required="no"), "rules": {"gift": {
            "hit": "first", "gives": {"gift": ["cup", "none"]}, "source": "Rules 2",
            "lines": [
                {"if": {"guest": "yes"}, "then": {"gift": "cup"}},
                {"if": {"kind": "answered"}, "then": {"gift": "none"}},
            ],
        }}},
        "V107",
        "gift",
    ),
    "no end": (
        {"flow": {"stages": {"join": {"title": "Join", "by": "officer", "outcomes": {
            "again": "back to pay"}}}}},
        "V201",
        "",
    ),
    "a stage that never comes": (
        stage("pay", when={"guest": "yes", "kind": "company"}),
        "V203",
        "pay",
    ),
    "an outcome that never comes": (
        stage("pay", each={"wants": "boat or hall"}, outcomes={
            "paid": "next", "half paid": {"to": "stay", "for": "court"}}),
        "V204",
        "pay half paid",
    ),
    "a guard nobody knows": (
        {**field("guest", required="no"), **stage("pay", when={"guest": "yes"})},
        "V205",
        "pay",
    ),
    "a stage for nobody": (
        stage("pay", each={"wants": "boat or hall"}),
        "V206",
        "pay",
    ),
    "a question used too early": (
        {**stage("ask", **{"from": "steps"}), "rules": {"steps": {
            "hit": "collect", "gives": {"steps": "stages"}, "source": "Rules 4",
            "lines": [{"if": {"kind": "answered"}, "then": {"steps": "ask"}},
                      {"if": {"kind": "person"}, "then": {"steps": "ask"}}]}}},
        "V207",
        "ask",
    ),
    "a step back to nowhere": (
        stage("join", outcomes={"joined": "next", "refused": "closed", "again": "back to pay"}),
        "V208",
        "join again",
    ),
    "a stage nobody can leave": (
        stage("join", each={"wants": "court or boat or hall"}, outcomes={
            "asked": "stay", "joined": {"to": "next", "for": "court"}}),
        "V209",
        "join",
    ),
    "an end that never comes": (
        {"flow": {"stages": {
            "pay": {"title": "Pay", "by": "officer", "outcomes": {"paid": "next"}},
            "join": {"title": "Join", "by": "officer", "outcomes": {"joined": "next"}}}}},
        "V210",
        "closed",
    ),
    "a question that is never asked": (
        field("guest", when={"all": [{"kind": "person"}, {"wants": "hall"}]}),
        "V301",
        "guest",
    ),
    "a required question that is hidden": (
        field("guest", when={"wants": "court"}, required={"wants": "boat or court"}),
        "V302",
        "guest",
    ),
    "checks that exclude each other": (
        {"form": {"checks": [
            {"fee_year": "2010..", "when": {"kind": "company"}, "else": "Late", "code": "E-1",
             "at": "fee_year"},
            {"fee_year": "..2009", "when": {"wants": "hall"}, "else": "Early", "code": "E-2",
             "at": "fee_year"}]}},
        "V303",
        "fee_year",
    ),
    "a choice without choices": (
        {"fields": {"size": {"choice": "Size", "of": {
            "small": {"caption": "Small", "when": {"kind": "person"}}}}}},
        "V303",
        "size",
    ),
    "a choice that is never offered": (
        {"fields": {"size": {"choice": "Size", "of": {
            "small": "Small",
            "big": {"caption": "Big", "when": {"all": [{"kind": "person"}, {"wants": "hall"}]}}}}}},
        "V304",
        "size big",
    ),
    "a demand nobody knows": (
        {"fields": {"guest": {**FIELDS["guest"], "required": "no"},
                    "host": {"text": "Host", "required": {"guest": "yes"}}}},
        "V305",
        "host",
    ),
    "a promise that is broken": (
        {"flow": {"must hold": [
            {"at": "join", "fits": {"pay": "paid"}, "because": "Whoever joins has paid"}]}},
        "V401",
        "join Whoever joins has paid",
    ),
    "a document with no way out": (
        document(
            new={"caption": "New", "steps": STEP | {"officer asks": "asked"}},
            asked={"caption": "Asked", "steps": {"officer asks": "asked"}},
            signed={"caption": "Signed", "end": "yes"}),
        "V502",
        "paper asked",
    ),
    "a notice that is never sent": (
        {"flow": {
            "stages": {"pay": {**FLOW["stages"]["pay"], "when": {
                "guest": "yes", "kind": "company"}}},
            "notices": {"paid": {"on": "pay paid", "to": "applicant", "channels": ["email"],
                                 "subject": "Paid", "text": "Paid"}}}},
        "V503",
        "paid",
    ),
    "a document that is never needed": (
        {"flow": {"documents": {"paper": {
            "title": "Paper", "stage": "join", "starts": "new",
            "when": {"all": [{"kind": "person"}, {"wants": "hall"}]},
            "states": {"new": {"caption": "New", "steps": STEP},
                       "signed": {"caption": "Signed", "end": "yes"}}}}}},
        "V505",
        "paper",
    ),
    "a document where its stage is not": (
        {"flow": {"documents": {"paper": {
            "title": "Paper", "stage": "pay", "starts": "new", "when": {"kind": "person"},
            "states": {"new": {"caption": "New", "steps": STEP},
                       "signed": {"caption": "Signed", "end": "yes"}}}}}},
        "V506",
        "paper",
    ),
    "people whom no stage takes": (
        {"flow": {"persons": {"member": {"caption": "Member", "block": "member"}}},
         "rules": {"who": {"hit": "collect", "gives": {"who": "persons"}, "source": "Rules 3",
                           "lines": [{"if": {"kind": "person"}, "then": {"who": "member"}}]}}},
        "V506",
        "who member",
    ),
}  # fmt: skip


def test_the_sound_programme_has_no_findings(tmp_path: Path) -> None:
    found = report(club(tmp_path))
    assert [(one.code, one.about) for one in found.findings] == []
    assert found.combinations == 6
    assert found.states == 10


@pytest.mark.parametrize("what", SPOILED)
def test_what_is_broken_is_found(tmp_path: Path, what: str) -> None:
    changes, code, about = SPOILED[what]
    findings = report(club(tmp_path, **changes)).findings
    assert (code, about) in [(one.code, one.about.partition(" [")[0]) for one in findings]


def test_texts_that_a_language_lacks_are_found(tmp_path: Path) -> None:
    ready = club(tmp_path, flow={"languages": ["lv", "en"]})
    words = {"Kind": "Veids", "Ask": None}
    known = lambda _lang, text: words.get(text.source, text.source)  # noqa: E731
    found = verify(ready.programme, known, TODAY).findings
    assert [one.code for one in found] == ["V601"]
    assert "Ask" in str(found[0].text.params["fault"])


def smallest(tmp_path: Path, what: str) -> Finding:
    changes, code, about = SPOILED[what]
    found = report(club(tmp_path, **changes)).findings
    return next(one for one in found if one.code == code and one.about.startswith(about))


def test_the_smallest_case_of_a_gap_names_what_matters_only(tmp_path: Path) -> None:
    found = smallest(tmp_path, "a gap")
    assert found.case == (("kind", "person"), ("wants", ("court",)))
    assert found.cases == 1
    assert dict(found.box) == {"kind": ("person",), "wants": (("court",),)}


def test_a_broken_promise_shows_the_shortest_way_to_it(tmp_path: Path) -> None:
    found = smallest(tmp_path, "a promise that is broken")
    assert dict(found.case)["kind"] == "person"
    assert [(one.stage, one.outcome) for one in found.path] == [("ask", "sent")]


def test_every_code_says_which_property_is_broken() -> None:
    assert {code for _, code, _ in SPOILED.values()} <= set(PROPERTIES)
