"""Reading, judging and deciding, against the same written by hand and against other engines.

    python benchmarks/evaluation.py [--rounds 15] [--profile form|rules|table]

Milliseconds of the processor. Every round does everything in turns, each in a short loop; printed
is the middle of the rounds' ratios. Before anything is timed, all sides must have said the same.
Other engines are asked where they happen to be installed.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import os
import pstats
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import jsonschema
from found import Row, Table, compared

from benchmarks import workload as w
from engine.bundles.compiled import Ready
from engine.definitions.json_schema import export
from engine.definitions.model.conditions import Subject
from engine.definitions.model.provided import COUNTRIES
from engine.forms.problems import problems
from engine.forms.read import Reading, Surroundings, completed, read
from engine.meaning.situation import Situation
from engine.meaning.tables import decide
from engine.rules.straight import Straight

Work = Callable[[], object]
CEL_TAKES = 22.0
"""Times the rules by hand, where CEL is not installed to be asked in the same run."""
LONG_ENOUGH = 0.02
"""Seconds that one turn takes at least, so that the clock of the processor is fine enough."""


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=15)
    asked.add_argument("--profile", choices=("form", "rules", "table"))
    chosen = asked.parse_args()
    ready = w.ready(w.files(w.rows(1000)))
    works = {"form": form_works(ready), "rules": rule_works(ready), "table": table_works(ready)}
    if chosen.profile:
        profiled(list(works[chosen.profile].values())[1])
        return
    load, python = os.getloadavg()[0], sys.version.split()[0]
    print(f"{chosen.rounds} rounds, load {load:.1f} on {os.cpu_count()} CPUs, Python {python}")
    for name, of in works.items():
        told(name, of, chosen.rounds)
    growth(chosen.rounds)


def tables(rounds: int) -> list[Table]:
    """What `make bench` writes down."""
    ready = w.ready(w.files(w.rows(1000)))
    small = w.ready(w.files(w.rows(100)))
    gc.collect()
    begun = process_time()
    large = w.ready(w.files(w.rows(10_000)))
    loading = process_time() - begun
    at_hand = "ours, values at hand"
    grown = {
        "100 rows": table_works(small, 100)[at_hand],
        "10,000 rows": table_works(large, 10_000)[at_hand],
    }
    rules = _table("Twelve rules, 64 cases", rule_works(ready), rounds, {})
    cel = next((row.ratio for row in rules.rows if row.name == "CEL"), CEL_TAKES)
    own = tuple(replace(row, must=cel) if row.name == "ours" else row for row in rules.rows)
    loaded = compared({"a second": 1.0, "10,000 rows loaded": loading}, {"10,000 rows loaded": 2.0})
    return [
        _table("A form of 78 values", form_works(ready), rounds, {"read and judged": 8.0}),
        replace(rules, rows=own),
        _table("A table of 1,000 rows", table_works(ready), rounds, {at_hand: 12.0}),
        _table("The same with more rows", grown, rounds, {"10,000 rows": 4.0}),
        Table("Loading", "s", loaded),
    ]


def _table(title: str, works: Mapping[str, Work], rounds: int, musts: Mapping[str, float]) -> Table:
    times = measured(works, rounds)
    base = next(iter(times.values()))
    rows = tuple(
        Row(
            name,
            median(found) * 1e6,
            median(one / other for one, other in zip(found, base, strict=True)),
            musts.get(name),
        )
        for name, found in times.items()
    )
    return Table(title, "µs", rows)


def form_works(ready: Ready) -> dict[str, Work]:
    """Reading and judging the company's form."""
    by_hand = w.form_by_hand(frozenset(COUNTRIES))
    for raw in w.VARIANTS:
        reading, said = judged(ready, raw)
        answers, faults = by_hand(raw)
        if set(faults) != said or _given(answers) != _given(reading.answers):
            raise RuntimeError((faults, said))
    raw = w.posted()
    reading = read_form(ready, raw)
    answers = completed(ready.outline, reading.answers)
    outline = ready.items["application"]

    def validated() -> object:
        return problems(Situation(ready.meaning, answers, w.TODAY), outline, reading.problems)

    schema = jsonschema.Draft202012Validator(
        export(ready.form("company")),
        format_checker=jsonschema.FormatChecker(),
    )
    values = _json(answers)
    return {
        "by hand": lambda: by_hand(raw),
        "read and judged": lambda: judged(ready, raw),
        "read": lambda: read_form(ready, raw),
        "judged": validated,
        "jsonschema": lambda: list(schema.iter_errors(values)),
    }


def read_form(ready: Ready, raw: w.Raw) -> Reading:
    return read(ready.items["application"], raw, Surroundings(w.TODAY, blank_rows=False))


def judged(ready: Ready, raw: w.Raw) -> tuple[Reading, set[tuple[str, str]]]:
    outline, reading = ready.items["application"], read_form(ready, raw)
    case = Situation(ready.meaning, completed(outline, reading.answers), w.TODAY)
    return reading, w.faults_of(iter(problems(case, outline, reading.problems)))


