"""Pages that were open longer than their session: what was typed on them survives the log-in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from types import MappingProxyType
from typing import Final, TypeVar

from flask import current_app, redirect, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, Unauthorized
from werkzeug.wrappers import Response

from engine.base.errors import AnketaError
from engine.language.marker import N_
from web.applicant import access, codes, registration
from web.applicant.buttons import refresh
from web.applicant.desk import desk
from web.applicant.sheet import Press
from web.errors import outdated, refused
from web.render import page, say
from web.typed import TOKEN, typed
from web.visitor import visitor

FORM: Final = "applicant.press"
Answered = Response | tuple[str, int] | HTTPException
Refused = TypeVar("Refused", bound=HTTPException)


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


@desk.errorhandler(CSRFError)
@answered
def again(error: CSRFError) -> Answered:
    """The page was made before a log-in, a log-out or a new cookie: show it again as it was typed.

    Nothing is stored, so a page of somebody else's making gains nothing by it; such a post brings
    no cookie anyway, because the cookie is not sent across sites.
    """
    if not request.form.get(TOKEN) or request.headers.get("HX-Request"):
        return outdated(error)
    if request.endpoint == "applicant.logout":
        return access.logout()  # whoever wants to leave is let go
    shown = _shown_again()
    return outdated(error) if shown is None else shown


def _shown_again() -> Answered | None:
    endpoint = request.endpoint or ""
    if endpoint in ENTRY and visitor():
        return redirect(url_for("applicant.cabinet"), 303)
    if endpoint not in ENTRY and not (endpoint == FORM and visitor()):
        return None
    say(N_("The page was older than your session. Please check it and press the button again."))
    if endpoint in ENTRY:
        return ENTRY[endpoint]()
    given = request.view_args or {}
    return refresh(Press(given["case_id"], given["place"], typed()))


ENTRY: Final[Mapping[str, Callable[[], Answered]]] = MappingProxyType(
    {
        "applicant.log_in": access.log_in_again,
        "applicant.answer": registration.answer_again,
        "applicant.contact": registration.contact_again,
        "applicant.confirm": codes.confirm_again,
    }
)
"""Pages of people who are not logged in yet, by the endpoint of their post."""


@desk.errorhandler(Unauthorized)
@answered
def gone(error: Unauthorized) -> Answered:
    """The session is over: log in beside, then go on here with what was typed."""
    if request.endpoint != FORM:
        return refused(error)
    return page(
        "applicant/late.html",
        401,
        kept=typed().raw,
        version=typed().version,
        here=request.path,
        login_address=url_for("applicant.login"),
        typed_form="typed",
    )
