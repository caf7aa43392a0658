"""Pages for what went wrong: which page, why, and the way on. Never a trace of the code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import structlog
from flask import Flask, Response, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError

from engine.base.dataclass import dataclass
from engine.base.errors import BundleUnreadable, NotFound
from engine.language.marker import N_
from engine.services.spending import TooOften
from engine.store.errors import DraftTooLarge, StoreUnavailable
from web import locale
from web.render import home, page
from web.typed import is_secret
from web.visitor import unknown

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class ErrorWords:
    """What an error page says: both are messages of the code."""

    heading: str
    advice: str


WORDS: Final[Mapping[int, ErrorWords]] = {
    400: ErrorWords(
        N_("We could not read this request"),
        N_("Please go back, reload the page and try again."),
    ),
    401: ErrorWords(
        N_("Please log in"),
        N_("You were away for a while, so we closed your session to protect your data."),
    ),
    403: ErrorWords(
        N_("This page is not open to you"),
        N_("Please log in with the account that owns it."),
    ),
    404: ErrorWords(
        N_("We cannot find this page"),
        N_("Check the address, or start again from the start page."),
    ),
    405: ErrorWords(
        N_("This page cannot be opened this way"),
        N_("Please go back and use the buttons on the page."),
    ),
    413: ErrorWords(
        N_("This is too much to send at once"),
        N_("Please go back and choose a smaller file, or send less text."),
    ),
    429: ErrorWords(
        N_("Too many attempts"),
        N_("Please wait a few minutes and try again."),
    ),
    500: ErrorWords(
        N_("Something went wrong on our side"),
        N_("Your saved answers are safe. Please try again in a moment."),
    ),
}
UNREADABLE: Final = ErrorWords(
    N_("This application cannot be opened at the moment"),
    N_("Your answers are safe. Please contact the Bank."),
)
OUTDATED: Final = ErrorWords(
    N_("This page has been open for too long"),
    N_("Please go back, reload the page and send it again. Saved answers are safe."),
)
TOO_OFTEN: Final = N_(
    "You have saved very often within an hour. Nothing is lost: what you typed stands on this page,"
    " and it can be saved again in {minutes} min."
)


def answer(app: Flask) -> None:
    """Register the pages."""
    app.register_error_handler(SecurityError, _foreign)
    app.register_error_handler(HTTPException, refused)
    app.register_error_handler(CSRFError, outdated)
    app.register_error_handler(NotFound, _not_found)
    app.register_error_handler(DraftTooLarge, _too_large)
    app.register_error_handler(BundleUnreadable, _unreadable)
    app.register_error_handler(StoreUnavailable, _unavailable)
    app.register_error_handler(TooOften, _too_often)
    app.register_error_handler(Exception, _failed)


def refused(error: HTTPException) -> tuple[str, int] | HTTPException:
    """The page for an answer that is no page; redirects pass."""
    code = error.code or 500
    if code < 400:  # a redirect that routing itself wants
        return error
    return _words(WORDS.get(code, WORDS[400 if code < 500 else 500]), code)


def _foreign(_error: SecurityError) -> Response:
    """A request for another host gets no page: every link in it would lead to that host."""
    words = "This host is not served here; the setting TRUSTED_HOSTS names those that are.\n"
    return Response(words, 400, content_type="text/plain")


def outdated(_error: CSRFError) -> tuple[str, int]:
    """The page for a post whose token belongs to no session, or to another one."""
    return _words(OUTDATED, 400)


def _not_found(_error: NotFound) -> tuple[str, int]:
    return _words(WORDS[404], 404)


def _too_large(_error: DraftTooLarge) -> tuple[str, int]:
    return _words(WORDS[413], 413)


def _unreadable(error: BundleUnreadable) -> tuple[str, int]:
    log.error("bundle unreadable", endpoint=request.endpoint, told=str(error))
    return _words(UNREADABLE, 503)


def _unavailable(_error: StoreUnavailable) -> tuple[str, int]:
    """A page that needs no database."""
    unknown()
    return _not_stored(503)


def _not_stored(status: int, why: str = "") -> tuple[str, int]:
    """A page with what was typed on it, to be sent once more."""
    posted = request.form.items(multi=True) if request.method == "POST" else ()
    kept = tuple((name, text) for name, text in posted if not is_secret(name))
    return page(
        "unavailable.html",
        status,
        why=why,
        kept=kept,
        shown=tuple(text for name, text in kept if not name.startswith("_") and text.strip()),
        again=request.full_path.rstrip("?"),
        is_post=request.method == "POST",
        had_files=bool(request.files),
    )


def _too_often(wait: TooOften) -> tuple[str, int]:
    """What was typed, to be saved again in a while."""
    reader = locale.reader()
    return _not_stored(429, reader.message(TOO_OFTEN, minutes=wait.minutes))


def _failed(error: Exception) -> tuple[str, int]:
    log.error("page failed", endpoint=request.endpoint, kind=type(error).__name__, exc_info=True)
    return _words(WORDS[500], 500)


def _words(words: ErrorWords, status: int) -> tuple[str, int]:
    reader = locale.reader()
    return page(
        "error.html",
        status,
        heading=reader.message(words.heading),
        advice=reader.message(words.advice),
        home=home(),
    )
