"""A small form with everything in it, and the walk from a post to its problems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from engine.base.values import Answers, Problem
from engine.forms.outline import Outline
from engine.forms.problems import problems, save_problems
from engine.forms.read import (
    Reading,
    Surroundings,
    merged,
    read,
)
from engine.meaning.programme import Meaning
from engine.meaning.situation import Situation
from tests.meaning.definitions import meaning

TODAY = date(2026, 11, 22)

FIELDS: dict[str, Any] = {
    "kind": {"choice": "Kind of member", "of": {"adult": "Adult", "child": "Child"}},
    "plan": {
        "choices": "Plans",
        "of": {
            "pool": "Pool",
            "sauna": {"caption": "Sauna", "when": {"kind": "adult"}},
            "club": {"caption": "Club room", "heading": "Rooms", "hint": "From 6 p.m."},
        },
        "if blank": {"say": "Choose a plan", "code": "E-39"},
        "why": "The plan decides what you pay",
        "source": "Rules 2",
    },
    "name": {"text": "Name", "looks like": "person_name", "hint": "As in the passport"},
    "born": {
        "date": "Date of birth",
        "looks like": "date_of_birth",
        "must be": "..today",
        "else": "Not in the future",
        "code": "E-37",
    },
    "parent": {"text": "Parent", "when": {"kind": "child"}},
    "locker": {"tick": "A locker"},
    "locker_number": {
        "number": "Locker number",
        "when": {"locker": "yes"},
        "required": {"plan": "pool"},
        "min": "1",
        "max": "200",
        "decimals": "0",
    },
    "code": {"personal_code": "Personal code", "required": "no", "sensitive": "yes"},
    "country": {"country": "Country", "default": "LV", "required": "no"},
    "company": {"company_number": "Employer", "country": "country", "required": "no"},
    "photo": {"file": "Photo", "accept": ["jpg", "png"], "max files": "2"},
    "rules": {"consent": "I keep the rules"},
    "intro": {"note": "Read this first"},
    "guests": {
        "rows": "1..3",
        "each": "Guest",
        "title": "Guests",
        "titled by": "name",
        "copy from": {"friends": "Copy from friend"},
        "if blank": {"say": "Name a guest", "code": "E-49"},
        "fields": {
            "name": {"text": "Name", "looks like": "person_name"},
            "email": {"email": "E-mail", "required": {"contact": "yes"}},
            "contact": {"tick": "Contact"},
            "born": {"date": "Date of birth", "required": "no"},
            "school": {"text": "School", "when": {"born": "2010-01-01..2016-01-01"}},
        },
        "values": {"age": "years from born to today"},
        "checks": [{"age": "6..", "else": "Too young", "code": "E-22", "at": "born"}],
        "distinct": [
            {"by": ["name", "born"], "else": "Twice", "code": "E-46"},
            {
                "by": ["email"],
                "where": {"contact": "yes"},
                "else": "An own e-mail each",
                "code": "E-41",
            },
        ],
    },
    "friends": {
        "rows": "0..2",
        "each": "Friend",
        "title": "Friends",
        "titled by": "name",
        "fields": {"name": {"text": "Name"}, "share": {"percent": "Share", "must be": "0.01.."}},
    },
    "speaker": {"row": "Who speaks", "of": "guests", "required": "no"},
}
CHECKS = [
    {
        "guests": {"any": {"contact": "yes"}},
        "when": {"guests": "answered"},
        "else": "One guest must be the contact",
        "code": "E-40",
        "at": "guests",
    },
    {"shares": "..100", "else": "More than 100 %", "code": "E-43", "at": "friends"},
    {
        "shares": "100..",
        "level": "warn",
        "else": "Less than 100 %",
        "code": "E-44",
        "at": "friends",
    },
    {"country": "not US", "level": "staff", "else": "Check the country", "code": "E-45"},
    {"parent": "not Nobody", "else": "Name the parent", "code": "E-50"},
]
VALUES = {"shares": "sum of friends.share"}

GOOD: Mapping[str, Sequence[str]] = {
    "kind": ["adult"],
    "plan": ["pool", "sauna"],
    "name": ["Anna Bērziņa"],
    "born": ["15.06.1985"],
    "rules": ["yes"],
    "photo": ["me.jpg"],
    "guests.0.name": ["Jānis Ozols"],
    "guests.0.contact": ["yes"],
    "guests.0.email": ["janis@example.org"],
}


@cache
def club() -> Meaning:
    with TemporaryDirectory() as folder:
        return meaning(Path(folder), fields=FIELDS, form={"checks": CHECKS, "values": VALUES})


@cache
def outline() -> Outline:
    return Outline.of_programme(club().programme, ["questions"])


@dataclass(frozen=True)
class Walked:
    """A post after reading; ``problems`` are those of a submission, ``on_save`` those of saving."""

    case: Situation
    reading: Reading
    problems: tuple[Problem, ...]
    on_save: tuple[Problem, ...]

    @property
    def said(self) -> dict[str, str]:
        """Codes by path, of what refuses."""
        return said(self.problems)


def said(found: Sequence[Problem], level: str = "refuse") -> dict[str, str]:
    codes: dict[str, str] = {}
    for each in found:
        if each.level == level:
            codes[each.path] = f"{codes.get(each.path, '')} {each.code}".strip()
    return codes


def walked(raw: Mapping[str, Sequence[str]], known: Answers | None = None, **around: Any) -> Walked:
    """From a post to what is said about it; files are given by name."""
    around = {"named_files": True, **around}
    reading = read(outline(), raw, Surroundings(TODAY, known or {}, **around))
    case = Situation(club(), merged(known or {}, reading), TODAY)
    return Walked(
        case,
        reading,
        problems(case, outline(), reading.problems),
        save_problems(case, outline(), reading.problems),
    )


def good(**changes: Sequence[str] | None) -> dict[str, Sequence[str]]:
    """The good post with some inputs changed; ``__`` stands for a dot, None leaves one out."""
    changed = {name.replace("__", "."): texts for name, texts in changes.items()}
    both = {**GOOD, **changed}
    return {name: texts for name, texts in both.items() if texts is not None}
