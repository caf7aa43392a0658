"""A bundle names definitions and words together and gives both back as they were."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache

import pytest

from engine.base.errors import BundleUnreadable
from engine.base.values import Text
from engine.bundles.bundle import (
    WORDS,
    Bundled,
    bundled,
    reopened,
)
from engine.definitions.loader import load
from engine.definitions.model.programme import (
    Definitions,
)
from engine.definitions.model.texts import texts
from engine.language.catalogs import Catalogs
from tests.house.tree import ROOT

CAPTION = Text("Reader", "library")


@cache
def definitions() -> Definitions:
    return load(ROOT / "docs" / "example")


def said(words: str, **more: str) -> Catalogs:
    others = {("", source): text for source, text in more.items()}
    return Catalogs({"en": {}, "lv": {(CAPTION.context, CAPTION.source): words, **others}})


def bundle(catalogs: Catalogs) -> Bundled:
    return bundled(definitions(), catalogs)


def name(catalogs: Catalogs) -> str:
    return bundle(catalogs).definitions.fingerprint


def test_the_caption_is_one_of_the_example() -> None:
    assert CAPTION in {text for text, _comment in texts(definitions())}


def test_the_name_follows_the_words_of_the_definitions_and_nothing_else() -> None:
    assert name(said("Lasītājs")) == name(said("Lasītājs", Save="Saglabāt"))
    assert name(said("Lasītājs")) != name(said("Grāmatu lasītājs"))
    assert name(said("Lasītājs")) != definitions().fingerprint


def test_a_stored_bundle_comes_back_as_it_was() -> None:
    stored = bundle(said("Lasītājs"))
    found = reopened("its name", stored.files, said("Grāmatu lasītājs", Save="Saglabāt"))
    assert found.definitions.programmes == definitions().programmes
    assert found.definitions.fingerprint == "its name"
    reader = found.catalogs.reader("lv")
    assert reader.text(CAPTION) == "Lasītājs"
    assert reader.message("Save") == "Saglabāt"


def test_what_the_bank_says_otherwise_comes_back_too() -> None:
    programme = next(iter(definitions().programmes.values()))
    bank, key = programme.bank.name, (CAPTION.context, CAPTION.source)

    def own(words: str) -> Catalogs:
        return replace(said("Lasītājs", Save="Saglabāt"), overlays={
            bank: {"lv": {key: words, ("", "Save"): f"{words}!"}},
            "another": {"lv": {key: "Cits"}},
        })  # fmt: skip

    stored = bundle(own("Grāmatu draugs"))
    assert stored.definitions.fingerprint != name(said("Lasītājs"))
    found = reopened("its name", stored.files, own("Biedrs")).catalogs
    assert found.reader("lv", bank).text(CAPTION) == "Grāmatu draugs"
    assert found.reader("lv", bank).message("Save") == "Biedrs!", "of the product, as today"
    assert found.reader("lv").text(CAPTION) == "Lasītājs"
    plain = reopened("old", bundle(said("Lasītājs")).files, own("Biedrs")).catalogs
    assert plain.reader("lv", bank).text(CAPTION) == "Lasītājs", "as it was said then"


def test_a_bundle_without_words_speaks_as_today() -> None:
    files = {file: text for file, text in bundle(said("x")).files.items() if file != WORDS}
    found = reopened("old", files, said("Lasītājs"))
    assert found.catalogs.reader("lv").text(CAPTION) == "Lasītājs"


def test_scenarios_are_no_part_of_it() -> None:
    files = bundle(said("Lasītājs")).files
    assert "flows/library.yaml" in files
    assert not [file for file in files if file.startswith("scenarios/")]
    assert json.loads(files[WORDS])["lv"] == [["library", "Reader", "Lasītājs"]]


def test_one_that_cannot_be_read_any_more_says_why() -> None:
    broken = replace(bundle(said("x")), files={"flows/library.yaml": "programme: ["})
    with pytest.raises(BundleUnreadable, match=r"flows/library\.yaml"):
        reopened("broken", broken.files, said("x"))
