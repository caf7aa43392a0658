"""What was sent of a document, version by version, for its applicant."""

from __future__ import annotations

from flask import Response, request, url_for

from engine.case.number import number
from engine.services import senders
from engine.services.case_loading import CaseRequest, LoadedCase
from engine.services.document_pages import DocumentAsked
from web import locale
from web.applicant.desk import desk, zone
from web.gate import open_to
from web.paging import sliced
from web.product import product
from web.render import page
from web.visitor import visitor


@desk.get("/case/<case_id>/<place>/versions")
@open_to("applicant")
def versions(case_id: str, place: str) -> tuple[str, int]:
    """A version, beside another one."""
    asked = DocumentAsked(place, locale.current(), _number("version"), _number("with"))
    document = product().documents.one(_own(case_id), asked)
    found, stands = sliced(document.versions[::-1])
    return page(
        "applicant/versions.html",
        document=document,
        versions=found,
        place=stands,
        case_id=case_id,
        zone=zone(),
        file_address=lambda id: url_for("applicant.file", case_id=case_id, file_id=id),
    )


@desk.get("/case/<case_id>/<place>/pdf")
@open_to("applicant")
def pdf(case_id: str, place: str) -> Response:
    """A version of what was sent in, the last one if none is named, as a document to keep."""
    case = _own(case_id)
    asked = DocumentAsked(place, locale.current(), _number("version"))
    document = Response(product().documents.pdf(case, asked))
    document.headers["Content-Type"] = "application/pdf"
    document.headers.set("Content-Disposition", "attachment", filename=f"{number(case.case)}.pdf")
    return document


def _own(case_id: str) -> LoadedCase:
    """The case, if it is the visitor's. Raises NotFound."""
    return product().cases.load(CaseRequest(case_id, senders.applicant(visitor())))


def _number(name: str) -> int:
    given = request.args.get(name, "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 6 else 0
