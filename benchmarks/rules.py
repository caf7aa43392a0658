"""What a second opinion costs: both rule engines against the same rules written by hand.

python benchmarks/rules.py [ROUNDS]
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import product
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from engine.definitions.loader import load
from engine.meaning.programme import Meaning, compile_programme
from engine.meaning.situation import Situation
from engine.rules.durable import Durable
from engine.rules.host import Verdict
from engine.rules.straight import Straight

TODAY = date(2026, 11, 22)
SERVICES = ("account", "card", "loan", "deposit")

FORMS = {
    "account": {
        "account.email": {"email": "E-mail"},
        "account.phone": {"phone": "Phone"},
        "account.password": {"password": "Password"},
        "account.repeat": {"password": "Password again"},
    },
    "application": {
        "client": {"choice": "Client", "of": ["person", "company"]},
        "services": {"choices": "Services", "of": list(SERVICES)},
        "residence": {"country": "Residence"},
        "birth_date": {"date": "Date of birth"},
        "income": {"number": "Income"},
    },
}
FEE = """
rules: fee
hit: first
gives: {fee: [high, low, none]}
table: |
  | client  | services        | residence    || fee  |
  | company | account or loan | LV           || high |
  | company | account or loan | -            || low  |
  | person  | loan            | -            || low  |
  | -       | -               | not LV or EE || low  |
  | -       | -               | -            || none |
"""
PAPERS = """
rules: papers
hit: collect
gives: {papers: [identity, parents, register, guarantee, employment]}
table: |
  | client  | services     | age   | income || papers     |
  | person  | -            | 18..  | -      || identity   |
  | person  | -            | ..<18 | -      || parents    |
  | company | -            | -     | -      || register   |
  | -       | loan         | -     | ..1000 || guarantee  |
  | -       | loan or card | -     | -      || employment |
"""
FLOW = {
    "programme": "bench",
    "title": "Bench",
    "bank": "Nobody",
    "registration": {
        "case forms": [],
        "account form": "account",
        "email": "account.email",
        "phone": "account.phone",
        "password": "account.password",
        "password repeat": "account.repeat",
    },
    "actors": {"applicant": {"caption": "Applicant"}},
    "stages": {
        "only": {
            "title": "Only",
            "by": "applicant",
            "forms": ["application"],
            "outcomes": {"sent": "next"},
        }
    },
    "ends": {"completed": "Completed"},
}

Answers = dict[str, Any]
Facts = Mapping[str, object]


def by_hand(case: Answers) -> Facts:
    """The same rules as a programmer would write them, without “not known yet” and reasons."""
    company, services = case["client"] == "company", case["services"]
    if company and ("account" in services or "loan" in services):
        fee = "high" if case["residence"] == "LV" else "low"
    elif (not company and "loan" in services) or case["residence"] not in {"LV", "EE"}:
        fee = "low"
    else:
        fee = "none"
    born = case["birth_date"]
    age = TODAY.year - born.year - ((TODAY.month, TODAY.day) < (born.month, born.day))
    papers = []
    if not company:
        papers.append("identity" if age >= 18 else "parents")
    if company:
        papers.append("register")
    if "loan" in services and case["income"] <= 1000:
        papers.append("guarantee")
    if "loan" in services or "card" in services:
        papers.append("employment")
    return {"fee": fee, "papers": tuple(papers)}


def programme(folder: Path) -> Meaning:
    """The rules as definitions, loaded and compiled."""
    values = {"age": "years from birth_date to today"}
    application = {"form": "application", "title": "Application", "values": values}
    texts = {
        "flows/bench": json.dumps(FLOW),
        "forms/bench/account": json.dumps(
            {"form": "account", "title": "Account", "fields": FORMS["account"]}
        ),
        "forms/bench/application": json.dumps({**application, "fields": FORMS["application"]}),
        "rules/bench/fee": FEE,
        "rules/bench/papers": PAPERS,
    }
    for path, text in texts.items():
        file = folder / f"{path}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return compile_programme(load(folder).programmes["bench"])


def cases() -> Sequence[Answers]:
    """All combinations of a few answers."""
    chosen = (("account",), ("card", "deposit"), ("loan",), SERVICES)
    days, incomes = (date(1980, 2, 29), date(2010, 1, 1)), (Decimal(900), Decimal(5000))
    names = ("client", "services", "residence", "birth_date", "income")
    combinations = product(("person", "company"), chosen, ("LV", "EE", "US"), days, incomes)
    return [dict(zip(names, one, strict=True)) for one in combinations]


def facts(verdict: object) -> Facts:
    """What an engine decided; it must have decided something."""
    assert isinstance(verdict, Verdict), verdict  # noqa: S101
    return {name: value for one in verdict.decisions.values() for name, value in one.facts.items()}


def measured(ways: Mapping[str, Callable[[Answers], Facts]], rounds: int) -> dict[str, list[float]]:
    """Seconds of every judgement, each way in turn so that all see the same machine."""
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for case in cases():
            said = []
            for name, way in ways.items():
                before = perf_counter()
                said.append(way(case))
                seconds[name].append(perf_counter() - before)
            assert said[0] == said[1] == said[2], said  # noqa: S101
    return seconds


def main(rounds: int) -> None:
    """Print how long each way takes for one case, and how many times the hand-written one."""
    durable, straight = Durable(), Straight()
    with TemporaryDirectory() as folder:
        ready = programme(Path(folder))
    ways: dict[str, Callable[[Answers], Facts]] = {
        "by hand": by_hand,
        "straight": lambda case: facts(straight.judge(Situation(ready, case, TODAY))),
        "durable": lambda case: facts(durable.judge(Situation(ready, case, TODAY))),
    }
    try:
        measured(ways, 1)
        seconds = measured(ways, rounds)
    finally:
        durable.close()
    least = median(seconds["by hand"])
    print(f"{rounds} rounds of {len(cases())} cases, 2 rule sets of 5 rows, every result compared")
    print(f"{'':10}{'median':>12}{'slowest %':>12}{'times by hand':>16}")
    for name, found in seconds.items():
        slow = sorted(found)[int(len(found) * 0.99)]
        middle = median(found)
        print(f"{name:10}{middle * 1e6:9.1f} µs{slow * 1e6:9.1f} µs{middle / least:16.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
