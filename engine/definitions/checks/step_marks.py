"""Whether a form of a step marks anything for staff, who would never be shown it."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.faults import Faults
from engine.definitions.model.forms import Check, Form, Group
from engine.definitions.model.programme import Programme

MESSAGE = "the form “{form}” is asked by a step: nobody is shown what it marks for staff."
ADVICE = "Let the check refuse or warn, or tell staff by a notice on the step."


def report_step_marks(programme: Programme, faults: Faults) -> None:
    """Report each check for staff in a form of a step; marks come from documents that are sent."""
    items = programme.flow.items
    asked = {step.form for item in items for status in item.statuses for step in status.steps}
    sent = {name for item in items for name in item.forms}
    own = (form for item in items for form in item.own_forms)
    named = {form.name: form for form in (*own, *programme.forms)}
    for form in named.values():
        if form.name in asked - sent:
            for check in _checks(form):
                if check.level == "staff":
                    faults.add("A647", check.span, MESSAGE.format(form=form.name), ADVICE)


def _checks(form: Form) -> Iterator[Check]:
    yield from form.checks
    for section in form.sections:
        for part in section.items:
            if isinstance(part, Group):
                yield from part.checks
