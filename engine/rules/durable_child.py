"""The child process in which durable-rules runs: one JSON line in, one JSON line out.

The library can crash or hang the process it lives in, so it lives in its own. Only what was
measured to be safe is used: flat records of integers, one rule per conjunction, a rule that always
fires, one constant session that is deleted after each record, and no timers of the library.

Requests: ``{"load": name, "rules": {label: [[[property, operator, value], …], …]}}`` answered by
``{"loaded": name}``, and ``{"judge": name, "record": {property: integer}, "ticket": n}`` answered
by ``{"ticket": n, "fired": [label, …]}``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from durable import engine

SESSION: Final = "one"
MARK: Final = "_k"
_OPERATORS: Final = {"=": "", "!=": "$neq", "<": "$lt", "<=": "$lte", ">": "$gt", ">=": "$gte"}

Terms = Sequence[Sequence[Any]]


class QuietHost(engine.Host):  # type: ignore[misc]
    """A host without the library's own timer threads, which corrupt what the caller works on."""

    def _run(self) -> None:
        """Start nothing."""


class Engine:
    """The rule sets loaded so far and the labels that fired for the record under judgement."""

    def __init__(self) -> None:
        self.host = QuietHost()
        self.fired: set[str] = set()

    def load(self, name: str, rules: Mapping[str, Sequence[Terms]]) -> None:
        """Compile a rule set under a name that was not used before."""
        definition: dict[str, Any] = {
            f"{label} {place}": _rule(terms, self._fires(label))
            for label, choices in rules.items()
            for place, terms in enumerate(choices)
        }
        definition["~"] = _rule((), lambda _context: None)
        self.host.set_rulesets({name: definition})

    def judge(self, name: str, record: Mapping[str, int]) -> list[str]:
        """Labels of the rules that fire for a record."""
        self.fired = set()
        try:
            state = self.host.assert_fact(name, {**record, MARK: 1, "id": "record", "sid": SESSION})
            if isinstance(state, dict) and state.get("exception"):
                raise RuntimeError(state["exception"])
        finally:
            self.host.delete_state(name, SESSION)
        return sorted(self.fired)

    def _fires(self, label: str) -> Callable[[object], None]:
        return lambda _context: self.fired.add(label)


def _rule(terms: Terms, action: Callable[[Any], None]) -> dict[str, Any]:
    tests: list[dict[str, Any]] = [{MARK: 1}]
    for name, operator, value in terms:
        word = _OPERATORS[operator]
        tests.append({word: {name: value}} if word else {name: value})
    return {"all": [{"m": {"$and": tests}}], "run": action}


def answer(judging: Engine, request: Mapping[str, Any]) -> dict[str, Any]:
    """The answer to one request."""
    if "load" in request:
        judging.load(request["load"], request["rules"])
        return {"loaded": request["load"]}
    return {
        "ticket": request["ticket"],
        "fired": judging.judge(request["judge"], request["record"]),
    }


def main() -> None:
    """Serve requests until the input ends."""
    judging = Engine()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(judging, json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
