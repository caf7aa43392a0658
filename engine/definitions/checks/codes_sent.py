"""Whether the codes that people must type in are sent to them."""

from __future__ import annotations

from typing import Final

from engine.definitions.faults import Faults
from engine.definitions.model.programme import Programme
from engine.definitions.model.route import Notice
from engine.definitions.reading.placeholders import PLACEHOLDER

EMAIL, SMS = "email", "sms"

SENT: Final = (
    ("registration email code", EMAIL, "code"),
    ("registration phone code", SMS, "code"),
    ("password code", EMAIL, "code"),
    ("password code", SMS, "code"),
    ("temporary password", EMAIL, "password"),
    ("temporary password", SMS, "password"),
    ("new e-mail code", EMAIL, "code"),
    ("new phone code", SMS, "code"),
)
"""The events at which something must go out, the channel that reaches the contact, and what."""

MISSING: Final = "people wait for a {what} that no notice sends: “{event}” by {channel}."
ADVICE: Final = (
    "Add a notice: {{on: {event}, to: applicant, channels: {channel}, {more}"
    'text: "Your {what}: {{{what}}}"}}.'
)


def report_codes_sent(programme: Programme, faults: Faults) -> None:
    """Report each code without which nobody can register or come in, and which nobody is sent."""
    for event, channel, what in SENT:
        if any(_sends(notice, event, channel, what) for notice in programme.flow.notices):
            continue
        more = f"subject: Your {what}, " if channel == EMAIL else ""
        message = MISSING.format(event=event, channel=channel, what=what)
        advice = ADVICE.format(event=event, channel=channel, more=more, what=what)
        faults.add("A639", programme.registration.span, message, advice)


def _sends(notice: Notice, event: str, channel: str, what: str) -> bool:
    is_on = any(on.kind == "product" and on.name == event for on in notice.on)
    return is_on and channel in notice.channels and what in PLACEHOLDER.findall(notice.text.source)
