"""A small sound programme, and ways to spoil it; loaded by the real loader."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from engine.analysis.findings import Report
from engine.analysis.verify import verify
from engine.meaning.programme import Meaning
from tests.meaning.definitions import FLOW as PLAIN
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
        "ask": {"title": "Ask", "items": "application"},
        "pay": {"title": "Pay", "items": "invoice", "when": {"fee": "full"}},
        "join": {"title": "Join", "items": "membership"},
    },
    "items": {
        **PLAIN["items"],
        "invoice": {
            "title": "Invoice",
            "statuses": {
                "issued": {
                    "caption": "Issued",
                    "waits for": "applicant",
                    "officer records it": "paid",
                    "officer asks again": "stays",
                },
                "paid": {"caption": "Paid", "is": "good"},
            },
        },
        "membership": {
            "title": "Membership",
            "decision": "yes",
            "statuses": {
                "pending": {
                    "caption": "To be decided",
                    "officer admits": "joined",
                    "officer refuses": "refused",
                },
                "joined": {"caption": "Joined", "is": "good"},
                "refused": {"caption": "Refused", "is": "bad"},
            },
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
    changes = flow or {}
    stages = {**FLOW["stages"], **changes.get("stages", {})}
    items = {**FLOW["items"], **changes.get("items", {})}
    return meaning(
        folder,
        fields={**FIELDS, **(fields or {})},
        form=form,
        rules={"fee": FEE, **(rules or {})},
        flow={**changes, "stages": stages, "items": items},
    )


def report(ready: Meaning) -> Report:
    """What ``verify`` says, with every text translated."""
    return verify(ready.programme, lambda _lang, text: text.source, TODAY)
