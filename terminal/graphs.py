"""``graph``: pictures of a programme for documents and for people who sign them off."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import click

from engine.analysis.graphs.dependencies import dependency_picture
from engine.analysis.graphs.items import items_picture
from engine.analysis.graphs.mermaid import mermaid
from engine.analysis.graphs.picture import GraphPicture
from engine.analysis.graphs.svg import svg
from engine.base.errors import AnketaError
from engine.definitions.faults import did_you_mean
from engine.meaning.programme import Meaning
from engine.meaning.reader import CaptionReader
from terminal.options import Asked, asks
from terminal.output import say, told

WHAT: Final = ("flow", "rules")
FORMATS: Final[Mapping[str, Callable[[GraphPicture], str]]] = {"svg": svg, "mermaid": mermaid}


@click.command("graph")
@click.argument("what", type=click.Choice(WHAT))
@click.argument("programme", required=False)
@asks("svg", "mermaid", lang=True)
@click.option("--item", default="", help="Only this item of the flow, with its statuses.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="File to write.")
@told
def graph_command(
    asked: Asked, what: str, programme: str | None, item: str, output: Path | None
) -> None:
    """Draw PROGRAMME: its `flow`, or what its `rules` depend on."""
    library = asked.library
    ready = asked.chosen(library, programme)
    reader = asked.reader(library, ready)
    picture = _flow(ready.meaning, reader, item) if what == "flow" else None
    drawn = FORMATS[asked.form](picture or dependency_picture(ready.meaning, reader))
    if output is None:
        click.echo(drawn, nl=False)
    else:
        output.write_text(drawn, encoding="utf-8")
        say(str(output))


def _flow(meaning: Meaning, reader: CaptionReader, item: str) -> GraphPicture:
    known = meaning.route.items
    if item and item not in known:
        raise AnketaError(f"There is no item “{item}”. {did_you_mean(item, known)}".rstrip())
    return items_picture(meaning, reader, item)
