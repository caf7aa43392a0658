"""Whether the codes that whoever registers must type in are sent to them."""

from __future__ import annotations

from typing import Final

from engine.definitions.faults import Faults
from engine.definitions.model.programme import Programme
from engine.definitions.model.route import Notice
from engine.definitions.reading.placeholders import PLACEHOLDER

CODES: Final = {"registration email code": "email", "registration phone code": "sms"}
"""The events at which a code must go out, and the channel that reaches the contact."""

MISSING: Final = "registration asks for a code that no notice sends: “{event}” by {channel}."
ADVICE: Final = (
    "Add a notice: {{on: {event}, to: applicant, channels: {channel}, {more}"
    'text: "Your code: {{code}}"}}.'
)


def report_codes_sent(programme: Programme, faults: Faults) -> None:
    """Report each code without which nobody can register, and which nobody is sent."""
    for event, channel in CODES.items():
        if any(_sends(notice, event, channel) for notice in programme.flow.notices):
            continue
        more = "subject: Your code, " if channel == "email" else ""
        message = MISSING.format(event=event, channel=channel)
        advice = ADVICE.format(event=event, channel=channel, more=more)
        faults.add("A639", programme.registration.span, message, advice)


def _sends(notice: Notice, event: str, channel: str) -> bool:
    is_on = any(on.kind == "product" and on.name == event for on in notice.on)
    return (
        is_on and channel in notice.channels and "code" in PLACEHOLDER.findall(notice.text.source)
    )
