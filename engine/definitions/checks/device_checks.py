"""Whether what a device is checked for can be measured, and is measured once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engine.definitions.faults import Faults
from engine.definitions.model.dependencies import questions
from engine.definitions.model.forms import Field, Form
from engine.definitions.model.programme import Programme

ONCE: Final = "Keep it at one tick."
ELSEWHERE: Final = (
    "Ask it in a form that the applicant fills in after logging in, outside of groups."
)


def report_device_checks(programme: Programme, faults: Faults) -> None:
    """Report what is measured twice in a form, or where nobody has logged in, or for every row."""
    registration = programme.registration
    early = {registration.account_form, *registration.case_forms}
    for form in programme.forms:
        for one in _checked(form):
            if form.name in early:
                message = f"“{one.path}” stands in a form of the registration."
                faults.add("A645", one.span, message, ELSEWHERE)
            elif one.group:
                message = f"“{one.path}” stands in a group: its device is asked for in every entry."
                faults.add("A645", one.span, message, ELSEWHERE)
        for one, check in _again(form):
            message = f"“{one.path}” measures “{check}” once more."
            faults.add("A645", one.span, message, ONCE)


def _checked(form: Form) -> Iterator[Field]:
    yield from (one for one in questions(form) if one.device_checks)


def _again(form: Form) -> Iterator[tuple[Field, str]]:
    """What an earlier tick of the form measures too, by the same minimum."""
    seen = set()
    for one in _checked(form):
        for check in one.device_checks:
            if check in seen:
                yield one, check.written
            seen.add(check)
