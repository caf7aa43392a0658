"""Whether two programmes treat every case alike, although they are written differently.

What differs is found first; then every class of answers that it can tell apart is judged by both,
with up to ``ROW_BOUND`` rows of each group. Nothing is said of parts that have no answer in a case:
who may act, texts, numbers of rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any, Final

from engine.analysis.cases import TooMany, leaves
from engine.analysis.cone import Placed, cone
from engine.analysis.given import Assignment
from engine.analysis.mutations.sameness import outline
from engine.analysis.space import Space, world
from engine.base.dataclass import dataclass
from engine.base.values import Absence
from engine.definitions.model.conditions import Condition
from engine.definitions.model.forms import (
    Check,
    Form,
    Group,
)
from engine.definitions.model.programme import (
    Programme,
)
from engine.definitions.model.route import Stage
from engine.meaning.checks import compile_check
from engine.meaning.programme import (
    Guard,
    Meaning,
    Question,
    compile_programme,
)
from engine.meaning.situation import RowScope, Situation
from engine.meaning.units import is_needed

LIMIT: Final = 3_000
"""Classes of answers above which nothing is proved."""

Observed = Callable[[Situation], object]


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a programme: what it says of a case, and the conditions that decide on that."""

    observed: Observed
    conditions: tuple[Placed, ...]


def treat_alike(one: Programme, other: Programme, today: date) -> bool:
    """Whether it is proved that every case comes out the same. False proves nothing."""
    mine, theirs = compile_programme(one), compile_programme(other)
    if _rest(one) != _rest(other):
        return False
    # One by one, because nothing after a pair that cannot be compared needs to be looked at.
    pairs = _differing(mine, theirs)
    return all(pair is not None and _agree(mine, theirs, pair, today) for pair in pairs)


def _rest(programme: Programme) -> Any:
    """The programme without the parts whose effect on cases is compared."""
    route = tuple(replace(one, when=None, given_by="") for one in programme.flow.stages)
    parts: Any = {"forms": (), "rules": (), "conditions": ()}
    plain = replace(programme, flow=replace(programme.flow, stages=route), **parts)
    heads = tuple((rules.name, outline(rules.outputs), rules.as_of) for rules in programme.rules)
    return outline(plain), heads, tuple(map(_form_rest, programme.forms))


def _form_rest(form: Form) -> Any:
    sections = tuple(replace(part, when=None, items=()) for part in form.sections)
    checks = tuple((check.level, check.at, outline(check.saying)) for check in form.checks)
    return outline((replace(form, when=None, checks=(), sections=()), sections)), checks


def _differing(mine: Meaning, theirs: Meaning) -> Iterator[tuple[_Part, _Part] | None]:
    """Pairs of parts that are written differently; None where that cannot be compared."""
    if list(mine.questions) != list(theirs.questions):
        yield None
        return
    yield from _questions(mine, theirs)
    for name, rules in mine.rules.items():
        if outline(rules.rules) != outline(theirs.rules[name].rules):
            yield _rules(mine, name), _rules(theirs, name)
    yield from _flow(mine, theirs)
    for form, twin in zip(mine.programme.forms, theirs.programme.forms, strict=True):
        for check, changed in zip(form.checks, twin.checks, strict=True):
            if outline(check) != outline(changed):
                yield _check(form, check), _check(twin, changed)


def _flow(mine: Meaning, theirs: Meaning) -> Iterator[tuple[_Part, _Part]]:
    for stage, other in zip(mine.route.flow.stages, theirs.route.flow.stages, strict=True):
        if outline(stage) != outline(other):
            yield _stage(mine, stage), _stage(theirs, other)


def _questions(mine: Meaning, theirs: Meaning) -> Iterator[tuple[_Part, _Part] | None]:
    for path, question in mine.questions.items():
        other = theirs.questions[path]
        if _written(question) == _written(other):
            continue
        if _item_rest(question) != _item_rest(other):
            yield None
        yield _question(path, question), _question(path, other)
        if isinstance(question.item, Group) and isinstance(other.item, Group):
            for check, changed in zip(question.item.checks, other.item.checks, strict=True):
                yield _row_check(path, check), _row_check(path, changed)


def _written(question: Question) -> Any:
    guards = tuple(outline(guard.condition) for guard in question.guards)
    return guards, outline(question.item)


def _item_rest(question: Question) -> Any:
    names = {item.name for item in fields(question.item)} - {"when", "required", "span"}
    names -= {"items", "checks"}
    checks = question.item.checks if isinstance(question.item, Group) else ()
    said = tuple((check.level, check.at, outline(check.saying)) for check in checks)
    return said, tuple(outline(getattr(question.item, name)) for name in sorted(names))


def _question(path: str, question: Question) -> _Part:
    required, group = question.required, question.group
    guards = [*question.guards, *([required] if isinstance(required, Guard) else [])]

    def observed(case: Situation) -> object:
        return [
            (
                asked := case.asked(path, row) is True,
                asked and required and case.required(path, row),
            )
            for row in (_rows(case, group) if group else [None])
        ]

    return _Part(observed, tuple((guard.condition, group) for guard in guards))


def _rows(case: Situation, group: str) -> Sequence[RowScope]:
    rows = case.rows(group)
    return () if isinstance(rows, Absence) else rows


def _row_check(group: str, check: Check) -> _Part:
    holds = compile_check(check.condition)

    def observed(case: Situation) -> object:
        return [
            (check.when is None or case.holds(check.when, row) is True) and holds(row) is False
            for row in _rows(case, group)
        ]

    conditions = (check.condition, *([check.when] if check.when is not None else []))
    return _Part(observed, tuple((one, group) for one in conditions))


def _rules(meaning: Meaning, name: str) -> _Part:
    rules = meaning.rules[name].rules

    def observed(case: Situation) -> object:
        decision = case.decision(name)
        return decision.undecided, tuple(sorted(map(str, decision.facts.items())))

    return _Part(observed, tuple((row.condition, "") for row in rules.rows))


def _stage(meaning: Meaning, stage: Stage) -> _Part:
    found = [stage.when] if stage.when is not None else []
    if stage.given_by:
        found += (row.condition for row in meaning.facts[stage.given_by].rules.rows)

    def observed(case: Situation) -> object:
        return is_needed(case, stage)

    return _Part(observed, tuple((one, "") for one in found))


def _check(form: Form, check: Check) -> _Part:
    holds = compile_check(check.condition)
    guards: list[Condition] = [one for one in (form.when, check.when) if one is not None]

    def observed(case: Situation) -> object:
        return all(case.holds(guard) is True for guard in guards) and holds(case) is False

    return _Part(observed, tuple((one, "") for one in (*guards, check.condition)))


def _agree(mine: Meaning, theirs: Meaning, pair: tuple[_Part, _Part], today: date) -> bool:
    one, other = pair
    placed = (*one.conditions, *other.conditions)
    space = Space(world(mine, today), cone(mine, placed), drafts=True)
    read = space.cone.paths | cone(theirs, other.conditions).paths
    if read & set(mine.route.items):
        return False  # Answers alone do not tell how items stand.

    def alike(decided: Assignment) -> bool:
        case = space.case(decided)
        twin = Situation(theirs, case.answers, today)
        return one.observed(case) == other.observed(twin)

    try:
        found = all(leaf.result for leaf in leaves(space, alike, limit=LIMIT))
    except TooMany:
        return False
    return found
