"""Texts that a language does not have, or that speak of other placeholders there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from engine.base.errors import Fault
from engine.base.values import Text
from engine.definitions.faults import Faults
from engine.definitions.model.programme import (
    Definitions,
)
from engine.definitions.model.texts import texts
from engine.definitions.reading.placeholders import PLACEHOLDER

SOURCE_LANGUAGE = "en"

Known = Callable[[str, Text], str | None]
"""The translation of a text into a language, or None where the catalog has none."""
OwnWords = Mapping[str, Mapping[str, Mapping[tuple[str, str], str]]]
"""Bank → language → (context, text) → what the bank says otherwise."""


def missing_texts(definitions: Definitions, known: Known) -> tuple[Fault, ...]:
    """A fault for every text without a translation into a language its programme promises."""
    faults = Faults()
    for language, text in _promised(definitions):
        found = known(language, text)
        if not found:
            faults.add(
                "A703", text.span, f"“{_short(text.source)}” has no text in “{language}”.",
                f"Translate it in translations/{language}.",
            )  # fmt: skip
            continue
        _compare(text, found, f"its text in “{language}”", faults)
    return faults.in_order()


def unlike_texts(definitions: Definitions, own: OwnWords) -> tuple[Fault, ...]:
    """A fault for everything that a bank says otherwise, with other placeholders."""
    faults = Faults()
    for programme in definitions.programmes.values():
        words = own.get(programme.bank.name, {})
        for text, _comment in texts(Definitions({"": programme}, definitions.lists, "")):
            for language in programme.languages:
                found = words.get(language, {}).get((text.context, text.source))
                if found:
                    whose = f"what “{programme.bank.name}” says in “{language}”"
                    _compare(text, found, whose, faults)
    return faults.in_order()


def _compare(text: Text, found: str, whose: str, faults: Faults) -> None:
    wanted, has = (set(PLACEHOLDER.findall(words)) for words in (text.source, found))
    if wanted != has:
        odd = ", ".join(f"{{{name}}}" for name in sorted(wanted ^ has))
        faults.add(
            "A704", text.span,
            f"“{_short(text.source)}” and {whose} differ in {odd}.",
            "Let both hold the same placeholders.",
        )  # fmt: skip


def _promised(definitions: Definitions) -> Iterator[tuple[str, Text]]:
    """Every language and text that belong together, each place once."""
    seen: set[tuple[str, Text, object]] = set()
    everywhere: dict[str, None] = {}
    parts = []
    for name, programme in definitions.programmes.items():
        everywhere |= dict.fromkeys(programme.languages)
        parts.append((programme.languages, Definitions({name: programme}, {}, "")))
    parts.append((tuple(everywhere), Definitions({}, definitions.lists, "")))
    for languages, part in parts:
        for text, _comment in texts(part):
            for language in languages:
                key = (language, text, text.span)
                if language != SOURCE_LANGUAGE and text.source and key not in seen:
                    seen.add(key)
                    yield language, text


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"
