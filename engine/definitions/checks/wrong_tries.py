"""Whether the tries that a status counts can be refused at all."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.faults import Faults, did_you_mean
from engine.definitions.model.forms import Form, Group
from engine.definitions.model.items import Item, Status
from engine.definitions.model.programme import Programme

MESSAGE = "no check of a form that a step of “{status}” asks says “{code}”."


def report_wrong_tries(programme: Programme, faults: Faults) -> None:
    """Report each code that no form of its status can say: what stands there would never come."""
    for item in programme.flow.items:
        for status in item.statuses:
            known = tuple(dict.fromkeys(_codes(programme, item, status)))
            for timer in status.timers:
                if timer.times and timer.code not in known:
                    message = MESSAGE.format(status=status.name, code=timer.code)
                    faults.add("A644", timer.span, message, did_you_mean(timer.code, known))


def _codes(programme: Programme, item: Item, status: Status) -> Iterator[str]:
    asked = {step.form for step in status.steps if step.form}
    for form in (*item.own_forms, *programme.forms):
        if form.name in asked:
            yield from _of_form(form)


def _of_form(form: Form) -> Iterator[str]:
    yield from (check.saying.code for check in form.checks if check.level == "refuse")
    groups = (part for section in form.sections for part in section.items)
    for group in groups:
        if isinstance(group, Group):
            yield from (check.saying.code for check in group.checks if check.level == "refuse")
