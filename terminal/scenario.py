"""``scenario``: writing scenarios, for a start from what really happened."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from engine.base.errors import AnketaError
from engine.scenarios.from_case.scenario import life_of, scenario_from
from engine.services.archive import Archive
from engine.services.opened import archive
from terminal.environment import has_own_secrets, settings_of
from terminal.output import say, told


@click.group("scenario")
def scenario() -> None:
    """Writing scenarios."""


@scenario.command("from-case")
@click.argument("case_id")
@click.option(
    "--definitions",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the definitions.",
)
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="Folder of cases.")
@click.option("--title", default="", help="Title of the scenario.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="File to write.")
@told
def from_case(
    case_id: str, definitions: Path | None, data: Path | None, title: str, output: Path | None
) -> None:
    """Retell the stored case CASE_ID as a scenario, with invented persons in place of real ones.

    Everything that was done is retold, from the day the case began. Nothing is overwritten.
    """
    if output is not None and output.exists():
        raise AnketaError(f"{output}: this file exists already; name another one.")
    settings = settings_of(data, demo=has_own_secrets(data))
    if definitions is not None:
        settings = replace(settings, definitions=definitions)
    with archive(settings) as cases:
        text = _retold(cases, case_id, title)
    if output is None:
        click.echo(text, nl=False)
    else:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(text, encoding="utf-8")
        say(str(output))


def _retold(cases: Archive, case_id: str, title: str) -> str:
    case = cases.loaded(case_id)
    ready = cases.library.today(case.case.programme)
    return scenario_from(life_of(case, ready), ready, title)
