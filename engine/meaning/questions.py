"""Whether a question is asked and what its answer counts for; hidden answers count for nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from engine.base.values import BLANK, Value
from engine.definitions.model.forms import (
    Field,
    Option,
)
from engine.meaning.programme import Guard, Question
from engine.meaning.scope import Scope
from engine.meaning.tests import plain
from engine.meaning.truth import Truth, both


def is_asked(guards: Sequence[Guard], scope: Scope) -> Truth:
    """Whether all guards hold, outer ones asked first."""
    result: Truth = True
    for guard in guards:
        truth = guard.holds(scope)
        if truth is False:
            return False
        if truth is None:
            result = None
    return result


def is_required(question: Question, asked: Truth, scope: Scope) -> Truth:
    """Whether an answer must be given: never where the question is not asked for certain.

    A tick is never blank and a note takes no answer, so neither is ever required.
    """
    if isinstance(question.item, Field) and question.item.kind in {"tick", "note"}:
        return False
    if isinstance(question.required, Guard):
        return both((asked, question.required.holds(scope) if asked is not False else False))
    return both((asked, question.required))


def offered(question: Question, scope: Scope) -> tuple[Option, ...]:
    """The choices that may be chosen now: those whose own condition, if any, is true."""
    if not isinstance(question.item, Field) or question.item.options is None:
        return ()
    return tuple(
        option
        for option in question.item.options.options
        if option.code not in question.options or question.options[option.code].holds(scope)
    )


def answer(question: Question, given: Mapping[str, Any], scope: Scope) -> Value:
    """What was answered to a question that is asked, as tests see it.

    ``given`` holds the answers of the case or of the row. A tick that is not there is unticked; an
    empty text or list is blank; a choice that is not offered now does not count.
    """
    is_note = isinstance(question.item, Field) and question.item.kind == "note"
    found = BLANK if is_note else stated(given.get(question.key, question.untouched))
    if isinstance(found, tuple):
        found = tuple(one for one in found if _may_stand(question, one, scope))
        return found or BLANK
    return found if _may_stand(question, found, scope) else BLANK


def stated(found: Any) -> Value:
    """What is given as an answer, whether or not all of it may be chosen now."""
    kind = type(found)
    if kind is str:
        return plain(found) or BLANK
    if found is None or found == () or (kind is Decimal and not found.is_finite()):
        return BLANK
    value: Value = found
    return value


def _may_stand(question: Question, code: Any, scope: Scope) -> bool:
    if not isinstance(code, str) or code not in question.options:
        return True
    return bool(question.options[code].holds(scope))
