"""Message catalogs: read once, bound once, looked up without a request.

Catalogs are gettext ``.po`` files (``<folder>/<lang>/LC_MESSAGES/messages.po``). What a bank says
otherwise stands in catalogs of its own that hold only that (``<folder>/<bank>/<lang>/…``): on its
pages and in what it sends they are asked first. A compiled
``.mo`` that is at least as new as its ``.po`` is taken; otherwise the ``.po`` is compiled in
memory, so that a translator sees a change at the next start without another command.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.support import Translations

from engine.base.dataclass import dataclass
from engine.base.errors import AnketaError
from engine.base.values import NOTHING, Text
from engine.language.marker import PLURAL_CONTEXT
from engine.language.reader import Lookup, Reader

SOURCE_LANGUAGE = "en"
LANGUAGES = ("lv", "en", "ru")
"""Languages of the interface; the first one is the default (spec RD-19)."""

DOMAIN = "messages"
_CONTEXT_MARK = "\x04"


class CatalogUnreadable(AnketaError):
    """A catalog file is no valid PO file; the text says which file and why."""


Words = Mapping[str, Mapping[tuple[str, str], str]]
"""Language → (context, source) → words."""


@dataclass(frozen=True, slots=True)
class Catalogs:
    """The messages of every language by (context, source), and what single banks say otherwise."""

    messages: Words
    overlays: Mapping[str, Words] = field(default_factory=lambda: NOTHING)
    """By bank, only what differs."""

    @classmethod
    def load(cls, folders: Iterable[Path], languages: Iterable[str] = LANGUAGES) -> Catalogs:
        """Read the catalogs below ``folders``; an earlier folder wins over a later one.

        Raises CatalogUnreadable for a broken file; a missing file is an empty catalog.
        """
        places, spoken = tuple(folders), tuple(languages)
        own = {
            bank: {lang: _merged([place / bank for place in places], lang) for lang in spoken}
            for bank in sorted({bank for place in places for bank in banks(place, spoken)})
        }
        return cls({lang: _merged(places, lang) for lang in spoken}, own)

    def known(self, lang: str, text: Text) -> str | None:
        """The translation of ``text``, or None where the catalog has none.

        The source language always knows its own text.
        """
        found = self.messages.get(lang, {}).get((text.context, text.source))
        if found:
            return found
        return text.source if lang == SOURCE_LANGUAGE else None

    def with_words(self, words: Words, overlays: Mapping[str, Words] = NOTHING) -> Catalogs:
        """The same catalogs, with other words for some of their texts.

        What banks say otherwise of those texts is only what ``overlays`` tell.
        """
        old = {bank: _without(own, words) for bank, own in self.overlays.items()}
        return Catalogs(
            _put_over(self.messages, words),
            {
                bank: _put_over(old.get(bank, {}), overlays.get(bank, {}))
                for bank in dict.fromkeys((*old, *overlays))
            },
        )

    def reader(self, lang: str, bank: str = "") -> Reader:
        """The reader of ``lang``, for what a bank says; an unknown language reads the source."""
        own = self.overlays.get(bank, {}).get(lang)
        shared = self.messages.get(lang, {})
        if own:
            words, others = own, shared
            lookup: Lookup = lambda context, source: (  # noqa: E731
                words.get((context, source)) or others.get((context, source)) or source
            )
        else:
            lookup = lambda context, source: shared.get((context, source)) or source  # noqa: E731
        return Reader(lang, lookup)


def _put_over(below: Words, above: Words) -> Words:
    return {
        lang: {**below.get(lang, {}), **above.get(lang, {})}
        for lang in dict.fromkeys((*below, *above))
    }


def _without(words: Words, others: Words) -> Words:
    return {
        lang: {key: said for key, said in own.items() if key not in others.get(lang, {})}
        for lang, own in words.items()
    }


def banks(folder: Path, languages: Iterable[str] = LANGUAGES) -> tuple[str, ...]:
    """The banks that have catalogs of their own below ``folder``."""
    files = (file for lang in languages for file in folder.glob(f"*/{lang}/LC_MESSAGES/*"))
    return tuple(sorted({file.parents[2].name for file in files if file.stem == DOMAIN}))


def po_file(folder: Path, lang: str) -> Path:
    """Where the catalog of ``lang`` stands below ``folder``."""
    return folder / lang / "LC_MESSAGES" / f"{DOMAIN}.po"


def _merged(folders: Sequence[Path], lang: str) -> dict[tuple[str, str], str]:
    merged: dict[tuple[str, str], str] = {}
    for folder in reversed(folders):
        merged.update(_read(po_file(folder, lang), lang))
    return merged


def _read(po: Path, lang: str) -> dict[tuple[str, str], str]:
    mo = po.with_suffix(".mo")
    if mo.exists() and (not po.exists() or mo.stat().st_mtime >= po.stat().st_mtime):
        with mo.open("rb") as stream:
            return _entries(Translations(stream))
    if not po.exists():
        return {}
    return _entries(Translations(BytesIO(compiled(po, lang))))


def compiled(po: Path, lang: str) -> bytes:
    """The ``.mo`` bytes of a ``.po`` file; raises CatalogUnreadable."""
    try:
        with po.open("rb") as stream:
            catalog = read_po(stream, locale=lang, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError) as fault:
        raise CatalogUnreadable(f"{po}: this is no valid PO file: {fault}") from fault
    out = BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def _entries(translations: Translations) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    # The only way to all messages at once; the lookups of gettext cannot tell a missing one.
    catalog: Mapping[Any, str] = translations._catalog  # noqa: SLF001
    for key, value in catalog.items():
        if isinstance(key, tuple):  # a plural form: the message and the number of the form
            found[(f"{PLURAL_CONTEXT} {key[1]}", key[0])] = value
            continue
        if not key or not value:
            continue
        context, mark, source = key.rpartition(_CONTEXT_MARK)
        found[(context if mark else "", source if mark else key)] = value
    return found
