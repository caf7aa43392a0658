"""Whether anybody of the bank can act on what applicants send."""

from __future__ import annotations

from engine.definitions.faults import Faults
from engine.definitions.model.programme import Programme


def report_bank_steps(programme: Programme, faults: Faults) -> None:
    """Report a flow without a step of a role: its cases could be answered and closed by nobody."""
    flow = programme.flow
    steps = (*flow.case.steps, *(step for item in flow.items for step in item.steps))
    if not any(step.kind == "role" for step in steps):
        span = flow.roles[0].span if flow.roles else programme.span
        faults.add("A643", span, "no role has a step: nobody of the bank can act on a case.")
