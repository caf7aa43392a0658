"""Steps around an agreed time, and the one-time codes that they make and ask."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.faults import Faults
from engine.definitions.model.items import APPLICANT, THE_PERSON, Item, Step
from engine.definitions.model.route import Flow
from engine.definitions.reading.placeholders import PLACEHOLDER

AGREED = (
    "Add “appointment: {on: DATE, at: TIME, opens: 10 minutes before, closes: 30 minutes after}”."
)


def report_appointment(item: Item, flow: Flow, faults: Faults) -> None:
    """Report steps at an appointment that is none, and codes that nobody gets or can use."""
    if item.appointment is None:
        for status in item.statuses:
            timed = [one.span for one in status.timers if one.after_appointment]
            timed += [one.span for one in status.steps if one.at_appointment]
            for span in timed:
                message = f"“{item.name}” has no appointment."
                faults.add("A633", span, message, AGREED)
    steps = [step for step in item.steps if step.code]
    for step in steps:
        if why := next(_why(step, item, flow), ""):
            faults.add("A634", step.span, f"step “{step.name}”: {why}.")


def report_case_steps(flow: Flow, faults: Faults) -> None:
    """Report steps of the case itself that have an appointment or a code: it has neither."""
    for step in flow.case.steps:
        if step.at_appointment:
            faults.add("A633", step.span, "the case has no appointment.", "Leave it out.")
        if step.code:
            faults.add("A634", step.span, "the case has no codes.", "Leave “code” out.")


def _why(step: Step, item: Item, flow: Flow) -> Iterator[str]:
    """What keeps a code from reaching whoever enters it."""
    uses = {one.code for one in item.steps}
    if step.kind not in ("person", "applicant"):
        yield "only the applicant or the person gets a code and enters it"
    if step.form or step.confirmed_by or step.adds_to or step.removes_from:
        yield "it asks or proposes something beside the code"
    if step.code == "sent" and "entered" not in uses:
        yield "no step of the item is taken with the code"
    if step.code == "entered" and "sent" not in uses:
        yield "no step of the item makes the code"
    if step.code == "sent" and not _is_told(step, item, flow):
        yield "no notice on it tells {code} by e-mail or SMS to whoever enters it"


def _is_told(step: Step, item: Item, flow: Flow) -> bool:
    notices = (
        notice
        for notice in flow.notices
        for one in notice.on
        if one.kind == "step" and (one.item, one.step) == (item.name, step.name)
    )
    return any(
        "code" in PLACEHOLDER.findall(notice.text.source)
        and {"email", "sms"} & set(notice.channels)
        and {APPLICANT, THE_PERSON} & set(notice.to)
        for notice in notices
    )
