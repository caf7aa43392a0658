"""Small programmes for tests, written as definitions and loaded by the real loader."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from engine.definitions.loader import load
from engine.meaning.programme import Meaning, compile_programme
from engine.meaning.situation import Situation
from tests.definitions.codes import CODES, PASSWORD

TODAY = date(2026, 11, 22)

ACCOUNT = {
    "form": "account",
    "title": "Account",
    "fields": {
        "account.email": {"email": "E-mail"},
        "account.phone": {"phone": "Phone"},
        "account.password": {"password": "Password"},
        "account.repeat": {"password": "Password again"},
    },
}
FLOW: Mapping[str, Any] = {
    "programme": "club",
    "title": "Joining the club",
    "bank": "club",
    "registration": {
        "case forms": [],
        "account form": "account",
        "email": "account.email",
        "phone": "account.phone",
        "password": "account.password",
        "password repeat": "account.repeat",
    },
    "roles": {"officer": "Officer"},
    "stages": {
        "ask": {
            "title": "Ask",
            "items": "application",
            "done when": {"application": "processing or accepted"},
        }
    },
    "items": {"application": {"title": "Form", "forms": ["questions"], "reviewed by": "officer"}},
    "case": {"applicant withdraws": "closed", "ends": {"completed": "Done", "closed": "Closed"}},
    "notices": {"codes": CODES, "password": PASSWORD},
}


def meaning(
    folder: Path,
    *,
    fields: Mapping[str, Any] | None = None,
    form: Mapping[str, Any] | None = None,
    rules: Mapping[str, Any] | None = None,
    flow: Mapping[str, Any] | None = None,
) -> Meaning:
    """A compiled programme: one form with ``fields``, rule sets by name, changes to the flow."""
    questions = {"form": "questions", "title": "Questions", "fields": fields or {}, **(form or {})}
    files: dict[str, Any] = {
        "banks/club": {"bank": "club", "title": "The club"},
        "flows/club": {**FLOW, **(flow or {})},
        "forms/club/account": ACCOUNT,
        "forms/club/questions": questions,
    }
    for name, rule in (rules or {}).items():
        files[f"rules/club/{name}"] = {"rules": name, **rule}
    for path, content in files.items():
        file = folder / f"{path}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(yaml.dump(content, Dumper=_Dumper, width=10_000), encoding="utf-8")
    return compile_programme(load(folder).programmes["club"])


def situation(
    ready: Meaning, answers: Mapping[str, Any] | None = None, *, today: date = TODAY
) -> Situation:
    """A situation; lists become tuples and whole numbers become decimals."""
    return Situation(ready, {name: _answer(one) for name, one in (answers or {}).items()}, today)


class _Dumper(yaml.SafeDumper):
    """Writes definitions in their order, and tables in lines of their own."""


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _map(dumper: _Dumper, content: dict[str, Any]) -> yaml.MappingNode:
    return dumper.represent_mapping("tag:yaml.org,2002:map", content.items())


_Dumper.add_representer(str, _text)
_Dumper.add_representer(dict, _map)


def _answer(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _answer(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return tuple(_answer(one) for one in value)
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value
