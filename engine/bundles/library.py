"""Programmes by bundle: today's from the folder, those of older cases from the store.

A case always runs on the bundle it was started with, and speaks its words. Everything compiled is
kept, because bundles never change.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from threading import Lock

from engine.bundles.bank_words import bank_words
from engine.bundles.bundle import Bundled, bundled, reopened
from engine.bundles.compiled import Ready, make_ready
from engine.definitions.model.bank import Bank
from engine.definitions.model.programme import (
    Definitions,
    Programme,
)
from engine.forms.wording import Wording
from engine.language.catalogs import Catalogs
from engine.language.reader import Reader
from engine.meaning.words.captions import Captions

FilesOf = Callable[[str], Mapping[str, str]]
"""Name of a bundle → its files by name."""


class Library:
    """Programmes ready to serve and their words; safe for several threads.

    ``files_of`` finds the bundles of older cases; it may raise what it likes for unknown ones.
    """

    def __init__(
        self, current: Definitions, catalogs: Catalogs, files_of: FilesOf | None = None
    ) -> None:
        todays = bundled(current, catalogs)
        self.current = todays.definitions
        self.catalogs = catalogs
        self._files_of = files_of
        self._bundles: dict[str, Bundled] = {self.current.fingerprint: todays}
        self._ready: dict[tuple[str, str], Ready] = {}
        self._readers: dict[tuple[str, str, str], Reader] = {}
        self._wordings: dict[tuple[str, str, str], Wording] = {}
        self._turn = Lock()

    def today(self, programme: str) -> Ready:
        """The programme as new cases get it. Raises UnknownProgramme."""
        return self.serve(self.current.fingerprint, programme)

    def programmes_of(self, *banks: str) -> dict[str, Programme]:
        """Today's programmes of some banks, by name."""
        every = self.current.programmes
        return {name: one for name, one in every.items() if one.bank.name in banks}

    def bank_of(self, programme: str) -> str:
        """The bank whose programme it is today; empty where there is none."""
        found = self.current.programmes.get(programme)
        return found.bank.name if found else ""

    @property
    def banks(self) -> frozenset[str]:
        """The banks that have a programme."""
        return frozenset(one.bank.name for one in self.current.programmes.values())

    def serve(self, bundle: str, programme: str) -> Ready:
        """The programme as it was in a bundle. Raises UnknownProgramme."""
        key = (bundle, programme)
        if key not in self._ready:
            with self._turn:
                self._ready[key] = make_ready(self._of(bundle).definitions, programme)
        return self._ready[key]

    def wording(self, ready: Ready, lang: str) -> Wording:
        """The words of the programme's forms."""
        key = (ready.bundle, ready.programme.name, lang)
        if key not in self._wordings:
            with self._turn:
                self._wordings[key] = Wording.of(ready.meaning, self.reader(lang, ready))
        return self._wordings[key]

    def captions(self, ready: Ready, lang: str) -> Captions:
        """What the programme's questions, rules and answers are called."""
        return Captions(ready.meaning, self.reader(lang, ready))

    def reader(self, lang: str, ready: Ready) -> Reader:
        """The reader of a language, with the words that the programme's bundle has."""
        return self._reader(ready.bundle, lang, ready.programme.bank)

    def spoken_by(self, bank: str, lang: str) -> Reader:
        """The reader of a language as a bank speaks today; nobody's where there is none."""
        found = next(iter(self.programmes_of(bank).values()), None)
        if found is None:
            return self.catalogs.reader(lang, bank)
        return self._reader(self.current.fingerprint, lang, found.bank)

    def _reader(self, bundle: str, lang: str, bank: Bank) -> Reader:
        key = (bundle, bank.name, lang)
        if key not in self._readers:
            reader = self._bundles[bundle].catalogs.reader(lang, bank.name)
            self._readers[key] = reader.standing(bank_words(bank, reader))
        return self._readers[key]

    def files(self, ready: Ready) -> Mapping[str, str]:
        """What is to be stored of the programme's bundle, by file name."""
        return self._bundles[ready.bundle].files

    def _of(self, bundle: str) -> Bundled:
        if bundle not in self._bundles:
            if self._files_of is None:
                raise LookupError(bundle)
            files = self._files_of(bundle)
            self._bundles[bundle] = reopened(bundle, files, self.catalogs)
        return self._bundles[bundle]
