"""A bank: what is its own whatever programme is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from engine.base.dataclass import dataclass
from engine.base.records import Sender
from engine.base.values import NOTHING, Span, Text
from engine.definitions.model.calendars import WorkingHours


@dataclass(frozen=True, slots=True)
class LookFile:
    """A picture or font that lies beside the definitions."""

    name: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class BankLook:
    """What pages, mails and documents of a bank look like; what is empty is as the product's own.

    Colours are six hexadecimal digits after a “#”. ``accent`` is that of links and buttons, with
    white words on it; ``head`` that of the head of a page and of headings.
    """

    accent: str = ""
    head: str = ""
    logo: LookFile | None = None
    font: str = ""
    """The name of a family of letters."""
    font_file: LookFile | None = None
    bold_file: LookFile | None = None

    @property
    def files(self) -> tuple[LookFile, ...]:
        """What lies beside the definitions for it."""
        return tuple(
            each for each in (self.logo, self.font_file, self.bold_file) if each is not None
        )


@dataclass(frozen=True, slots=True)
class Office:
    """A place where the bank receives people; without hours by appointment only."""

    title: Text
    address: Text
    span: Span
    hours: tuple[WorkingHours, ...] = ()


@dataclass(frozen=True, slots=True)
class Bank:
    """One bank of the installation, by the name of its file."""

    name: str
    title: Text
    """What people read: the name that the bank goes by."""
    span: Span
    contact: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    """How the bank is reached: ``phone``, ``email``, ``cabinet``."""
    look: BankLook = field(default_factory=BankLook)
    mail_from: str = ""
    """The address that mails come from; empty where that is the setting's."""
    mail_name: str = ""
    """The name beside the address; empty where that is the title."""
    sms_sender: str = ""
    """The sender of short messages; empty where that is the setting's."""
    offices: tuple[Office, ...] = ()

    def sender(self, channel: str, title: str) -> Sender:
        """Whom its messages by a channel are from; ``title`` is its own in the reader's words."""
        if channel == "sms":
            return Sender(self.sms_sender)
        return Sender(self.mail_from, self.mail_name or title)
