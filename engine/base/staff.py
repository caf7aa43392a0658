"""People of the bank, as they are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from engine.base.dataclass import dataclass

STAFF = "staff"
"""What the account of a member of staff has as its role; what they may do stands in the roles."""

STAFF_BOOK = ""
"""Stands for a bank where contacts of staff are looked up: all banks share one door for them."""


@dataclass(frozen=True, slots=True)
class OwnText:
    """A text that a member of staff keeps to write with, in one language."""

    id: str
    account: str
    language: str
    title: str = field(repr=False)
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class StaffMember:
    """A member of staff of a bank: a name that colleagues and applicants read, and roles by
    programme, each one of the same bank."""

    account: str
    bank: str
    name: str = field(repr=False)
    roles: Mapping[str, tuple[str, ...]]
    version: int = 1
    subject: str = field(default="", repr=False)
    """Keyed hash of who they are at the single sign-on; empty for whoever has a password here."""
    keys_off: bool = False
    """Whether the desk shall not listen to single keys."""

    def roles_in(self, programme: str) -> tuple[str, ...]:
        """The roles in the flow of one programme."""
        return self.roles.get(programme, ())
