"""Pages of applicants that were open longer than their session: what was typed is not lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from flask import redirect, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import Unauthorized

from web.applicant import access, codes, registration
from web.applicant.buttons import refresh
from web.applicant.desk import desk
from web.applicant.sheet import Press
from web.errors import outdated
from web.late import OLDER, Answered, answered, session_over, shown_again, wants_part
from web.render import say
from web.typed import TOKEN, typed
from web.visitor import visitor

FORM: Final = "applicant.press"
"""A form stores nothing when it is shown again, so it is at once."""


@desk.errorhandler(CSRFError)
@answered
def again(error: CSRFError) -> Answered:
    """The page was made before a log-in, a log-out or a new cookie: show it again as typed."""
    if request.form.get(TOKEN) and request.endpoint == "applicant.logout":
        return access.logout()  # whoever wants to leave is let go
    is_whole = bool(request.form.get(TOKEN)) and not wants_part()
    if is_whole and request.endpoint == FORM and visitor():
        say(OLDER)
        given = request.view_args or {}
        return refresh(Press(given["case_id"], given["place"], typed()))
    entry = ENTRY.get(request.endpoint or "")
    if entry is None:
        return shown_again(error)
    if not is_whole:
        return outdated(error)
    if visitor():
        return redirect(url_for("applicant.cabinet"), 303)
    say(OLDER)
    return entry()


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
    """The session is over."""
    return session_over(error, url_for("applicant.login"))
