"""What is made from the code is committed as the code makes it today."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from engine.definitions import (
    editor as editor_schema,
)
from engine.definitions.loader import load
from engine.definitions.model.texts import texts
from engine.language import catalog_files
from engine.language.catalogs import LANGUAGES, po_file
from engine.settings.settings import SETTINGS
from tests.house.tree import ROOT, text


def test_every_setting_is_documented_with_its_default() -> None:
    page = text(Path("docs/settings.md"))
    for setting in SETTINGS:
        row = next((line for line in page.splitlines() if f"`{setting.name}`" in line), "")
        assert setting.meaning in row, setting.name
        assert not setting.default or f"`{setting.default}`" in row, setting.name


def test_editor_schemas_are_fresh(tmp_path: Path) -> None:
    for file in editor_schema.write(tmp_path):
        assert file.read_text() == text(Path("schemas") / file.name), "cli.py schema editor"


def test_the_editor_finds_the_schemas() -> None:
    settings = json.loads(text(Path(".vscode/settings.json")))
    assert settings == editor_schema.settings("./schemas", "./definitions")


@pytest.fixture(scope="module")
def template() -> Catalog:
    return catalog_files.extract(ROOT, texts(load(ROOT / "definitions")), datetime.now(UTC))


def test_catalogs_hold_every_text_and_nothing_is_open(template: Catalog) -> None:
    wanted = {(message.context, message.id) for message in template if message.id}
    for progress in catalog_files.status(ROOT / "translations"):
        assert progress.open == 0, progress
        assert progress.fuzzy == 0, progress
    assert catalog_files.overlay_slips(ROOT / "translations") == ()
    for lang in LANGUAGES:
        known = catalog_files.entries(ROOT / "translations", lang)
        assert wanted - known == set(), f"cli.py i18n update: {lang}"


def test_an_update_changes_nothing_where_nothing_is_new(template: Catalog, tmp_path: Path) -> None:
    lang, found = LANGUAGES[0], list[tuple[bytes, bytes]]()
    file = po_file(tmp_path, lang)
    file.parent.mkdir(parents=True)
    file.write_bytes(po_file(ROOT / "translations", lang).read_bytes())
    for year in (2001, 2002):
        template.creation_date = datetime(year, 1, 1, tzinfo=UTC)
        written = catalog_files.write_template(tmp_path, template)
        catalog_files.update(tmp_path, template, (lang,))
        found.append((written.read_bytes(), file.read_bytes()))
        with file.open("rb") as stream:  # as a translator's tool saves it
            catalog = read_po(stream, locale=lang)
        with file.open("wb") as saved:
            write_po(saved, catalog, width=100, sort_by_file=True)
    assert found[0] == found[1]
    assert file.read_bytes() == found[1][1]
