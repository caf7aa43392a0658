"""Who of the bank opened what of a case; and why somebody opens one that is not theirs."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from engine.base.legible import legible_line
from engine.language.marker import N_
from engine.services.desk_case import DeskCase
from engine.services.desk_opened import DOCUMENT
from engine.services.reads import REASON, may_audit
from web import talking
from web.gate import open_to
from web.paging import PAGE, passed, placed
from web.product import product
from web.render import page
from web.staff.case_frame import PARTS, desk_case, head, loaded
from web.staff.desk import desk, zone
from web.staff.recording import record
from web.typed import clean

REASONS: Final = (
    N_("The client asked about it"),
    N_("A colleague asked for help"),
    N_("Control of the work of the Bank"),
    N_("Inquiry of an authority"),
)
LONGEST: Final = 500
WAYS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "list": N_("from a list"),
        "search": N_("from a search"),
        "link": N_("by an address"),
        "case": N_("within the case"),
    }
)
THINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "file": N_("A file"),
        "code": N_("A whole personal code"),
        DOCUMENT: N_("A document"),
        "export": N_("Export"),
        "stood": N_("As it stood earlier"),
        REASON: N_("Reason for opening"),
    }
)


@desk.get("/<programme>/cases/<case_id>/reads")
@open_to("staff")
def reads(case_id: str) -> ResponseReturnValue:
    """Who was shown what, for those who audit."""
    told = desk_case(case_id)
    if not may_audit(told.case):
        abort(404)
    top = head(told, "reads")
    found = product().reads.of_case(told.case, passed(), PAGE)
    return page(
        "staff/reads.html",
        head=top,
        days=talking.by_day(found, zone()),
        place=placed(len(found), product().reads.count_of(told.case)),
        names=told.names,
        named=part_named,
        about=lambda part: _about(told, part),
        ways=WAYS,
        zone=zone(),
        today=product().clock.now().astimezone(zone()).date(),
    )


@desk.get("/<programme>/cases/<case_id>/why")
@open_to("staff")
def why(case_id: str) -> ResponseReturnValue:
    """Ask why the case is opened."""
    loaded(case_id)
    return _asked(case_id)


@desk.post("/<programme>/cases/<case_id>/why")
@open_to("staff")
def say_why(case_id: str) -> ResponseReturnValue:
    """Record the reason and open the case."""
    case = loaded(case_id)
    chosen, other = request.form.get("reason", ""), legible_line(request.form.get("other", ""))
    reason = other[:LONGEST] if chosen == "other" else chosen
    if reason not in REASONS and chosen != "other":
        reason = ""
    if not reason:
        return _asked(case_id, is_refused=True)
    record(case, REASON, reason)
    return redirect(url_for(_endpoint(), case_id=case_id), 303)


def _asked(case_id: str, *, is_refused: bool = False) -> tuple[str, int]:
    return page(
        "staff/why.html",
        422 if is_refused else 200,
        here=url_for("staff.say_why", case_id=case_id, to=request.args.get("to") or None),
        reasons=REASONS,
        chosen=request.form.get("reason", ""),
        other=clean(request.form.get("other", "")),
        is_refused=is_refused,
    )


def _endpoint() -> str:
    """The part of the case that was wanted."""
    wanted = request.args.get("to", "")
    return PARTS[wanted][0] if wanted in PARTS else "staff.case"


def _about(told: DeskCase, part: str) -> str:
    """Which document was shown; empty for everything else."""
    kind, _, place = part.partition("/")
    return told.titled(place) if kind == DOCUMENT else ""


def part_named(part: str) -> str:
    """What a part of a case is called, as a message of the code."""
    kind = part.partition("/")[0]
    return PARTS[kind][1] if kind in PARTS else THINGS.get(kind, kind)
