"""The calls of Dokobit Portal that its client uses: signers are written to by the provider."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import secrets
from dataclasses import replace
from typing import Any, Final

from engine.base.dataclass import dataclass
from engine.base.ports import Clock
from engine.outside.rehearsal.exchange import Answer, Request, json_answer, refusal
from engine.signing.demo_provider.signings import Signatory, Signing, Signings

ONE: Final = re.compile(r"/api/signing/(?P<token>[0-9a-f]{40})/(?P<rest>[a-z/.-]+)")


@dataclass(frozen=True, slots=True)
class PortalApi:
    """Answers what is about signings that the provider mails."""

    signings: Signings
    clock: Clock

    def answer(self, request: Request, address: str) -> Answer | None:
        """The answer to a request; None for one that is not of this interface."""
        told = _told(request)
        route = (request.method, request.path)
        if route == ("GET", "/api/signing/list.json"):
            return json_answer({"status": "ok", "signings": []})
        files = told.get("files")
        if route == ("POST", "/api/signing/create.json") and _has_contents(files):
            return self._create(told)
        found = ONE.fullmatch(request.path)
        signing = self.signings.find(found["token"]) if found else None
        if found is None or signing is None or not signing.mailed:
            return None
        return self._about(signing, (request.method, found["rest"]), told, address)

    def _about(
        self, signing: Signing, route: tuple[str, str], told: dict[str, Any], address: str
    ) -> Answer | None:
        if route == ("GET", "status.json"):
            return json_answer(_status(signing, address))
        if route == ("POST", "signers/delete.json"):
            gone = {str(one.get("token")) for one in told.get("signers", ())}
            left = tuple(one for one in signing.signers if one.id not in gone)
            self.signings.keep(replace(signing, signers=left))
            return json_answer({"status": "ok"})
        if route == ("POST", "delete-all.json"):
            self.signings.delete(signing.token)
            return json_answer({"status": "ok"})
        return None

    def _create(self, told: dict[str, Any]) -> Answer:
        documents = []
        for file in told["files"]:
            content = base64.b64decode(str(file.get("content", "")))
            if hashlib.sha256(content).hexdigest() != file.get("digest"):
                return refusal(400, "bad-request", "The digest is another one")
            name = str(file.get("name", ""))
            documents.append((name, self.signings.upload(name, content)))
        asked = told.get("signers")
        if not isinstance(asked, list) or any(not _is_known(one) for one in asked):
            return refusal(400, "bad-request", "A signer has neither an e-mail nor a code")
        signing = Signing(
            token=secrets.token_hex(20),
            kind=str(told.get("type")),
            title=str(told.get("name", "")),
            lang="lv",
            called=str(told.get("postback_url", "")),
            created=self.clock.now().isoformat(),
            documents=tuple(documents),
            signers=tuple(_signatory(one) for one in asked),
            mailed=True,
        )
        self.signings.keep(signing)
        signers = [_shown(one) for one in signing.signers]
        return json_answer({"status": "ok", "token": signing.token, "signers": signers})


def _has_contents(files: object) -> bool:
    return isinstance(files, list) and all("content" in one for one in files if one)


def _is_known(told: object) -> bool:
    return isinstance(told, dict) and bool(told.get("email") or told.get("code"))


def _signatory(told: dict[str, Any]) -> Signatory:
    names = dict.fromkeys(str(told.get(part, "")) for part in ("name", "surname"))
    return Signatory(
        secrets.token_hex(20),
        secrets.token_hex(20),
        " ".join(filter(None, names)),
        str(told.get("code", "")),
        email=str(told.get("email", "")),
        country=str(told.get("country_code", "")),
    )


def _shown(one: Signatory) -> dict[str, str]:
    first, _, last = one.full_name.rpartition(" ")
    return {
        "token": one.id,
        "first_name": first,
        "last_name": last,
        "code": one.code,
        "country": one.country,
        "email": one.email,
    }


def _status(signing: Signing, address: str) -> dict[str, Any]:
    states = {"failed": "declined"}
    signers = [
        {**_shown(one), "type": "signer", "status": states.get(one.state, one.state)}
        for one in signing.signers
    ]
    told: dict[str, Any] = {
        "status": signing.state,
        "name": signing.title,
        "deadline": None,
        "filename": f"{signing.title}.{signing.kind}",
        "signers": signers,
    }
    if signing.state == "completed":
        told["signed_file"] = {"url": f"{address}/api/signing/{signing.token}/download"}
    return told


def _told(request: Request) -> dict[str, Any]:
    try:
        told = json.loads(request.body)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}
