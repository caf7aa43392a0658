"""What is made from the code is committed as the code makes it today."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from engine.definitions import (
    editor as editor_schema,
)
from engine.definitions.loader import load
from engine.definitions.model.texts import texts
from engine.language import catalog_files
from engine.language.catalogs import LANGUAGES
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


def test_catalogs_hold_every_text_and_nothing_is_open() -> None:
    template = catalog_files.extract(ROOT, texts(load(ROOT / "definitions")), datetime.now(UTC))
    wanted = {(message.context, message.id) for message in template if message.id}
    for progress in catalog_files.status(ROOT / "translations"):
        assert progress.open == 0, progress
        assert progress.fuzzy == 0, progress
    for lang in LANGUAGES:
        known = catalog_files.entries(ROOT / "translations", lang)
        assert wanted - known == set(), f"cli.py i18n update: {lang}"
