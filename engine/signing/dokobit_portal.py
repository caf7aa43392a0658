"""Dokobit Portal: it writes to the signers itself, and they sign there, with or without an account.

The calls are those of its published examples and of the description of its connector. Signers are
told apart by tokens that it gives; which is whose, it says when a signing is made.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import field
from typing import Any, Final

import httpx

from engine.base.dataclass import dataclass
from engine.base.ports import Clock
from engine.outside.faults import ProviderDown, ProviderRefused, StatusRefused
from engine.outside.requests import TIMEOUT
from engine.signing.dokobit import CONTAINER, FORBIDDEN, GONE, PDF, moment_of, token_of
from engine.signing.dokobit_postbacks import read_postback
from engine.signing.dokobit_requests import NAME, DokobitRequests, DokobitSettings, text
from engine.signing.port import (
    OpenedSigning,
    SignedCopy,
    SignerAsked,
    SignerState,
    SigningAsked,
    SigningCall,
    SigningState,
    SigningStatus,
)

LATVIAN: Final = re.compile(r"[0-9]{6}-?[0-9]{5}")
STATES: Final[Mapping[object, SigningState]] = {
    "pending": "open",
    "declined": "open",  # who else has to sign may still do it, and the bank looks
    "completed": "complete",
    "archived": "complete",
    "expired": "over",
    "failed": "over",
}
SIGNER_STATES: Final[Mapping[object, SignerState]] = {
    "signed": "signed",
    "declined": "declined",
    "failed": "declined",
}


@dataclass(frozen=True, slots=True)
class DokobitPortal:
    """Signing at Dokobit by invitations that it sends; keeps nothing itself."""

    settings: DokobitSettings
    clock: Clock
    timeout: httpx.Timeout = field(default_factory=lambda: TIMEOUT)

    def begin(self, asked: SigningAsked) -> OpenedSigning:
        """Begin a signing of these documents by these people, who are written to at once."""
        lacking = [one.id for one in asked.signers if not one.email]
        if lacking:
            raise ProviderRefused(f"{NAME}: {len(lacking)} of the signers have no e-mail address")
        made = self._requests.ask("POST", "signing/create", self._told(asked))
        signing = token_of(text(made, "token"))
        try:
            signers = _named(asked.signers, made.get("signers"))
        except ProviderDown:
            self.cancel(signing)  # nobody signs what we could not follow
            raise
        return OpenedSigning(signing, signers)

    def status(self, signing: str) -> SigningStatus:
        """How a signing stands; one that Dokobit does not know is over."""
        try:
            told = self._requests.ask("GET", f"signing/{token_of(signing)}/status")
        except StatusRefused as refusal:
            if refusal.status == GONE:
                return SigningStatus("over", {})
            raise
        if told.get("status") not in STATES:
            raise ProviderDown(f"{NAME}: the status is not understood")
        signers = {
            one["token"]: SIGNER_STATES.get(one.get("status"), "waiting")
            for one in _listed(told.get("signers"))
        }
        return SigningStatus(STATES[told["status"]], signers, moment_of(told.get("deadline")))

    def fetch(self, signing: str, digest: str = "") -> SignedCopy:
        """The signed file; one with another digest is none."""
        address = f"{self.settings.url.rstrip('/')}/api/signing/{token_of(signing)}/download"
        content = self._requests.file(address)
        self._requests.compare(content, digest)
        return SignedCopy(f"signed.{PDF if content.startswith(b'%PDF-') else CONTAINER}", content)

    def remove(self, signing: str, signers: tuple[str, ...]) -> None:
        """Wait for these signers no more."""
        told = {"signers": [{"token": token_of(one)} for one in signers]}
        self._requests.ask("POST", f"signing/{token_of(signing)}/signers/delete", told)

    def cancel(self, signing: str) -> None:
        """Take a signing away from everybody who has not signed, and from us."""
        try:
            self._requests.ask("POST", f"signing/{token_of(signing)}/delete-all")
        except StatusRefused as refusal:
            if refusal.status != GONE:
                raise

    def callback(self, body: bytes) -> SigningCall:
        """Read about which signing a call is."""
        return read_postback(body)

    def check(self) -> str:
        """Empty if Dokobit takes our token, else what is wrong."""
        try:
            self._requests.ask("GET", "signing/list")
        except StatusRefused as refusal:
            return f"{refusal}{': the token is wrong' if refusal.status == FORBIDDEN else ''}"
        except (ProviderDown, ProviderRefused) as error:
            return str(error)
        return ""

    @property
    def _requests(self) -> DokobitRequests:
        return DokobitRequests(self.settings, self.clock, self.timeout)

    def _told(self, asked: SigningAsked) -> dict[str, Any]:
        is_pdf = len(asked.documents) == 1 and asked.documents[0].content.startswith(b"%PDF-")
        return {
            "type": self.settings.single if is_pdf else CONTAINER,
            "name": asked.title,
            "signers": [_told_of(one) for one in asked.signers],
            "files": [
                {
                    "name": one.name,
                    "digest": one.sha256,
                    "content": base64.b64encode(one.content).decode(),
                }
                for one in asked.documents
            ],
            "postback_url": asked.called,
            "require_account": False,
        }


def _told_of(signer: SignerAsked) -> dict[str, Any]:
    """What Dokobit is told of a signer: what is empty is left out."""
    *first, last = signer.full_name.split() or [""]
    told = {
        # Dokobit wants two names where we know one: the last word is the family's.
        "name": " ".join(first) or last,
        "surname": last,
        "email": signer.email,
        "code": signer.personal_code,
        "country_code": "lv" if LATVIAN.fullmatch(signer.personal_code) else "",
        "phone": signer.phone,
        "role": "signer",
    }
    return {name: value for name, value in told.items() if value}


def _named(asked: tuple[SignerAsked, ...], told: object) -> dict[str, str]:
    """What Dokobit calls each signer: by personal code and e-mail, and by place where alike."""
    left = _listed(told)
    found: dict[str, str] = {}
    for one in asked:
        same = [each for each in left if _key(each) == (_plain(one.personal_code), _mail(one))]
        if not same:
            raise ProviderDown(f"{NAME}: the answer does not name every signer")
        left.remove(same[0])
        found[one.id] = same[0]["token"]
    return found


def _listed(told: object) -> list[dict[str, Any]]:
    rows = told if isinstance(told, list) else []
    listed = [one for one in rows if isinstance(one, dict) and isinstance(one.get("token"), str)]
    if not listed:
        raise ProviderDown(f"{NAME}: the answer names no signers")
    return [{**one, "token": token_of(one["token"])} for one in listed]


def _key(told: Mapping[str, Any]) -> tuple[str, str]:
    return _plain(str(told.get("code") or "")), str(told.get("email") or "").casefold()


def _plain(code: str) -> str:
    return code.replace("-", "")


def _mail(signer: SignerAsked) -> str:
    return signer.email.casefold()
