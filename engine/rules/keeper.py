"""Keeps one child ready: started when it is needed, given its rules once, replaced when it fails.

The library keeps every rule set it ever compiled, so a child that was given many is replaced too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Final

from engine.base.dataclass import dataclass
from engine.rules.child import COMMAND, Child, ChildFailed
from engine.rules.program import Program

JUDGING: Final = 1.0
"""Seconds the child may take to judge the records of one rule set before it counts as hanging."""

LOADING: Final = 10.0
"""Seconds the child may take to start and to compile a rule set."""

MOST_LOADED: Final = 10_000
"""Rules one child is given in its life; they take about 140 MB."""

Fired = frozenset[int]


@dataclass(slots=True)
class Keeper:
    """One child at a time, for one thread at a time."""

    command: Sequence[str] = COMMAND
    judging: float = JUDGING
    loading: float = LOADING
    most_loaded: int = MOST_LOADED
    child: Child | None = field(default=None, init=False)
    _loaded: dict[str, int] = field(default_factory=dict, init=False)

    def fired(self, program: Program, records: Sequence[Mapping[str, int]]) -> tuple[Fired, ...]:
        """The rules that fire for each record. Raises ChildFailed; the child is then gone."""
        if not records:
            return ()
        try:
            child = self._ready(program)
            answer = child.ask({"judge": program.name, "records": records}, self.judging)
            return _checked(answer.get("fired"), len(program.rules), len(records))
        except ChildFailed:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop the child, if there is one."""
        if self.child is not None:
            self.child.stop()
        self.child = None
        self._loaded.clear()

    def _ready(self, program: Program) -> Child:
        if program.name in self._loaded and self.child is not None:
            return self.child
        if sum(self._loaded.values()) + len(program.rules) > self.most_loaded:
            self.stop()
        if self.child is None:
            self.child = Child(self.command)
        self.child.ask({"load": program.name, "rules": program.rules}, self.loading)
        self._loaded[program.name] = len(program.rules)
        return self.child


def _checked(found: object, rules: int, records: int) -> tuple[Fired, ...]:
    known = range(rules)
    if isinstance(found, list) and len(found) == records:
        each = [one for one in found if isinstance(one, list) and all(n in known for n in one)]
        if len(each) == records:
            return tuple(frozenset(one) for one in each)
    raise ChildFailed("corrupt", "it named rules that it was not given")
