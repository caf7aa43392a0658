"""What the front desk works with: everything it needs from outside, and its limits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from engine.accounts.passwords import Passwords
from engine.messages.compose import Letter
from engine.ports import Clock, Ids, Randomness
from engine.settings import Settings
from engine.store.store import Store
from engine.store.throttles import Budget, LockRule
from engine.store.vault import Vault

HOUR: Final = timedelta(hours=1)
CODE_DIGITS: Final = 6
CODES_PER_RANGE: Final = 30
TEMPORARY_PASSWORD_LASTS: Final = timedelta(minutes=30)
LOGIN_LOCK: Final = LockRule(5, timedelta(minutes=15), timedelta(minutes=15))
LOGINS_FROM_ADDRESS: Final = Budget(100, timedelta(minutes=15))

Letters = Callable[[str, str, str, Mapping[str, str]], tuple[Letter, ...]]
"""(programme, event, language, params) → the letters that the programme has for the event."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long things last and how often they may be tried."""

    session_idle: timedelta = timedelta(minutes=15)
    session_length: timedelta = timedelta(hours=12)
    code_length: timedelta = timedelta(minutes=10)
    code_pause: timedelta = timedelta(seconds=60)
    codes_per_hour: int = 5
    codes_per_address: int = 60
    registration_length: timedelta = timedelta(hours=24)
    login: LockRule = LOGIN_LOCK

    @classmethod
    def of(cls, settings: Settings) -> Limits:
        """The limits that the settings name."""
        window = settings.login_window
        return cls(
            session_idle=settings.session_idle,
            session_length=settings.session_length,
            code_length=settings.code_length,
            code_pause=settings.code_pause,
            codes_per_hour=settings.codes_per_hour,
            codes_per_address=settings.codes_per_address,
            registration_length=settings.registration_length,
            login=LockRule(settings.login_failures, window, window),
        )

    @property
    def from_address(self) -> Budget:
        """Codes that one network address may cause."""
        return Budget(self.codes_per_address, HOUR)


@dataclass(frozen=True, slots=True)
class Desk:
    """The front desk."""

    store: Store
    vault: Vault
    clock: Clock
    ids: Ids
    randomness: Randomness
    passwords: Passwords
    letters: Letters
    limits: Limits = Limits()


@dataclass(frozen=True, slots=True)
class Visitor:
    """The browser in front of the desk: its network address, its name, its session if any."""

    address: str = ""
    user_agent: str = ""
    token: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """Not let through; ``code`` is a key of ``engine.accounts.faults.FAULTS``."""

    code: str
