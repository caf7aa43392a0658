"""A case, taken from the store once with everything that is needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field, replace
from datetime import datetime
from typing import Final

from engine.base.dataclass import dataclass
from engine.base.errors import NotFound
from engine.base.events import CaseEvent
from engine.base.receipts import Receipt
from engine.base.records import (
    Account,
    CaseFile,
    Consent,
    SavedAnswers,
    StoredCase,
    Submission,
)
from engine.base.values import Answers
from engine.bundles.compiled import Ready
from engine.case.file_places import with_files
from engine.case.form_pages import FormPage
from engine.case.receivers import Contact
from engine.case.state import CaseState, case_state
from engine.meaning.flow.commands import Actor
from engine.services.senders import Sender, actor_of, applicant
from engine.store.money import Series
from engine.store.store import View

REGISTRATION: Final = "registration"
"""The name under which the answers of the registration's case forms are kept."""

Serve = Callable[[str, str], Ready]
"""(bundle, programme) → the programme as it was in that bundle."""


class NotBegun(NotFound):
    """The case was not there yet at the time that was asked for."""


@dataclass(frozen=True, slots=True)
class LoadedCase:
    """One case as ``actor`` sees it at ``now``.

    ``saved`` holds what was typed, by draft; ``account`` is the applicant's as it is today, which
    counts only for what is sent from now on. ``receipt`` is the answer to the same command, if it
    came before.
    """

    case: StoredCase
    ready: Ready = field(repr=False)
    account: Account = field(repr=False)
    saved: Mapping[str, SavedAnswers] = field(repr=False)
    files: tuple[CaseFile, ...] = field(repr=False)
    events: tuple[CaseEvent, ...] = field(repr=False)
    consents: tuple[Consent, ...] = field(repr=False)
    """Those given so far; only of a case that was loaded to send something in."""
    state: CaseState = field(repr=False)
    actor: Actor
    now: datetime
    receipt: Receipt | None = None
    earlier: CaseState | None = field(default=None, repr=False)
    """The case that this one was added to; only where something is sent in."""
    last: int = 0
    """The number of the last event there is, which a case as it stood does not know."""
    stood_at: datetime | None = None
    """The time that the case is shown of; None for now."""
    off: frozenset[tuple[str, str]] = frozenset()
    """Optional notices that the applicant does not want, each with the channel."""
    counts: Mapping[tuple[str, int], int] = field(default_factory=dict)
    """How far each series of numbers is, by its name and year."""

    @property
    def contact(self) -> Contact:
        """Where the applicant is reached."""
        account = self.account
        return Contact(account.id, account.email, account.phone, account.language, self.off)

    @property
    def given(self) -> Answers:
        """Contacts and answers of the registration as they are today."""
        return given_today(self.ready, self.account, self.draft(REGISTRATION).answers)

    def draft(self, key: str) -> SavedAnswers:
        """What is stored under a key; version 0 where nothing is."""
        return self.saved.get(key) or SavedAnswers(self.case.id, key, {})

    def files_of(self, draft: str = "") -> tuple[CaseFile, ...]:
        """The files added to a draft of a step, or to the forms that the applicant fills in."""
        return tuple(file for file in self.files if file.draft == draft)

    def answers(self, page: FormPage, typed: Answers | None = None) -> Answers:
        """What is answered on a page, stored or typed, with its files."""
        known = self.draft(page.key).answers if typed is None else typed
        return with_files(page.outline, known, self.files_of())


@dataclass(frozen=True, slots=True)
class CaseRequest:
    """Which case, who asks, and the key of the command, if it is one that may come again."""

    case_id: str
    sender: Sender
    key: str = ""
    sends: bool = False
    """Whether forms are to be sent in, and consents are needed."""
    counts: bool = False
    """Whether a number of a series may be taken."""
    until: datetime | None = None
    """The case as it stood then: to be read, and nothing may be done in it."""

    @property
    def receipt_key(self) -> str:
        """The key as receipts are kept: nobody's key is taken for that of another."""
        return f"{self.sender.key} {self.key}" if self.key else ""


def loaded(view: View, serve: Serve, request: CaseRequest, now: datetime) -> LoadedCase:
    """The case, if the sender may know of it. Raises NotFound for all others alike."""
    case = view.cases.find(request.case_id)
    if case is None:
        raise NotFound
    ready = serve(case.bundle, case.programme)
    account = view.accounts.one(case.account)
    saved = {one.form: one for one in view.answers.all_of(case.id)}
    first = saved.get(REGISTRATION)
    every = view.case_events.of_case(case.id)
    past = request.until
    if past is not None and past < case.created_at:
        raise NotBegun
    events = every if past is None else tuple(one for one in every if one.at and one.at <= past)
    state = case_state(
        ready,
        ready.today(past or now),
        given_today(ready, account, first.answers if first else {}),
        _sent(view, case.id, events if past else None),
        events,
    )
    key = request.receipt_key
    found = LoadedCase(
        case=case,
        ready=ready,
        account=account,
        saved=saved,
        files=view.files.of_case(case.id),
        events=events,
        consents=_consents(view, case) if request.sends else (),
        state=state,
        actor=actor_of(view, request.sender, case, state),
        now=now,
        receipt=view.receipts.find(case.id, key) if key else None,
        earlier=_earlier(view, serve, case, now) if request.sends and case.follows else None,
        last=every[-1].number if every else 0,
        off=view.accounts.notice_choices.off(account.id, case.programme),
        counts=_counts(view, ready) if request.counts else {},
    )
    return found if past is None else _only_to_read(found, past)


def _sent(view: View, case: str, until: tuple[CaseEvent, ...] | None) -> tuple[Submission, ...]:
    """The last version of each form, as far as events tell of them."""
    if until is None:
        return view.submissions.latest(case)
    last = until[-1].number if until else 0
    sent = sorted(view.submissions.of_case(case), key=lambda one: one.number)
    return tuple({(one.stage, one.of): one for one in sent if one.number <= last}.values())


def _only_to_read(case: LoadedCase, past: datetime) -> LoadedCase:
    """A case as it stood, without drafts, and for whoever may do nothing in it."""
    return replace(
        case,
        saved={key: one for key, one in case.saved.items() if key == REGISTRATION},
        files=tuple(file for file in case.files if file.added_at <= past),
        actor=replace(case.actor, roles=frozenset()),
        now=past,
        stood_at=past,
    )


def _earlier(view: View, serve: Serve, case: StoredCase, now: datetime) -> CaseState | None:
    """The case before; None where it was erased."""
    if view.cases.find(case.follows) is None:
        return None
    return loaded(view, serve, CaseRequest(case.follows, applicant(case.account)), now).state


def _counts(view: View, ready: Ready) -> Mapping[tuple[str, int], int]:
    programme = ready.programme
    return Series(view.connection).counts(programme.name) if programme.flow.series else {}


def _consents(view: View, case: StoredCase) -> tuple[Consent, ...]:
    return view.consents.of_account(case.account, case.id)


def given_today(ready: Ready, account: Account, registered: Answers) -> Answers:
    """What counts of a case besides its forms while nothing is sent."""
    registration = ready.programme.registration
    return {**registered, registration.email: account.email, registration.phone: account.phone}
