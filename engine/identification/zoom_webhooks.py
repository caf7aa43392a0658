"""What Zoom calls about: who sent it, when, and about which meeting."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from engine.identification.port import Callback
from engine.outside.faults import CallbackRefused

TIME: Final = "x-zm-request-timestamp"
SIGNATURE: Final = "x-zm-signature"
LARGEST: Final = 262_144
OLDEST: Final = 300
"""Seconds after which a call is refused, so that nobody repeats it later."""

VALIDATION: Final = "endpoint.url_validation"
MEETING: Final = re.compile(r"[0-9]{9,12}")
LONGEST_TOKEN: Final = 1_000


def signature(secret: str, ts: str, body: bytes) -> str:
    """The signature of a call."""
    return f"v0={_hmac(secret, f'v0:{ts}:'.encode() + body)}"


def encrypted(secret: str, plain: str) -> str:
    """What proves at the validation of our address that the secret is ours."""
    return _hmac(secret, plain.encode())


def read_callback(headers: Mapping[str, str], body: bytes, secret: str, now: datetime) -> Callback:
    """Check signature and time, and read which meeting it is about. Raises ``CallbackRefused``."""
    if len(body) > LARGEST:
        raise CallbackRefused("too large")
    _check({name.casefold(): value for name, value in headers.items()}, body, secret, now)
    told = _mapping(_json(body))
    payload = _mapping(told.get("payload"))
    if told.get("event") == VALIDATION:
        return Callback("", "", answer=_validated(payload, secret))
    about = _mapping(payload.get("object"))
    meeting = str(about.get("id", ""))
    if not MEETING.fullmatch(meeting):
        return Callback("", "")  # signed, and about nothing of ours
    return Callback(_key(told, about), "", session=meeting)


def _check(headers: Mapping[str, str], body: bytes, secret: str, now: datetime) -> None:
    ts, given = headers.get(TIME, ""), headers.get(SIGNATURE, "")
    if not re.fullmatch(r"[0-9]{1,12}", ts) or abs(now.timestamp() - int(ts)) > OLDEST:
        raise CallbackRefused("of another time")
    expected = signature(secret, ts, body)
    if not secret or not hmac.compare_digest(given.encode(), expected.encode()):
        raise CallbackRefused("not signed with our secret")


def _json(body: bytes) -> object:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise CallbackRefused("not JSON") from None


def _validated(payload: Mapping[str, Any], secret: str) -> str:
    plain = payload.get("plainToken")
    if not isinstance(plain, str) or not 0 < len(plain) <= LONGEST_TOKEN:
        raise CallbackRefused("nothing to prove")
    return json.dumps({"plainToken": plain, "encryptedToken": encrypted(secret, plain)})


def _key(told: Mapping[str, Any], about: Mapping[str, Any]) -> str:
    """The same for the same event, whatever stands in the headers, which are not signed."""
    person = _mapping(about.get("participant"))
    named = [told.get("event"), told.get("event_ts"), about.get("uuid"), about.get("id")]
    named += [person.get("user_id"), person.get("id")]
    return hashlib.sha256(json.dumps(named, default=str).encode()).hexdigest()


def _mapping(told: object) -> Mapping[str, Any]:
    return told if isinstance(told, dict) else {}


def _hmac(secret: str, text: bytes) -> str:
    return hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()
