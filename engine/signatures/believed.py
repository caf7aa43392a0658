"""Whom the bank trusts for signatures, as its settings say."""

from __future__ import annotations

from datetime import datetime

from engine.settings.settings import Settings
from engine.signatures.trust import Trust, TrustUnreadable


def trust_of(settings: Settings, at: datetime) -> Trust:
    """What signatures are judged by at a time. Raises TrustUnreadable.

    The files are read each time: a list of revoked certificates is only of use while it is new.
    """
    trust = Trust(at)
    try:
        for one in settings.signature_trust:
            trust = trust.with_certificates(one.read_bytes())
        for one in settings.signature_lists:
            trust = trust.with_list(one.read_bytes())
    except OSError as fault:
        raise TrustUnreadable(f"{fault.filename}: {fault.strerror}") from None
    return trust
