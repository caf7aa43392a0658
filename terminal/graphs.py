"""``graph``: pictures of a programme for documents and for people who sign them off."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import click

from engine.analysis.graphs.dependencies import dependency_picture
from engine.analysis.graphs.flow import flow_picture
from engine.analysis.graphs.mermaid import mermaid
from engine.analysis.graphs.picture import Picture
from engine.analysis.graphs.svg import svg
from engine.meaning.programme import Meaning
from engine.meaning.reader import CaptionReader
from terminal.options import Asked, asks
from terminal.output import say, told

PICTURES: Final[Mapping[str, Callable[[Meaning, CaptionReader], Picture]]] = {
    "flow": flow_picture,
    "rules": dependency_picture,
}
FORMATS: Final[Mapping[str, Callable[[Picture], str]]] = {"svg": svg, "mermaid": mermaid}


@click.command("graph")
@click.argument("what", type=click.Choice(list(PICTURES)))
@click.argument("programme", required=False)
@asks("svg", "mermaid", lang=True)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="File to write.")
@told
def graph_command(asked: Asked, what: str, programme: str | None, output: Path | None) -> None:
    """Draw PROGRAMME: its `flow`, or what its `rules` depend on."""
    library = asked.library
    ready = asked.chosen(library, programme)
    drawn = FORMATS[asked.form](PICTURES[what](ready.meaning, asked.reader(library, ready)))
    if output is None:
        click.echo(drawn, nl=False)
    else:
        output.write_text(drawn, encoding="utf-8")
        say(str(output))
