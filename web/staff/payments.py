"""Payments: account statements are uploaded, and what found no invoice waits for a person."""

from __future__ import annotations

from io import BytesIO
from tempfile import TemporaryFile

from flask import Response, abort, redirect, request, send_file, url_for
from werkzeug.wrappers import Response as AnyResponse

from engine.base.errors import NotFound
from engine.base.values import Problem
from engine.demo.statement import demo_statement
from engine.language.marker import N_
from engine.payments.statements import StatementFault, StatementRefused
from engine.services.statement_reasons import FILE_FAULTS
from web import locale
from web.gate import open_to
from web.paging import PagePlace, beside
from web.product import product
from web.receiving import CHUNK
from web.render import page, say
from web.staff.desk import desk, here, member, viewer, zone

FILE = "statement"
NO_FILE = N_("Choose a file first")
LINE = N_("{fault} (line {line})")
READ = N_("Statements read: {statements}. New entries: {entries}.")
NOTHING_NEW = N_("Everything in this file was read before. Nothing was booked twice.")
LATER = N_("Statements read: {statements}. New entries being booked: {entries}. Look again soon.")
ASSIGNED = N_("Recorded as a payment.")
ASIDE = N_("Set aside.")


@desk.get("/<programme>/payments")
@open_to("staff")
def payments() -> tuple[str, int]:
    """Statements that were read, and entries that wait."""
    return _page()


@desk.post("/<programme>/payments")
@open_to("staff")
def read_statement() -> AnyResponse | tuple[str, int]:
    """Read a file of statements."""
    _open()
    given = request.files.get(FILE)
    if given is None or not given.filename:
        return _page((locale.reader().message(NO_FILE),))
    with TemporaryFile() as file:
        while part := given.stream.read(CHUNK):
            file.write(part)
        file.flush()
        try:
            taken = product().unmatched.intake.take(
                here().name, member().account, given.filename, file
            )
        except StatementRefused as refused:
            return _page(tuple(_in_words(fault) for fault in refused.faults[:20]))
    if not taken.new:
        say(NOTHING_NEW, "info")
    else:
        words = LATER if taken.later else READ
        say(words, statements=str(len(taken.statements)), entries=str(taken.new))
    return redirect(url_for("staff.payments"), 303)


@desk.get("/<programme>/payments/<entry>")
@open_to("staff")
def payment(entry: str) -> tuple[str, int]:
    """One entry that waits."""
    return _entry(entry)


@desk.post("/<programme>/payments/<entry>")
@open_to("staff")
def settle_payment(entry: str) -> AnyResponse | tuple[str, int]:
    """Assign an entry to a case, or set it aside."""
    try:
        if request.form.get("_do") == "assign":
            done = product().unmatched.assign(viewer(), entry, request.form.get("number", ""))
            if isinstance(done, Problem):
                return _entry(entry, done)
            say(ASSIGNED)
        else:
            wrong = product().unmatched.set_aside(viewer(), entry, request.form.get("why", ""))
            if wrong is not None:
                return _entry(entry, wrong)
            say(ASIDE)
    except NotFound:
        abort(404)
    return redirect(url_for("staff.payments"), 303)


@desk.get("/<programme>/payments/example.xml")
@open_to("staff")
def example_statement() -> Response:
    """A statement that pays everything that waits to be paid; in the demonstration only."""
    _open()
    if not product().settings.demo:
        abort(404)
    content = demo_statement(product(), here().name)
    return send_file(
        BytesIO(content), mimetype="application/xml", as_attachment=True,
        download_name="statement.xml",
    )  # fmt: skip


def _open() -> None:
    if not product().unmatched.may(viewer()):
        abort(404)


def _page(faults: tuple[str, ...] = ()) -> tuple[str, int]:
    asked = request.args.get("reason", ""), request.args.get("after", "")
    try:
        shown = product().unmatched.page(viewer(), *asked)
    except NotFound:
        abort(404)
    place = PagePlace(0, 0, 0, onward=beside(after=shown.after) if shown.after else "")
    return page(
        "staff/payments.html",
        422 if faults else 200,
        shown=shown,
        faults=faults,
        place=place,
        zone=zone(),
        is_demo=product().settings.demo,
    )


def _entry(id: str, wrong: Problem | None = None) -> tuple[str, int]:
    try:
        line = product().unmatched.entry(viewer(), id)
    except NotFound:
        abort(404)
    reader = locale.reader()
    problems = {wrong.path: reader.text(wrong.message, **wrong.params)} if wrong else {}
    return page(
        "staff/payment.html",
        422 if wrong else 200,
        line=line,
        wrong=problems,
        typed=request.form,
        zone=zone(),
    )


def _in_words(fault: StatementFault) -> str:
    reader = locale.reader()
    words = reader.message(FILE_FAULTS.get(fault.code, fault.message))
    return reader.message(LINE, fault=words, line=fault.line) if fault.line else words
