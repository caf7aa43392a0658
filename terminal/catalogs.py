"""``i18n``: the translator's files."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from engine.definitions.loader import load
from engine.definitions.model.texts import texts
from engine.language import catalog_files
from engine.language.catalogs import banks
from terminal.options import ROOT, TRANSLATIONS, DefinitionsFolder, definitions_here
from terminal.output import say, say_json, told

FOLDER = click.option(
    "--translations",
    type=click.Path(file_okay=False, path_type=Path),
    default=TRANSLATIONS,
    help="Folder of the catalogs.",
)
SOURCE = click.option(
    "--definitions",
    "definitions",
    type=DefinitionsFolder(),
    default=definitions_here,
    help="Folder of the definitions.",
)


@click.group("i18n")
def i18n() -> None:
    """Texts of pages and definitions, and their translations."""


@i18n.command("extract")
@SOURCE
@FOLDER
@told
def extract(definitions: Path, translations: Path) -> None:
    """Collect every text that people read into messages.pot."""
    found = catalog_files.extract(ROOT, texts(load(definitions)), datetime.now(UTC))
    say(f"{catalog_files.write_template(translations, found)}: {len(found)} messages")


@i18n.command("update")
@SOURCE
@FOLDER
@told
def update(definitions: Path, translations: Path) -> None:
    """Extract, and merge new texts into every catalog; nothing translated is lost."""
    read = load(definitions)
    found = catalog_files.extract(ROOT, texts(read), datetime.now(UTC))
    catalog_files.write_template(translations, found)
    catalog_files.update(translations, found)
    catalog_files.place_overlays(translations, found)
    _tell_status(translations)
    known = {one.bank.name for one in read.programmes.values()}
    for bank in sorted(set(banks(translations)) - known):
        say(f"{bank}: catalogs of a bank that the definitions do not know")


@i18n.command("compile")
@FOLDER
@told
def compile_catalogs(translations: Path) -> None:
    """Compile the catalogs for the product."""
    for file in catalog_files.compile_all(translations):
        say(str(file.relative_to(translations.parent)))


@i18n.command("status")
@FOLDER
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@told
def status(translations: Path, form: str) -> None:
    """How many texts of each language are still to be translated, and what is wrong with the
    catalogs of single banks; exit 1 if anything is."""
    found, slips = catalog_files.status(translations), catalog_files.overlay_slips(translations)
    if form == "json":
        say_json(
            [
                {
                    "lang": one.lang,
                    "total": one.total,
                    "translated": one.translated,
                    "fuzzy": one.fuzzy,
                    "open": one.open,
                }
                for one in found
            ]
        )
    else:
        _tell_status(translations)
    if slips or any(one.open for one in found):
        raise click.exceptions.Exit(1)


def _tell_status(translations: Path) -> None:
    for one in catalog_files.status(translations):
        say(f"{one.lang}: {one.translated} of {one.total} translated, {one.open} open")
    for bank, lang, file in catalog_files.overlays(translations):
        own = sum(bool(source) for _, source in catalog_files.entries(file.parents[2], lang))
        say(f"{bank}/{lang}: {own} said otherwise")
    for slip in catalog_files.overlay_slips(translations):
        say(slip)
