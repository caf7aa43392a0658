"""What the questions of a page depend on: as long as that is the same, so are they.

Composing a page only to see that it still asks the same would be most of the work of typing. The
answers that others depend on are few and known beforehand; whatever else is typed changes nothing
that a page asks.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from engine.base.dataclass import dataclass
from engine.base.values import Problem, Row
from engine.definitions.model.forms import Group
from engine.forms.copies import takeable
from engine.forms.influence import COLUMN, influential
from engine.forms.outline import Outline
from engine.forms.view import TotalView
from engine.meaning.programme import Meaning
from engine.meaning.situation import Situation


@dataclass(frozen=True, slots=True)
class PageStanding:
    """What of a page changes while somebody types: ``depends`` is a digest of what its questions
    depend on, ``totals`` are those below its rows."""

    depends: str
    totals: tuple[TotalView, ...]


def dependence(case: Situation, paths: Iterable[str], said: Iterable[Problem]) -> str:
    """A short digest of what questions, their options and what is said of them depend on.

    Two pages of one digest ask the same; those of different ones may do so, too. ``paths`` are
    those of ``depended_on``.
    """
    told = [(one.path, one.level, one.code) for one in said]
    answers = [(path, _answered(case, path)) for path in paths]
    state = (case.meaning.programme.name, case.today, case.picture.number, answers, told)
    return hashlib.sha256(repr(state).encode()).hexdigest()[:16]


def depended_on(meaning: Meaning, outline: Outline) -> tuple[str, ...]:
    """Paths of the answers and groups that a page of the outlined forms depends on."""
    return tuple(sorted({*influential(meaning), *_named(meaning, outline)}))


def _answered(case: Situation, path: str) -> object:
    group, is_column, name = path.partition(COLUMN)
    if is_column:
        return [row.get(name) for row in _rows(case, group)]
    found: Any = case.answers.get(path)
    is_group = isinstance(case.meaning.questions[path].item, Group)
    return len(found or ()) if is_group else found


def _rows(case: Situation, group: str) -> tuple[Row, ...]:
    found: Any = case.answers.get(group)
    return found if isinstance(found, tuple) else ()


def _named(meaning: Meaning, outline: Outline) -> Iterator[str]:
    """How many rows there are, and the answers by which rows are offered and taken elsewhere."""
    for group in outline.groups.values():
        yield group.path
        for one in (group.path, *group.copy_from) if group.copy_from else ():
            yield from _title(meaning, one)
    for question in outline.fields.values():
        if question.rows_of:
            yield from (question.path, *_title(meaning, question.rows_of))
            for beside, name in takeable(meaning, question).items():
                yield from (beside, f"{question.rows_of}{COLUMN}{name}")
    for members in outline.members.values():
        for member in members.values():
            if member.rows_of:
                yield from (member.path, *_title(meaning, member.rows_of))


def _title(meaning: Meaning, path: str) -> Iterator[str]:
    group = meaning.questions[path].item
    if isinstance(group, Group) and group.titled_by:
        yield f"{path}{COLUMN}{group.titled_by}"
