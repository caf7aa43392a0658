"""Registration: what the case begins with, form by form, then the contacts; codes.py ends it."""

from __future__ import annotations

from typing import Final

from flask import abort, redirect, render_template, request, url_for
from flask import session as cookie
from werkzeug.wrappers import Response

from engine.base.records import PendingRegistration
from engine.base.values import NOTHING, Problem
from engine.forms.view import FormView
from engine.language.marker import N_
from engine.services.registration import WizardStep
from engine.services.views import Entered
from web import locale
from web.applicant.desk import desk, here
from web.applicant.passwords import CONDITIONS
from web.applicant.shape import shape_of
from web.gate import open_to
from web.product import product
from web.render import page, say
from web.typed import Raw, typed
from web.visitor import browser, visitor

Answered = Response | tuple[str, int]
BEGUN: Final = "registration"
"""Where the cookie keeps the id of a registration that was begun, or is when the page is sent."""
OVER: Final = N_(
    "This registration is no longer open in this browser. If you have completed it, log in; "
    "otherwise please register again."
)


@desk.get("/register", defaults={"number": 1})
@desk.get("/register/<int:number>")
@open_to("everyone")
def register(number: int) -> Answered:
    """A form of the registration, with what was answered before."""
    if visitor():
        return redirect(url_for("applicant.cabinet"))
    if number > 1 and begun() is None:
        return redirect(url_for("applicant.register"))
    cookie[BEGUN] = [_id() or product().desk.ids.new(), here().name]
    if number == 1 and not here().registration.case_forms:
        return redirect(url_for("applicant.contacts"))
    return _case_form(number, None)


@desk.post("/register", defaults={"number": 1})
@desk.post("/register/<int:number>")
@open_to("everyone")
def answer(number: int) -> Answered:
    """Keep the answers and go on, or show the questions they lead to."""
    post = typed()
    if request.headers.get("HX-Request"):
        return _questions(number, post.raw, post.marks.get("_shape", ""))
    if post.action != "continue":
        return _case_form(number, post.raw)
    kept = product().reception.answer(_step(_name(number), post.raw), browser())
    if not isinstance(kept, PendingRegistration):
        return _case_form(number, post.raw, kept, 422)
    cookie[BEGUN] = [kept.id, here().name]
    if number < len(here().registration.case_forms):
        return redirect(url_for("applicant.register", number=number + 1), 303)
    return redirect(url_for("applicant.contacts"), 303)


@desk.get("/register/contacts")
@open_to("everyone")
def contacts() -> Answered:
    """Where the codes go, and the password."""
    if begun() is None and (here().registration.case_forms or not _id()):
        return redirect(url_for("applicant.register"))
    return _account_form(None)


@desk.post("/register/contacts")
@open_to("everyone")
def contact() -> Answered:
    """Keep the contacts and send a code to each."""
    post = typed()
    if begun() is None and (here().registration.case_forms or not _id()):
        return over()
    if post.action != "continue":
        return _account_form(post.raw)
    step = _step(here().registration.account_form, post.raw)
    kept = product().reception.give_contacts(step, browser())
    if not isinstance(kept, PendingRegistration):
        return _account_form(post.raw, kept, 422)
    return redirect(url_for("applicant.codes"), 303)


def answer_again() -> Answered:
    """The form of the address with what was typed, nothing kept."""
    return _case_form((request.view_args or {}).get("number", 1), typed().raw)


def contact_again() -> Answered:
    """The contacts with what was typed, nothing kept."""
    return _account_form(typed().raw) if begun() else over()


def over() -> Response:
    """A registration that this browser no longer knows: completed, run out or begun elsewhere."""
    say(OVER, "info")
    return redirect(url_for("applicant.login"), 303)


def begun() -> PendingRegistration | None:
    """The registration that this browser has begun, while it lasts."""
    return product().reception.begun(_id(), here().name)


def _name(number: int) -> str:
    names = here().registration.case_forms
    if not 0 < number <= len(names):
        abort(404)
    return names[number - 1]


def _step(form: str, raw: Raw) -> WizardStep:
    return WizardStep(here().name, form, raw, locale.current(), _id())


def _id() -> str:
    """Of a registration of this programme: that of another one is none of its own."""
    id, programme = cookie.get(BEGUN) or ("", "")
    return str(id) if programme == here().name else ""


def _form(name: str, raw: Raw | None, problems: tuple[Problem, ...]) -> FormView:
    found = begun()
    entered = Entered(raw or {}, problems, found.answers if found else NOTHING)
    return product().queries.registration_form(here().name, name, locale.current(), entered)


def _case_form(
    number: int, raw: Raw | None, problems: tuple[Problem, ...] = (), status: int = 200
) -> tuple[str, int]:
    return page(
        "applicant/register.html",
        status,
        **_shown(_form(_name(number), raw, problems)),
        here=url_for("applicant.register", number=number),
        number=number,
    )


def _questions(number: int, raw: Raw, shape: str) -> tuple[str, int]:
    shown = _shown(_form(_name(number), raw, ()))
    if shown["shape"] == shape:
        return "", 204
    return render_template("parts/form_part.html", **shown), 200


def _account_form(
    raw: Raw | None, problems: tuple[Problem, ...] = (), status: int = 200
) -> tuple[str, int]:
    registration = here().registration
    return page(
        "applicant/contacts.html",
        status,
        **_shown(_form(registration.account_form, raw, problems)),
        here=url_for("applicant.contacts"),
        back_address=url_for("applicant.register", number=len(registration.case_forms) or 1),
        password_name=registration.password,
        conditions=CONDITIONS,
        number=len(registration.case_forms) + 1,
    )


def _shown(form: FormView) -> dict[str, object]:
    return {
        "forms": (form,),
        "problems": form.summary,
        "shape": shape_of((form,)),
        "version": 0,
        "typed_form": "typed",
        "step_titles": step_titles(),
    }


def step_titles() -> tuple[str, ...]:
    """Titles of the forms of the registration in their order."""
    registration, reader = here().registration, locale.reader()
    names = (*registration.case_forms, registration.account_form)
    titles = {form.name: form.title for form in here().forms}
    return tuple(reader.text(titles[name]) for name in names)
