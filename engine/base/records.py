"""What is kept between two requests, as frozen values. All times are aware and in UTC.

``version`` is the number of the row as it was read; whoever writes it back says which version was
seen, and loses to nobody silently.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import Any, Literal

from engine.base.dataclass import dataclass
from engine.base.events import Side
from engine.base.staff import STAFF_BOOK
from engine.base.values import NOTHING, Answers


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who can log in. ``password`` is an argon2id hash."""

    id: str
    email: str = field(repr=False)
    phone: str = field(repr=False)
    password: str = field(repr=False)
    language: str
    created_at: datetime
    bank: str
    """Name of the bank whose client or colleague it is; at every other one it is unknown."""
    version: int = 1
    role: str = ""
    """Empty for applicants; a staff role otherwise."""
    disabled: bool = False

    @property
    def book(self) -> str:
        """Where its contacts are unique: in its bank; those of staff in the whole installation."""
        return STAFF_BOOK if self.role else self.bank


@dataclass(frozen=True, slots=True)
class PendingRegistration:
    """An account in the making; gone after ``ends_at``. ``answers`` are those of the case forms."""

    id: str
    bank: str
    programme: str
    bundle: str
    language: str
    created_at: datetime
    ends_at: datetime
    version: int = 1
    answers: Answers = field(default_factory=lambda: NOTHING, repr=False)
    email: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    """An argon2id hash, or empty before the contacts are given."""


@dataclass(frozen=True, slots=True)
class Code:
    """A confirmation code that was sent, without the code: only its keyed hash is kept."""

    id: str
    purpose: str
    subject: str
    """Id of the registration or recovery that it confirms."""
    channel: str
    contact: str
    """Keyed hash of the address or number it was sent to."""
    hash: str = field(repr=False)
    sent_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Session:
    """A browser that is logged in. ``id`` is the hash of the secret that the browser holds."""

    id: str
    account: str
    created_at: datetime
    seen_at: datetime
    ends_at: datetime
    user_agent: str = ""
    must_change_password: str = ""
    """Id of the recovery whose temporary password opened this session, or empty."""
    waits_for_factor: bool = False
    """The password was right, and the second factor is still to come: nobody is logged in yet."""
    signed_on: bool = False
    """Whether a single sign-on vouches for the person; second factors are its matter then."""


@dataclass(frozen=True, slots=True)
class StoredCase:
    """One application of one account, on the bundle it was started with."""

    id: str
    programme: str
    bundle: str
    account: str
    language: str
    status: str
    created_at: datetime
    changed_at: datetime
    version: int = 1
    follows: str = ""
    """The case that this one was added to by the same applicant, or empty."""


@dataclass(frozen=True, slots=True)
class SavedAnswers:
    """Answers of one form of a case; ``version`` 0 means that nothing was saved yet.

    ``unread`` holds what was typed but could not be read as an answer, by input name, so that it
    is shown again.
    """

    case: str
    form: str
    answers: Answers = field(repr=False)
    unread: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: NOTHING, repr=False)
    version: int = 0
    saved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CaseFile:
    """An uploaded file and the question of the case that it answers."""

    id: str
    case: str
    path: str
    name: str = field(repr=False)
    size: int
    sha256: str
    media_type: str
    added_at: datetime
    removed_at: datetime | None = None
    draft: str = ""
    """The draft of a step that it was added to; empty for the forms that the applicant fills in."""


@dataclass(frozen=True, slots=True)
class Action:
    """One line of the action history, written with the change it tells of.

    ``detail`` and ``comment`` hold no secrets; ids stand for people.
    """

    action: str
    side: Side
    actor: str
    at: datetime
    case: str = ""
    account: str = ""
    subject: str = ""
    """The form, file, document, message or service concerned."""
    before: str = ""
    after: str = ""
    comment: str = ""
    detail: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    sequence: int = 0


@dataclass(frozen=True, slots=True)
class MailFrame:
    """What stands around the words of a mail.

    ``facts`` are names with what they are, as “Until: 4 December”; ``link`` is where to go on, and
    ``link_words`` what that is called; ``foot`` tells why one was written to. ``accent`` and
    ``head`` are colours of the bank, empty where it has none.
    """

    bank: str
    facts: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    link: str = field(default="", repr=False)
    link_words: str = ""
    foot: str = field(default="", repr=False)
    accent: str = ""
    head: str = ""


@dataclass(frozen=True, slots=True)
class Sender:
    """Whom a message is from; what is empty is as the settings say."""

    address: str = ""
    """Of a mail its address; of a short message what stands there instead of a number."""
    name: str = ""


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file of the case that goes with a mail: where it is kept, and what it is called there."""

    id: str
    name: str = field(repr=False)
    media_type: str


MessageState = Literal["queued", "sent", "failed"]


@dataclass(frozen=True, slots=True)
class Message:
    """A mail or short message on its way out. Its id is also its Message-ID and job id."""

    id: str
    channel: str
    to: str = field(repr=False)
    subject: str = field(repr=False)
    body: str = field(repr=False)
    language: str
    created_at: datetime
    ends_at: datetime | None = None
    """When it is no use any more, as for a code that expired."""
    case: str = ""
    account: str = ""
    state: MessageState = "queued"
    attempts: int = 0
    sent_at: datetime | None = None
    error: str = ""
    version: int = 1
    frame: MailFrame | None = field(default=None, repr=False)
    """For a mail: what stands around its text."""
    files: tuple[AttachedFile, ...] = ()
    sender: Sender = field(default_factory=Sender)


@dataclass(frozen=True, slots=True)
class Consent:
    """A consent as it was given: to which version of which text, in which language, when."""

    id: str
    account: str
    path: str
    terms: str
    terms_version: str
    language: str
    at: datetime
    case: str = ""
    user_agent: str = ""


@dataclass(frozen=True, slots=True)
class Submission:
    """What was judged and what came out, so that it can be judged again.

    ``key`` is the idempotency key of the page: a case has one submission per key.
    """

    id: str
    case: str
    key: str
    bundle: str
    stage: str
    at: datetime
    inputs: str
    """SHA-256 of the canonical answers."""
    answers: Answers = field(repr=False)
    verdict: Mapping[str, Any] = field(repr=False)
    straight: Mapping[str, Any] = field(repr=False)
    durable: Mapping[str, Any] = field(repr=False)
    engines: str
    """``agree``, ``differ`` or ``single``."""
    of: str = ""
    """For an item taken for each: the unit whose form was sent; ``stage`` is then the item."""
    number: int = 0
    """The event of the case that says that it was sent."""
    given: Answers = field(default_factory=lambda: NOTHING, repr=False)
    """Contacts of the account and answers of the registration, as they were."""
    terms: tuple[Mapping[str, str], ...] = ()
    """The consents that stood: ``path``, ``terms``, ``version``, ``language``, ``at``."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """The definitions a case runs on; stored once, never changed."""

    fingerprint: str
    sources: Mapping[str, str] = field(repr=False)
    stored_at: datetime
