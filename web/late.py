"""Posts of pages that were open longer than their session: what was typed is given back.

Nothing is done of such a post before its sender has asked to go on with it, so that a page of
somebody else's making gains nothing by it; it brings no cookie anyway, because the cookie is not
sent across sites.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Final, TypeVar, cast

from flask import current_app, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, Unauthorized
from werkzeug.wrappers import Response

from engine.base.errors import AnketaError
from engine.language.marker import N_
from web.errors import OUTDATED, WORDS, outdated, refused
from web.render import page, say
from web.typed import TOKEN, clean, is_secret

NOT_DONE: Final = N_("Not done")
Answered = Response | tuple[str, int] | HTTPException
Refused = TypeVar("Refused", bound=HTTPException)
OLDER: Final = N_(
    "The page was older than your session. Please check it and press the button again."
)
SHOWN_AGAIN: Final = frozenset(
    {
        "applicant.press",
        "applicant.take",
        "applicant.take_link_step",
        "applicant.write_message",
        "staff.take_step",
        "staff.write_message",
    }
)
"""Posts that can be answered by their page with what was typed, and nothing done or sent."""
GO_ON: Final = "refresh"
"""The button that does so."""


def answered(handler: Callable[[Refused], Answered]) -> Callable[[Refused], Answered]:
    """What goes wrong while an error is answered is answered as itself."""

    @wraps(handler)
    def answer(error: Refused) -> Answered:
        try:
            return handler(error)
        except (HTTPException, AnketaError) as found:
            if isinstance(found, type(error)):
                raise
            return current_app.make_response(current_app.handle_user_exception(found))

    return answer


def shown_again(error: CSRFError) -> Answered:
    """The page was made before a log-in or a new cookie: what was typed is there to go on with."""
    if not request.form.get(TOKEN) or wants_part():
        return outdated(error)
    if request.endpoint in SHOWN_AGAIN and request.form.get("_do") == GO_ON:
        say(OLDER)
        view = current_app.view_functions[str(request.endpoint)]
        return cast(Answered, view(**(request.view_args or {})))
    return _given_back(OUTDATED.heading, 400) or outdated(error)


def wants_part() -> bool:
    """Whether a script takes only a part of the page, which has no room for another."""
    return bool(request.headers.get("HX-Request")) and request.headers.get("HX-Target") != "main"


def session_over(error: Unauthorized, login_address: str) -> Answered:
    """The session is over: log in beside, then go on here with what was typed."""
    return _given_back(WORDS[401].heading, 401, login_address) or refused(error)


def _given_back(heading: str, status: int, login_address: str = "") -> Answered | None:
    """What was typed, to be read and, where its page can be shown again, to go on with.

    None where nothing was typed that belongs to a case.
    """
    given = {name: tuple(map(clean, texts)) for name, texts in request.form.lists()}
    kept = {name: texts for name, texts in given.items() if not is_secret(name)}
    goes_on = request.endpoint in SHOWN_AGAIN
    if "case_id" not in (request.view_args or {}) or not (goes_on or _texts(kept)):
        return None
    return page(
        "late.html",
        status,
        heading=heading,
        kept={name: texts for name, texts in kept.items() if name != "_do"} if goes_on else {},
        shown=_texts(kept),
        go_on=GO_ON,
        here=request.path if goes_on else "",
        back=_page_of_case(),
        login_address=login_address,
        typed_form="typed" if goes_on else None,
    )


def not_done(why: str, back: str, typed: Iterable[str] | None = None) -> tuple[str, int] | None:
    """What was typed into something that closed meanwhile, to be copied; why it was not done.

    ``typed`` are the texts where not all that was posted is one. None where nothing was typed.
    """
    given = {name: tuple(map(clean, texts)) for name, texts in request.form.lists()}
    kept = {name: texts for name, texts in given.items() if not is_secret(name)}
    texts = _texts(kept) if typed is None else tuple(text for text in typed if text.strip())
    if not texts or wants_part():
        return None
    return page("late.html", 409, heading=NOT_DONE, why=why, shown=texts, kept={}, back=back)


def _texts(kept: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    named = (texts for name, texts in kept.items() if not name.startswith("_"))
    return tuple(text for texts in named for text in texts if text.strip())


def _page_of_case() -> str:
    endpoint = "staff.case" if request.blueprint == "staff" else "applicant.overview"
    return url_for(endpoint, case_id=(request.view_args or {})["case_id"])
