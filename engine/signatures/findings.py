"""What a check of a signed file finds, in words that can be shown as they are."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from engine.base.dataclass import dataclass

Container = Literal["asice", "pdf"]
Content = Literal["intact", "changed"]
Chain = Literal["trusted", "untrusted", "expired", "revoked"]
Revocation = Literal["checked", "not checked"]
Time = Literal["proven", "claimed"]


@dataclass(frozen=True, slots=True)
class SignatureProblem:
    """One reason why a file is not accepted; ``code`` is stable."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class SignedDocument:
    """A document inside the file; ``sha256`` in lower-case hex."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed, as the certificate says.

    ``code`` is the personal code where ``personal`` says so, else whatever number stands there;
    ``country`` is the one that gave the personal code.
    """

    name: str
    code: str
    country: str = ""
    personal: bool = False


@dataclass(frozen=True, slots=True)
class SignatureFinding:
    """One signature, in four separate lines: content, chain, revocation and time.

    ``at`` is the time that is proven, or else the one that the signer claims. ``level`` is that
    of the ETSI baseline profiles (``B-B``, ``B-T``, ``B-LT``, ``B-LTA``), by what is inside.
    ``trusted_by`` and ``time_by`` name the authorities behind chain and time, ``listed_at`` is
    the time of the list of revoked certificates that was asked; each only where there is one.
    """

    signer: Signer
    content: Content
    chain: Chain
    revocation: Revocation
    time: Time
    at: datetime | None
    level: str
    problems: tuple[SignatureProblem, ...]
    trusted_by: str = ""
    listed_at: datetime | None = None
    time_by: str = ""


@dataclass(frozen=True, slots=True)
class SignedFile:
    """A whole file: accepted only where nothing at all speaks against it."""

    container: Container | None
    documents: tuple[SignedDocument, ...]
    signatures: tuple[SignatureFinding, ...]
    problems: tuple[SignatureProblem, ...]

    @property
    def accepted(self) -> bool:
        """Whether there is a signature and no problem with any of them or with the file."""
        return bool(self.signatures) and not self.every_problem

    @property
    def every_problem(self) -> tuple[SignatureProblem, ...]:
        """The problems of the file and of its signatures, each once."""
        of_signatures = (problem for one in self.signatures for problem in one.problems)
        return tuple(dict.fromkeys((*self.problems, *of_signatures)))
