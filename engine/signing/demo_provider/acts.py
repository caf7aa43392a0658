"""What a signer does at the provider for rehearsals: signs all documents at once, or declines."""

from __future__ import annotations

from typing import Final

from engine.base.ports import Clock
from engine.signatures.rehearsal.signing import (
    RehearsedSignature,
    signed_container,
    signed_pdf,
    signed_too,
)
from engine.signing.demo_provider.postbacks import Postbacks
from engine.signing.demo_provider.published import PublishedAuthority
from engine.signing.demo_provider.signings import Signatory, Signing, Signings

PDF: Final = "pdf"


class Acts:
    """Changes signings, and calls the client about it."""

    def __init__(
        self, signings: Signings, authority: PublishedAuthority, postbacks: Postbacks, clock: Clock
    ) -> None:
        self._signings, self.authority = signings, authority
        self._postbacks, self._clock = postbacks, clock

    def sign(self, signing: Signing, signer: Signatory, means: str) -> Signing:
        """Somebody signs with one of the means."""
        with self._signings.lock:
            now = self._signings.find(signing.token) or signing
            if any(one.id == signer.id and one.state != "pending" for one in now.signers):
                return now
            self._signings.put(signing.token, self._signed(now, signer))
            after = self._signings.keep(now.with_state(signer.id, "signed"))
        content = self._signings.file(signing.token) or b""
        self._postbacks.tell("signer_signed", after, content, signer.id, means)
        if after.state == "completed":
            self._postbacks.tell("signing_completed", after, content, signer.id, means)
        return after

    def decline(self, signing: Signing, signer: Signatory) -> Signing:
        """Somebody does not want to sign."""
        with self._signings.lock:
            now = self._signings.find(signing.token) or signing
            after = self._signings.keep(now.with_state(signer.id, "failed"))
        self._postbacks.tell("signer_declined", after, b"", signer.id, "")
        return after

    def _signed(self, signing: Signing, signer: Signatory) -> bytes:
        now, before = self._clock.now(), self._signings.file(signing.token)
        holder = self.authority.signer(signer.full_name, signer.code)
        own = RehearsedSignature(holder, now, self.authority.stamps)
        files = {name: self._signings.file(token) or b"" for name, token in signing.documents}
        if signing.kind == PDF:
            return signed_pdf(before or next(iter(files.values())), own)
        return signed_too(before, own) if before else signed_container(files, own)
