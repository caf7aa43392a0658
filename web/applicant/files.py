"""Files of a question: one per request, kept as they arrive, handed out for download only."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import BinaryIO

from flask import (
    Response,
    abort,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response as AnyResponse

from engine.base.dataclass import dataclass
from engine.base.errors import NotFound
from engine.base.records import CaseFile
from engine.base.values import Problem
from engine.definitions.kinds.sentences import NO_SPACE
from engine.forms.view import FieldView
from engine.forms.wording import html_id
from engine.meaning.flow.commands import Refusal
from engine.services import senders
from engine.services.case_loading import CaseRequest
from engine.services.uploads import NewFile
from web import locale
from web.applicant.desk import desk, viewer
from web.applicant.sheet import file_addresses
from web.gate import open_to
from web.handing_out import attachment, made_file
from web.product import product
from web.receiving import by_script, chunks
from web.render import page
from web.step_files import NO_FILE, asked
from web.visitor import visitor

Answered = AnyResponse | tuple[str, int]


@dataclass(frozen=True, slots=True)
class FileQuestion:
    """The question that files are for."""

    case_id: str
    place: str
    name: str

    def address(self) -> str:
        """Of the page that takes files."""
        return url_for("applicant.files", case_id=self.case_id, place=self.place, name=self.name)


@desk.get("/case/<case_id>/<place>/files/<name>")
@open_to("applicant")
def files(case_id: str, place: str, name: str) -> Answered:
    """The page that takes files without any script."""
    return _files_page(FileQuestion(case_id, place, name))


@desk.post("/case/<case_id>/<place>/files/<name>")
@open_to("applicant")
def upload(case_id: str, place: str, name: str) -> Answered:
    """Take one file, or delete one. A script gets only the part of the page that changed."""
    where = FileQuestion(case_id, place, name)
    _question(where)
    if file_id := request.form.get("detach", ""):
        request_of = CaseRequest(case_id, senders.applicant(visitor()))
        product().uploads.detach(request_of, name, file_id)
        return redirect(where.address(), 303)
    given = request.files.get("file")
    if given is None or not given.filename:
        return _refused(where, locale.reader().message(NO_FILE))
    sender = senders.applicant(visitor())
    kept = product().uploads.attach(
        NewFile(case_id, sender, name, given.filename, chunks(given.stream))
    )
    if isinstance(kept, Refusal):
        abort(404)
    if isinstance(kept, Problem):
        return _refused(where, _words(kept), 507 if kept.code == NO_SPACE.code else 422)
    if by_script():
        return render_template(
            "parts/files_part.html", item=_question(where), **file_addresses(case_id, place)
        ), 200
    return redirect(where.address(), 303)


@desk.get("/case/<case_id>/files/<file_id>")
@open_to("applicant")
def file(case_id: str, file_id: str) -> Response:
    """A file as it was uploaded: always to keep, never to be shown by the browser."""
    found, opened = _kept_or_sent(case_id, file_id)
    return attachment(found, opened)


@desk.get("/case/<case_id>/files/together/<path>.<kind>")
@open_to("applicant")
def files_together(case_id: str, path: str, kind: str) -> Response:
    """All documents that are to be signed, in one file."""
    found = product().queries.together(viewer(), case_id, path, kind)
    return made_file(found.name, found.file)


def _kept_or_sent(case_id: str, file_id: str) -> tuple[CaseFile, AbstractContextManager[BinaryIO]]:
    """A file that stands in a form now, or stood in a version. Raises NotFound."""
    try:
        return product().queries.file(viewer(), case_id, file_id)
    except NotFound:
        case = product().cases.load(CaseRequest(case_id, senders.applicant(visitor())))
        return product().uploaded.sent(case, file_id)


def _question(where: FileQuestion) -> FieldView:
    """The question of files that is asked under this name; none is no page."""
    sheet = product().queries.form_page(viewer(), where.case_id, where.place)
    found = next((one for one in asked(sheet.forms) if one.path == where.name), None)
    if found is None or found.widget != "file" or sheet.read_only:
        abort(404)
    return found


def _refused(where: FileQuestion, words: str, status: int = 422) -> Answered:
    if by_script():
        return Response(words, status, content_type="text/plain; charset=utf-8")
    return _files_page(where, words, status)


def _files_page(where: FileQuestion, refusal: str = "", status: int = 200) -> Answered:
    return page(
        "applicant/files.html",
        status,
        item=_question(where),
        refusal=refusal,
        here=where.address(),
        back_address=url_for(
            "applicant.form",
            case_id=where.case_id,
            place=where.place,
            _anchor=html_id(where.name),
        ),
        **file_addresses(where.case_id, where.place),
    )


def _words(problem: Problem) -> str:
    return locale.reader().text(problem.message, **problem.params)
