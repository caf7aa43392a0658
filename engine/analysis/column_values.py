"""What may stand in the columns of a table: one value of every class, and no answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations

from engine.analysis import classes, samples
from engine.analysis.constants import calendars, constants
from engine.analysis.space import Space
from engine.base.values import BLANK, NOT_APPLICABLE, Value
from engine.definitions.model.forms import (
    Field,
)
from engine.meaning.tables import CompiledRules


def column_values(space: Space, columns: tuple[str, ...]) -> Mapping[str, tuple[Value, ...]] | None:
    """Values by column path; None where a column is neither question, value nor fact."""
    found: dict[str, tuple[Value, ...]] = {}
    meaning = space.world.meaning
    for path in columns:
        if path in meaning.questions and isinstance(meaning.questions[path].item, Field):
            values = list(_of_question(space, path))
        elif path in meaning.facts:
            values = list(_of_fact(meaning.facts[path], path))
        elif path in meaning.values:
            values = list(_of_value(space, path))
        else:
            return None
        found[path] = (*dict.fromkeys(values), BLANK, NOT_APPLICABLE)
    return found


def _of_question(space: Space, path: str) -> Iterator[Value]:
    question = space.question(path)
    if question.field.kind in ("choices", "countries"):
        found = classes.several(question).subsets(lambda _option: True)
        yield from (one.given for one in found if isinstance(one.given, tuple))
        return
    for one in classes.single(question):
        if not isinstance(one.given, int) or isinstance(one.given, bool):
            yield one.given
    if classes.is_text(question.field):
        yield samples.texts(question.field)[0]


def _of_fact(compiled: CompiledRules, path: str) -> Iterator[Value]:
    output = next(one for one in compiled.rules.outputs if one.name == path)
    if path not in compiled.several:
        yield from output.codes
        return
    for size in range(1, min(len(output.codes), 3) + 1):
        yield from combinations(output.codes, size)


def _of_value(space: Space, path: str) -> Iterator[Value]:
    tests = space.cone.tests.get(path, ())
    known, asked = constants(tests), calendars(tests)
    if asked or any(isinstance(one, date) for one in known):
        yield from samples.dates(space.world.today, known, asked)
    else:
        yield from samples.points(known)
