"""The calls of the provider for rehearsals: those of Dokobit that its client uses."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from engine.base.dataclass import dataclass
from engine.base.ports import Clock
from engine.outside.rehearsal.exchange import Answer, Request, json_answer, refusal
from engine.signing.demo_provider.portal_api import PortalApi
from engine.signing.demo_provider.signings import Signatory, Signing, Signings
from engine.signing.dokobit_requests import TOKEN

FORMATS: Final = ("asice", "pdf")
ONE: Final = r"/api/signing/(?P<token>[0-9a-f]{40})"

Call = Callable[["SigningApi", Request, Signing, str], Answer]


@dataclass(frozen=True, slots=True)
class SigningApi:
    """Answers requests of the client."""

    signings: Signings
    token: str
    clock: Clock
    portal: PortalApi

    def answer(self, request: Request, address: str) -> Answer:
        """The answer to a request; ``address`` is where files are."""
        if not hmac.compare_digest(request.query.get(TOKEN, "").encode(), self.token.encode()):
            return refusal(403, "forbidden", "Wrong access token")
        if (by_portal := self.portal.answer(request, address)) is not None:
            return by_portal
        route = (request.method, request.path)
        if route == ("POST", "/api/file/upload.json"):
            return self._upload(request)
        if route == ("POST", "/api/signing/create.json"):
            return self._create(request)
        upload = re.fullmatch(r"/api/file/upload/(?P<token>\w+)/status\.json", request.path)
        if upload and request.method == "GET":
            known = self.signings.file(upload["token"]) is not None
            return json_answer({"status": "uploaded"}) if known else _nothing()
        for method, pattern, call in CALLS:
            found = re.fullmatch(pattern, request.path)
            if found and method == request.method:
                signing = self.signings.find(found["token"])
                return call(self, request, signing, address) if signing else _nothing()
        return _nothing()

    def _upload(self, request: Request) -> Answer:
        file = _told(request).get("file")
        if not isinstance(file, dict) or not isinstance(file.get("name"), str):
            return refusal(400, "bad-request", "No file")
        try:
            content = base64.b64decode(str(file.get("content", "")), validate=True)
        except ValueError:
            return refusal(400, "bad-request", "The content is no base64")
        if hashlib.sha256(content).hexdigest() != str(file.get("digest", "")).casefold():
            return refusal(400, "bad-request", "The digest is another one")
        return json_answer({"status": "ok", "token": self.signings.upload(file["name"], content)})

    def _create(self, request: Request) -> Answer:
        told = _told(request)
        asked, given = told.get("signers"), told.get("files")
        if not isinstance(asked, list) or not isinstance(given, list) or not asked or not given:
            return refusal(400, "bad-request", "Signers and files are required")
        tokens = [str(one.get("token", "")) for one in given]
        is_lacking = any(self.signings.file(one) is None for one in tokens)
        if told.get("type") not in FORMATS or is_lacking:
            return refusal(400, "bad-request", "An unknown format or file")
        if told["type"] == "pdf" and len(tokens) > 1:
            return refusal(400, "bad-request", "One PDF only")
        signing = Signing(
            token=secrets.token_hex(20),
            kind=told["type"],
            title=str(told.get("name", "")),
            lang=str(told.get("language", "en")),
            called=str(told.get("postback_url", "")),
            created=self.clock.now().isoformat(),
            documents=tuple((self.signings.name(one), one) for one in tokens),
            signers=tuple(_signatory(one) for one in asked),
        )
        self.signings.keep(signing)
        links = {one.id: one.token for one in signing.signers}
        return json_answer({"status": "ok", "token": signing.token, "signers": links})


def _status(api: SigningApi, _request: Request, signing: Signing, address: str) -> Answer:
    told: dict[str, Any] = {
        "status": signing.state,
        "signers": {one.id: {"status": one.state} for one in signing.signers},
        "valid_to": signing.ends_at().isoformat(),
    }
    if api.signings.file(signing.token) is not None:
        told["file"] = f"{address}/api/signing/{signing.token}/download"
    return json_answer(told)


def _download(api: SigningApi, _request: Request, signing: Signing, _address: str) -> Answer:
    content = api.signings.file(signing.token)
    if content is None:
        return _nothing()
    return Answer(200, content, {"Content-Type": "application/octet-stream"})


def _remove(api: SigningApi, request: Request, signing: Signing, _address: str) -> Answer:
    gone = {str(one.get("id")) for one in _told(request).get("signers", ())}
    left = tuple(one for one in signing.signers if one.id not in gone)
    api.signings.keep(replace(signing, signers=left))
    return json_answer({"status": "ok"})


def _delete(api: SigningApi, _request: Request, signing: Signing, _address: str) -> Answer:
    api.signings.delete(signing.token)
    return json_answer({"status": "ok"})


CALLS: Final[tuple[tuple[str, str, Call], ...]] = (
    ("GET", rf"{ONE}/status\.json", _status),
    ("GET", rf"{ONE}/download", _download),
    ("POST", rf"{ONE}/removesigner\.json", _remove),
    ("POST", rf"{ONE}/delete\.json", _delete),
)


def _signatory(told: dict[str, Any]) -> Signatory:
    names = dict.fromkeys(str(told.get(part, "")) for part in ("name", "surname"))
    name = " ".join(filter(None, names))
    return Signatory(str(told["id"]), secrets.token_hex(20), name, str(told.get("code", "")))


def _nothing() -> Answer:
    return refusal(404, "not-found", "Not found")


def _told(request: Request) -> dict[str, Any]:
    try:
        told = json.loads(request.body)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}
