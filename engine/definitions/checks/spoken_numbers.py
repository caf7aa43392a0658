"""Messages that speak of a number which their check does not know (any more)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from engine.base.values import Text
from engine.definitions.faults import Faults
from engine.definitions.model.conditions import (
    Between,
    Compare,
    Equals,
    OneOf,
    Test,
)
from engine.definitions.model.dependencies import questions
from engine.definitions.model.forms import (
    Check,
    Form,
    Group,
)
from engine.definitions.model.programme import (
    Programme,
)

_NUMBER = re.compile(r"(?<![\w.+-])\d+(?:\.\d+)?(?![\w-])")


def report_spoken_numbers(programme: Programme, faults: Faults) -> None:
    """Warn of every message whose numbers are none of those that its check compares with."""
    for text, known in _said(programme):
        spoken = {Decimal(found) for found in _NUMBER.findall(text.source)}
        if spoken and known and not spoken & known:
            wanted = ", ".join(format(number, "f") for number in sorted(known))
            message = f"“{text.source}” speaks of another number than its check: {wanted}."
            faults.add("A907", text.span, message, "Correct the text, or the check.")


def _said(programme: Programme) -> Iterator[tuple[Text, set[Decimal]]]:
    for form in programme.forms:
        for check in _checks(form):
            if isinstance(check.condition, Compare):
                yield check.saying.text, set(_of_test(check.condition.test))
        for field in questions(form):
            if field.must_be is not None and field.unfit is not None:
                yield field.unfit.text, set(_of_test(field.must_be))


def _checks(form: Form) -> Iterator[Check]:
    yield from form.checks
    for section in form.sections:
        for item in section.items:
            if isinstance(item, Group):
                yield from item.checks


def _of_test(test: Test) -> Iterator[Decimal]:
    for one in test.alternatives if isinstance(test, OneOf) else ():
        if isinstance(one, Between):
            yield from (bound for bound in (one.low, one.high) if isinstance(bound, Decimal))
        elif isinstance(one, Equals) and isinstance(one.value, Decimal):
            yield one.value
