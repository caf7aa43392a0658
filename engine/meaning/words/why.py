"""Why: the rules and guards behind a fact, a stage, a question, a person's duty or a problem."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from engine.base.dataclass import dataclass
from engine.base.values import (
    Absence,
    Problem,
    Span,
    Text,
)
from engine.definitions.model.conditions import Condition
from engine.definitions.model.forms import (
    Check,
    Group,
)
from engine.definitions.model.rules import (
    RuleRow,
    RuleSet,
)
from engine.meaning.case import Case, RowOfCase
from engine.meaning.missing import missing, once
from engine.meaning.needs import COLUMN
from engine.meaning.persons import meant
from engine.meaning.programme import Guard, Question
from engine.meaning.truth import Truth
from engine.meaning.words.evidence import (
    Evidence,
    almost,
    cells,
    decisive,
    evidence,
)

MANY: Final = 5
"""Rows shown of those that could have given what was not given."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule row or guard: where it stands, what its author says, the tests and their answers.

    ``rule`` is the rule set's name and ``row`` its row, from 1; a guard has neither. ``failed`` is
    the one part that did not fit, for a row that almost did.
    """

    span: Span
    fits: Truth
    evidence: Evidence
    rule: str = ""
    row: int = 0
    because: Text | None = None
    source: str = ""
    failed: Evidence | None = None

    @property
    def line(self) -> int:
        """Line in the definition file."""
        return self.span.line


@dataclass(frozen=True, slots=True)
class Why:
    """An explanation: ``holds`` is what is explained (does it apply, is it asked, …).

    ``because`` and ``source`` are the author's words at the thing itself, ``reasons`` decided,
    ``almost`` are rows that one test kept from deciding, ``missing`` the answers still needed.
    """

    holds: Truth
    reasons: tuple[Reason, ...]
    almost: tuple[Reason, ...] = ()
    missing: tuple[str, ...] = ()
    because: Text | None = None
    source: str = ""


def why_fact(case: Case, fact: str, code: str = "", *, near: bool = True) -> Why:
    """Why the rules give a fact; with ``code`` why they give this code, or do not.

    ``near`` also looks for the rows that almost fired, which takes a look at every row.
    """
    rules = case.meaning.facts[fact].rules
    decision = case.decision(rules.name)
    holds = decision.gives(fact, code) if code else not decision.undecided or None
    giving = [row for row in rules.rows if not code or code in row.gives.get(fact, ())]
    judged = [row for row in giving if row in (*decision.fired, *decision.waiting)]
    others = [row for row in giving if row not in judged]
    return Why(
        holds=holds,
        reasons=tuple(_of_row(case, rules, row) for row in judged or others[:MANY]),
        almost=tuple(_almost(case, rules, others)) if near else (),
        missing=decision.missing if holds is None else (),
        source=rules.source,
    )


def why_question(case: Case, path: str, row: RowOfCase | None = None) -> Why:
    """Why a question or a group is asked, or not: the guards of its form, section, group and own.

    No reasons: it is asked of everybody.
    """
    question = case.meaning.questions[path]
    holds = case.asked(path, row)
    guards = question.guards
    reasons = [one for guard in guards for one in guard_reasons(case, guard.condition, row)]
    return _of_question(case, question, holds, reasons, row)


def why_required(case: Case, path: str, row: RowOfCase | None = None) -> Why:
    """Why a question must be answered, or need not. No reasons: always so where it is asked."""
    question = case.meaning.questions[path]
    if not case.asked(path, row):
        return why_question(case, path, row)
    required = question.required
    if not isinstance(required, Guard):
        return _of_question(case, question, required, [], row)
    reasons = list(guard_reasons(case, required.condition, row))
    return _of_question(case, question, case.required(path, row), reasons, row)


def why_person(case: Case, path: str) -> Why:
    """Why the person at ``path`` (``client``, ``representatives.0``) has a duty."""
    reasons: list[Reason] = []
    for found in meant(case):
        if path not in found.paths and path not in (found.same, found.group.block):
            continue
        for fact in case.meaning.person_facts:
            reasons += why_fact(case, fact, found.group.name, near=False).reasons
        row = next((row for row in _rows_of(case, found.group.every) if row.key == path), None)
        if row is not None and found.group.where is not None:
            reasons.append(guard_reason(case, found.group.where, row))
        if found.elsewhere and found.group.same_when is not None:
            reasons.append(guard_reason(case, found.group.same_when, None))
    return Why(holds=bool(reasons), reasons=tuple(reasons))


def why_problem(case: Case, problem: Problem, path: str, row: RowOfCase | None = None) -> Why:
    """Why an answer is refused or marked: the check that is broken, or why it is required.

    ``path`` and ``row`` are where the problem stands, as ``Situation.place`` splits its input name;
    a problem that stands at no question is that of a form.
    """
    question = case.meaning.questions.get(path)
    names = {path, path.rpartition(COLUMN)[2]}
    told = (
        guard_reason(case, check.condition, place)
        for check, place in _checks(case, row)
        if check.saying.code == problem.code
        and (check.saying.text == problem.message or not names.isdisjoint(check.at))
    )
    broken = [one for one in told if one.fits is False]
    if question is None:
        return Why(holds=False, reasons=tuple(broken))
    if broken:
        return _of_question(case, question, False, broken, row)
    return why_required(case, path, row)


def _checks(case: Case, row: RowOfCase | None) -> Iterator[tuple[Check, RowOfCase | None]]:
    """All checks, each with the row it is judged in; that of ``row`` only, where there is one."""
    for form in case.meaning.programme.forms:
        yield from ((check, None) for check in form.checks)
        for item in (item for section in form.sections for item in section.items):
            if isinstance(item, Group) and item.checks:
                rows = [row] if row is not None and row.group == item.path else []
                rows = rows if row is not None else list(_rows_of(case, item.path))
                yield from ((check, one) for check in item.checks for one in rows)


def _of_question(
    case: Case,
    question: Question,
    holds: Truth,
    reasons: list[Reason],
    row: RowOfCase | None,
) -> Why:
    deciding = tuple(one for one in reasons if one.rule or one.fits is holds)
    waiting = (guard.condition for guard in question.guards)
    wanted = (name for one in waiting for name in missing(one, row or case))
    return Why(
        holds=holds,
        reasons=deciding,
        missing=once(wanted) if holds is None else (),
        because=question.item.why,
        source=question.item.source,
    )


def _rows_of(case: Case, group: str) -> Sequence[RowOfCase]:
    rows = case.rows(group) if group else ()
    return () if isinstance(rows, Absence) else rows


def _of_row(case: Case, rules: RuleSet, row: RuleRow) -> Reason:
    return Reason(
        span=row.span,
        fits=case.holds(row.condition),
        evidence=evidence(case, row.condition),
        rule=rules.name,
        row=row.number,
        because=row.because,
        source=row.source or rules.source,
    )


def _almost(case: Case, rules: RuleSet, rows: Iterable[RuleRow]) -> Iterator[Reason]:
    for row in rows:
        reason = _of_row(case, rules, row)
        failed = almost(reason.evidence)
        if failed is not None:
            yield replace(reason, failed=failed)


def guard_reasons(
    case: Case, condition: Condition, row: RowOfCase | None = None
) -> Iterator[Reason]:
    """A guard and, where it tests facts, the rule rows that gave them."""
    guard = guard_reason(case, condition, row)
    yield guard
    tested = once(cell.subject.path for cell in cells(guard.evidence))
    for fact in tested:
        if fact in case.meaning.facts:
            yield from why_fact(case, fact, near=False).reasons


def guard_reason(case: Case, condition: Condition, row: RowOfCase | None = None) -> Reason:
    """A condition with what made it come out as it did."""
    return Reason(
        span=condition.span,
        fits=case.holds(condition, row),
        evidence=decisive(evidence(case, condition, row)),
    )
