"""Logs without personal data: keys that may hold some are masked, and so is what looks like it.

Everything that logs through the standard library (the server, the queue, the database) passes the
same masks. Whatever is logged stays on the lines of its own entry, so that nobody writes another.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
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


QUOTES_NOTHING: Final = frozenset({"engine", "jinja2", "sqlalchemy", "terminal", "web", "werkzeug"})
"""Packages whose exceptions say what is wrong without quoting what somebody typed."""
PLAIN: Final = (AttributeError, ImportError, IndexError, MemoryError, NameError, OSError, TypeError)
"""Exceptions of Python of which the same holds; ``ValueError`` and ``KeyError`` quote."""


def exception_told(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """A structlog processor that tells where an exception came from, and its words if it may."""
    given = event.pop("exc_info", None)
    found = given[1] if isinstance(given, tuple) else given
    if found and not isinstance(found, BaseException):
        found = sys.exception()
    if isinstance(found, BaseException):
        event["exception"] = "\n".join(f"    {line}" for line in _chain(found))
    return event


def _chain(last: BaseException) -> list[str]:
    earlier = last.__cause__ or (None if last.__suppress_context__ else last.__context__)
    before = [*_chain(earlier), "and then:"] if earlier else []
    frames = "".join(traceback.format_tb(last.__traceback__)).splitlines()
    kind = type(last)
    name = kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"
    is_told = kind.__module__.partition(".")[0] in QUOTES_NOTHING or isinstance(last, PLAIN)
    return [*before, *frames, f"{name}: {_on_one_line(str(last)) if is_told else MASK}"]


def one_entry(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """A structlog processor that lets no text begin a line of its own, or move a cursor."""
    return {
        key: _on_one_line(value) if isinstance(value, str) and key != "exception" else value
        for key, value in event.items()
    }


def _on_one_line(text: str) -> str:
    signs = (sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)
    return text if text.isprintable() else "".join(signs)


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
        exception_told,
        mask,
        one_entry,
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
