"""The calls of the provider for rehearsals: those of Sumsub that its client uses, and no others."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection
from typing import Any, Final

from engine.base.dataclass import dataclass
from engine.base.ports import Clock
from engine.identification.demo_provider.applicants import Applicant, Applicants
from engine.identification.demo_provider.callbacks import Callbacks
from engine.identification.demo_provider.keys import LEVEL, Keys
from engine.identification.demo_provider.links import link
from engine.identification.sumsub_signing import SIGNATURE, TIME, TOKEN, request_signature, same
from engine.outside.rehearsal.exchange import Answer, Request, json_answer, refusal

ONE: Final = r"/resources/applicants/(?P<id>[0-9a-z]{24})"
APART: Final = 60
"""Seconds that the clocks of both sides may differ."""

Call = Callable[["Api", Request, Applicant], Answer]


@dataclass(frozen=True, slots=True)
class Api:
    """Answers requests of the client. ``levels`` are those it knows; empty knows them all."""

    applicants: Applicants
    callbacks: Callbacks
    keys: Keys
    clock: Clock
    levels: Collection[str]

    def answer(self, request: Request, address: str) -> Answer:
        """The answer to a request; ``address`` is where pages of persons are."""
        if wrong := self._wrong(request):
            return refusal(401, "unauthorized", wrong)
        route = (request.method, request.path)
        if route == ("POST", "/resources/applicants"):
            return self._create(request)
        if route == ("GET", "/resources/applicants/-/levels"):
            return self._levels()
        if route == ("POST", "/resources/sdkIntegrations/levels/-/websdkLink"):
            return self._link(request, address)
        if route == ("POST", "/resources/accessTokens/sdk"):
            return self._access(request)
        return self._about_one(request)

    def _wrong(self, request: Request) -> str:
        """Why the request is not the client's; empty if it is."""
        given = {name.casefold(): value for name, value in request.headers.items()}
        ts = given.get(TIME.casefold(), "")
        if not re.fullmatch(r"[0-9]{1,12}", ts):
            return "No time"
        if abs(self.clock.now().timestamp() - int(ts)) > APART:
            return "The time is too far away"
        expected = request_signature(
            self.keys.secret, ts, request.method, request.target, request.body
        )
        if not same(given.get(SIGNATURE.casefold(), ""), expected):
            return "Invalid signature"
        return "" if same(given.get(TOKEN.casefold(), ""), self.keys.token) else "Invalid token"

    def _knows(self, level: object) -> bool:
        return isinstance(level, str) and bool(level) and (not self.levels or level in self.levels)

    def _levels(self) -> Answer:
        named = [{"id": name, "name": name} for name in sorted(self.levels or {LEVEL})]
        return json_answer({"items": named, "totalItems": len(named)})

    def _create(self, request: Request) -> Answer:
        told, level = _told(request), request.query.get("levelName", "")
        if not self._knows(level):
            return refusal(404, "level-not-found", "No such level")
        reference = told.get("externalUserId")
        if not isinstance(reference, str) or not reference:
            return refusal(400, "bad-request", "externalUserId is required")
        made, is_new = self.applicants.create(told, level)
        if not is_new:
            return refusal(409, "conflict", f"Applicant already exists: {made.id}")
        self.callbacks.tell("applicantCreated", made)
        return json_answer(made.as_told(), 201)

    def _link(self, request: Request, address: str) -> Answer:
        told = _told(request)
        known = self.applicants.of(str(told.get("userId", "")))
        if known is None or not self._knows(told.get("levelName")):
            return refusal(404, "not-found", "No such applicant or level")
        redirect = told.get("redirect")
        if isinstance(redirect, dict):
            self.applicants.returns_to(known.id, str(redirect.get("successUrl", "")))
        until = int(self.clock.now().timestamp()) + _seconds(told)
        lang = request.query.get("lang", "en")
        return json_answer({"url": link(address, self.keys.secret, known.id, until, lang)})

    def _access(self, request: Request) -> Answer:
        told = _told(request)
        known = self.applicants.of(str(told.get("userId", "")))
        if known is None:
            return refusal(404, "not-found", "No such applicant")
        until = int(self.clock.now().timestamp()) + _seconds(told)
        token = link("", self.keys.secret, known.id, until, "en").rpartition("/")[2]
        return json_answer({"token": f"_act-{token.partition('?')[0]}", "userId": known.reference})

    def _about_one(self, request: Request) -> Answer:
        by_reference = re.fullmatch(
            r"/resources/applicants/-;externalUserId=(?P<ours>[^/]+)/one", request.path
        )
        if by_reference and request.method == "GET":
            known = self.applicants.of(by_reference["ours"])
            return _one(self, request, known) if known else _nobody()
        for method, pattern, call in CALLS:
            found = re.fullmatch(pattern, request.path)
            if found and method == request.method:
                known = self.applicants.find(found["id"])
                return call(self, request, known) if known else _nobody()
        return _nobody()


def _one(_api: Api, _request: Request, known: Applicant) -> Answer:
    return json_answer(known.as_told())


def _status(_api: Api, _request: Request, known: Applicant) -> Answer:
    return json_answer(known.review())


def _completed(api: Api, request: Request, known: Applicant) -> Answer:
    result = _told(request)
    if result.get("reviewAnswer") not in {"GREEN", "RED"}:
        return refusal(400, "bad-request", "reviewAnswer is GREEN or RED")
    settled = api.applicants.settle(known.id, "completed", result)
    api.callbacks.tell("applicantReviewed", settled)
    return json_answer({"ok": 1})


def _begin_again(api: Api, _request: Request, known: Applicant) -> Answer:
    settled = api.applicants.settle(known.id, "init", {})
    api.callbacks.tell("applicantReset", settled)
    return json_answer({"ok": 1})


CALLS: Final[tuple[tuple[str, str, Call], ...]] = (
    ("GET", f"{ONE}/one", _one),
    ("GET", f"{ONE}/status", _status),
    ("POST", f"{ONE}/status/testCompleted", _completed),
    ("POST", f"{ONE}/-/init", _begin_again),
)


def _nobody() -> Answer:
    return refusal(404, "not-found", "Not found")


def _told(request: Request) -> dict[str, Any]:
    try:
        told = json.loads(request.body)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _seconds(told: dict[str, Any]) -> int:
    given = told.get("ttlInSecs")
    return given if type(given) is int and 0 < given < 10_000_000 else 1_800
