"""The conformance suite read from its JSON, and carried into definitions that the engine loads.

A question can be made n/a only by a ``when``, so every question gets a gate: a yes/no question
before it that the answers open or close.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from engine.base.values import Answer, StoredFile
from engine.definitions.loader import load
from engine.definitions.model.conditions import Condition
from engine.meaning.programme import Meaning, compile_programme
from engine.meaning.situation import Situation
from tests.definitions.codes import CODES, PASSWORD

FOLDER = Path(__file__).parent
INAPPLICABLE = {"state": "n/a"}
LETTERS = {"Y": True, "N": False, "?": None}

_FLOW = {
    "programme": "suite",
    "title": "Conformance",
    "bank": "nobody",
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
        "only": {
            "title": "Only",
            "items": "application",
            "done when": {"application": "processing or accepted"},
        }
    },
    "items": {"application": {"title": "Form", "forms": ["questions"], "reviewed by": "officer"}},
    "case": {"ends": {"completed": "Completed"}},
    "notices": {"codes": CODES, "password": PASSWORD},
}
_ACCOUNT = {
    "form": "account",
    "title": "Account",
    "fields": {
        "account.email": {"email": "E-mail"},
        "account.phone": {"phone": "Phone"},
        "account.password": {"password": "Password"},
        "account.repeat": {"password": "Password again"},
    },
}


@dataclass(frozen=True)
class Case:
    """One line of the suite. ``expected`` is ``Y``, ``N`` or ``?``."""

    name: str
    condition: Any
    answers: Mapping[str, Any]
    today: date
    expected: str


@dataclass(frozen=True)
class Suite:
    """One file of the suite: declared questions, values and named conditions, and its cases."""

    name: str
    fields: Mapping[str, Any]
    values: Mapping[str, str]
    conditions: Mapping[str, Any]
    cases: tuple[Case, ...]


@dataclass(frozen=True)
class Loaded:
    """A suite as a programme of the engine; ``conditions`` are those of the cases, in order."""

    suite: Suite
    meaning: Meaning
    conditions: tuple[Condition, ...]

    def situation(self, case: Case) -> Situation:
        """The situation that a case describes."""
        return Situation(self.meaning, answers(self.suite.fields, case.answers), case.today)


def suites() -> tuple[Suite, ...]:
    """Every file of the suite, by name."""
    return tuple(_suite(file) for file in sorted(FOLDER.glob("*.json")))


def loaded(suite: Suite, folder: Path) -> Loaded:
    """Write the suite as definitions below ``folder`` and load them."""
    named = {f"case {number}": one.condition for number, one in enumerate(suite.cases)}
    flow = {**_FLOW, "conditions": {**suite.conditions, **named}}
    form = {
        "form": "questions",
        "title": "Questions",
        "values": suite.values,
        "fields": _declared(suite.fields),
    }
    texts = {"flows/suite": flow, "forms/suite/account": _ACCOUNT, "forms/suite/questions": form}
    texts["banks/nobody"] = {"bank": "nobody", "title": "Nobody"}
    for path, content in texts.items():
        file = folder / f"{path}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    programme = load(folder).programmes["suite"]
    found = {one.name: one.condition for one in programme.conditions}
    return Loaded(suite, compile_programme(programme), tuple(found[name] for name in named))


def answers(fields: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Answer]:
    """The answers of a case as the engine keeps them, with the gates that make questions n/a."""
    found: dict[str, Any] = {}
    for name, field in fields.items():
        value = given.get(name)
        found[_gate(name)] = value != INAPPLICABLE
        if value is None or value == INAPPLICABLE:
            continue
        rows = field.get("rows")
        found[name] = (
            tuple(answers(rows, row) for row in value) if rows else _answer(field["kind"], value)
        )
    return found


def _answer(kind: str, value: Any) -> Any:
    if kind in {"number", "percent", "money"}:
        return Decimal(value)
    if kind == "date":
        return date.fromisoformat(value)
    if kind == "file":
        return tuple(StoredFile(name, name, 1, "0" * 64, "application/pdf") for name in value)
    return tuple(value) if isinstance(value, list) else value


def _gate(name: str) -> str:
    return f"gate_{name}"


def _declared(fields: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, field in fields.items():
        found[_gate(name)] = {"yesno": f"Gate of {name}"}
        when = {_gate(name): "yes"}
        if "rows" in field:
            found[name] = {
                "rows": "0..50",
                "each": "Row",
                "title": name,
                "fields": _declared(field["rows"]),
                "when": when,
            }
        else:
            found[name] = {field["kind"]: name, "when": when, "required": "no"}
            if "of" in field:
                found[name]["of"] = field["of"]
            if field["kind"] == "consent":
                del found[name]["required"]
    return found


def _suite(file: Path) -> Suite:
    content = json.loads(file.read_text(encoding="utf-8"))
    cases = tuple(
        Case(
            one["name"],
            one["condition"],
            one["answers"],
            date.fromisoformat(one["today"]),
            one["expected"],
        )
        for one in content["cases"]
    )
    return Suite(
        file.stem,
        content["fields"],
        content.get("values", {}),
        content.get("conditions", {}),
        cases,
    )
