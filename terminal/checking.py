"""``check``: every mistake of every definition at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

import click

from engine.base.errors import Fault
from engine.definitions.checks.missing_texts import missing_texts, unlike_texts
from engine.definitions.checks.scenario_names import report_scenario_names
from engine.definitions.checks.schema_faults import schema_faults
from engine.definitions.fault_codes import FAULT_CODES
from engine.definitions.faults import Faults
from engine.definitions.loader import check
from engine.definitions.reading.scenarios import read_scenarios
from engine.definitions.reading.sources import read_sources
from engine.rules.untranslatable import untranslatable
from terminal.options import Asked, asks, catalogs_of
from terminal.output import say, say_json, told
from terminal.remembered import remembered

SARIF = "https://json.schemastore.org/sarif-2.1.0.json"


@click.command("check")
@asks("text", "json", "sarif")
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option("--watch", "stay", is_flag=True, help="Check again whenever a file changes.")
@told
def check_command(asked: Asked, *, strict: bool, stay: bool) -> None:
    """Find every mistake in the definitions; exit 1 if there is one."""
    broken = _report(asked, strict=strict)
    if stay:
        from watchfiles import watch  # noqa: PLC0415 - a check that ends does without it

        for _ in watch(asked.folder):
            say()
            broken = _report(asked, strict=strict)
    if broken:
        raise click.exceptions.Exit(1)


def faults_of(folder: Path) -> tuple[Fault, ...]:
    """Mistakes of definitions, their scenarios and translations, in file and line order."""
    definitions, faults = check(folder)
    of_scenarios = Faults()
    read_scenarios(read_sources(folder, Faults()).texts, of_scenarios)
    if definitions is None:
        return _in_order({*faults, *of_scenarios.in_order()})
    catalogs = catalogs_of(folder)
    report_scenario_names(definitions.sources, definitions.programmes, of_scenarios)
    with remembered("fits-its-schema") as fitting:
        unlike_schema = schema_faults(definitions.sources, fitting)
    found = {
        *faults,
        *of_scenarios.in_order(),
        *missing_texts(definitions, catalogs.known),
        *unlike_texts(definitions, catalogs.overlays),
        *unlike_schema,
        *untranslatable(definitions.programmes.values()),
    }
    return _in_order(found)


def _in_order(found: Iterable[Fault]) -> tuple[Fault, ...]:
    return tuple(sorted(found, key=lambda fault: (fault.span, fault.code, fault.message)))


def _report(asked: Asked, *, strict: bool) -> bool:
    faults = faults_of(asked.folder)
    errors = [fault for fault in faults if strict or fault.severity == "error"]
    if asked.form == "json":
        say_json([_data(fault) for fault in faults])
    elif asked.form == "sarif":
        say_json(_sarif(faults, asked.folder))
    else:
        for fault in faults:
            say(str(fault), style="red" if fault in errors else "yellow")
        warned = len(faults) - len(errors)
        say(f"{_counted(len(errors), 'error')}, {_counted(warned, 'warning')}")
    return bool(errors)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _data(fault: Fault) -> dict[str, Any]:
    return {
        "file": fault.span.file,
        "line": fault.span.line,
        "column": fault.span.column,
        "severity": fault.severity,
        "code": fault.code,
        "message": fault.message,
        "suggestion": fault.suggestion,
    }


def _sarif(faults: Sequence[Fault], folder: Path) -> dict[str, Any]:
    codes = sorted({fault.code for fault in faults})
    rules = [{"id": code, "shortDescription": {"text": FAULT_CODES[code].title}} for code in codes]
    return {
        "$schema": SARIF,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "anketa check", "rules": rules}},
                "results": [_result(fault, _uri(folder)) for fault in faults],
            }
        ],
    }


def _uri(folder: Path) -> str:
    """The folder from where the command runs, if it lies below; code review tools ask for that."""
    try:
        return quote(folder.resolve().relative_to(Path.cwd()).as_posix())
    except ValueError:
        return folder.resolve().as_uri()


def _result(fault: Fault, base: str) -> dict[str, Any]:
    region = {"startLine": fault.span.line, "startColumn": fault.span.column}
    file = {"uri": f"{base}/{quote(fault.span.file)}"}
    place = {"artifactLocation": file, "region": region}
    return {
        "ruleId": fault.code,
        "level": fault.severity,
        "message": {"text": " ".join(filter(None, (fault.message, fault.suggestion)))},
        "locations": [{"physicalLocation": place}],
    }
