"""The people with a duty: which person groups a rule means now, and who is in them."""

from __future__ import annotations

from engine.base.values import BLANK, Absence
from engine.definitions.model.conditions import (
    Compare,
    Condition,
    OverRows,
    Subject,
)
from engine.definitions.model.persons import PersonGroup
from engine.meaning.case import Case
from engine.meaning.missing import missing, once, parts
from engine.meaning.people import People


def meant(case: Case) -> tuple[People, ...]:
    """The person groups that the rules mean now; all of them where no rule names any."""
    facts = case.meaning.person_facts
    if not facts:
        return case.people(tuple(case.meaning.persons))
    named = [code for fact in facts for code in _codes(case, fact)]
    return case.people(tuple(name for name in case.meaning.persons if name in named))


def people(case: Case, names: tuple[str, ...]) -> tuple[People, ...]:
    """The people of these groups together, everybody counted once."""
    return tuple(_people(case, case.meaning.persons[name], names) for name in names)


def _codes(case: Case, fact: str) -> tuple[str, ...]:
    value = case.value(Subject(fact))
    if isinstance(value, Absence):
        return ()
    return value if isinstance(value, tuple) else (str(value),)


def _people(case: Case, group: PersonGroup, among: tuple[str, ...]) -> People:
    found = _rows(case, group) if group.every else People(group, (group.block,))
    if group.same_when is None or group.same_as not in among:
        return found
    is_same = case.holds(group.same_when)
    if is_same is None:
        wanted = (*found.missing, *missing(group.same_when, case))
        return People(group, found.paths, undecided=True, missing=once(wanted))
    if not is_same:
        return found
    return People(group, (), elsewhere=group.same_as, same=_same_row(case, group))


def _rows(case: Case, group: PersonGroup) -> People:
    rows = case.rows(group.every)
    if isinstance(rows, Absence):
        needed = case.needed(Subject(group.every)) if rows is BLANK else ()
        return People(group, (), undecided=rows is BLANK, missing=needed)
    where = group.where
    if where is None:
        return People(group, tuple(row.key for row in rows))
    fits = [(row, case.holds(where, row)) for row in rows]
    wanted = once(name for row, fit in fits if fit is None for name in missing(where, row))
    open_rows = any(fit is None for _, fit in fits)
    paths = tuple(row.key for row, fit in fits if fit)
    return People(group, paths, undecided=open_rows, missing=wanted)


def _same_row(case: Case, group: PersonGroup) -> str:
    """The row that makes ``same_when`` true, if the condition speaks of rows and one fits."""
    other = case.meaning.persons[group.same_as]
    rows = case.rows(other.every) if other.every else ()
    tests = _row_tests(group.same_when, other.every) if group.same_when else []
    if isinstance(rows, Absence) or not tests:
        return other.block
    fitting = [row for row in rows if all(case.holds(test, row) for test in tests)]
    return fitting[0].key if len(fitting) == 1 else ""


def _row_tests(condition: Condition, group: str) -> list[Condition]:
    if isinstance(condition, OverRows):
        is_any = condition.group == group and condition.quantifier == "any"
        return [condition.part] if is_any else []
    if isinstance(condition, Compare):
        return []
    return [test for part in parts(condition) for test in _row_tests(part, group)]
