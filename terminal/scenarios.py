"""``scenarios``: what the definitions must do, tried out case by case."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from engine.base.errors import AnketaError, DefinitionsRefused
from engine.bundles.library import Library
from engine.case.judgement import RuleEngines, facts_of
from engine.definitions.checks.scenario_names import report_scenario_names
from engine.definitions.faults import Faults
from engine.definitions.reading.scenarios import Scenario, read_scenarios
from engine.meaning.words.summary import ReasonInWords
from engine.rules.durable import Durable
from engine.rules.straight import Straight
from engine.scenarios.outcome import Failure, Ran
from engine.scenarios.run import run
from terminal.options import Asked, asks
from terminal.output import progress, say, say_json, told


@click.command("scenarios")
@click.argument("path", required=False)
@asks("text", "json", lang=True)
@told
def scenarios_command(asked: Asked, path: str | None) -> None:
    """Run all scenarios, or those of PATH (a file, a folder or a part of a title)."""
    library = asked.library
    chosen = [one for one in scenarios_of(library) if path is None or _is_in(one, path)]
    if not chosen:
        raise AnketaError(f"There is no scenario “{path}”." if path else "There is no scenario.")
    ran = run_all(chosen, library, asked.lang or "")
    failed = [one for one in ran if one.failures]
    if asked.form == "json":
        say_json([_data(one) for one in ran])
    else:
        for one in failed:
            _tell(one, library)
        say(f"{len(ran) - len(failed)} passed, {len(failed)} failed")
    if failed:
        raise click.exceptions.Exit(1)


def scenarios_of(library: Library) -> tuple[Scenario, ...]:
    """All scenarios of the definitions. Raises DefinitionsRefused with every fault in them."""
    faults = Faults()
    found = read_scenarios(library.current.sources, faults)
    report_scenario_names(library.current.sources, library.current.programmes, faults)
    if faults.has_errors:
        raise DefinitionsRefused(faults.in_order())
    return found


def run_all(chosen: list[Scenario], library: Library, lang: str = "") -> list[Ran]:
    """Run scenarios by both engines."""
    durable = Durable()
    try:
        engines = RuleEngines(Straight(), durable)
        bar = progress(chosen, len(chosen), "Scenarios")
        return [run(one, library, engines, lang) for one in bar]
    finally:
        durable.close()


def _is_in(scenario: Scenario, path: str) -> bool:
    file = scenario.span.file
    wanted = Path(path).as_posix()
    return (
        file == wanted
        or wanted.endswith(file)
        or f"/{file}".find(f"/{wanted}") >= 0
        or (path in scenario.title)
    )


def _data(ran: Ran) -> dict[str, Any]:
    return {
        "scenario": ran.scenario.title,
        "programme": ran.scenario.programme,
        "place": str(ran.scenario.span),
        "passed": not ran.failures,
        "failures": [
            {
                "place": str(one.span),
                "subject": one.subject,
                "expected": one.expected,
                "got": one.got,
                "fired": [_place(reason) for reason in one.fired],
                "almost": [_place(reason) for reason in one.almost],
            }
            for one in ran.failures
        ],
    }


def _tell(ran: Ran, library: Library) -> None:
    scenario = ran.scenario
    say(f"{scenario.span} {scenario.title}", "red")
    facts = facts_of(library.today(scenario.programme), scenario.given, scenario.today)
    for problem in facts.unread:
        given = ", ".join(scenario.given.get(problem.path, ()))
        say(f"  given {problem.path}: “{given}” is no answer to it ({problem.code})")
    for one in ran.failures:
        _tell_failure(one)


def _tell_failure(one: Failure) -> None:
    say(f"  {one.span} {one.subject}: expected {one.expected}, got {one.got}")
    for reason in one.fired:
        say(f"      {_place(reason)}", "dim")
    for reason in one.almost:
        say(f"    ~ {_place(reason)}", "dim")


def _place(reason: ReasonInWords) -> str:
    row = f"{reason.rule} {reason.row} " if reason.rule else ""
    return f"{row}{reason.file}:{reason.line} {reason.because} {reason.text}".strip()
