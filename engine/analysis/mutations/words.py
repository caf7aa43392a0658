"""Mutants of translations: a text that is missing, and a placeholder that is spelt wrong."""

from __future__ import annotations

from collections.abc import Iterator

from engine.analysis.mutations.mutant import Material, Mutant
from engine.base.values import Text
from engine.definitions.model.programme import (
    Definitions,
)
from engine.definitions.model.texts import texts
from engine.language.catalogs import SOURCE_LANGUAGE
from engine.language.reader import placeholders


def of_translations(material: Material, definitions: Definitions) -> Iterator[Mutant]:
    """Every text of the definitions without its words in a language, or with wrong ones."""
    known = {(text.context, text.source): text for text, _ in texts(definitions)}
    for lang, messages in material.catalogs.messages.items():
        if lang == SOURCE_LANGUAGE:
            continue
        for key, text in known.items():
            words = messages.get(key, "")
            if not words:
                continue
            yield _mutant("blank a translation", lang, text, words, "")
            for name in sorted(placeholders(words)):
                broken = words.replace(f"{{{name}}}", f"{{{name}x}}", 1)
                yield _mutant("break a placeholder of a translation", lang, text, words, broken)


def _mutant(mutator: str, lang: str, text: Text, before: str, after: str) -> Mutant:
    return Mutant(
        mutator, text.span.file, text.span.line, before, after,
        lang=lang, message=(text.context, text.source),
    )  # fmt: skip
