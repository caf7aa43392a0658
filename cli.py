"""The command line of Anketa: ``python cli.py --help``, or ``anketa --help`` once installed."""

from __future__ import annotations

import gc

from terminal.lazily import LazyGroup

# Modules and definitions live to the end: looking for garbage among them took a tenth of the start.
gc.set_threshold(20_000, 20, 50)

COMMANDS = {
    "new": (
        "terminal.beginning:new_command",
        "Write a first small programme into FOLDER/definitions.",
    ),
    "check": (
        "terminal.checking:check_command",
        "Find every mistake in the definitions; exit 1 if there is one.",
    ),
    "verify": (
        "terminal.verifying:verify_command",
        "Prove PROGRAMME (or all of them) over every class of answers; "
        "exit 1 if anything is found.",
    ),
    "coverage": (
        "terminal.verifying:coverage_command",
        "The matrix of what every choice leads to, to be signed by a compliance officer.",
    ),
    "sources": (
        "terminal.verifying:sources_command",
        "Which paragraph stands behind what, and what has none.",
    ),
    "judge": (
        "terminal.judging:judge_command",
        "Judge the answers in a file: problems, stages, fee, people, both rule engines.",
    ),
    "validate": (
        "terminal.judging:validate_command",
        "Check answers in a file against one form; exit 1 if it would be refused.",
    ),
    "explain": (
        "terminal.explaining:explain_command",
        "Explain CASE (a file of answers, or the id of a stored case), or only WHAT of it.",
    ),
    "scenarios": (
        "terminal.scenarios:scenarios_command",
        "Run all scenarios, or those of PATH (a file, a folder or a part of a title).",
    ),
    "scenario": (
        "terminal.scenario:scenario",
        "Writing scenarios.",
    ),
    "graph": (
        "terminal.graphs:graph_command",
        "Draw PROGRAMME: its `flow`, or what its `rules` depend on.",
    ),
    "mutants": (
        "terminal.mutants:mutants_command",
        "Break PROGRAMME on purpose, one small mistake at a time, and tell who notices.",
    ),
    "reference": (
        "terminal.reference:reference_command",
        "Write language.md, errors.md and json-schema.md.",
    ),
    "form": (
        "terminal.showing:form_command",
        "Show a form: all its questions, or those that are asked with the answers of a file.",
    ),
    "schema": (
        "terminal.showing:schema",
        "JSON Schemas of the definition language and of forms.",
    ),
    "serve": (
        "terminal.service:serve",
        "Serve the product until it is stopped with Ctrl+C.",
    ),
    "doctor": (
        "terminal.doctor:doctor",
        "Look at everything the product needs; exit 1 if something is missing.",
    ),
    "db": (
        "terminal.service:db",
        "The database.",
    ),
    "audit": (
        "terminal.auditing:audit",
        "The ledger of everything that was done and decided.",
    ),
    "case": (
        "terminal.cases:case",
        "Stored cases.",
    ),
    "payments": (
        "terminal.payments:payments",
        "Money that comes in.",
    ),
    "signature": (
        "terminal.signatures:signature",
        "Signed files that come back.",
    ),
    "staff": (
        "terminal.staff:staff",
        "People of the bank who work with cases.",
    ),
    "i18n": (
        "terminal.catalogs:i18n",
        "Texts of pages and definitions, and their translations.",
    ),
}

main = LazyGroup(
    "anketa",
    COMMANDS,
    help="Definitions in, applicants routed: check, prove, try out and serve onboarding.",
)

if __name__ == "__main__":
    main()
