"""What a second opinion costs: both rule engines against the same rules written by hand.

    python benchmarks/rules.py [ROUNDS]

By the clock, for the second engine works in a process of its own.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import workload as w
from engine.meaning.situation import Situation
from engine.rules.durable import Durable
from engine.rules.host import Verdict
from engine.rules.straight import Straight

Way = Callable[[Mapping[str, Any]], tuple[object, object]]


def facts(verdict: object) -> tuple[object, object]:
    """What an engine decided; it must have decided something."""
    if not isinstance(verdict, Verdict):
        raise TypeError(verdict)
    decisions = verdict.decisions
    return decisions["fee"].facts["fee"], decisions["steps"].facts["steps"]


def measured(ways: Mapping[str, Way], rounds: int) -> dict[str, list[float]]:
    """Seconds of every judgement, each way in turn so that all see the same machine."""
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for case in w.cases() * rounds:
        said = []
        for name, way in ways.items():
            before = perf_counter()
            said.append(way(case))
            seconds[name].append(perf_counter() - before)
        if any(one != said[0] for one in said):
            raise RuntimeError(case, said)
    return seconds


def main(rounds: int) -> None:
    """Print how long each way takes for one case, and how many times the hand-written one."""
    durable, straight, meaning = Durable(), Straight(), w.ready(w.files()).meaning
    ways: dict[str, Way] = {
        "by hand": w.rules_by_hand,
        "straight": lambda case: facts(straight.judge(Situation(meaning, case, w.TODAY))),
        "durable": lambda case: facts(durable.judge(Situation(meaning, case, w.TODAY))),
    }
    try:
        measured(ways, 1)
        seconds = measured(ways, rounds)
    finally:
        durable.close()
    least = median(seconds["by hand"])
    print(f"{rounds} rounds of {len(w.cases())} cases, twelve rules, every result compared")
    print(f"{'':10}{'median':>12}{'slowest %':>12}{'times by hand':>16}")
    for name, found in seconds.items():
        slow = sorted(found)[int(len(found) * 0.99)]
        middle = median(found)
        print(f"{name:10}{middle * 1e6:9.1f} µs{slow * 1e6:9.1f} µs{middle / least:16.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
