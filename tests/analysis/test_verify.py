"""Every property of rules, questions and texts that is proved, by a programme that breaks it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from engine.analysis.codes import PROPERTIES
from engine.analysis.findings import Finding
from engine.analysis.verify import verify
from tests.analysis.programmes import FEE, FIELDS, club, report
from tests.meaning.definitions import TODAY


def fee(*rows: str, **changes: str) -> dict[str, Any]:
    table = "| kind | wants || fee |\n" + "".join(f"{row}\n" for row in rows)
    return {"rules": {"fee": {**FEE, "table": table, **changes}}}


def field(name: str, **changes: Any) -> dict[str, Any]:
    return {"fields": {name: {**FIELDS.get(name, {}), **changes}}}


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
}  # fmt: skip


def test_the_sound_programme_has_no_findings(tmp_path: Path) -> None:
    found = report(club(tmp_path))
    assert [(one.code, one.about) for one in found.findings] == []
    assert found.combinations >= 6


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


def test_every_code_says_which_property_is_broken() -> None:
    assert {code for _, code, _ in SPOILED.values()} <= set(PROPERTIES)
