"""The second opinion: durable-rules in a child process, over the same rules in the safe profile.

Facts of one rule set that another one reads are the child's own, so the opinion owes nothing to
the first engine but the record of answers and computed values.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Any

from engine.definitions.conditions import Subject, subjects
from engine.definitions.kinds import FIELD_TYPES
from engine.definitions.model import Field
from engine.meaning.programme import Meaning
from engine.meaning.scope import Scope
from engine.meaning.situation import Situation
from engine.meaning.tables import CompiledRules, Decision, decide
from engine.meaning.truth import Truth
from engine.rules.child import COMMAND, Child, ChildFailed
from engine.rules.host import Absent, Failed, Verdict
from engine.rules.program import DIFFERS, FITS, Program, compile_program, rows_hold
from engine.rules.properties import NotExpressible, recorded
from engine.rules.terms import TooLarge
from engine.values import Absence, Value

SECONDS = 1.0
"""How long the child may take for one record before it counts as hanging."""


def installed() -> bool:
    """Whether durable-rules can be imported here."""
    return importlib.util.find_spec("durable") is not None


@dataclass(slots=True)
class Durable:
    """The supervised engine, shared by all threads of a process."""

    command: Sequence[str] = COMMAND
    seconds: float = SECONDS
    _child: Child | None = None
    _lock: Lock = field(default_factory=Lock)
    _programs: dict[int, tuple[Meaning, dict[str, Program]]] = field(default_factory=dict)
    _loaded: dict[int, str] = field(default_factory=dict)
    _tickets: int = 0

    def judge(self, situation: Situation) -> Verdict | Failed | Absent:
        """The verdict of the child, or how it failed."""
        if not installed():
            return Absent()
        try:
            programs = self._compiled(situation.meaning)
            with self._lock:
                return self._verdict(situation, programs)
        except ChildFailed as fault:
            return Failed(fault.how, str(fault))  # type: ignore[arg-type]
        except (TooLarge, NotExpressible) as fault:
            return Failed("refused", str(fault))

    def close(self) -> None:
        """Stop the child."""
        with self._lock:
            self._drop()

    def _compiled(self, meaning: Meaning) -> dict[str, Program]:
        if id(meaning) not in self._programs:
            several = _Several(meaning)
            found = {
                name: compile_program(meaning.rules[name].rules, several)
                for name in in_order(meaning)
            }
            self._programs[id(meaning)] = (meaning, found)
        return self._programs[id(meaning)][1]

    def _verdict(self, situation: Situation, programs: Mapping[str, Program]) -> Verdict:
        scope = _Overlay(situation, {})
        decisions: dict[str, Decision] = {}
        rows: dict[str, tuple[Truth, ...]] = {}
        for name, program in programs.items():
            rules = situation.meaning.rules[name]
            fired = self._fired(program, scope)
            rows[name] = tuple(_truth(fired, str(row.number)) for row, _ in rules.rows)
            as_of = situation.value(Subject(rules.rules.as_of))
            decisions[name] = decide(_said(rules, rows[name]), scope, as_of)
            scope.facts.update(decisions[name].facts)
        return Verdict(decisions, rows)

    def _fired(self, program: Program, scope: Scope) -> frozenset[str]:
        record = recorded(program.measures, scope)
        for name, question in program.over_rows.items():
            held = rows_hold(question, scope, self._row_truth)
            if held is not None:
                record[name] = held
        self._tickets += 1
        request = {"judge": self._name(program), "record": record, "ticket": self._tickets}
        answer = self._ask(request)
        fired = answer.get("fired")
        if answer.get("ticket") != self._tickets or not _are_questions(fired, program):
            self._drop()
            raise ChildFailed("corrupt")
        return frozenset(fired)  # type: ignore[arg-type]

    def _row_truth(self, program: Program, scope: Scope) -> Truth:
        return _truth(self._fired(program, scope), "")

    def _name(self, program: Program) -> str:
        name = self._loaded.get(id(program))
        if name is None:
            name = f"r{len(self._loaded)}"
            rules = {
                label: [[[term.name, term.operator, term.value] for term in one] for one in choices]
                for label, choices in program.questions.items()
            }
            self._ask({"load": name, "rules": rules})
            self._loaded[id(program)] = name
        return name

    def _ask(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        if self._child is None:
            self._child = Child(self.command)
            # The first answer also pays for starting the interpreter.
            self._child.ask({"load": "start", "rules": {}}, self.seconds + 10)
        try:
            return self._child.ask(request, self.seconds)
        except ChildFailed:
            self._drop()
            raise

    def _drop(self) -> None:
        if self._child is not None:
            self._child.stop()
        self._child = None
        self._loaded.clear()


def in_order(meaning: Meaning) -> tuple[str, ...]:
    """Names of the rule sets, each after those whose facts it reads."""
    placed: dict[str, None] = {}

    def place(name: str) -> None:
        if name in placed:
            return
        for row in meaning.rules[name].rules.rows:
            for subject in subjects(row.condition):
                giver = meaning.facts.get(subject.path)
                if giver is not None and giver.rules.name != name:
                    place(giver.rules.name)
        placed[name] = None

    for name in meaning.rules:
        place(name)
    return tuple(placed)


@dataclass(frozen=True, slots=True)
class _Several:
    """Tells the subjects that hold several values at a time."""

    meaning: Meaning

    def __call__(self, subject: Subject, group: str) -> bool:
        path = f"{group}[].{subject.path}" if subject.in_row else subject.path
        question = self.meaning.questions.get(path)
        if question is not None:
            item = question.item
            return isinstance(item, Field) and FIELD_TYPES[item.kind].value in ("choices", "files")
        if path in self.meaning.facts:
            return path in self.meaning.facts[path].several
        stage = self.meaning.stages.get(self.meaning.outcomes.get(path, ""))
        return stage is not None and stage.each is not None


@dataclass(frozen=True, slots=True)
class _Overlay:
    """A case whose facts are those the child itself gave."""

    situation: Situation
    facts: dict[str, Value]

    def value(self, subject: Subject) -> Value:
        if not subject.in_row and subject.path in self.facts:
            return self.facts[subject.path]
        return self.situation.value(subject)

    def rows(self, group: str) -> Sequence[Scope] | Absence:
        return self.situation.rows(group)

    def needed(self, subject: Subject) -> tuple[str, ...]:
        return self.situation.needed(subject)


def _said(rules: CompiledRules, truths: tuple[Truth, ...]) -> CompiledRules:
    """The rule set with each row as the child judged it, for the common hit policies."""
    rows = zip(rules.rows, truths, strict=True)
    return replace(rules, rows=tuple((row, _constant(truth)) for (row, _), truth in rows))


def _constant(truth: Truth) -> Any:
    return lambda _scope: truth


def _truth(fired: frozenset[str], label: str) -> Truth:
    fits, differs = f"{label} {FITS}".strip() in fired, f"{label} {DIFFERS}".strip() in fired
    if fits and differs:
        raise ChildFailed("corrupt", "a row fits and does not fit")
    return True if fits else False if differs else None


def _are_questions(fired: object, program: Program) -> bool:
    return isinstance(fired, list) and all(
        isinstance(label, str) and label in program.questions for label in fired
    )
