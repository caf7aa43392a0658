"""What the engine needs from the world outside: time, chance, post, places for files and jobs.

Every port is a Protocol. The real ones are in ``engine.base.system``, ``engine.store.files``,
``engine.messages`` and ``engine.jobs``; tests bring their own.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import field
from datetime import datetime
from typing import BinaryIO, Final, Protocol

from engine.base.dataclass import dataclass
from engine.base.later import CaseTimer
from engine.base.records import Sender


class Clock(Protocol):
    """What time it is."""

    def now(self) -> datetime:
        """The present moment, aware of its time zone."""
        ...


class Ids(Protocol):
    """Names for new things."""

    def new(self) -> str:
        """A fresh id of 128 random bits: letters and digits, safe in URLs and on command lines."""
        ...


class Randomness(Protocol):
    """Secrets that nobody can guess."""

    def code(self, digits: int) -> str:
        """A decimal code of exactly ``digits`` digits; leading zeros count."""
        ...

    def token(self) -> str:
        """A secret of 256 random bits, safe in a URL."""
        ...

    def choice(self, letters: str) -> str:
        """One character of ``letters``, each equally likely."""
        ...


@dataclass(frozen=True, slots=True)
class MailFile:
    """A file that goes with a mail."""

    name: str = field(repr=False)
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail; ``html`` says the same as ``body``.

    ``id`` becomes the Message-ID, the same at every attempt.
    """

    id: str
    to: str = field(repr=False)
    subject: str = field(repr=False)
    body: str = field(repr=False)
    language: str = ""
    html: str = field(default="", repr=False)
    files: tuple[MailFile, ...] = ()
    sender: Sender = field(default_factory=Sender)


@dataclass(frozen=True, slots=True)
class Sms:
    """A short message to a number in E.164. ``id`` is the idempotency key for the gateway."""

    id: str
    to: str = field(repr=False)
    body: str = field(repr=False)
    sender: str = ""


class Mailer(Protocol):
    """Hands mails to a mail server."""

    def send(self, mail: Mail) -> None:
        """Deliver or raise ``DeliveryFailed``; returns only when the server took the mail."""
        ...


class SmsSender(Protocol):
    """Hands short messages to a gateway."""

    def send(self, sms: Sms) -> None:
        """Deliver or raise ``DeliveryFailed``; returns only when the gateway took the message."""
        ...


@dataclass(frozen=True, slots=True)
class Kept:
    """A file safely on its medium: its id in the file store, size in bytes, SHA-256 in hex."""

    id: str
    size: int
    sha256: str


class FileStore(Protocol):
    """Keeps the bytes of uploads and documents; what they belong to is known to the database."""

    def keep(self, chunks: Iterable[bytes], limit: int, id: str = "") -> Kept:
        """Store a stream, under an id that was made for it or a new one.

        Raises ``FileTooLarge`` past ``limit`` bytes and then leaves nothing.
        """
        ...

    def open(self, id: str) -> AbstractContextManager[BinaryIO]:
        """The bytes for reading. Raises ``NotStored``."""
        ...

    def remove(self, id: str) -> None:
        """Delete; a file that is not there is no error."""
        ...

    def stored(self, before: datetime) -> frozenset[str]:
        """Ids of the files that were kept before."""
        ...

    def free(self) -> int:
        """Bytes that the disk has left."""
        ...


DELIVER: Final = "deliver"
"""The kind of job that sends the message it is named after."""


BOOK: Final = "book statements"
"""The kind of job that books what came in statements of the programme it is named after."""

READ: Final = "read statements"
"""The kind of job that reads the uploaded file of statements it is named after."""

ASK: Final = "ask a provider"
"""The kind of job that begins the session it is named after, or asks how it stands."""


@dataclass(frozen=True, slots=True)
class Job:
    """Work to be done later. ``kind`` is a key of JOBS; ``id`` is unique, so a job is queued once.

    ``subject`` is an id and never data of a person: the queue keeps it readable.
    """

    id: str
    kind: str
    subject: str = ""
    delay: float = 0.0
    """Seconds to wait before the first attempt."""


class JobQueue(Protocol):
    """Takes jobs inside the transaction that makes them necessary."""

    def enqueue(self, transaction: object, job: Job) -> None:
        """Queue ``job`` so that it exists exactly if ``transaction`` commits.

        ``transaction`` is the open connection of the store; only a queue that shares its database
        may look inside.
        """
        ...


class ProviderAsking(Protocol):
    """Asks outside parties about what was begun there, and tells cases what they say."""

    def ask(self, id: str) -> str:
        """Begin a session or ask how it stands; a word for the log."""
        ...

    def due(self, count: int) -> int:
        """Queue the sessions that are to be asked about now, at most so many; how many."""
        ...


class StatementReading(Protocol):
    """Reads files of statements that were uploaded, and books what came in them."""

    def read(self, id: str) -> str:
        """Read a file that waits; a word for the log."""
        ...

    def book(self, programme: str) -> int:
        """Look at every entry that nobody has looked at; how many."""
        ...


class CaseClock(Protocol):
    """Tells cases that a moment has come which they wait for."""

    def ring(self, timer: CaseTimer) -> bool:
        """Let the case do what it waits to do; whether anything happened. Raises NotFound."""
        ...

    def sweep(self) -> int:
        """Set the timers that cases wait for and that are missing; how many there were."""
        ...
