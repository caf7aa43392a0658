"""``verify``, ``coverage``, ``sources``: what is proved about a programme, and on what it rests."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from engine.analysis import coverage_sheet, page, report
from engine.analysis.coverage import coverage
from engine.analysis.findings import Report
from engine.analysis.life.proving import ProofScope
from engine.analysis.retelling import write_scenario
from engine.analysis.sources import Sourced, source_coverage
from engine.analysis.space import world
from engine.analysis.verify import verify
from engine.analysis.words import Words
from engine.base.errors import AnketaError
from engine.bundles.compiled import Ready
from engine.bundles.library import Library
from engine.documents.grid import Grid, write_grid
from terminal.options import Asked, asks, catalogs_of
from terminal.output import progress, say, say_json, told

OUTPUT = click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="File to write; else stdout."
)


@click.command("verify")
@click.argument("programme", required=False)
@asks("text", "json", "html", lang=True, today=True)
@click.option(
    "--write-scenario",
    "written_to",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder to write a scenario of every finding to.",
)
@click.option(
    "--returned-forms",
    is_flag=True,
    help="Also where forms that are sent again name other persons; this takes longer.",
)
@OUTPUT
@told
def verify_command(
    asked: Asked,
    programme: str | None,
    written_to: Path | None,
    output: Path | None,
    *,
    returned_forms: bool,
) -> None:
    """Prove PROGRAMME (or all of them) over every class of answers; exit 1 if anything is found."""
    scope = ProofScope(returned_forms=returned_forms)
    library = asked.library
    names = [programme] if programme else list(library.current.programmes)
    found = []
    for name in progress(names, len(names), "Proving"):
        ready = library.today(name)
        words = Words(ready.meaning, asked.reader(library, ready))
        known, day = catalogs_of(asked.folder).known, asked.day(ready)
        proved = verify(ready.programme, known, day, scope=scope)
        found.append((proved, words))
        if written_to is not None:
            _write_scenarios(written_to, proved, words, asked, ready)
    _write(_SHOWN[asked.form](found), output)
    if any(proved.findings for proved, _ in found):
        raise click.exceptions.Exit(1)


@click.command("coverage")
@click.argument("programme", required=False)
@asks("html", "csv", "pdf", "json", lang=True, today=True)
@OUTPUT
@told
def coverage_command(asked: Asked, programme: str | None, output: Path | None) -> None:
    """The matrix of what every choice leads to, to be signed by a compliance officer."""
    library = asked.library
    ready = asked.chosen(library, programme)
    found = _sheet(asked, library, ready)
    if asked.form == "json":
        rows = [dict(zip(found.header, row, strict=True)) for row in found.rows]
        say_json({"title": found.title, "facts": dict(found.facts), "rows": rows})
    elif asked.form == "pdf":
        _write(write_grid(_grid(found)), output)
    elif asked.form == "csv":
        _write(coverage_sheet.to_csv(found).encode(), output)
    else:
        _write(coverage_sheet.to_html(found).encode(), output)


@click.command("sources")
@click.argument("programme", required=False)
@asks("text", "json")
@told
def sources_command(asked: Asked, programme: str | None) -> None:
    """Which paragraph stands behind what, and what has none."""
    found = source_coverage(asked.chosen(asked.library, programme).programme)
    if asked.form == "json":
        paragraphs = {name: [_data(one) for one in users] for name, users in found.paragraphs}
        say_json({"paragraphs": paragraphs, "without": [_data(one) for one in found.without]})
        return
    for name, users in found.paragraphs:
        say(name, "bold")
        for one in users:
            say(f"  {one.kind} {one.name}  {one.span}")
    say(f"Without a source: {len(found.without)}", "bold")
    for one in found.without:
        say(f"  {one.kind} {one.name}  {one.span}")


Proved = list[tuple[Report, Words]]


def _text(found: Proved) -> bytes:
    return "\n".join(report.to_text(proved, words) for proved, words in found).encode()


def _json(found: Proved) -> bytes:
    shown: list[dict[str, Any]] = [report.to_json(proved, words) for proved, words in found]
    only = shown[0] if len(shown) == 1 else shown
    return (json.dumps(only, ensure_ascii=False, indent=2) + "\n").encode()


def _html(found: Proved) -> bytes:
    if len(found) != 1:
        raise AnketaError("Name one programme: a page speaks of one.")
    return page.to_html(*found[0]).encode()


_SHOWN: Mapping[str, Callable[[Proved], bytes]] = {"text": _text, "json": _json, "html": _html}


def _write_scenarios(
    folder: Path, proved: Report, words: Words, asked: Asked, ready: Ready
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    about = world(ready.meaning, asked.day(ready))
    for number, finding in enumerate(proved.findings, start=1):
        target = folder / f"{finding.code.lower()}_{number}.yaml"
        if target.exists():
            raise AnketaError(f"{target}: this file exists already; name another folder.")
        target.write_text(write_scenario(finding, about, words), encoding="utf-8")


def _sheet(asked: Asked, library: Library, ready: Ready) -> coverage_sheet.CoverageSheet:
    day = asked.day(ready)
    words = Words(ready.meaning, asked.reader(library, ready))
    return coverage_sheet.sheet(coverage(world(ready.meaning, day)), words, day, ready.bundle)


def _grid(found: coverage_sheet.CoverageSheet) -> Grid:
    longest = [max(len(row[place]) for row in found.rows) for place in range(1, len(found.header))]
    shares = tuple(min(8, 4 + length // 40) for length in longest)
    # The typeface of documents has no arrow.
    rows = tuple(tuple(cell.replace("→", "›") for cell in row) for row in found.rows)
    return Grid(found.title, found.lang, found.facts, found.header, rows, found.signatures, shares)


def _data(one: Sourced) -> dict[str, str]:
    return {"kind": one.kind, "name": one.name, "source": one.source, "place": str(one.span)}


def _write(content: bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        output.write_bytes(content)
