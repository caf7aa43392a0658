"""The profile: how somebody is reached, in which language, and how the log-in is protected."""

from __future__ import annotations

from typing import Final, Literal

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from engine.accounts import contact_change, second_factor, sessions
from engine.accounts.desk import AccountRefused
from engine.accounts.proof import prove
from engine.base.recoveries import ContactChange
from engine.forms.view import ProblemView
from engine.language.marker import N_
from web import locale
from web.applicant.asking import AccountAsked, AskPage, ask_page, blank, judged, refused
from web.applicant.desk import desk, here
from web.applicant.notice_ticks import tick_groups
from web.applicant.own_sessions import signed_in
from web.applicant.recovering import CODE_CAPTION, letter_context
from web.gate import open_to
from web.product import product
from web.render import page, say
from web.typed import clean
from web.visitor import browser

Answered = Response | tuple[str, int]
ContactKind = Literal["email", "phone"]
NEW, PASSWORD, CODE = "contact.new", "contact.password", "contact.code"
PASSWORD_CAPTION: Final = N_("Your password")
CAPTIONS: Final = {"email": N_("New e-mail address"), "phone": N_("New phone number")}
HEADINGS: Final = {"email": N_("Change the e-mail address"), "phone": N_("Change the phone number")}
BACK: Final = N_("Back to the profile")


@desk.get("/profile")
@open_to("applicant")
def profile() -> Answered:
    """What is known of the account."""
    who, front = signed_in(), product().desk
    return page(
        "applicant/profile.html",
        account=who.account,
        tongues_spoken=tuple((code, locale.own_name(code)) for code in here().languages),
        factors=second_factor.of(front, who.account.id),
        tick_groups=tick_groups(who.account.id),
        browsers=len(sessions.open_of(front, who.account.id)),
    )


@desk.post("/profile")
@open_to("applicant")
def change_language() -> Response:
    """Letters come in this language from now on; the page goes on in it."""
    lang, who = request.form.get("language", ""), signed_in()
    if lang not in here().languages:
        abort(400)
    with product().store.write() as unit:
        unit.accounts.change_language(unit.accounts.one(who.account.id), lang)
    say(N_("Saved."))
    return redirect(url_for("applicant.profile", lang=lang), 303)


@desk.get("/profile/<any(email, phone):kind>")
@open_to("applicant")
def contact_change_page(kind: ContactKind) -> Answered:
    """Which contact shall it be, and the password."""
    return _ask_contact(kind, "", ())


@desk.post("/profile/<any(email, phone):kind>")
@open_to("applicant")
def begin_contact_change(kind: ContactKind) -> Answered:
    """Send a code to the new contact once the password was right."""
    typed, secret = clean(request.form.get(NEW, "")), request.form.get(PASSWORD, "")
    caption, who = CAPTIONS[kind], signed_in()
    entered = {NEW: (typed.strip(), caption), PASSWORD: (secret, PASSWORD_CAPTION)}
    empty = tuple(blank(name, named) for name, (text, named) in entered.items() if not text)
    clean_one = judged(kind, typed, NEW, caption) if typed.strip() else ""
    problems = empty + (clean_one if isinstance(clean_one, tuple) else ())
    if problems or isinstance(clean_one, tuple):
        return _ask_contact(kind, typed, problems, 422)
    if wrong := prove(product().desk, who.account, secret):
        return _ask_contact(kind, typed, (refused(wrong, PASSWORD, PASSWORD_CAPTION),), 422)
    begun = contact_change.start(
        product().desk, who.account, clean_one, letter_context(), browser()
    )
    if isinstance(begun, AccountRefused):
        return _ask_contact(kind, typed, (refused(begun, NEW, caption),), 422)
    return redirect(url_for("applicant.contact_code", kind=kind), 303)


@desk.get("/profile/<any(email, phone):kind>/code")
@open_to("applicant")
def contact_code(kind: ContactKind) -> Answered:
    """The code that came to the new contact."""
    change = contact_change.pending(product().desk, signed_in().account.id, kind)
    if change is None:
        return redirect(url_for("applicant.contact_change_page", kind=kind))
    return _ask_code(change, ())


@desk.post("/profile/<any(email, phone):kind>/code")
@open_to("applicant")
def confirm_contact(kind: ContactKind) -> Answered:
    """Change the contact, or send the code again."""
    front, account = product().desk, signed_in().account.id
    change = contact_change.pending(front, account, kind)
    if change is None:
        say(N_("The change was not confirmed in time. Start again"), "info")
        return redirect(url_for("applicant.contact_change_page", kind=kind), 303)
    if request.form.get("_do") == "resend":
        wrong = contact_change.send_again(front, account, kind, letter_context(), browser())
        if wrong is not None:
            return _ask_code(change, (refused(wrong, CODE),), 422)
        say(N_("New codes were sent. The old ones are no longer valid."), "info")
        return redirect(url_for("applicant.contact_code", kind=kind), 303)
    typed = clean(request.form.get(CODE, ""))
    if not typed.strip():
        return _ask_code(change, (blank(CODE, CODE_CAPTION),), 422)
    result = contact_change.confirm(front, account, kind, typed, letter_context())
    if isinstance(result, AccountRefused):
        if result.code == "contact-taken":
            return _ask_contact(kind, change.contact, (refused(result, NEW, CAPTIONS[kind]),), 422)
        return _ask_code(change, (refused(result, CODE, CODE_CAPTION),), 422)
    say(N_("Saved."))
    return redirect(url_for("applicant.profile"), 303)


def _ask_contact(
    kind: ContactKind, typed: str, problems: tuple[ProblemView, ...], status: int = 200
) -> Answered:
    what = AskPage(
        heading=HEADINGS[kind],
        lead=N_(
            "We send a code to the new contact and a word to the old one. What you have sent to "
            "the Bank so far stays as it was."
        ),
        asked=(
            AccountAsked(NEW, CAPTIONS[kind], kind, typed=typed),
            AccountAsked(PASSWORD, PASSWORD_CAPTION, "password"),
        ),
        button=N_("Continue"),
        here=url_for("applicant.contact_change_page", kind=kind),
        back=(BACK, url_for("applicant.profile")),
    )
    return ask_page(what, problems, status)


def _ask_code(
    change: ContactChange, problems: tuple[ProblemView, ...], status: int = 200
) -> Answered:
    hint, params = N_("Sent to {contact}"), {"contact": change.contact}
    what = AskPage(
        heading=HEADINGS[change.channel],
        asked=(AccountAsked(CODE, CODE_CAPTION, "code", hint, params),),
        button=N_("Confirm"),
        here=url_for("applicant.contact_code", kind=change.channel),
        back=(BACK, url_for("applicant.profile")),
        resends=True,
        pause=contact_change.pause(product().desk, change),
    )
    return ask_page(what, problems, status)
