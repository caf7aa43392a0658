"""Pages of the desk that were open longer than their session."""

from __future__ import annotations

from flask import url_for
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import Unauthorized

from web.late import Answered, answered, session_over, shown_again
from web.staff.desk import desk


@desk.errorhandler(CSRFError)
@answered
def again(error: CSRFError) -> Answered:
    """The page was made before a log-in or a new cookie."""
    return shown_again(error)


@desk.errorhandler(Unauthorized)
@answered
def gone(error: Unauthorized) -> Answered:
    """The session is over."""
    return session_over(error, url_for("staff.login"))
