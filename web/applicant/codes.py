"""Step 3 of the registration: both codes, then the account, the case and the first form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from datetime import timedelta

from flask import g, redirect, request, url_for
from werkzeug.wrappers import Response

from engine.base.dataclass import dataclass
from engine.base.records import PendingRegistration
from engine.base.values import Problem, Text
from engine.forms.view import ProblemView
from engine.language.marker import N_
from web import locale
from web.applicant.desk import desk, viewer
from web.applicant.registration import begun, over, step_titles
from web.gate import open_to
from web.product import product
from web.render import page, say
from web.typed import clean
from web.visitor import browser, enter

Answered = Response | tuple[str, int]
NAMES = {"email": "account.email_code", "phone": "account.phone_code_received"}
CAPTIONS = {"email": N_("Confirmation code (e-mail)"), "phone": N_("Confirmation code (phone)")}
ICONS = {"email": "mail", "phone": "phone"}
BLANK = N_("Enter this code")


@dataclass(frozen=True, slots=True)
class CodeInput:
    """Where one code is typed."""

    kind: str
    id: str
    name: str
    caption: str
    icon: str
    contact: str = field(repr=False)
    typed: str = field(repr=False)
    problems: tuple[ProblemView, ...] = ()


@desk.get("/register/codes")
@open_to("everyone")
def codes() -> Answered:
    """Both inputs, once the contacts are known."""
    found = _sent()
    if found is None:
        return redirect(url_for("applicant.register"))
    return _form(found, {}, ())


@desk.post("/register/codes")
@open_to("everyone")
def confirm() -> Answered:
    """Complete the registration, or send the codes again."""
    found, typed = _sent(), _typed()
    if found is None:
        return over()
    action = request.form.get("_do", "continue")
    if action == "resend":
        return _resend(found, typed)
    if action != "continue":
        return _form(found, typed, ())
    blank = tuple(Problem(kind, "E-01", Text(BLANK)) for kind in NAMES if not typed[kind].strip())
    result = blank or product().reception.complete(found.id, typed, browser())
    if isinstance(result, tuple):
        return _form(found, typed, tuple(map(_shown, result)), status=422)
    enter(result)
    return redirect(_first_page(), 303)


def confirm_again() -> Answered:
    """Both inputs with what was typed, nothing checked."""
    found = _sent()
    return over() if found is None else _form(found, _typed(), ())


def _typed() -> dict[str, str]:
    return {kind: clean(request.form.get(name, "")) for kind, name in NAMES.items()}


def _sent() -> PendingRegistration | None:
    found = begun()
    return found if found is not None and found.email else None


def _resend(found: PendingRegistration, typed: dict[str, str]) -> Answered:
    refused = product().reception.send_again(found.id, browser())
    if refused is not None:
        return _form(found, typed, (), told=_shown(refused).text, status=422)
    say(N_("New codes were sent. The old ones are no longer valid."), "info")
    return redirect(url_for("applicant.codes"), 303)


def _shown(problem: Problem) -> ProblemView:
    reader = locale.reader()
    words = reader.text(problem.message, **problem.params)
    if problem.path not in CAPTIONS:
        return ProblemView(problem.level, problem.code, words)
    caption, target = reader.message(CAPTIONS[problem.path]), f"code-{problem.path}"
    return ProblemView(problem.level, problem.code, words, problem.path, target, caption)


def _first_page() -> str:
    """Where somebody who has just registered begins."""
    case = product().queries.cases_of(viewer(), g.programme).lines[0].id
    to_do = (item.fill_in for item in product().queries.overview(viewer(), case).to_do)
    place = next((one for one in to_do if one), "")
    if not place:
        return url_for("applicant.overview", case_id=case)
    return url_for("applicant.form", case_id=case, place=place)


def _form(
    found: PendingRegistration,
    typed: dict[str, str],
    problems: tuple[ProblemView, ...],
    told: str = "",
    status: int = 200,
) -> tuple[str, int]:
    """``told`` is said above the form: it is about no code that was typed."""
    reception = product().reception
    return page(
        "applicant/codes.html",
        status,
        codes=tuple(_inputs(found, typed, problems)),
        problems=problems,
        told=told,
        minutes=reception.desk.limits.code_length // timedelta(minutes=1),
        pause=reception.pause(found),
        step_titles=step_titles(),
        here=url_for("applicant.codes"),
        back_address=url_for("applicant.contacts"),
        typed_form="typed",
    )


def _inputs(
    found: PendingRegistration, typed: dict[str, str], problems: tuple[ProblemView, ...]
) -> Iterator[CodeInput]:
    reach, reader = {"email": found.email, "phone": found.phone}, locale.reader()
    for kind, name in NAMES.items():
        yield CodeInput(
            kind=kind,
            id=f"code-{kind}",
            name=name,
            caption=reader.message(CAPTIONS[kind]),
            icon=ICONS[kind],
            contact=reach[kind],
            typed=typed.get(kind, ""),
            problems=tuple(one for one in problems if one.path == kind),
        )
