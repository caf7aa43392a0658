"""What is wrong with an item whose every part could be read: traps, circles, doubled buttons."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.checks.appointments import report_appointment
from engine.definitions.faults import Faults
from engine.definitions.model.conditions import Compare, Condition, Statuses, subjects
from engine.definitions.model.flow_walk import compares
from engine.definitions.model.items import PROPOSED, Item, Status, Step
from engine.definitions.model.ports import STATEMENTS, reported
from engine.definitions.model.route import Flow

CONFIRMATIONS = ("confirms", "returns")
TAKES_BACK = "takes back"


def report_items(flow: Flow, faults: Faults) -> None:
    """Report traps and doubts of every item."""
    ports = {provider.name: provider.port for provider in flow.providers}
    names = frozenset(item.name for item in flow.items)
    for item in flow.items:
        _reached(item, faults)
        _decided(item, faults)
        _proposed(item, faults)
        report_appointment(item, flow, faults)
        for status in item.statuses:
            _leads_on(status, faults)
            _buttons(status, faults)
            _lasting(item, status, names, faults)
            _reported(item, status, ports, faults)


def exits(status: Status) -> frozenset[str]:
    """The statuses that a status can lead to, itself left out."""
    found = {branch.to for step in status.steps for branch in step.to}
    found |= {step.limit.then for step in status.steps if step.limit is not None}
    found |= {branch.to for timer in status.timers for branch in timer.to}
    found |= {becomes.to for becomes in status.becomes}
    return frozenset(found - {status.name, ""})


def _leads_on(status: Status, faults: Faults) -> None:
    if status.kind or exits(status):
        return
    leads_back = any(branch.to == status.name for step in status.steps for branch in step.to)
    why = " (A step that leads to itself leads nowhere.)" if leads_back else ""
    advice = f"Add a step, or say that it “is” good, bad or over.{why}"
    faults.add("A603", status.span, f"nothing leads out of “{status.name}”.", advice)


def _reached(item: Item, faults: Faults) -> None:
    reached = {branch.to for branch in item.begins} or {item.statuses[0].name}
    reached |= {name for status in item.statuses for name in exits(status)}
    for status in item.statuses:
        if status.name not in reached:
            message = f"nothing leads to the status “{status.name}”."
            faults.add("A904", status.span, message, "Add a step, or remove the status.")


def _decided(item: Item, faults: Faults) -> None:
    """Of a decision: nothing that somebody does leads out of a good or bad status."""
    for status in item.statuses if item.decision else ():
        if status.kind not in ("good", "bad"):
            continue
        targets = {branch.to for step in status.steps for branch in step.to}
        targets |= {branch.to for timer in status.timers for branch in timer.to}
        if targets - {status.name}:
            message = f"“{item.name}” is a decision and has a step out of “{status.name}”."
            advice = "Let it follow from another item (“becomes”), or leave “decision” out."
            faults.add("A630", status.span, message, advice)


def _buttons(status: Status, faults: Faults) -> None:
    """Two steps of one side that look the same."""
    first: dict[tuple[str, str], Step] = {}
    for step in status.steps:
        if step.kind == "provider":
            continue
        side = "staff" if step.kind == "role" else step.kind
        if first.setdefault((side, step.caption.source), step) is not step:
            message = f"two steps of “{status.name}” have the button “{step.caption.source}”."
            faults.add("A626", step.span, message, "Give one a “caption”.")


def _proposed(item: Item, faults: Faults) -> None:
    """Names that belong to the steps by which a proposal is confirmed."""
    proposals = [step for step in item.steps if step.confirmed_by]
    if not proposals:
        return
    taken = {f"{each.role} {verb}" for step in proposals for each in step.confirmed_by
             for verb in CONFIRMATIONS}  # fmt: skip
    taken |= {f"{step.actor} {TAKES_BACK}" for step in proposals}
    clashing = [status.span for status in item.statuses if status.name == PROPOSED]
    clashing += [step.span for step in item.steps if step.name in taken]
    for span in dict.fromkeys(clashing):
        message = (
            "“proposed”, “confirms”, “returns” and “takes back” belong to “confirmed by” and cannot"
            " be used beside it."
        )
        faults.add("A627", span, message, "Choose another name.")


def _lasting(item: Item, status: Status, names: frozenset[str], faults: Faults) -> None:
    """Out of what is good or over no condition over another item leads."""
    for becomes in status.becomes if status.is_done else ():
        if becomes.when is None:
            continue
        for compare in _over_others(becomes.when, names - {item.name}):
            kind = f"“{item.name}” is {status.kind} here"
            said = f"“{compare.subject.path}: {compare.text}”"
            message = f"{kind}, and {said} holds for as long as it lasts."
            faults.add("A613", becomes.span, message, _as_event(compare))


def _over_others(condition: Condition, names: frozenset[str]) -> Iterator[Compare]:
    if not any(subject.path in names for subject in subjects(condition)):
        return
    yield from (one for one in compares(condition) if one.subject.path in names)


def _as_event(compare: Compare) -> str:
    test = compare.test
    if not isinstance(test, Statuses) or test.negated or test.quantifier == "none":
        return "Write the event that leads here."
    return f"Write “{compare.subject.path} becomes {' or '.join(test.codes)}”."


def _reported(item: Item, status: Status, ports: dict[str, str], faults: Faults) -> None:
    """What an outside party can report here and nothing listens to."""
    heard: dict[str, list[Step]] = {}
    for step in status.steps:
        if step.kind == "provider" and ports[step.actor] != STATEMENTS:
            heard.setdefault(step.actor, []).append(step)
    for actor, steps in heard.items():
        verbs = {step.verb for step in steps}
        for verb in reported(ports[actor], of_each=item.each is not None):
            if verb not in verbs:
                message = (
                    f"in “{status.name}” the port can also report “{verb}”, which leads nowhere;"
                    " it will be shown to staff."
                )
                advice = f"Add “{actor} {verb}: …” if it matters here."
                faults.add("A910", status.span, message, advice)
