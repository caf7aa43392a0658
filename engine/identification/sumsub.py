"""Sumsub: an applicant for each reference, a link for the person, the outcome by asking for it.

The calls are those of its documentation; requests are signed, callbacks only say when to ask.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import quote

import httpx

from engine.base.ports import Clock
from engine.identification.port import (
    Callback,
    Meeting,
    OpenedSession,
    PersonAsked,
    SessionResult,
)
from engine.identification.sumsub_requests import SumsubRequests, SumsubSettings
from engine.identification.sumsub_results import attempt_of, comment_of, read_from, state_of
from engine.identification.sumsub_webhooks import REFERENCE, read_callback
from engine.outside.faults import ProviderDown, ProviderRefused, StatusRefused
from engine.outside.links import checked_link
from engine.outside.requests import TIMEOUT

APPLICANT: Final = re.compile(r"[0-9a-z]{24}")
LANGUAGE: Final = re.compile(r"[a-z]{2}")
LINK_LASTS: Final = timedelta(days=7)
LATE: Final = timedelta(minutes=15)
CONFLICT: Final = 409
UNAUTHORISED: Final = 401


class Sumsub:
    """Identification by Sumsub; keeps nothing itself."""

    def __init__(
        self, settings: SumsubSettings, clock: Clock, timeout: httpx.Timeout = TIMEOUT
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._requests = SumsubRequests(settings, clock, timeout)

    def begin(self, asked: PersonAsked) -> OpenedSession:
        """Begin a session, or go on with the one of the same reference."""
        level = self._settings.level
        path = f"/resources/applicants?levelName={quote(level, safe='')}"
        try:
            applicant = self._requests.ask("POST", path, _applicant(asked))
        except StatusRefused as refusal:
            if refusal.status != CONFLICT:
                raise
            applicant = self._applicant(asked.reference)
        _check(applicant, asked.reference)
        ends_at = self._clock.now() + LINK_LASTS
        return OpenedSession(applicant["id"], self._link(asked, level), ends_at)

    def result(self, reference: str, meeting: Meeting | None = None) -> SessionResult:
        """How the session of a reference stands; nobody came who sent nothing in time."""
        applicant = self._applicant(reference)
        status = self._requests.ask("GET", f"/resources/applicants/{applicant['id']}/status")
        state = state_of(status, self._clock.now())
        if state == "waiting":
            if meeting and _is_missed(status, meeting, self._clock.now()):
                state = "missed"
            return SessionResult(state, "", None, attempt_of(status))
        if _review(applicant).get("reviewStatus") != status.get("reviewStatus"):
            # It was decided between the two questions: what was read came with it.
            applicant = self._applicant(reference)
        return SessionResult(state, comment_of(status), read_from(applicant), attempt_of(status))

    def callback(self, headers: Mapping[str, str], body: bytes) -> Callback:
        """Check that Sumsub sent this, and read about what."""
        settings = self._settings
        return read_callback(headers, body, settings.webhook_secret, production=settings.production)

    @property
    def is_held_by_bank(self) -> bool:
        """Never: people of Sumsub do."""
        return False

    def start_address(self, session: str) -> str:
        """None: people of Sumsub hold the call."""
        del session
        return ""

    def end(self, session: str) -> None:
        """Nothing: an applicant whom nobody waits for costs nothing."""

    def check(self) -> str:
        """Empty if Sumsub takes our token and knows our level, else what is wrong."""
        try:
            told = self._requests.ask("GET", "/resources/applicants/-/levels")
        except StatusRefused as refusal:
            advice = ": the token, its secret or this machine's clock is wrong"
            return f"{refusal}{advice if refusal.status == UNAUTHORISED else ''}"
        except (ProviderDown, ProviderRefused) as error:
            return str(error)
        items = told.get("items")
        levels = items if isinstance(items, list) else []
        if self._settings.level in [one.get("name") for one in levels if isinstance(one, dict)]:
            return ""
        return f"Sumsub: there is no level “{self._settings.level}”"

    def _applicant(self, reference: str) -> dict[str, Any]:
        _check_reference(reference)
        path = f"/resources/applicants/-;externalUserId={reference}/one"
        return _check(self._requests.ask("GET", path), reference)

    def _link(self, asked: PersonAsked, level: str) -> str:
        path = "/resources/sdkIntegrations/levels/-/websdkLink"
        if LANGUAGE.fullmatch(asked.lang):
            path += f"?lang={asked.lang}"
        told: dict[str, Any] = {
            "levelName": level,
            "userId": asked.reference,
            "ttlInSecs": int(LINK_LASTS.total_seconds()),
        }
        contacts = {"email": asked.email, "phone": asked.phone}
        if known := {name: value for name, value in contacts.items() if value}:
            told["applicantIdentifiers"] = known
        if asked.come_back:
            told["redirect"] = {"successUrl": asked.come_back, "rejectUrl": asked.come_back}
        link = self._requests.ask("POST", path, told).get("url")
        return checked_link("Sumsub", link, self._settings.url)


def _applicant(asked: PersonAsked) -> dict[str, Any]:
    """What Sumsub is told of a person: what is empty is left out."""
    _check_reference(asked.reference)
    *first, last = asked.full_name.split() or [""]
    fixed = {
        # Sumsub wants two names where we know one: the last word is the family's.
        "firstName": " ".join(first),
        "lastName": last if first else "",
        "dob": asked.birth_date.isoformat() if asked.birth_date else "",
    }
    told = {
        "externalUserId": asked.reference,
        "type": "individual",
        "email": asked.email,
        "phone": asked.phone,
        "lang": asked.lang,
        "fixedInfo": {name: value for name, value in fixed.items() if value},
    }
    return {name: value for name, value in told.items() if value}


def _is_missed(status: Mapping[str, Any], meeting: Meeting, now: datetime) -> bool:
    """Whether a call was not even begun a while after its time."""
    return status.get("reviewStatus") == "init" and now >= meeting.closes_at + LATE


def _check_reference(reference: str) -> None:
    if not REFERENCE.fullmatch(reference):
        raise ProviderRefused("the reference is none of ours")


def _check(applicant: dict[str, Any], reference: str) -> dict[str, Any]:
    known = applicant.get("id")
    if not isinstance(known, str) or not APPLICANT.fullmatch(known):
        raise ProviderDown("Sumsub: the answer names no applicant")
    if applicant.get("externalUserId") != reference:
        raise ProviderDown("Sumsub: the answer is about somebody else")
    return applicant


def _review(applicant: Mapping[str, Any]) -> Mapping[str, Any]:
    review = applicant.get("review")
    return review if isinstance(review, dict) else {}
