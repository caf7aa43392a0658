"""Another password: asked for after a temporary one, or changed at will."""

from __future__ import annotations

from typing import Final

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from engine.accounts import recovery
from engine.accounts.desk import AccountRefused
from engine.accounts.recovery import PasswordChange
from engine.accounts.sessions import LoggedIn, Present
from engine.forms.view import ProblemView
from engine.language.marker import N_
from web.applicant.access import onward
from web.applicant.asking import AccountAsked, AskPage, ask_page, blank, judged, refused
from web.applicant.desk import desk
from web.gate import open_to, want
from web.product import product
from web.render import say
from web.visitor import browser, present

Answered = Response | tuple[str, int]
OLD, NEW, REPEAT = "password.old", "password.new", "password.repeat"
OLD_CAPTION, TEMPORARY_CAPTION = N_("Current password"), N_("Temporary password")
NEW_CAPTION, REPEAT_CAPTION = N_("New password"), N_("Repeat the new password")
REFUSED_AT: Final = {"password-same": NEW, "password-differs": REPEAT}


@desk.get("/password")
@open_to("everyone")
def password() -> Answered:
    """The form; whoever is not logged in logs in first."""
    who = present()
    if who is None:
        want("applicant.password", {})
        return redirect(url_for("applicant.login"))
    return _form(who, ())


@desk.post("/password")
@open_to("everyone")
def change_password() -> Answered:
    """Set another password; every other browser is logged out."""
    who = present()
    if who is None:
        return redirect(url_for("applicant.login"), 303)
    result = _changed(who)
    if not isinstance(result, LoggedIn):
        return _form(who, result, 422)
    say(N_("Your password is changed. You are logged out everywhere else."))
    return onward(result)


def _changed(who: Present) -> LoggedIn | tuple[ProblemView, ...]:
    typed = {name: request.form.get(name, "") for name in (OLD, NEW, REPEAT)}
    captions = {OLD: _old_caption(who), NEW: NEW_CAPTION, REPEAT: REPEAT_CAPTION}
    empty = tuple(blank(name, captions[name]) for name, text in typed.items() if not text)
    new = judged("password", typed[NEW], NEW, NEW_CAPTION) if typed[NEW] else ""
    wrong = new if isinstance(new, tuple) else ()
    if typed[NEW] and typed[REPEAT] and typed[NEW] != typed[REPEAT]:
        wrong += (refused(AccountRefused("password-differs"), REPEAT, REPEAT_CAPTION),)
    if empty or wrong:
        return empty + wrong
    result = recovery.change(product().desk, who, PasswordChange(typed[OLD], typed[NEW]), browser())
    if isinstance(result, AccountRefused):
        name = REFUSED_AT.get(result.code, OLD)
        return (refused(result, name, captions[name]),)
    return result


def _form(who: Present, problems: tuple[ProblemView, ...], status: int = 200) -> Answered:
    is_due = bool(who.session.must_change_password)
    back = ("", "") if is_due else (N_("Back to the profile"), url_for("applicant.profile"))
    what = AskPage(
        heading=N_("Change password"),
        lead=N_("Choose a new password to finish the recovery.") if is_due else "",
        asked=(
            AccountAsked(OLD, _old_caption(who), "password"),
            AccountAsked(NEW, NEW_CAPTION, "new password"),
            AccountAsked(REPEAT, REPEAT_CAPTION, "new password"),
        ),
        button=N_("Log in") if is_due else N_("Change password"),
        here=url_for("applicant.password"),
        back=back,
    )
    return ask_page(what, problems, status)


def _old_caption(who: Present) -> str:
    return TEMPORARY_CAPTION if who.session.must_change_password else OLD_CAPTION
