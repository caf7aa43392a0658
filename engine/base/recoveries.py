"""What an account waits for a code for: another password, another contact."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime

from engine.base.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Recovery:
    """A password recovery. ``account`` is empty for a contact nobody registered."""

    id: str
    bank: str
    account: str
    channel: str
    contact: str = field(repr=False)
    created_at: datetime
    ends_at: datetime
    password: str = field(default="", repr=False)
    """Argon2id hash of the temporary password, or empty before it is made."""
    used_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ContactChange:
    """An e-mail address or phone number that is to take the place of the account's own."""

    id: str
    account: str
    channel: str
    contact: str = field(repr=False)
    created_at: datetime
    ends_at: datetime
