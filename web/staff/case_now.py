"""The page “Now” of a case: what is to be done, by whom, and why something is not open yet."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from secrets import token_hex
from typing import Final

from flask import abort, current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from engine.base.errors import NotFound
from engine.case.notes import notes
from engine.language.marker import N_
from engine.services.desk_case import DeskCase
from engine.services.reads import only_reads
from web import locale
from web.gate import open_to
from web.paging import sliced
from web.product import product
from web.render import page, say
from web.staff.calls import calls_of
from web.staff.case_frame import desk_case, head, opened, still_open
from web.staff.desk import desk, member, zone
from web.staff.showing import show, shown

Answered = Response | tuple[str, int]
NOTES: Final = 20
"""Notes that stand on the page at once."""


@desk.get("/<programme>/cases/<case_id>")
@open_to("staff")
def case(case_id: str) -> Answered:
    """What is to be done now."""
    found = desk_case(case_id)
    return now_page(found, shown(found.case, ""))


@desk.post("/<programme>/cases/<case_id>/code")
@open_to("staff")
def show_code(case_id: str) -> Answered:
    """Show the personal code of somebody once; that is recorded."""
    found, unit = desk_case(case_id), request.form.get("of", "")
    people = product().case_desk.now(found).people
    if only_reads(found.case) or unit not in {row.unit for row in people if row.codes}:
        abort(404)
    show(found.case, "", unit)
    return redirect(url_for("staff.case", case_id=case_id), 303)


@desk.post("/<programme>/cases/<case_id>/marks")
@open_to("staff")
def look_at(case_id: str) -> Answered:
    """Note that a mark of a check was looked at."""
    found = desk_case(case_id)
    mark, key = request.form.get("mark", ""), request.form.get("_key", "")
    if product().case_desk.look_at(found, mark, key) is not None:
        say(N_("Noted as looked at."))
    return redirect(url_for("staff.case", case_id=case_id), 303)


@desk.post("/<programme>/cases/<case_id>/here")
@open_to("staff")
def here(case_id: str) -> Answered:
    """Somebody still has the case open; who else has, as a part of the page."""
    place = request.form.get("place", "")
    top = still_open(desk_case(case_id), "now", place)
    return page("staff/parts/presence.html", head=top, seen=request.form.get("seen", ""))


@desk.post("/<programme>/cases/<case_id>/left")
@open_to("staff")
def left(case_id: str) -> Answered:
    """Somebody has closed the case."""
    # After the last step of a role the case is none of theirs: the page of an error that nobody
    # sees would take what is to be said on the next one.
    with suppress(NotFound):
        product().who_is_here.leave(opened(case_id).case.id, member().account)
    return "", 204


def look_address(case_id: str) -> Callable[[str], str] | None:
    """Where the answers of an item are read; None where no page shows them."""
    if "staff.document" not in current_app.view_functions:
        return None
    return lambda place: url_for("staff.document", case_id=case_id, place=place)


def now_page(found: DeskCase, whole: str = "", status: int = 200) -> tuple[str, int]:
    """The page; ``whole`` is somebody whose personal code is shown whole."""
    since_last = product().reads.since_last
    noted = notes(found.case.events)
    lines, place = sliced(noted, NOTES, endpoint="staff.case", _anchor="notes")
    return page(
        "staff/now.html",
        status,
        head=head(found, "now"),
        now=product().case_desk.now(found, whole),
        news=() if found.case.stood_at else since_last(found.case, locale.current()),
        names=found.names,
        linked=product().added_cases.linked(found),
        calls=() if only_reads(found.case) else calls_of(found),
        notes=lines,
        signed=product().case_desk.signed(found, again="again" in request.args),
        notes_place=place,
        look_address=look_address(found.case.case.id),
        zone=zone(),
        today=product().clock.now().astimezone(zone()).date(),
        key=token_hex,
    )
