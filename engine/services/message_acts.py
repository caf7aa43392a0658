"""Messages: kept while they are typed, sent with their files, read, and left without an answer."""

from __future__ import annotations

from dataclasses import field, replace
from typing import Final

from engine.base.dataclass import dataclass
from engine.base.legible import legible
from engine.base.receipts import Receipt
from engine.base.records import SavedAnswers
from engine.base.values import Problem, Span, StoredFile, Text
from engine.case.file_places import files_by_path
from engine.case.talk import FILES, TEXT, unread
from engine.definitions.kinds.sentences import MISSING, TOO_LONG, problem
from engine.definitions.kinds.type import Sentence
from engine.definitions.model.forms import Field
from engine.language.marker import N_
from engine.meaning.flow.commands import Refusal
from engine.services.case_commit import CaseChange
from engine.services.case_loading import CaseRequest, LoadedCase
from engine.services.case_outcomes import Outcome
from engine.services.remark_acts import Remark, may_say, remark
from engine.services.senders import Sender
from engine.services.spending import Spending

LONGEST: Final = 10_000
PLACE: Final = "message"
FILES_PATH: Final = "message.files"
TOO_MANY: Final = Sentence(
    "too-many-messages",
    N_("Very many messages were sent within an hour. The next one can be sent in {minutes} min."),
)
QUESTION: Final = Field(FILES_PATH, FILES, "file", Text(FILES), Span(""), required=False)
"""The question that files of a message answer: with the limits of every other file."""


@dataclass(frozen=True, slots=True)
class MessagePost:
    """What a message form sent; ``key`` names the sending, so that it is done once."""

    case_id: str
    sender: Sender
    text: str = field(repr=False)
    key: str = ""

    @property
    def request(self) -> CaseRequest:
        """The case as it is loaded for it."""
        return CaseRequest(self.case_id, self.sender, self.key)


def draft_key(sender_key: str) -> str:
    """The key under which somebody's unsent message and its files are kept."""
    return f"{PLACE}/{sender_key}"


def drafted(case: LoadedCase) -> tuple[str, tuple[StoredFile, ...]]:
    """The unsent text of whoever loaded the case, and the files added to it."""
    key = draft_key(case.actor.account)
    typed = case.draft(key).unread.get(TEXT, ())
    return "\n".join(typed), files_by_path(case.files_of(key)).get(FILES_PATH, ())


def keep(case: LoadedCase, text: str, seen: int | None = None) -> Outcome[int]:
    """Keep what is typed, for its sender alone; the version of the draft, 0 if it was not kept.

    What was typed over an older version than is stored comes too late: it was sent since.
    """
    stored = case.draft(draft_key(case.actor.account))
    if not may_say(case, "message") or seen not in (None, stored.version):
        return Outcome(0)
    typed = {TEXT: (text[: LONGEST * 2],)} if text else {}
    if typed == dict(stored.unread):
        return Outcome(stored.version)
    kept = SavedAnswers(case.case.id, stored.form, {}, typed, stored.version)
    return Outcome(stored.version + 1, CaseChange(case, case.state, drafts=(kept,)))


def send(case: LoadedCase, post: MessagePost) -> Outcome[Receipt | Refusal | Problem]:
    """Say it, with the files of the draft; the draft is empty then."""
    if case.receipt is not None:
        return Outcome(case.receipt)
    text = legible(post.text)
    if not text:
        return Outcome(problem(TEXT, MISSING))
    if len(text) > LONGEST:
        return Outcome(problem(TEXT, TOO_LONG, max=LONGEST))
    _, files = drafted(case)
    data = {TEXT: text, FILES: files} if files else {TEXT: text}
    said = Remark(post.case_id, post.sender, "message", data=data, key=post.key)
    outcome = remark(case, said)
    if outcome.change is None:
        return Outcome(outcome.reply)
    key = draft_key(case.actor.account)
    stored = case.draft(key)
    change = replace(
        outcome.change,
        drafts=(replace(stored, unread={}),),
        gone=case.files_of(key),
        spends=Spending.of(case, "message"),
    )
    return Outcome(outcome.reply, change)


def too_many(minutes: int) -> Problem:
    """That the next message has to wait so long."""
    return problem(TEXT, TOO_MANY, minutes=minutes)


def opened(case: LoadedCase, sender: Sender) -> Outcome[bool]:
    """The other side's messages are read now; whether any was new."""
    side = case.actor.side
    if side not in ("user", "bank") or not unread(case.events, side):
        return Outcome(False)
    outcome = remark(case, Remark(case.case.id, sender, "read"))
    return Outcome(outcome.change is not None, outcome.change)
