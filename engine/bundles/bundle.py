"""A bundle: definitions and the words they have in every language, under one name.

An old case keeps its own questions, rules and captions, whatever is translated anew later.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from engine.base.dataclass import dataclass
from engine.base.errors import BundleUnreadable, DefinitionsRefused
from engine.base.values import Text
from engine.definitions.loader import check_texts
from engine.definitions.model.programme import (
    Definitions,
)
from engine.definitions.model.texts import texts
from engine.definitions.reading.sources import decides
from engine.language.catalogs import Catalogs, Words

WORDS: Final = "words.json"
"""The file of a bundle that holds language → [context, text, words] of every text."""
OVERLAYS: Final = "overlays.json"
"""The file of a bundle that holds bank → the same, of what banks say otherwise."""


Listed = list[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Bundled:
    """``definitions`` carry the bundle's name as their fingerprint; ``files`` are what to store."""

    definitions: Definitions
    catalogs: Catalogs
    files: Mapping[str, str]


def bundled(definitions: Definitions, catalogs: Catalogs) -> Bundled:
    """The bundle of definitions as they are called now."""
    named = frozenset(text for text, _comment in texts(definitions))
    words = {WORDS: _text(_listed(named, catalogs.messages))}
    banks = {one.bank.name for one in definitions.programmes.values()} & catalogs.overlays.keys()
    if banks:
        own = {bank: _listed(named, catalogs.overlays[bank]) for bank in banks}
        words[OVERLAYS] = _text(own)
    both = "".join((definitions.fingerprint, *words.values()))
    name = hashlib.sha256(both.encode()).hexdigest()
    files = {name: text for name, text in definitions.sources.items() if decides(name)}
    files |= words
    return Bundled(replace(definitions, fingerprint=name), catalogs, MappingProxyType(files))


def reopened(name: str, files: Mapping[str, str], catalogs: Catalogs) -> Bundled:
    """A stored bundle; what it has no words for is taken from ``catalogs``.

    Raises BundleUnreadable where the engine does not read its definitions any more.
    """
    sources = {file: text for file, text in files.items() if file not in (WORDS, OVERLAYS)}
    definitions, faults = check_texts(sources)
    if definitions is None:
        raise BundleUnreadable(f"Bundle {name}:\n{DefinitionsRefused(faults)}")
    words = _read(json.loads(files.get(WORDS, "{}")))
    own = json.loads(files.get(OVERLAYS, "{}"))
    overlays = {bank: _read(found) for bank, found in own.items()}
    return Bundled(
        replace(definitions, fingerprint=name), catalogs.with_words(words, overlays), files
    )


def _read(found: Mapping[str, Listed]) -> Words:
    return {
        lang: {(context, text): said for context, text, said in one} for lang, one in found.items()
    }


def _listed(named: frozenset[Text], words: Words) -> Mapping[str, Listed]:
    """Only the texts of the definitions: the product's own are everybody's."""
    return {
        lang: sorted(
            (text.context, text.source, said)
            for text in named
            if (said := messages.get((text.context, text.source)))
        )
        for lang, messages in words.items()
    }


def _text(found: Mapping[str, object]) -> str:
    return json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
