"""Everything that can be told of a flow once all of it could be read."""

from __future__ import annotations

from engine.definitions.checks.appointments import report_case_steps
from engine.definitions.checks.attached_files import report_attached_files
from engine.definitions.checks.bank_steps import report_bank_steps
from engine.definitions.checks.codes_sent import report_codes_sent
from engine.definitions.checks.follow_circles import report_follow_circles
from engine.definitions.checks.item_checks import report_items
from engine.definitions.checks.optional_notices import report_optional_notices
from engine.definitions.checks.receivers import report_receivers
from engine.definitions.checks.route_checks import report_route
from engine.definitions.checks.route_order import report_route_order
from engine.definitions.checks.signed_files import report_signed_files
from engine.definitions.checks.signing import report_signing
from engine.definitions.checks.statement_checks import report_statements
from engine.definitions.checks.step_marks import report_step_marks
from engine.definitions.checks.wrong_tries import report_wrong_tries
from engine.definitions.faults import Faults
from engine.definitions.model.programme import Programme


def report_flow(programme: Programme, faults: Faults, several: frozenset[str]) -> None:
    """Report traps, circles and doubts; ``several`` are the names that hold several choices."""
    flow = programme.flow
    report_route_order(programme, flow, faults)
    report_items(flow, faults)
    report_route(flow, faults)
    report_follow_circles(flow, faults, several)
    report_receivers(programme, flow, faults)
    report_optional_notices(flow, faults)
    report_case_steps(flow, faults)
    report_bank_steps(programme, faults)
    report_statements(programme, faults)
    report_signing(programme, flow, faults)
    report_codes_sent(programme, faults)
    report_wrong_tries(programme, faults)
    report_step_marks(programme, faults)
    report_signed_files(programme, faults)
    report_attached_files(programme, faults)
