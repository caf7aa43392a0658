"""Where somebody is logged in, and logging out there."""

from __future__ import annotations

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from engine.accounts import sessions
from engine.accounts.sessions import Present
from engine.base.dataclass import dataclass
from engine.language.marker import N_
from web import locale
from web.applicant.desk import desk, zone
from web.browsers import browser_name
from web.gate import open_to
from web.paging import sliced
from web.product import product
from web.render import page, say
from web.visitor import leave, present


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One browser, in the reader's words."""

    id: str
    name: str
    since: str
    seen: str
    is_this: bool


@desk.get("/sessions", endpoint="sessions")
@open_to("applicant")
def own_sessions() -> tuple[str, int]:
    """All browsers that are logged in."""
    who, reader = signed_in(), locale.reader()
    lines = tuple(
        SessionLine(
            id=one.id,
            name=_name(one.user_agent),
            since=reader.datetime(one.created_at, zone()),
            seen=reader.datetime(one.seen_at, zone()),
            is_this=one.id == who.session.id,
        )
        for one in sessions.open_of(product().desk, who.account.id)
    )
    shown, place = sliced(sorted(lines, key=lambda line: not line.is_this))
    return page(
        "applicant/sessions.html",
        lines=shown,
        place=place,
        here=url_for("applicant.sessions"),
        profile_address=url_for("applicant.profile"),
    )


@desk.post("/sessions")
@open_to("applicant")
def end_sessions() -> Response:
    """Log out one browser, all others, or all."""
    who, do = signed_in(), request.form.get("_do", "")
    front = product().desk
    if do == "all":
        sessions.end_all(front, who.account.id)
        leave()
        say(N_("You are logged out everywhere."), "info")
        return redirect(url_for("applicant.login"), 303)
    if do == "others":
        sessions.end_others(front, who.session)
        say(N_("You are logged out everywhere else."))
    elif do.startswith("end:") and sessions.end_one(front, who.account.id, do[4:]):
        say(N_("That browser is logged out."))
    return redirect(url_for("applicant.sessions"), 303)


def signed_in() -> Present:
    """Who reads this page of the applicant's own."""
    who = present()
    if who is None:
        abort(401)
    return who


def _name(user_agent: str) -> str:
    found, reader = browser_name(user_agent), locale.reader()
    if found.browser and found.system:
        return reader.message(
            N_("{browser} on {system}"), browser=found.browser, system=found.system
        )
    return found.browser or found.system or reader.message(N_("Unknown browser"))
