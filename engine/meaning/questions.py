"""Whether a question is asked and what its answer counts for; hidden answers count for nothing."""

from __future__ import annotations

from collections.abc import Mapping
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


def is_asked(question: Question, scope: Scope) -> Truth:
    """Whether form, section, group and question all apply."""
    return both(guard.holds(scope) for guard in question.guards)


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


def answer(question: Question, given: Mapping[str, Any], name: str, scope: Scope) -> Value:
    """What was answered to a question that is asked, as tests see it.

    ``given`` holds the answers of the case or of the row, ``name`` is the question's key in it. A
    tick that is not there is unticked; an empty text or list is blank; a choice that is not offered
    now does not count.
    """
    kind = question.item.kind if isinstance(question.item, Field) else ""
    found = given.get(name, False if kind == "tick" else None)
    if kind == "note" or found is None or (isinstance(found, Decimal) and not found.is_finite()):
        return BLANK
    if isinstance(found, str):
        found = plain(found)
    elif isinstance(found, tuple):
        found = tuple(one for one in found if _may_stand(question, one, scope))
    stands = found not in ("", ()) and _may_stand(question, found, scope)
    return found if stands else BLANK


def _may_stand(question: Question, code: Any, scope: Scope) -> bool:
    if not isinstance(code, str) or code not in question.options:
        return True
    return bool(question.options[code].holds(scope))
