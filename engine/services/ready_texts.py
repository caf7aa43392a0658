"""Texts that staff put into what they write: those of the programme, and those of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field, replace
from typing import Final

from engine.base.dataclass import dataclass
from engine.base.errors import NotFound
from engine.base.legible import legible, legible_line
from engine.base.ports import Ids
from engine.base.staff import OwnText
from engine.base.values import Problem
from engine.bundles.library import Library
from engine.definitions.kinds import Sentence
from engine.definitions.kinds.sentences import MISSING, TOO_LONG, problem
from engine.language.marker import N_
from engine.services.case_loading import LoadedCase
from engine.services.client_language import client_language
from engine.store.store import Store

MOST: Final = 50
TOO_MANY: Final = Sentence("E-05", N_("At most {max} entries can be added"))
LONGEST_TITLE: Final = 80
LONGEST: Final = 4_000
TITLE, TEXT = "title", "text"


@dataclass(frozen=True, slots=True)
class OfferedText:
    """A text as it is offered: what it is called, what it says, and in which language."""

    caption: str
    text: str = field(repr=False)
    language: str
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class ReadyTexts:
    """Everything it needs is given to it."""

    store: Store
    library: Library
    ids: Ids

    def offered(
        self, case: LoadedCase, lang: str, *, to_client: bool = True
    ) -> tuple[OfferedText, ...]:
        """What whoever loaded the case can put into a text.

        To the client: those of the programme in the client's language, then one's own, those in
        this language first. What stays in the bank is written with one's own only.
        """
        own = [
            OfferedText(one.title, one.text, one.language, is_own=True)
            for one in self.own(case.actor.account)
        ]
        if not to_client:
            return tuple(own)
        client, reader = client_language(case), self.library.reader(lang, case.ready)
        written = self.library.reader(client, case.ready)
        shared = [
            OfferedText(reader.text(one.caption), written.text(one.text), client)
            for one in case.state.route.flow.ready_texts
        ]
        return (*shared, *sorted(own, key=lambda one: one.language != client))

    def own(self, account: str) -> tuple[OwnText, ...]:
        """The texts of a member of staff, by title."""
        with self.store.read() as view:
            return view.staff_texts.of_account(account)

    def keep(self, one: OwnText) -> tuple[Problem, ...]:
        """Keep a text, a new one if its id is empty; or what is wrong with it. Raises NotFound."""
        kept = replace(one, title=legible_line(one.title), text=legible(one.text))
        wrong = (*_problems(TITLE, kept.title, LONGEST_TITLE), *_problems(TEXT, kept.text, LONGEST))
        if wrong:
            return wrong
        with self.store.write() as unit:
            known = {each.id for each in unit.staff_texts.of_account(one.account)}
            if one.id and one.id not in known:
                raise NotFound
            if not one.id and len(known) >= MOST:
                return (problem(TEXT, TOO_MANY, max=MOST),)
            unit.staff_texts.put(kept if one.id else replace(kept, id=self.ids.new()))
        return ()

    def remove(self, account: str, id: str) -> None:
        """A text of one's own is gone."""
        with self.store.write() as unit:
            unit.staff_texts.remove(account, id)


def _problems(path: str, said: str, longest: int) -> Iterator[Problem]:
    if not said:
        yield problem(path, MISSING)
    elif len(said) > longest:
        yield problem(path, TOO_LONG, max=longest)


def added(text: str, chosen: str) -> str:
    """What was typed, with a ready text behind it."""
    return "\n\n".join(part for part in (text.rstrip(), chosen) if part)
