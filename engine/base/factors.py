"""Second factors: what an account proves at log-in besides its password."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime
from typing import Literal

from engine.base.dataclass import dataclass

FactorKind = Literal["totp", "passkey"]


@dataclass(frozen=True, slots=True)
class Factor:
    """One second factor of an account; asked for from ``confirmed_at`` on.

    ``secret`` is the shared secret of an authenticator app, or the public key of a passkey.
    """

    id: str
    account: str
    kind: FactorKind
    name: str
    secret: str = field(repr=False)
    created_at: datetime
    handle: str | None = None
    """Under which id the browser knows a passkey."""
    counter: int = 0
    """The last time step whose code was used, or how often a passkey says that it signed."""
    confirmed_at: datetime | None = None
    used_at: datetime | None = None
