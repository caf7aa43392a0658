"""A small sound programme, and ways to spoil it; loaded by the real loader."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from engine.analysis.findings import Report
from engine.analysis.verify import verify
from engine.meaning.programme import Meaning
from tests.meaning.definitions import TODAY, meaning

FIELDS: Mapping[str, Any] = {
    "kind": {"choice": "Kind", "of": {"person": "Person", "company": "Company"}},
    "wants": {
        "choices": "Wants",
        "of": {
            "court": "Court",
            "boat": {"caption": "Boat", "when": {"kind": "person"}},
            "hall": {"caption": "Hall", "when": {"kind": "company"}},
        },
    },
    "guest": {"yesno": "Guest", "when": {"kind": "person"}},
    "players": {
        "rows": "0..9",
        "each": "Player",
        "title": "Players",
        "when": {"kind": "company"},
        "fields": {"name": {"text": "Name"}, "leads": {"yesno": "Leads"}},
    },
    "member.name": {"text": "Name", "when": {"kind": "person"}},
    "fee_year": {"number": "Year of the fee", "min": "2000", "max": "2030", "decimals": "0"},
}

FEE: Mapping[str, Any] = {
    "hit": "first",
    "gives": {"fee": {"full": "Full", "none": "None"}},
    "source": "Rules 1",
    "table": "| kind | wants || fee |\n| company | - || full |\n| person | boat || full |\n"
    "| person | - || none |\n",
}

FLOW: Mapping[str, Any] = {
    "stages": {
        "ask": {
            "title": "Ask",
            "by": "applicant",
            "forms": ["questions"],
            "outcomes": {"sent": "next"},
        },
        "pay": {
            "title": "Pay",
            "by": "officer",
            "when": {"fee": "full"},
            "outcomes": {"paid": "next", "asked again": "stay", "not paid": "closed"},
        },
        "join": {
            "title": "Join",
            "by": "officer",
            "outcomes": {"joined": "next", "refused": "closed"},
        },
    },
}


def club(
    folder: Path,
    *,
    fields: Mapping[str, Any] | None = None,
    form: Mapping[str, Any] | None = None,
    rules: Mapping[str, Any] | None = None,
    flow: Mapping[str, Any] | None = None,
) -> Meaning:
    """The sound programme with some of it replaced."""
    stages = {**FLOW["stages"], **(flow or {}).get("stages", {})}
    return meaning(
        folder,
        fields={**FIELDS, **(fields or {})},
        form=form,
        rules={"fee": FEE, **(rules or {})},
        flow={**(flow or {}), "stages": stages},
    )


def report(ready: Meaning) -> Report:
    """What ``verify`` says, with every text translated."""
    return verify(ready.programme, lambda _lang, text: text.source, TODAY)
