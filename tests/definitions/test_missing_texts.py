"""Texts that a promised language lacks, and placeholders that differ."""

from __future__ import annotations

from collections.abc import Callable

from engine.base.values import Text
from engine.definitions.checks.missing_texts import missing_texts, unlike_texts
from tests.definitions.folders import VALID, definitions

Catalog = Callable[[str, Text], str | None]


def told(known: Catalog) -> list[str]:
    return [f"{fault.span} {fault.code}" for fault in missing_texts(definitions(VALID), known)]


def whole(language: str, text: Text) -> str | None:
    return f"[{language}] {text.source}"


def without(source: str) -> Catalog:
    return lambda language, text: None if text.source == source else whole(language, text)


def test_nothing_is_missing_in_a_whole_catalog() -> None:
    assert told(whole) == []


def test_each_place_of_a_missing_text_is_told_once() -> None:
    assert told(without("Plastic")) == ["lists/corner/services.yaml:4:34 A703"]
    assert told(without("By tram")) == ["lists/branches.csv:2:27 A703"]
    assert told(without("Date of birth")) == ["blocks/person.yaml:4:22 A703"]


def test_english_is_the_source_and_needs_no_translation() -> None:
    def latvian_only(language: str, text: Text) -> str | None:
        assert language == "lv"
        return whole(language, text)

    assert told(latvian_only) == []


def test_an_empty_translation_is_none() -> None:
    assert len(told(lambda _language, _text: "")) > 50


def test_placeholders_are_the_same_in_every_language() -> None:
    def other(language: str, text: Text) -> str | None:
        return text.source.replace("{code}", "{kods}")

    faults = missing_texts(definitions(VALID), other)
    assert [f"{fault.span} {fault.code}" for fault in faults] == ["flows/corner.yaml:100:11 A704"]
    assert "{code}, {kods}" in faults[0].message


def test_what_a_bank_says_otherwise_has_the_same_placeholders_in_every_language() -> None:
    own = {
        "corner": {
            "lv": {("shared", "Date of birth"): "Dzimšanas dati"},
            "en": {("shared", "Date of birth"): "Birthday {today}"},
            "ru": {("shared", "Date of birth"): "{nobody reads it}"},
        },
        "another": {"lv": {("shared", "Date of birth"): "{another}"}},
    }
    (fault,) = unlike_texts(definitions(VALID), own)
    assert (str(fault.span), fault.code) == ("blocks/person.yaml:4:22", "A704")
    assert "“corner” says in “en” differ in {today}" in fault.message


def test_a_bank_may_translate_the_same_words_in_its_own_way() -> None:
    contexts = set()

    def known(language: str, text: Text) -> str | None:
        contexts.add(text.context)
        return text.source

    told(known)
    assert contexts == {"corner", "corner (object)", "corner status", "corner step", "shared"}
