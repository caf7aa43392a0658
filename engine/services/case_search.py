"""The search of the desk: what is typed is told by its shape, and kept where none sees it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import field
from datetime import timedelta
from typing import Final

from engine.base.cards import CardName, CaseCard
from engine.base.dataclass import dataclass
from engine.base.errors import NotFound
from engine.base.ports import Clock, Ids
from engine.bundles.library import Library
from engine.case.receivers import EMAIL, PHONE
from engine.case.search import (
    CASE_NUMBER,
    COMPANY_NUMBER,
    NAME,
    PERSONAL_CODE,
    LetterShape,
    matches,
    shape,
    wanted_keys,
)
from engine.language.marker import N_
from engine.meaning.words.captions import Captions
from engine.services.desk_lists import StaffViewer
from engine.services.queue_words import QueueWording, standing_words
from engine.store.searches import KeptSearch
from engine.store.store import Store

MOST: Final = 50
KEPT_FOR: Final = timedelta(days=1)
LONGEST: Final = 200

FOUND_BY: Final = {
    CASE_NUMBER: N_("Application number"),
    PERSONAL_CODE: N_("Personal code"),
    COMPANY_NUMBER: N_("Registration number"),
    EMAIL: N_("E-mail"),
    PHONE: N_("Phone"),
}
SAYS: Final = N_("{what}: {name}")


@dataclass(frozen=True, slots=True)
class Hit:
    """A case that was found, and why: a name that was meant, or what its number or code is."""

    case_id: str
    number: str
    client: str = field(repr=False)
    status: str
    is_open: bool
    why: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What a search came to. ``shape`` tells what would have helped where nothing was found."""

    words: str = field(repr=False)
    hits: tuple[Hit, ...]
    more: bool
    shape: LetterShape


@dataclass(frozen=True, slots=True)
class CaseSearch:
    """Everything it needs is given to it; ``keyed_hash`` hashes (purpose, text)."""

    store: Store
    library: Library
    clock: Clock
    ids: Ids
    keyed_hash: Callable[[str, str], str]

    def begin(self, viewer: StaffViewer, words: str) -> tuple[str, str]:
        """Keep a search; its id, and the case that it names exactly, or empty."""
        typed, now = " ".join(words.split())[:LONGEST], self.clock.now()
        search = KeptSearch(self.ids.new(), viewer.account, viewer.programme, typed, now)
        with self.store.write() as unit:
            unit.searches.add(search)
        found = self._found(viewer, typed)
        exact = [card.case for card, kind in found.values() if kind != NAME]
        return search.id, exact[0] if len(found) == len(exact) == 1 else ""

    def result(self, viewer: StaffViewer, id: str) -> SearchResult:
        """What a search of the viewer finds now. Raises NotFound once it is a day old."""
        with self.store.read() as view:
            kept = view.searches.find(id, viewer.account)
        if kept is None or kept.programme != viewer.programme:
            raise NotFound
        if self.clock.now() - kept.at > KEPT_FOR:
            raise NotFound
        found = list(self._found(viewer, kept.words).values())
        found.sort(key=lambda each: each[0].changed_at, reverse=True)
        found.sort(key=lambda each: not each[0].current)
        words = QueueWording(
            self.library, viewer.programme, viewer.lang, self.clock.now(), lambda _: ""
        )
        hits = (self._hit(card, kind, kept.words, words) for card, kind in found[:MOST])
        return SearchResult(kept.words, tuple(hits), len(found) > MOST, shape(kept.words))

    def _found(self, viewer: StaffViewer, typed: str) -> dict[str, tuple[CaseCard, str]]:
        """Cards by case, with what they were found by first."""
        found: dict[str, tuple[CaseCard, str]] = {}
        with self.store.read() as view:
            for way in wanted_keys(typed, self.keyed_hash):
                for card in view.cards.found_by(viewer.programme, way, MOST + 1):
                    found.setdefault(card.case, (card, way[0].kind))
        return found

    def _hit(self, card: CaseCard, kind: str, typed: str, words: QueueWording) -> Hit:
        captions = self.library.captions(words.ready(card.bundle), words.lang)
        why = _names(card, typed, captions)
        if kind != NAME:
            why = iter((captions.reader.message(FOUND_BY[kind]),))
        return Hit(
            case_id=card.case,
            number=card.number,
            client=card.names[0].name if card.names else "",
            status=standing_words(card.status, captions),
            is_open=bool(card.current),
            why=tuple(why),
        )


def _names(card: CaseCard, typed: str, captions: Captions) -> Iterator[str]:
    for each in card.names:
        if matches(each.name, typed):
            who = _who(each, captions)
            yield captions.reader.message(SAYS, what=who, name=each.name) if who else each.name


def _who(name: CardName, captions: Captions) -> str:
    """What people of such a place are called, as “Representative”."""
    for group in captions.meaning.persons.values():
        is_row = group.every and name.place.startswith(f"{group.every}.")
        if is_row or (group.block and name.place == group.block):
            return captions.reader.text(group.caption)
    return ""
