"""The command line of Anketa: ``python cli.py --help``, or ``anketa --help`` once installed."""

from __future__ import annotations

import gc

from terminal.lazily import LazyGroup

# Modules and definitions live to the end: looking for garbage among them took a tenth of the start.
gc.set_threshold(20_000, 20, 50)

COMMANDS = {
    "new": "terminal.beginning:new_command",
    "check": "terminal.checking:check_command",
    "verify": "terminal.verifying:verify_command",
    "coverage": "terminal.verifying:coverage_command",
    "sources": "terminal.verifying:sources_command",
    "judge": "terminal.judging:judge_command",
    "validate": "terminal.judging:validate_command",
    "explain": "terminal.explaining:explain_command",
    "scenarios": "terminal.scenarios:scenarios_command",
    "scenario": "terminal.scenario:scenario",
    "graph": "terminal.graphs:graph_command",
    "mutants": "terminal.mutants:mutants_command",
    "reference": "terminal.reference:reference_command",
    "form": "terminal.showing:form_command",
    "schema": "terminal.showing:schema",
    "serve": "terminal.service:serve",
    "doctor": "terminal.doctor:doctor",
    "db": "terminal.service:db",
    "audit": "terminal.auditing:audit",
    "case": "terminal.cases:case",
    "payments": "terminal.payments:payments",
    "signature": "terminal.signatures:signature",
    "staff": "terminal.staff:staff",
    "i18n": "terminal.catalogs:i18n",
}

main = LazyGroup(
    "anketa",
    COMMANDS,
    help="Definitions in, applicants routed: check, prove, try out and serve onboarding.",
)

if __name__ == "__main__":
    main()
