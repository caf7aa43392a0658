"""Comments on answers are collected: each is kept at once, for its writer alone, until it is sent.

They are sent with the step that asks a comment, and open the answers that they name. While they are
not sent, their writer takes no other step of the form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from typing import Final

from engine.base.dataclass import dataclass
from engine.base.legible import legible
from engine.base.records import SavedAnswers
from engine.base.values import StoredFile
from engine.case.comments import CommentPlace, place_named
from engine.case.filled_steps import LONGEST
from engine.case.form_pages import FormPage, form_page
from engine.definitions.kinds.sentences import TOO_LONG, problem
from engine.definitions.model.items import COMMENT
from engine.forms.openings import is_known
from engine.meaning.flow.commands import Move, Refusal
from engine.meaning.flow.decide import permitted
from engine.services.case_commit import CaseChange
from engine.services.case_loading import CaseRequest, LoadedCase
from engine.services.case_outcomes import Outcome
from engine.services.replies import Refused, Saved
from engine.services.senders import Sender

CommentReply = Saved | Refused | Refusal
TEXT: Final = "comment.text"


@dataclass(frozen=True, slots=True)
class CommentEntry:
    """What somebody wants to say of an answer; a blank text takes it back."""

    case_id: str
    sender: Sender
    item: str
    unit: str
    place: CommentPlace
    text: str = field(repr=False)

    @property
    def request(self) -> CaseRequest:
        """The case as it is loaded for it."""
        return CaseRequest(self.case_id, self.sender)


def keep_comment(case: LoadedCase, entry: CommentEntry) -> Outcome[CommentReply]:
    """Keep a comment for its writer, if the form may be returned with it."""
    page = form_page(case.ready, entry.item, entry.unit)
    if page is None or not may_comment(case, page):
        return Outcome(Refusal("other status", entry.item, entry.unit, COMMENT))
    if not _is_there(case, page, entry.place):
        return Outcome(Refusal("no such item", entry.item, entry.unit, COMMENT))
    text = legible(entry.text)
    stored = case.draft(_key(page, entry.sender.key))
    if len(text) > LONGEST:
        return Outcome(Refused(stored.version, (problem(TEXT, TOO_LONG, max=LONGEST),)))
    texts = {name: one for name, one in stored.unread.items() if name != entry.place.name}
    if text:
        texts[entry.place.name] = (text,)
    kept = SavedAnswers(case.case.id, stored.form, {}, texts, stored.version)
    return Outcome(Saved(stored.version + 1, ()), CaseChange(case, case.state, drafts=(kept,)))


def drafted_comments(case: LoadedCase, item: str, unit: str) -> Mapping[CommentPlace, str]:
    """What whoever loaded the case has written on the forms of an item and not sent."""
    page = form_page(case.ready, item, unit)
    if page is None or case.actor.side != "bank":
        return {}
    stored = case.draft(_key(page, case.actor.account))
    return {place_named(name): "\n".join(texts) for name, texts in stored.unread.items()}


def sent_comments(case: LoadedCase, item: str, unit: str) -> tuple[SavedAnswers, ...]:
    """The end of the drafts of comments that are sent."""
    page = form_page(case.ready, item, unit)
    if page is None or not drafted_comments(case, item, unit):
        return ()
    stored = case.draft(_key(page, case.actor.account))
    return (replace(stored, answers={}, unread={}),)


def commenting_moves(case: LoadedCase, page: FormPage) -> tuple[Move, ...]:
    """The open steps that comments are sent with, in the order of the flow."""
    moves = permitted(case.state.world, case.state.picture, case.actor, case.now)
    return tuple(
        move
        for move in moves
        if (move.item, move.unit) == page.place and not move.answer and move.form == COMMENT
    )


def may_comment(case: LoadedCase, page: FormPage) -> bool:
    """Whether whoever loaded the case may comment on a form that was sent."""
    return page.place in case.state.sent and bool(commenting_moves(case, page))


def _is_there(case: LoadedCase, page: FormPage, place: CommentPlace) -> bool:
    sent = case.state.sent[page.place].answers
    if place.key and not is_known(place.key, page.outline, sent):
        return False
    if not place.file:
        return not place.page
    files = sent.get(place.key, ())
    stored = files if isinstance(files, tuple) else ()
    return any(isinstance(one, StoredFile) and one.id == place.file for one in stored)


def _key(page: FormPage, account: str) -> str:
    """The key under which comments that are not sent are kept for their writer."""
    return f"{page.item.name}/{page.unit}/comments/{account}"
