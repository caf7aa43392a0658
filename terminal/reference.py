"""``reference``: the pages about the language, made from the code that reads it."""

from __future__ import annotations

from pathlib import Path

import click

from engine.analysis.reference.example import Example
from engine.analysis.reference.mistakes import mistakes
from engine.analysis.reference.pages import errors_page, language_page
from engine.analysis.reference.schemas import schemas_page
from terminal.options import ROOT
from terminal.output import say, told

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command("reference")
@click.option(
    "--output", type=click.Path(file_okay=False, path_type=Path), default=ROOT / "docs",
    help="Folder of the pages.",
)  # fmt: skip
@click.option("--example", type=FOLDER, default=ROOT / "docs" / "example", help="The example.")
@click.option(
    "--fixtures", type=FOLDER, default=ROOT / "tests" / "definitions",
    help="Folder with valid/ and invalid/, and the same below flow/: where mistakes come from.",
)  # fmt: skip
@told
def reference_command(output: Path, example: Path, fixtures: Path) -> None:
    """Write language.md, errors.md and json-schema.md."""
    for name, words in pages(example, fixtures).items():
        (output / name).write_text(words, encoding="utf-8")
        say(str(output / name))


def pages(example: Path, fixtures: Path) -> dict[str, str]:
    """The pages by the names of their files."""
    files = (path for path in sorted(example.rglob("*.yaml")))
    texts = {path.relative_to(example).as_posix(): path.read_text("utf-8") for path in files}
    rooms = ((place / "valid", place / "invalid") for place in (fixtures, fixtures / "flow"))
    found = mistakes(rooms)
    return {
        "language.md": language_page(Example(texts)),
        "errors.md": errors_page(found),
        "json-schema.md": schemas_page(),
    }
