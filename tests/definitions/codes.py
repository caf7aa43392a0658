"""The notice without which nobody could register, for programmes that tests make up."""

from __future__ import annotations

import json
from typing import Any, Final

CODES: Final[dict[str, Any]] = {
    "on": ["registration email code", "registration phone code"],
    "to": "applicant",
    "channels": ["email", "sms"],
    "subject": "Code",
    "text": "Code {code}",
}
_WRITTEN: Final = f"codes: {json.dumps(CODES)}"


def with_codes(flow: str) -> str:
    """A flow that sends the codes of registration, beside the notices it has."""
    head, word, notices = flow.partition("\nnotices:")
    if not word:
        return f"{flow.rstrip()}\nnotices: {{{_WRITTEN}}}\n"
    if notices.startswith("\n"):
        return f"{head}{word}\n  {_WRITTEN}{notices}"
    return f"{head}{word} {{{_WRITTEN}, {notices.lstrip().removeprefix('{')}"
