"""Zoom, for a bank that holds the call itself: a meeting for each agreed time, and who came to it.

Zoom identifies nobody. It tells that a call was held, or that nobody appeared; what the bank then
finds is a step of the bank.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import quote

import httpx

from engine.base.ports import Clock, Randomness
from engine.identification.port import (
    Callback,
    Meeting,
    OpenedSession,
    PersonAsked,
    SessionResult,
)
from engine.identification.zoom_requests import NAME, UNAUTHORISED, ZoomRequests, ZoomSettings
from engine.identification.zoom_webhooks import MEETING, read_callback
from engine.outside.faults import ProviderDown, ProviderRefused, StatusRefused
from engine.outside.links import checked_link
from engine.outside.requests import TIMEOUT

SCHEDULED: Final = 2
GONE: Final = frozenset({400, 404})
"""A meeting that is not there, is over, or was never held: Zoom uses both."""

LONGEST_TOPIC: Final = 200
PASSCODE_DIGITS: Final = 10
"""The longest that Zoom takes; the link holds it, so nobody types it."""

USUAL_MINUTES: Final = 30
LATE: Final = timedelta(minutes=15)
"""The list of those who were there comes some minutes after a call."""

LOST: Final = timedelta(hours=1)
EARLY: Final = timedelta(hours=1)
"""A call that began earlier than this before the agreed time was one for another time."""


class Zoom:
    """Calls at Zoom; keeps nothing itself but the token of the account."""

    def __init__(
        self,
        settings: ZoomSettings,
        clock: Clock,
        chance: Randomness,
        timeout: httpx.Timeout = TIMEOUT,
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._chance = chance
        self._requests = ZoomRequests(settings, clock, timeout)

    def begin(self, asked: PersonAsked) -> OpenedSession:
        """Have a meeting at the agreed time: a new one, or the same moved to it."""
        if asked.meets_at is None:
            raise ProviderRefused(f"{NAME}: no time is agreed")
        told = self._as_told(asked, asked.meets_at)
        made = self._moved(asked.session, told) if asked.session else None
        if made is None:
            host = quote(self._settings.host, safe="")
            made = self._requests.ask("POST", f"/v2/users/{host}/meetings", told)
        meeting = str(made.get("id", ""))
        if not MEETING.fullmatch(meeting):
            raise ProviderDown(f"{NAME}: the answer names no meeting")
        link = checked_link(NAME, made.get("join_url"), self._settings.url)
        return OpenedSession(meeting, link, None)

    def result(self, reference: str, meeting: Meeting | None = None) -> SessionResult:
        """Whether the call was held; a call that is under way is waited for."""
        del reference
        if meeting is None:
            raise ProviderRefused(f"{NAME}: no time is agreed")
        known = self._known(f"/v2/meetings/{_id(meeting.session)}")
        if known is not None and known.get("status") == "started":
            return _said("waiting")
        now, held = self._clock.now(), self._held(meeting)
        if held is None:
            return _said("doubted" if now >= meeting.closes_at + LOST else "waiting")
        if self._came(meeting.session, held):
            return _said("held")
        return _said("missed" if now >= meeting.closes_at + LATE else "waiting")

    def callback(self, headers: Mapping[str, str], body: bytes) -> Callback:
        """Check that Zoom sent this, and read about which meeting."""
        return read_callback(headers, body, self._settings.webhook_secret, self._clock.now())

    @property
    def is_held_by_bank(self) -> bool:
        """Always."""
        return True

    def start_address(self, session: str) -> str:
        """Where the bank's own employee starts the call; it opens it for whoever has it."""
        known = self._requests.ask("GET", f"/v2/meetings/{_id(session)}")
        return checked_link(NAME, known.get("start_url"), self._settings.url)

    def end(self, session: str) -> None:
        """Take back a meeting that is not wanted any more."""
        try:
            self._requests.order("DELETE", f"/v2/meetings/{_id(session)}")
        except StatusRefused as refusal:
            if refusal.status not in GONE:
                raise

    def check(self) -> str:
        """Empty if Zoom gives us a token and knows the host, else what is wrong."""
        host = quote(self._settings.host, safe="")
        try:
            self._requests.ask("GET", f"/v2/users/{host}/meetings?type=upcoming&page_size=1")
        except StatusRefused as refusal:
            advice = ": the account, the client or its secret is wrong"
            return f"{refusal}{advice if refusal.status in {UNAUTHORISED, *GONE} else ''}"
        except (ProviderDown, ProviderRefused) as error:
            return str(error)
        return ""

    def _as_told(self, asked: PersonAsked, at: datetime) -> dict[str, Any]:
        """What Zoom is told of a call: when it is, and nothing of the person."""
        return {
            "topic": asked.title[:LONGEST_TOPIC],
            "type": SCHEDULED,
            "start_time": f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            "duration": asked.minutes or USUAL_MINUTES,
            "password": self._chance.code(PASSCODE_DIGITS),
            "settings": {
                "join_before_host": False,
                "waiting_room": True,
                "meeting_authentication": False,
                "email_notification": False,
                "auto_recording": "none",
            },
        }

    def _moved(self, session: str, told: Mapping[str, Any]) -> dict[str, Any] | None:
        """The same meeting at another time; None where it is not there any more."""
        path = f"/v2/meetings/{_id(session)}"
        try:
            self._requests.order("PATCH", path, told)
            return self._requests.ask("GET", path)
        except StatusRefused as refusal:
            if refusal.status in GONE:
                return None
            raise

    def _held(self, meeting: Meeting) -> Mapping[str, Any] | None:
        """The call of the agreed time, once it has ended."""
        held = self._known(f"/v2/past_meetings/{_id(meeting.session)}")
        began = _moment(held.get("start_time")) if held else None
        if held is None or began is None or _moment(held.get("end_time")) is None:
            return None
        return held if began >= meeting.meets_at - EARLY else None

    def _came(self, session: str, held: Mapping[str, Any]) -> bool:
        """Whether anybody was in the call beside its host."""
        told = self._known(f"/v2/past_meetings/{_id(session)}/participants?page_size=300")
        listed = told.get("participants") if told else None
        people = (
            [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
        )
        host = {_text(held.get("host_id")), _text(held.get("user_email"))} - {""}
        return any(
            not host & {_text(one.get("id")), _text(one.get("user_email"))} for one in people
        )

    def _known(self, path: str) -> dict[str, Any] | None:
        try:
            return self._requests.ask("GET", path)
        except StatusRefused as refusal:
            if refusal.status in GONE:
                return None
            raise


def _id(session: str) -> str:
    if not MEETING.fullmatch(session):
        raise ProviderRefused(f"{NAME}: the meeting is none of ours")
    return session


def _said(state: Any) -> SessionResult:
    return SessionResult(state, "", None, 0)


def _moment(told: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(told) if isinstance(told, str) else None
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None


def _text(told: object) -> str:
    return told.casefold() if isinstance(told, str) else ""
