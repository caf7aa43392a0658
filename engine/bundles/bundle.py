"""A bundle: definitions and the words they have in every language, under one name.

An old case keeps its own questions, rules and captions, whatever is translated anew later.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from engine.base.errors import BundleUnreadable, DefinitionsRefused
from engine.definitions.loader import check_texts
from engine.definitions.model.programme import (
    Definitions,
)
from engine.definitions.model.texts import texts
from engine.definitions.reading.sources import decides
from engine.language.catalogs import Catalogs

WORDS: Final = "words.json"
"""The file of a bundle that holds language → [context, text, words] of every text."""


@dataclass(frozen=True, slots=True)
class Bundled:
    """``definitions`` carry the bundle's name as their fingerprint; ``files`` are what to store."""

    definitions: Definitions
    catalogs: Catalogs
    files: Mapping[str, str]


def bundled(definitions: Definitions, catalogs: Catalogs) -> Bundled:
    """The bundle of definitions as they are called now."""
    words = _words(definitions, catalogs)
    both = f"{definitions.fingerprint}{words}"
    name = hashlib.sha256(both.encode()).hexdigest()
    files = {name: text for name, text in definitions.sources.items() if decides(name)}
    files[WORDS] = words
    return Bundled(replace(definitions, fingerprint=name), catalogs, MappingProxyType(files))


def reopened(name: str, files: Mapping[str, str], catalogs: Catalogs) -> Bundled:
    """A stored bundle; what it has no words for is taken from ``catalogs``.

    Raises BundleUnreadable where the engine does not read its definitions any more.
    """
    sources = {file: text for file, text in files.items() if file != WORDS}
    definitions, faults = check_texts(sources)
    if definitions is None:
        raise BundleUnreadable(f"Bundle {name}:\n{DefinitionsRefused(faults)}")
    own = json.loads(files.get(WORDS, "{}"))
    words = {
        lang: {(context, text): said for context, text, said in found}
        for lang, found in own.items()
    }
    return Bundled(replace(definitions, fingerprint=name), catalogs.with_words(words), files)


def _words(definitions: Definitions, catalogs: Catalogs) -> str:
    named = {text for text, _comment in texts(definitions)}
    found = {
        lang: sorted(
            (text.context, text.source, words)
            for text in named
            if (words := messages.get((text.context, text.source)))
        )
        for lang, messages in catalogs.messages.items()
    }
    return json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
