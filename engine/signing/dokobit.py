"""Dokobit Documents Gateway: documents are uploaded, a signing is made, signers get links.

The calls are those of its documentation; what it calls us about only says when to ask.
"""

from __future__ import annotations

import base64
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import UTC, datetime
from typing import Any, Final

import httpx
from tenacity import Retrying, retry_if_result, stop_after_attempt, wait_fixed

from engine.base.dataclass import dataclass
from engine.base.ports import Clock
from engine.outside.faults import ProviderDown, ProviderRefused, StatusRefused
from engine.outside.requests import TIMEOUT
from engine.signing.dokobit_postbacks import KNOWN, read_postback
from engine.signing.dokobit_requests import NAME, DokobitRequests, DokobitSettings, text
from engine.signing.port import (
    DocumentToSign,
    OpenedSigning,
    SignedCopy,
    SignerAsked,
    SignerState,
    SigningAsked,
    SigningCall,
    SigningState,
    SigningStatus,
)

GONE: Final = 404
FORBIDDEN: Final = 403
PDF: Final = "pdf"
CONTAINER: Final = "asice"
SIGNER: Final = re.compile(r"[0-9a-f-]{8,64}")
OPTIONS: Final = ("eparaksts_mobile", "smartid", "stationary", "mobile")
LANGUAGES: Final = ("en", "lv", "ru")
SIGNER_STATES: Final[Mapping[object, SignerState]] = {
    "pending": "waiting",
    "signed": "signed",
    "failed": "declined",
}
STATES: Final[Mapping[object, SigningState]] = {
    "pending": "open",
    "completed": "complete",
    "archived": "complete",
    "failed": "over",
}
ATTEMPTS: Final = 10
PAUSE: Final = 1.0
"""How often, and with how many seconds between, an upload is asked whether it is ready."""


