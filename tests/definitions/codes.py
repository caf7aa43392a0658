"""The notices of codes, without which nobody could register, for programmes that tests make up."""

from __future__ import annotations

import json
from typing import Any, Final

CODES: Final[dict[str, Any]] = {
    "on": [
        "registration email code", "registration phone code", "password code",
        "new e-mail code", "new phone code",
    ],
    "to": "applicant",
    "channels": ["email", "sms"],
    "subject": "Code",
    "text": "Code {code}",
}  # fmt: skip
PASSWORD: Final = {
    **CODES,
    "on": "temporary password",
    "channels": ["email", "sms"],
    "text": "Password {password}",
}
_WRITTEN: Final = f"codes: {json.dumps(CODES)}", f"password: {json.dumps(PASSWORD)}"


def with_codes(flow: str) -> str:
    """A flow that sends the codes of registration, beside the notices it has."""
    head, word, notices = flow.partition("\nnotices:")
    if not word:
        return f"{flow.rstrip()}\nnotices: {{{', '.join(_WRITTEN)}}}\n"
    if notices.startswith("\n"):
        return "".join((head, word, *(f"\n  {each}" for each in _WRITTEN), notices))
    return f"{head}{word} {{{', '.join(_WRITTEN)}, {notices.lstrip().removeprefix('{')}"
