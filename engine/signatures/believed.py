"""Whom the bank trusts for signatures, as its settings say."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from engine.settings.settings import Settings
from engine.signatures.trust import Trust, TrustUnreadable

if TYPE_CHECKING:
    from engine.signatures.rehearsal.authority import RehearsalAuthority

AUTHORITY: Final = "authority"
"""The folder of a demonstration in which its authority is kept; its provider of signing too."""


def trust_of(settings: Settings, at: datetime) -> Trust:
    """What signatures are judged by at a time. Raises TrustUnreadable.

    The files are read each time: a list of revoked certificates is only of use while it is new.
    """
    trust = rehearsal_of(settings, at).trust(at) if settings.demo else Trust(at)
    try:
        for one in settings.signature_trust:
            trust = trust.with_certificates(one.read_bytes())
        for one in settings.signature_lists:
            trust = trust.with_list(one.read_bytes())
    except OSError as fault:
        raise TrustUnreadable(f"{fault.filename}: {fault.strerror}") from None
    return trust


def rehearsal_of(settings: Settings, at: datetime) -> RehearsalAuthority:
    """The authority of a demonstration, which nobody trusts in earnest."""
    from engine.signatures.rehearsal.authority import kept_in  # noqa: PLC0415 - not in earnest

    return kept_in(settings.data / AUTHORITY, at)