@dataclass(frozen=True, slots=True)
class Dokobit:
    """Signing at Dokobit; keeps nothing itself."""

    settings: DokobitSettings
    clock: Clock
    timeout: httpx.Timeout = field(default_factory=lambda: TIMEOUT)
    wait: Callable[[float], None] = time.sleep

    def begin(self, asked: SigningAsked) -> OpenedSigning:
        """Begin a signing of these documents by these people."""
        tokens = [self._uploaded(one) for one in asked.documents]
        for token in tokens:
            self._ready(token)
        made = self._requests.ask("POST", "signing/create", self._told(asked, tokens))
        signing = token_of(text(made, "token"))
        given = made.get("signers")
        links = {one.id: self._link(signing, given, one.id) for one in asked.signers}
        return OpenedSigning(signing, {id: id for id in links}, links)

    def status(self, signing: str) -> SigningStatus:
        """How a signing stands; one that Dokobit does not know is over."""
        try:
            told = self._status(signing)
        except StatusRefused as refusal:
            if refusal.status == GONE:
                return SigningStatus("over", {})
            raise
        signers = told.get("signers")
        if told.get("status") not in STATES or not isinstance(signers, dict):
            raise ProviderDown(f"{NAME}: the status is not understood")
        return SigningStatus(
            STATES[told["status"]],
            {id: _signer_state(one) for id, one in signers.items()},
            moment_of(told.get("valid_to")),
        )

    def fetch(self, signing: str, digest: str = "") -> SignedCopy:
        """The signed file; one with another digest is none."""
        told = self._status(signing)
        content = self._requests.file(text(told, "file"))
        named = told.get("file_digest")
        self._requests.compare(content, digest, named if isinstance(named, str) else "")
        ending = PDF if content.startswith(b"%PDF-") else CONTAINER
        return SignedCopy(f"signed.{ending}", content)

    def remove(self, signing: str, signers: tuple[str, ...]) -> None:
        """Wait for these signers no more."""
        told = {"token": signing, "signers": [{"id": _signer(id)} for id in signers]}
        self._requests.ask("POST", f"signing/{token_of(signing)}/removesigner", told)

    def cancel(self, signing: str) -> None:
        """Delete a signing and all that was signed in it."""
        try:
            self._requests.ask("POST", f"signing/{token_of(signing)}/delete")
        except StatusRefused as refusal:
            if refusal.status != GONE:
                raise

    def callback(self, body: bytes) -> SigningCall:
        """Read about which signing a call is."""
        return read_postback(body)

    def check(self) -> str:
        """Empty if Dokobit takes our token, else what is wrong."""
        try:
            # Nothing has this token: whoever is let in is told so.
            self._requests.ask("GET", "file/upload/doctor/status")
        except StatusRefused as refusal:
            if refusal.status == FORBIDDEN:
                return f"{refusal}: the token is wrong"
            return "" if refusal.status in (400, GONE) else str(refusal)
        except (ProviderDown, ProviderRefused) as error:
            return str(error)
        return ""

    @property
    def _requests(self) -> DokobitRequests:
        return DokobitRequests(self.settings, self.clock, self.timeout)

    def _status(self, signing: str) -> dict[str, Any]:
        return self._requests.ask("GET", f"signing/{token_of(signing)}/status")

    def _uploaded(self, document: DocumentToSign) -> str:
        file = {
            "name": document.name,
            "digest": document.sha256,
            "content": base64.b64encode(document.content).decode(),
        }
        return token_of(text(self._requests.ask("POST", "file/upload", {"file": file}), "token"))

    def _ready(self, token: str) -> None:
        patient = Retrying(
            stop=stop_after_attempt(ATTEMPTS),
            wait=wait_fixed(PAUSE),
            retry=retry_if_result(lambda stands: stands == "pending"),
            retry_error_callback=lambda _: "pending",
            sleep=self.wait,
        )
        stands = patient(
            lambda: self._requests.ask("GET", f"file/upload/{token}/status").get("status")
        )
        if stands == "pending":
            raise ProviderDown(f"{NAME}: a document is not ready yet")
        if stands != "uploaded":
            raise ProviderRefused(f"{NAME}: a document was not taken")

    def _told(self, asked: SigningAsked, tokens: list[str]) -> dict[str, Any]:
        is_pdf = len(asked.documents) == 1 and asked.documents[0].content.startswith(b"%PDF-")
        return {
            "type": self.settings.single if is_pdf else CONTAINER,
            "name": asked.title,
            "signers": [_told_of(one) for one in asked.signers],
            "files": [{"token": token} for token in tokens],
            "postback_url": asked.called,
            "language": asked.lang if asked.lang in LANGUAGES else LANGUAGES[0],
        }

    def _link(self, signing: str, given: object, signer: str) -> str:
        own = given.get(signer) if isinstance(given, dict) else None
        if not isinstance(own, str):
            raise ProviderDown(f"{NAME}: the answer holds no link for a signer")
        return f"{self.settings.url.rstrip('/')}/signing/{signing}?access_token={token_of(own)}"


def _told_of(signer: SignerAsked) -> dict[str, Any]:
    """What Dokobit is told of a signer: what is empty is left out."""
    *first, last = signer.full_name.split() or [""]
    told = {
        "id": _signer(signer.id),
        # Dokobit wants two names where we know one: the last word is the family's.
        "name": " ".join(first) or last,
        "surname": last,
        "code": signer.personal_code,
        "phone": signer.phone,
        "signing_purpose": "signature",
    }
    options: dict[str, Any] = {"signing_options": list(OPTIONS)}
    return {name: value for name, value in told.items() if value} | options


def _signer_state(told: object) -> SignerState:
    stands = told.get("status") if isinstance(told, dict) else None
    return SIGNER_STATES.get(stands, "waiting") if isinstance(stands, str) else "waiting"


def _signer(id: str) -> str:
    if not SIGNER.fullmatch(id):
        raise ProviderRefused(f"{NAME}: the signer is none of ours")
    return id


def token_of(token: str) -> str:
    """A token that is fit for a path."""
    if not KNOWN.fullmatch(token):
        raise ProviderDown(f"{NAME}: the token is none")
    return token


def moment_of(told: object) -> datetime | None:
    """A moment of an answer; without a zone it is of UTC."""
    try:
        moment = datetime.fromisoformat(told) if isinstance(told, str) else None
    except ValueError:
        return None
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=UTC)
