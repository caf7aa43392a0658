"""The child process in which durable-rules runs: one JSON line in, one JSON line out.

The library can crash or hang the process it lives in, so it lives in its own. Only what was
measured to be safe is used: flat records of integers, one rule per conjunction, few rules and
properties in one set, a rule that always fires, one constant session that is deleted after each
record, and no timers of the library (docs/decisions/0004).

Requests: ``{"load": name, "rules": [[[property, operator, value], …], …]}`` answered by
``{"loaded": name}``, and ``{"judge": name, "records": [{property: integer}, …]}`` answered by
``{"fired": [[number of a rule, …], …]}``; each with the ``ticket`` of its request.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from durable import engine

SESSION: Final = "one"
MARK: Final = "_k"
LONGEST: Final = 20
"""Seconds for one request; nobody waits that long, so a child that hangs alone ends itself."""

MOST_RULES: Final = 50
"""Rules in one set. Where more than 64 on one node fit at once, the library fails or corrupts its
memory; beyond 511 on one node it hangs; it refuses 260 that are alike."""

MOST_PROPERTIES: Final = 240
"""Properties of one fact; the library refuses 252."""

_OPERATORS: Final = {"=": "", "!=": "$neq", "<": "$lt", "<=": "$lte", ">": "$gt", ">=": "$gte"}

Terms = Sequence[Sequence[Any]]
Part = dict[int, Terms]
"""Some rules of a rule set by their number, as few as the library bears at a time."""


class QuietHost(engine.Host):  # type: ignore[misc]
    """A host without the library's own timer threads, which corrupt what the caller works on."""

    def _run(self) -> None:
        """Start nothing."""


class Engine:
    """The rule sets loaded so far, in parts, and the rules that fired for the present record."""

    def __init__(self) -> None:
        self.host = QuietHost()
        self.parts: dict[str, list[tuple[str, frozenset[str]]]] = {}
        self.fired: set[int] = set()

    def load(self, name: str, rules: Sequence[Terms]) -> None:
        """Compile a rule set under a name that was not used before."""
        loaded = []
        for place, part in enumerate(parts(rules)):
            definition = {
                str(number): _rule(terms, self._fires(number)) for number, terms in part.items()
            }
            definition["~"] = _rule((), lambda _context: None)
            self.host.set_rulesets({f"{name} {place}": definition})
            loaded.append((f"{name} {place}", _properties(part)))
        self.parts[name] = loaded

    def judge(self, name: str, record: Mapping[str, int]) -> list[int]:
        """Numbers of the rules that fire for a record."""
        self.fired = set()
        for part, properties in self.parts[name]:
            self._assert(part, {one: record[one] for one in properties if one in record})
        return sorted(self.fired)

    def _assert(self, part: str, fact: Mapping[str, int]) -> None:
        try:
            state = self.host.assert_fact(part, {**fact, MARK: 1, "id": "record", "sid": SESSION})
            if isinstance(state, dict) and state.get("exception"):
                raise RuntimeError(state["exception"])
        finally:
            self.host.delete_state(part, SESSION)

    def _fires(self, number: int) -> Callable[[object], None]:
        return lambda _context: self.fired.add(number)


def parts(rules: Sequence[Terms]) -> Iterator[Part]:
    """The rules in sets that the library bears."""
    part: Part = {}
    for number, terms in enumerate(rules):
        if part and (
            len(part) == MOST_RULES or len(_properties({**part, number: terms})) > MOST_PROPERTIES
        ):
            yield part
            part = {}
        part[number] = terms
    if part:
        yield part


def _properties(part: Part) -> frozenset[str]:
    return frozenset(name for terms in part.values() for name, _, _ in terms)


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
    name = request["judge"]
    return {"fired": [judging.judge(name, record) for record in request["records"]]}


def main() -> None:
    """Serve requests until the input ends."""
    # A crash must not leave a case on the disk.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    judging = Engine()
    for line in sys.stdin:
        signal.alarm(LONGEST)
        request = json.loads(line)
        found = {**answer(judging, request), "ticket": request["ticket"]}
        signal.alarm(0)
        sys.stdout.write(json.dumps(found) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
