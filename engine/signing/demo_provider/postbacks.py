"""Calls of the provider for rehearsals about its signings: not signed, as those of the real one."""

from __future__ import annotations

import hashlib
import json

from engine.outside.rehearsal.deliveries import Deliveries
from engine.outside.rehearsal.trouble import Trouble
from engine.signing.demo_provider.signings import Signing


class Postbacks(Deliveries):
    """Tells the client what happens, where the signing says; files are at ``address``."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__("", trouble)
        self.address = ""

    def tell(self, action: str, signing: Signing, content: bytes, signer: str, means: str) -> None:
        """Something happened in a signing."""
        told = {
            "status": signing.state,
            "token": "0" * 40 if self.trouble.calls == "forged" else signing.token,
            "action": action,
            "signer": signer,
            "valid_to": signing.ends_at().isoformat(),
        }
        if content:
            told["file"] = f"{self.address}/api/signing/{signing.token}/download"
            told["file_digest"] = hashlib.sha256(content).hexdigest()
        if means:
            told["signing_option"] = means
        headers = {"Content-Type": "application/json"}
        self.send(json.dumps(told).encode(), headers, signing.called)
