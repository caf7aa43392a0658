"""Messages as both sides see them; everything that is written passes the corridor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import field
from datetime import datetime
from typing import BinaryIO

from engine.base.dataclass import dataclass
from engine.base.errors import NotFound
from engine.base.events import Side
from engine.base.ports import FileStore
from engine.base.receipts import Receipt
from engine.base.values import Problem, StoredFile
from engine.bundles.library import Library
from engine.case.search import card_names
from engine.case.talk import OTHER, SaidInTalk, talk, unanswered_since, unread
from engine.meaning.flow.commands import Refusal
from engine.meaning.words.happenings import actor_in_words
from engine.services import message_acts
from engine.services.case_loading import CaseRequest, LoadedCase
from engine.services.corridor import Corridor
from engine.services.message_acts import MessagePost
from engine.services.remark_acts import Remark, may_say
from engine.services.senders import Sender
from engine.services.spending import TooOften
from engine.store.store import Store


@dataclass(frozen=True, slots=True)
class MessageLine:
    """A message as its reader sees it: ``name`` and ``role`` of who wrote it.

    What was sent by itself has a ``subject``, and the ``language`` that it was written in.
    ``read_at`` is when the other side opened it; ``is_new`` that the reader had not before.
    """

    number: int
    at: datetime | None
    is_own: bool
    name: str = field(repr=False)
    role: str
    text: str = field(repr=False)
    files: tuple[StoredFile, ...] = field(repr=False)
    read_at: datetime | None
    is_new: bool
    subject: str = field(default="", repr=False)
    language: str = ""


@dataclass(frozen=True, slots=True)
class TalkView:
    """The messages of a case, oldest first, and what its reader typed so far."""

    lines: tuple[MessageLine, ...]
    may_write: bool
    waits: bool
    """Whether the applicant waits for an answer of the bank."""
    typed: str = field(repr=False)
    files: tuple[StoredFile, ...] = field(repr=False)
    version: int
    client: str = field(repr=False)

    @property
    def new(self) -> int:
        """How many of them the reader has not opened yet."""
        return sum(line.is_new for line in self.lines)

    @property
    def told(self) -> tuple[MessageLine, ...]:
        """What the other side said, the newest first."""
        return tuple(reversed([line for line in self.lines if not line.is_own]))


@dataclass(frozen=True, slots=True)
class Talks:
    """Everything it needs is given to it."""

    store: Store
    library: Library
    corridor: Corridor
    files: FileStore

    def view(self, case: LoadedCase, lang: str) -> TalkView:
        """The talk, as whoever loaded the case reads it."""
        side = case.actor.side
        said = talk(case.events)
        fresh = unread(case.events, side)
        theirs = _of_others(said, side)
        new = frozenset(each.number for each in theirs[len(theirs) - fresh :])
        names = self._names(case, (each.by.account for each in said))
        captions = self.library.captions(case.ready, lang)
        lines = tuple(
            MessageLine(
                each.number,
                each.at,
                OTHER[each.by.side] != side,
                names.get(each.by.account, ""),
                actor_in_words(each.by.role, captions) if each.by.role else "",
                each.text,
                each.files,
                each.read_at,
                each.number in new,
                each.subject,
                each.language,
            )
            for each in said
        )
        typed, files = message_acts.drafted(case)
        return TalkView(
            lines,
            may_say(case, "message"),
            unanswered_since(case.events) is not None,
            typed,
            files,
            case.draft(message_acts.draft_key(case.actor.account)).version,
            names.get(case.case.account, ""),
        )

    def send(self, post: MessagePost) -> Receipt | Refusal | Problem:
        """Send a message with the files of its draft. Raises NotFound."""
        try:
            return self.corridor.in_turn(post.request, lambda case: message_acts.send(case, post))
        except TooOften as wait:
            return message_acts.too_many(wait.minutes)

    def keep(self, request: CaseRequest, text: str, seen: int | None = None) -> int:
        """Keep what is typed, for its sender alone; its version, or 0. Raises NotFound."""
        return self.corridor.in_turn(request, lambda case: message_acts.keep(case, text, seen))

    def read(self, request: CaseRequest) -> bool:
        """Whoever asks has the messages open now. Raises NotFound."""
        sender = request.sender
        return self.corridor.in_turn(request, lambda case: message_acts.opened(case, sender))

    def set_aside(self, case_id: str, sender: Sender, key: str) -> Receipt | Refusal:
        """No answer is needed. Raises NotFound."""
        return self.corridor.remark(Remark(case_id, sender, "no answer", key=key))

    def file(
        self, case: LoadedCase, file_id: str
    ) -> tuple[StoredFile, AbstractContextManager[BinaryIO]]:
        """A file of a message or of one's own draft, and its bytes. Raises NotFound."""
        said = (file for each in talk(case.events) for file in each.files)
        own = message_acts.drafted(case)[1]
        for file in (*said, *own):
            if file.id == file_id:
                return file, self.files.open(file.id)
        raise NotFound

    def unread_of(self, account: str, programme: str) -> tuple[str, int]:
        """The case of an applicant with the most messages not opened, and how many there are in
        all of them; without a case empty."""
        with self.store.read() as view:
            return view.cards.unread(account, programme)

    def _names(self, case: LoadedCase, accounts: Iterable[str]) -> Mapping[str, str]:
        found = card_names(case.state.world.situation(case.state.picture))
        with self.store.read() as view:
            names = view.staff.names(frozenset(accounts) - {case.case.account})
        return {**names, case.case.account: found[0].name if found else ""}


def _of_others(said: Iterable[SaidInTalk], side: Side) -> list[SaidInTalk]:
    return [each for each in said if OTHER[each.by.side] == side]
