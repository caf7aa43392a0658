"""What the front desk works with: everything it needs from outside, and its limits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import timedelta
from typing import Final

from engine.accounts.passwords import Passwords
from engine.base.dataclass import dataclass
from engine.base.ports import Clock, Ids, Randomness
from engine.base.records import Account
from engine.base.staff import STAFF_BOOK
from engine.messages.compose import Letter
from engine.settings.settings import Settings
from engine.store.store import Store
from engine.store.throttles import LockRule
from engine.store.vault import Vault

HOUR: Final = timedelta(hours=1)
CODE_DIGITS: Final = 6
UNLIMITED: Final = 1_000_000
TEMPORARY_PASSWORD_LASTS: Final = timedelta(minutes=30)
MOST_FAILURES: Final = LockRule(100, timedelta(days=30), timedelta(days=30))
"""Wrong passwords of one account in all, by whichever contact: after that only recovery helps."""
LOGIN_LOCK: Final = LockRule(5, timedelta(minutes=15), timedelta(minutes=15))


@dataclass(frozen=True, slots=True)
class LoginLimits:
    """How long things last and how often they may be tried.

    ``codes_per_hour`` counts repetitions for one contact; ``starts_per_hour`` all its codes when a
    registration begins; ``codes_per_range`` those for numbers that share all but their last digits.
    """

    session_idle: timedelta = timedelta(minutes=15)
    session_length: timedelta = timedelta(hours=12)
    factor_length: timedelta = timedelta(minutes=10)
    signed_on_length: timedelta = timedelta(hours=1)
    code_length: timedelta = timedelta(minutes=10)
    code_pause: timedelta = timedelta(seconds=60)
    codes_per_hour: int = 5
    starts_per_hour: int = 6
    codes_per_range: int = 100
    codes_per_address: int = 300
    logins_per_address: int = 300
    registration_length: timedelta = timedelta(hours=24)
    login: LockRule = LOGIN_LOCK

    @classmethod
    def of(cls, settings: Settings) -> LoginLimits:
        """The limits that the settings name.

        A demonstration sends nothing, so it does not count what one address or range may cause.
        """
        window = settings.login_window
        free = UNLIMITED if settings.demo else 0
        return cls(
            session_idle=settings.session_idle,
            session_length=settings.session_length,
            code_length=settings.code_length,
            code_pause=settings.code_pause,
            codes_per_hour=settings.codes_per_hour,
            starts_per_hour=free or settings.codes_per_hour + 1,
            codes_per_range=free or settings.codes_per_range,
            codes_per_address=free or settings.codes_per_address,
            registration_length=settings.registration_length,
            login=LockRule(settings.login_failures, window, window),
            logins_per_address=free or settings.logins_per_address,
        )


@dataclass(frozen=True, slots=True)
class Entrance:
    """Where somebody comes in: the pages of a bank, or the desk for staff of the ``banks`` there.

    An account is known at its own door; whoever holds it is a stranger at every other one.
    """

    banks: frozenset[str] = frozenset()
    is_desk: bool = False

    @classmethod
    def of(cls, bank: str) -> Entrance:
        """The door of a bank's clients."""
        return cls(frozenset((bank,)))

    @property
    def book(self) -> str:
        """Where contacts are looked up that are typed here."""
        return STAFF_BOOK if self.is_desk else self.bank

    @property
    def bank(self) -> str:
        """The bank, where there is one only; else empty."""
        return next(iter(self.banks)) if len(self.banks) == 1 else ""

    def knows(self, account: Account) -> bool:
        """Whether an account comes in here."""
        return account.bank in self.banks and bool(account.role) == self.is_desk


@dataclass(frozen=True, slots=True)
class Visitor:
    """The browser in front of the desk: its network address, its name, its session if any.

    ``programme`` is the one whose pages it looks at, and whose letters tell of what it does;
    ``known`` is the mark of a browser that was let in before, ``entrance`` where it stands.
    """

    address: str = ""
    user_agent: str = ""
    token: str = ""
    programme: str = ""
    known: str = field(default="", repr=False)
    entrance: Entrance = Entrance()


@dataclass(frozen=True, slots=True)
class LetterContext:
    """The bank and the programme whose letters are sent, and the language of the page."""

    bank: str
    programme: str
    language: str


Letters = Callable[[LetterContext, str, Mapping[str, str]], tuple[Letter, ...]]
"""(whose letters, event, params) → the letters for the event; without a programme those that the
product has itself for staff of the bank."""


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
    limits: LoginLimits = LoginLimits()


@dataclass(frozen=True, slots=True)
class AccountRefused:
    """Not let through; ``code`` is a key of ``engine.accounts.faults.FAULTS``.

    ``wrong`` are the kinds of contact whose code is not right, ``seconds`` how long to wait.
    """

    code: str
    wrong: frozenset[str] = field(default=frozenset(), compare=False)
    seconds: int = field(default=0, compare=False)