def rule_works(ready: Ready) -> dict[str, Work]:
    """Twelve rules over 64 cases, from the answers to the facts."""
    cases, straight = w.cases(), Straight()

    def ours(case: Mapping[str, Any]) -> tuple[object, object]:
        now = Situation(ready.meaning, case, w.TODAY)
        return now.decision("fee").facts["fee"], now.decision("steps").facts["steps"]

    for case in cases:
        if w.rules_by_hand(case) != ours(case):
            raise RuntimeError(case, ours(case), w.rules_by_hand(case))
    bare = w.ready(w.files())
    return {
        "by hand": lambda: [w.rules_by_hand(case) for case in cases],
        "ours": lambda: [ours(case) for case in cases],
        "ours, with every row for the record": lambda: [
            straight.judge(Situation(bare.meaning, case, w.TODAY)) for case in cases
        ],
        **_cel(cases),
    }


def _cel(cases: list[dict[str, Any]]) -> dict[str, Work]:
    """The twelve rules in CEL, if its engine in Rust is installed."""
    try:
        import cel  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415
    except ImportError:
        return {}
    company, person = 'client == "company"', 'client == "person"'
    conditions = (
        f'{company} && "acquiring" in services && foreign && turnover >= 1000000.0',
        f'{company} && "acquiring" in services',
        f'{company} && ("account" in services || "loan" in services) && foreign',
        f'{person} && "loan" in services && turnover <= 10000.0',
        "foreign",
        "true",
        person,
        company,
        f'{company} && (risk == "middle" || risk == "high")',
        '("loan" in services || "card" in services) && !resident',
        '"account" in services || "card" in services',
        '"acquiring" in services',
    )
    programs = [cel.compile(each) for each in conditions]
    inputs = [
        {
            "services": list(case["services"]),
            "client": case["facts.client"],
            "resident": case["facts.resident"],
            "foreign": case["facts.foreign"],
            "risk": case["facts.risk"],
            "turnover": float(case["facts.turnover"]),
        }
        for case in cases
    ]

    def judged(case: Mapping[str, Any]) -> list[object]:
        context = cel.Context(case)
        return [each.execute(context) for each in programs]

    return {"CEL": lambda: [judged(one) for one in inputs]}


def table_works(ready: Ready, count: int = 1000) -> dict[str, Work]:
    """A table whose values are known already, and the whole way from the answers."""
    cases, by_hand = w.cases(), w.table_by_hand(w.rows(count))

    def ours(case: Mapping[str, Any]) -> object:
        return Situation(ready.meaning, case, w.TODAY).decision("band").facts["band"]

    for case in cases:
        found, expected = ours(case), by_hand(case)
        if found != expected and (expected or isinstance(found, str)):
            raise RuntimeError(case, found, expected)
    known = [Situation(ready.meaning, case, w.TODAY) for case in cases]
    for now in known:
        now.decision("band")
        now.value(Subject("today"))
    rules = ready.meaning.rules["band"]
    return {
        "dict": lambda: [by_hand(case) for case in cases],
        "ours, values at hand": lambda: [decide(rules, now, w.TODAY) for now in known],
        "ours, from the answers": lambda: [ours(case) for case in cases],
    }


def growth(rounds: int) -> None:
    """A hundred rows against ten thousand, and what the large table costs once."""
    small = w.ready(w.files(w.rows(100)))
    gc.collect()
    begun = process_time()
    large = w.ready(w.files(w.rows(10_000)))
    print(f"10,000 rows loaded and compiled in {process_time() - begun:.2f} s")
    name = "ours, values at hand"
    works = {
        "100 rows": table_works(small, 100)[name],
        "10,000 rows": table_works(large, 10_000)[name],
    }
    told("growth", works, rounds)


def told(title: str, works: Mapping[str, Work], rounds: int) -> None:
    """Microseconds of each and how often it takes the first one's time."""
    times = measured(works, rounds)
    base = next(iter(times.values()))
    print(f"\n{title:38}{'median µs':>12}{'least':>10}{'ratio':>9}")
    for name, found in times.items():
        ratio = median(one / other for one, other in zip(found, base, strict=True))
        print(f"{name:38}{median(found) * 1e6:12.1f}{min(found) * 1e6:10.1f}{ratio:9.1f}")


def measured(works: Mapping[str, Work], rounds: int) -> dict[str, list[float]]:
    """Seconds of the processor by name, one for each round."""
    loops = {name: _loops(work) for name, work in works.items()}
    found: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            begun = process_time()
            for _ in range(loops[name]):
                work()
            found[name].append((process_time() - begun) / loops[name])
    return found


def _loops(work: Work) -> int:
    work()
    begun, count = process_time(), 0
    while process_time() - begun < LONG_ENOUGH:
        work()
        count += 1
    return count


def profiled(work: Work) -> None:
    """Where the time goes."""
    work()
    profile = cProfile.Profile(process_time)
    profile.enable()
    for _ in range(100):
        work()
    profile.disable()
    pstats.Stats(profile).sort_stats("tottime").print_stats(40)


def _given(answers: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answers.items() if value not in ((), "")}


def _json(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _json(one) for name, one in value.items()}
    if isinstance(value, tuple):
        return [_json(one) for one in value]
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, date) else value


if __name__ == "__main__":
    main()
