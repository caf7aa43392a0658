"""Forms filled in as PDF: downloaded, uploaded again, looked at, and used as if typed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from flask import Response, redirect, request, url_for

from engine.base.values import Problem
from engine.definitions.kinds.sentences import NO_SPACE
from engine.language.marker import N_
from engine.meaning.flow.commands import Refusal
from engine.services import senders
from engine.services.addresses import item_at
from engine.services.case_loading import CaseRequest
from engine.services.paper_files import LIMITS
from engine.services.papers import PaperFault, PaperRequest
from engine.services.replies import Clash
from engine.services.views import Entered
from web import locale
from web.applicant.clash import clash_page, differing_in_words
from web.applicant.desk import desk, viewer
from web.applicant.saving import Answered, Closed
from web.gate import open_to
from web.product import product
from web.receiving import chunks
from web.render import page, say
from web.step_files import NO_FILE
from web.visitor import visitor

SAYS: Final[Mapping[PaperFault, str]] = MappingProxyType(
    {
        "not a PDF": N_("This is no PDF. Upload the form that you downloaded here."),
        "damaged": N_(
            "The file is damaged and cannot be read. Save the form once more and upload it again."
        ),
        "password": N_(
            "The file is protected by a password. Save it without one and upload it again."
        ),
        "XFA": N_(
            "This kind of form (XFA) cannot be read. Download the form here and fill in that one."
        ),
        "no fields": N_(
            "Nothing can be read from this file: it was printed, scanned or saved without its "
            "fields. It is kept for the Bank together with the form, but the answers must still be "
            "entered on the page of the form, or in a form that is not printed."
        ),
        "not ours": N_("This PDF is not the form that you downloaded here."),
        "tangled": N_(
            "The fields of this file lead in a circle, so it cannot be read. Download the form "
            "here and fill it in again."
        ),
        "too much": N_(
            "The file is too large or too complicated to be read. Download the form here and fill "
            "it in again."
        ),
        "other form": N_("This is another form. Upload the one that you downloaded on this page."),
        "other case": N_("This form belongs to another application."),
        "older version": N_(
            "The form has changed since you downloaded it. Download it again and fill in that one."
        ),
    }
)
"""What is said of a file from which nothing is taken over."""


@desk.get("/case/<case_id>/<place>/paper")
@open_to("applicant")
def paper(case_id: str, place: str) -> Answered:
    """The page from which a form is downloaded as PDF and to which it comes back."""
    return _page(case_id, place)


@desk.get("/case/<case_id>/<place>/paper.pdf")
@open_to("applicant")
def paper_pdf(case_id: str, place: str) -> Response:
    """The form as PDF to be filled in."""
    document = Response(product().papers.written(_asked(case_id, place)))
    document.headers["Content-Type"] = "application/pdf"
    document.headers.set("Content-Disposition", "attachment", filename=f"{item_at(place)[0]}.pdf")
    return document


@desk.post("/case/<case_id>/<place>/paper")
@open_to("applicant")
def return_paper(case_id: str, place: str) -> Answered:
    """Take a form that came back, use what stands in it, or take it out again."""
    asked, onward = _asked(case_id, place), redirect(_here(case_id, place), 303)
    pressed = request.form.get("do", "")
    if pressed == "use":
        return _used(asked, case_id)
    if pressed == "remove":
        product().papers.remove(asked)
        return onward
    given = request.files.get("file")
    if given is None or not given.filename:
        return _page(case_id, place, locale.reader().message(NO_FILE), 422)
    kept = product().papers.take(asked, given.filename, chunks(given.stream))
    if isinstance(kept, Refusal):
        raise Closed
    if isinstance(kept, Problem):
        words = locale.reader().text(kept.message, **kept.params)
        return _page(case_id, place, words, 507 if kept.code == NO_SPACE.code else 422)
    return onward


def _used(asked: PaperRequest, case_id: str) -> Answered:
    version = request.form.get("version", "")
    seen = int(version) if version.isascii() and version.isdecimal() and len(version) < 9 else 0
    form = url_for("applicant.form", case_id=case_id, place=asked.place)
    result = product().papers.use(asked, seen)
    if isinstance(result, Refusal):
        raise Closed
    if isinstance(result, Clash):
        paper = product().papers.returned(asked)
        raw = {name: tuple(texts) for name, texts in paper.raw.items()} if paper else {}
        return clash_page(result, case_id, raw, form)
    say(N_("The answers of the PDF are in the form now. Look them through and press “Submit”."))
    return redirect(form, 303)


def _page(case_id: str, place: str, refusal: str = "", status: int = 200) -> Answered:
    asked = _asked(case_id, place)
    paper, reader = product().papers.returned(asked), locale.reader()
    entered = Entered(paper.raw, paper.problems) if paper and not paper.fault else None
    sheet = product().queries.form_page(viewer(), case_id, place, entered)
    return page(
        "applicant/paper.html",
        status,
        sheet=sheet,
        paper=paper,
        fault=reader.message(SAYS[paper.fault]) if paper and paper.fault else "",
        differing=differing_in_words(paper.differing, case_id) if paper else (),
        limits=LIMITS,
        refusal=refusal,
        here=_here(case_id, place),
        form_address=url_for("applicant.form", case_id=case_id, place=place),
        pdf_address=url_for("applicant.paper_pdf", case_id=case_id, place=place),
    )


def _asked(case_id: str, place: str) -> PaperRequest:
    request_of = CaseRequest(case_id, senders.applicant(visitor()))
    return PaperRequest(request_of, place, locale.current())


def _here(case_id: str, place: str) -> str:
    return url_for("applicant.paper", case_id=case_id, place=place)
