"""Files that staff attach to the form of a step: with the form, or one by one by a script."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from typing import Any

from flask import Response, abort, render_template, request, send_file, url_for
from werkzeug.wrappers import Response as AnyResponse

from engine.base.values import Problem
from engine.forms.view import FieldView, GroupView
from engine.language.marker import N_
from engine.meaning.flow.commands import Refusal
from engine.services.case_loading import CaseRequest
from engine.services.desk_steps import DeskStepAt, DeskStepWriting, step_at
from engine.services.uploads import NewFile
from web import locale
from web.gate import open_to
from web.product import product
from web.receiving import by_script, chunks
from web.staff.case_frame import desk_case
from web.staff.desk import desk

NO_FILE = N_("Choose a file first")


@desk.post("/<programme>/cases/<case_id>/do/<place>/<step>/files/<name>")
@open_to("staff")
def step_files(case_id: str, place: str, step: str, name: str) -> AnyResponse | tuple[str, int]:
    """Take one file; a script gets the part of the page that changed."""
    at = step_at(desk_case(case_id), place, step)
    given = request.files.get("file")
    if given is None or not given.filename or not by_script():
        return _told(locale.reader().message(NO_FILE))
    kept = _attach(at, name, given.filename, chunks(given.stream))
    if isinstance(kept, Problem):
        return _told(locale.reader().text(kept.message, **kept.params))
    again = step_at(desk_case(case_id), place, step)
    item = next((one for one in _questions(again) if one.path == name), None)
    if item is None:
        abort(404)
    addresses = file_addresses(case_id, place, step)
    part = render_template("parts/files_part.html", item=item, native_files=True, **addresses)
    return part, 200


@desk.get("/<programme>/cases/<case_id>/do/<place>/<step>/files/<name>")
@open_to("staff")
def step_file(case_id: str, place: str, step: str, name: str) -> Response:
    """A file of one's own draft, to keep and never to be shown by the browser."""
    at = step_at(desk_case(case_id), place, step)
    own = at.case.case.files_of(at.entry().draft)
    found = next((file for file in own if file.id == name), None)
    if found is None:
        abort(404)
    closing = ExitStack()
    opened = closing.enter_context(product().uploads.space.files.open(found.id))
    answer = send_file(
        opened,
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=found.name,
        etag=False,
    )
    answer.call_on_close(closing.close)
    answer.content_length = found.size
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def attached(at: DeskStepAt) -> tuple[Problem, ...]:
    """Keep the files that came with the form; what is wrong with those that were refused."""
    found: list[Problem] = []
    for name, files in request.files.lists():
        for file in files:
            if file.filename:
                kept = _attach(at, name, file.filename, chunks(file.stream))
                found += [kept] if isinstance(kept, Problem) else []
    return tuple(found)


def detached(at: DeskStepAt, operand: str) -> None:
    """Take a file out of the draft again."""
    name, _, file_id = operand.rpartition(":")
    request_of = CaseRequest(at.case.case.case.id, at.case.sender)
    product().uploads.detach(request_of, name, file_id, at.entry())


def file_addresses(case_id: str, place: str, step: str) -> Mapping[str, Any]:
    """Functions that tell templates where files come from and go to."""

    def address(endpoint: str, name: str) -> str:
        return url_for(endpoint, case_id=case_id, place=place, step=step, name=name)

    return {
        "file_address": lambda id: address("staff.step_file", id),
        "upload_address": lambda name: address("staff.step_files", name),
    }


def _attach(at: DeskStepAt, path: str, name: str, content: Iterator[bytes]) -> Problem | None:
    entry = at.entry()
    file = NewFile(at.case.case.case.id, at.case.sender, path, name, content, entry)
    kept = product().uploads.attach(file)
    if isinstance(kept, Refusal):
        abort(404)
    return kept if isinstance(kept, Problem) else None


def _questions(at: DeskStepAt) -> Iterator[FieldView]:
    forms = DeskStepWriting(at).page().forms
    for item in (item for form in forms for section in form.sections for item in section.items):
        if isinstance(item, GroupView):
            yield from (one for row in item.rows for one in row.items)
        else:
            yield item


def _told(words: str) -> Response:
    return Response(words, 422, content_type="text/plain; charset=utf-8")
