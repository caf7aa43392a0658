"""What somebody without a cabinet sees by a personal link: one item that is theirs, nothing else.

A link that ended opens nothing but the way to another one, which goes to the address that the case
knows and not to whoever asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from datetime import datetime

from engine.base.dataclass import dataclass
from engine.base.errors import NotFound
from engine.base.later import PersonalLink
from engine.base.records import CaseFile
from engine.case.number import number
from engine.definitions.model.ports import SIGNING
from engine.meaning.flow.appointments import Door
from engine.meaning.flow.commands import Move
from engine.meaning.flow.decide import permitted
from engine.meaning.units import key_of
from engine.meaning.words.overview import overview
from engine.meaning.words.units import person_name
from engine.services import senders
from engine.services.addresses import place_of, step_address
from engine.services.agreed_start import StartPlace
from engine.services.case_entries import StepEntry
from engine.services.case_loading import CaseRequest, LoadedCase
from engine.services.corridor import Corridor
from engine.services.overview_parts import files_of_item
from engine.services.overviews import begun_elsewhere, door_of
from engine.services.senders import Sender
from engine.services.step_acts import TakeReply
from engine.services.step_pages import StepPage
from engine.services.views import Entered, StepButton, StepPageView


@dataclass(frozen=True, slots=True)
class PersonalView:
    """The page of a link: how the item stands, what to know of it, and the steps of the person.

    A link that ended shows none of it. ``renew`` is the step that sends another link, where one is
    open to this person.
    """

    is_open: bool
    renew: str = ""
    number: str = ""
    name: str = field(default="", repr=False)
    title: str = ""
    caption: str = ""
    text: str = ""
    instructions: str = ""
    until: datetime | None = None
    steps: tuple[StepButton, ...] = ()
    seen: int = 0
    begins: str = ""
    """The port of the outside party at which the person goes on; or empty."""
    door: Door | None = None
    """Whether it is time to begin, where a time is agreed."""
    files: tuple[tuple[str, str], ...] = ()
    """Ids and names of the files that the item shows."""


@dataclass(frozen=True, slots=True)
class PersonalPages:
    """Links, their pages and steps; everything it needs is given to it."""

    cases: Corridor
    ports: frozenset[str] = frozenset()
    """Those to which an outside party is connected."""

    def where(self, link_id: str, programme: str) -> tuple[str, str, str]:
        """Case, item and unit that a link opens. Raises NotFound."""
        link, _case = self._open(link_id, programme)
        return link.case, link.item, link.of

    def start_place(self, link_id: str, programme: str) -> StartPlace:
        """Where the person of a link begins. Raises NotFound."""
        link, _case = self._open(link_id, programme)
        return StartPlace(link.case, _sender(link), link.item, link.of)

    def by_token(self, token: str, programme: str) -> PersonalLink | None:
        """The link with this secret in a programme, whether it still opens anything or not."""
        with self.cases.committing.store.read() as view:
            link = view.links.with_token(token)
            case = view.cases.find(link.case) if link else None
        return link if case is not None and case.programme == programme else None

    def view(self, link_id: str, programme: str, lang: str) -> PersonalView:
        """What the page shows. Raises NotFound for a link that is not there any more."""
        link, case = self._loaded(link_id, programme)
        moves = self._moves(case, link)
        renewing = tuple(move for move in moves if self._renews(case, link, move))
        if not self._is_open(link):
            return PersonalView(False, step_address(renewing[0].name) if renewing else "")
        others = tuple(move for move in moves if move not in renewing and not move.step.code)
        return self._shown(case, link, others, lang)

    def step_page(
        self, link_id: str, programme: str, step: str, entered: Entered, lang: str
    ) -> StepPageView:
        """A step with its form. Raises NotFound."""
        link, case = self._open(link_id, programme)
        move, library = self._move(case, link, step), self.cases.committing.library
        return StepPage(case, library, _sender(link), move, entered, lang).view()

    def file(self, link_id: str, programme: str, file_id: str) -> CaseFile:
        """A file that the page shows. Raises NotFound."""
        link, case = self._open(link_id, programme)
        if all(id != file_id for id, _ in self._files(case, link)):
            raise NotFound
        with self.cases.committing.store.read() as view:
            return view.files.one(file_id, link.case)

    def entry(self, link_id: str, programme: str, step: str) -> StepEntry:
        """What takes the step of an address as the person of the link. Raises NotFound."""
        link, case = self._open(link_id, programme)
        return _entry(case, link, self._move(case, link, step))

    def renew(self, link_id: str, programme: str) -> TakeReply | None:
        """Have another link sent to the person; None if that is not open. Raises NotFound."""
        link, case = self._loaded(link_id, programme)
        for move in self._moves(case, link):
            if self._renews(case, link, move):
                return self.cases.do(_entry(case, link, move))
        return None

    def _loaded(self, link_id: str, programme: str) -> tuple[PersonalLink, LoadedCase]:
        with self.cases.committing.store.read() as view:
            link = view.links.find(link_id)
        if link is None:
            raise NotFound
        case = self.cases.load(CaseRequest(link.case, _sender(link)))
        if case.case.programme != programme:
            raise NotFound
        return link, case

    def _open(self, link_id: str, programme: str) -> tuple[PersonalLink, LoadedCase]:
        link, case = self._loaded(link_id, programme)
        if not self._is_open(link):
            raise NotFound
        return link, case

    def _is_open(self, link: PersonalLink) -> bool:
        return link.revoked_at is None and link.ends_at > self.cases.clock.now()

    def _moves(self, case: LoadedCase, link: PersonalLink) -> tuple[Move, ...]:
        own = permitted(case.state.world, case.state.picture, case.actor, case.now)
        return tuple(move for move in own if (move.item, move.unit) == (link.item, link.of))

    def _move(self, case: LoadedCase, link: PersonalLink, step: str) -> Move:
        found = (move for move in self._moves(case, link) if step_address(move.name) == step)
        move = next(found, None)
        if move is None:
            raise NotFound
        return move

    def _renews(self, case: LoadedCase, link: PersonalLink, move: Move) -> bool:
        """Whether a step that asks nothing sends this person another link to the same."""
        if move.form or move.proposes:
            return False
        caused = self.cases.preview(_entry(case, link, move)).caused
        made = caused.links if caused else ()
        return any((one.item, one.of) == (link.item, link.of) for one in made)

    def _shown(
        self, case: LoadedCase, link: PersonalLink, moves: tuple[Move, ...], lang: str
    ) -> PersonalView:
        state = case.state
        captions = self.cases.committing.library.captions(case.ready, lang)
        words = overview(state.world, state.picture, captions.reader)
        at = (link.item, _unit(case, link))
        line = next((one for one in words.items if (one.item, one.unit) == at), None)
        if line is None:
            raise NotFound
        stage = next((one for one in words.stages if one.stage == line.stage), None)
        begins = begun_elsewhere(case, self.ports).get((link.item, link.of), "")
        place, now = place_of(link.item, link.of), state.world.situation(state.picture)
        return PersonalView(
            is_open=True,
            number=number(case.case),
            name=person_name(now, key_of(now, link.of)),
            title=line.title,
            caption=line.caption,
            text=line.text,
            instructions=stage.text if stage and not line.kind and begins != SIGNING else "",
            until=link.ends_at,
            steps=tuple(
                StepButton(
                    place,
                    step_address(move.name),
                    captions.reader.text(move.step.caption),
                    bool(move.form) or move.proposes,
                )
                for move in moves
            ),
            seen=state.picture.number,
            door=door_of(case, *at),
            begins=begins,
            files=tuple(self._files(case, link)),
        )

    @staticmethod
    def _files(case: LoadedCase, link: PersonalLink) -> Iterator[tuple[str, str]]:
        item = case.state.route.items[link.item]
        found = {file.id: file.name for file in files_of_item(case, item, _unit(case, link))}
        yield from found.items()


def _sender(link: PersonalLink) -> Sender:
    return senders.by_link(link.of)


def _unit(case: LoadedCase, link: PersonalLink) -> str:
    """The unit that a link opens: an item that is taken once is the same for everybody."""
    return "" if case.state.route.items[link.item].each is None else link.of


def _entry(case: LoadedCase, link: PersonalLink, move: Move) -> StepEntry:
    units = (move.unit,) if move.unit else ()
    return StepEntry(case.case.id, _sender(link), move.item, move.name, units)
