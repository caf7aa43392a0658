"""Pages that were open longer than their session: what was typed on them survives the log-in."""

from __future__ import annotations

from flask import request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, Unauthorized
from werkzeug.wrappers import Response

from engine.language.marker import N_
from web.applicant.buttons import refresh
from web.applicant.desk import desk
from web.applicant.sheet import Press
from web.errors import outdated, refused
from web.render import page, say
from web.typed import TOKEN, typed
from web.visitor import visitor

FORM = "applicant.press"
Answered = Response | tuple[str, int] | HTTPException


@desk.errorhandler(CSRFError)
def again(error: CSRFError) -> Answered:
    """Somebody has logged in since the page was made: show it again as it was typed.

    Nothing is stored, so a page of somebody else's making gains nothing by it; such a post brings
    no cookie anyway, because the cookie is not sent across sites.
    """
    if request.endpoint != FORM or not visitor() or not request.form.get(TOKEN):
        return outdated(error)
    given = request.view_args or {}
    say(N_("The page was older than your session. Please check it and press the button again."))
    return refresh(Press(given["case_id"], given["stage"], typed()))


@desk.errorhandler(Unauthorized)
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
    )
