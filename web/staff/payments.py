"""Payments: account statements are uploaded, and what found no invoice waits for a person."""

from __future__ import annotations

from io import BytesIO

from flask import Response, abort, redirect, request, send_file, url_for
from werkzeug.wrappers import Response as AnyResponse

from engine.base.errors import NotFound
from engine.base.values import Problem
from engine.demo.statement import demo_statement
from engine.language.marker import N_
from engine.services.statement_reasons import FILE_FAULTS
from engine.store.errors import FileTooLarge
from web import locale
from web.gate import open_to
from web.paging import PagePlace, beside
from web.product import product
from web.receiving import CHUNK
from web.render import page, say
from web.staff.desk import desk, here, member, viewer, zone

FILE = "statement"
NO_FILE = N_("Choose a file first")
RECEIVED = N_("The file has been received and is being read.")
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
    """Receive a file of statements; a job reads it."""
    _open()
    given = request.files.get(FILE)
    if given is None or not given.filename:
        return _page((locale.reader().message(NO_FILE),))
    try:
        product().unmatched.intake.receive(
            here().name,
            member().account,
            given.filename,
            iter(lambda: given.stream.read(CHUNK), b""),
        )
    except FileTooLarge:
        return _page((locale.reader().message(FILE_FAULTS["too large"]),))
    say(RECEIVED, "info")
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
