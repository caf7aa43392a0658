"""Logs without personal data: keys that may hold some are masked, and so is what looks like it.

Everything that logs through the standard library (the server, the queue, the database) passes the
same masks.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any, Final, Literal

import structlog
from structlog.stdlib import ProcessorFormatter

MASK: Final = "***"
PERSONAL_KEYS: Final = frozenset(
    {
        "address", "answers", "authorization", "birth_date", "body", "code", "contact", "cookie",
        "csrf_token", "email", "identifier", "key", "name", "password", "personal_code", "phone",
        "secret", "session", "subject", "text", "to", "token", "value",
    }
)  # fmt: skip
LOOKS_PERSONAL: Final = re.compile(
    r"[^\s<>\"'=(]+@[^\s<>\"',)]+"  # e-mail address
    r"|\+[0-9][0-9 ]{6,18}[0-9]"  # phone number
    r"|\b[0-9]{6}-?[0-9]{5}\b"  # personal code
    r"|\b[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}\b"  # account number
)


CHATTY: Final = ("alembic", "dbos", "httpx")
"""Libraries that tell every step; only what goes wrong in them is worth a line."""


def mask(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """A structlog processor that lets no personal data through."""
    return {key: _masked(key, value) for key, value in event.items()}


def _masked(key: str, value: Any) -> Any:
    if key.casefold() in PERSONAL_KEYS:
        return MASK
    if isinstance(value, str):
        return LOOKS_PERSONAL.sub(MASK, value)
    if isinstance(value, Mapping):
        return {inner: _masked(str(inner), one) for inner, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_masked("", one) for one in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return LOOKS_PERSONAL.sub(MASK, str(value))


def configure(form: Literal["text", "json"], level: str) -> None:
    """Send all logs to standard error, masked, as lines for people or as JSON."""
    before: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    renderer: Any = (
        structlog.processors.JSONRenderer()
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    after: list[Any] = [
        ProcessorFormatter.remove_processors_meta,
        structlog.processors.format_exc_info,
        mask,
    ]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        ProcessorFormatter(foreign_pre_chain=before, processors=[*after, renderer])
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[*before, ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
