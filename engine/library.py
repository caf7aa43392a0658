"""Programmes by bundle: today's from the folder, those of older cases from the store.

A case always runs on the bundle it was started with. Everything compiled is kept, because bundles
never change.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from engine.definitions.loader import load
from engine.definitions.model import Definitions
from engine.forms.wording import Wording
from engine.language.catalogs import Catalogs
from engine.language.reader import Reader
from engine.meaning.captions import Captions
from engine.ready import Ready, make_ready

SourcesOf = Callable[[str], Mapping[str, str]]
"""Fingerprint of a bundle → its source files by name."""


class Library:
    """Programmes ready to serve and their words; safe for several threads.

    ``sources_of`` finds the bundles of older cases; it may raise what it likes for unknown ones.
    """

    def __init__(
        self, current: Definitions, catalogs: Catalogs, sources_of: SourcesOf | None = None
    ) -> None:
        self.current = current
        self.catalogs = catalogs
        self._sources_of = sources_of
        self._definitions: dict[str, Definitions] = {current.fingerprint: current}
        self._ready: dict[tuple[str, str], Ready] = {}
        self._wordings: dict[tuple[str, str, str], Wording] = {}
        self._turn = Lock()

    def today(self, programme: str) -> Ready:
        """The programme as new cases get it. Raises UnknownProgramme."""
        return self.serve(self.current.fingerprint, programme)

    def serve(self, bundle: str, programme: str) -> Ready:
        """The programme as it was in a bundle. Raises UnknownProgramme."""
        key = (bundle, programme)
        if key not in self._ready:
            with self._turn:
                self._ready[key] = make_ready(self._of(bundle), programme)
        return self._ready[key]

    def wording(self, ready: Ready, lang: str) -> Wording:
        """The words of the programme's forms."""
        key = (ready.bundle, ready.programme.name, lang)
        if key not in self._wordings:
            with self._turn:
                self._wordings[key] = Wording.of(ready.meaning, self.reader(lang))
        return self._wordings[key]

    def captions(self, ready: Ready, lang: str) -> Captions:
        """What the programme's questions, rules and answers are called."""
        return Captions(ready.meaning, self.reader(lang))

    def reader(self, lang: str) -> Reader:
        """The reader of a language."""
        return self.catalogs.reader(lang)

    def _of(self, bundle: str) -> Definitions:
        if bundle not in self._definitions:
            if self._sources_of is None:
                raise LookupError(bundle)
            self._definitions[bundle] = _loaded(self._sources_of(bundle))
        return self._definitions[bundle]


def _loaded(sources: Mapping[str, str]) -> Definitions:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        for name, text in sources.items():
            place = root / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8", newline="")
        return load(root)
