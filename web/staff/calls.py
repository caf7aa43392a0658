"""Calls at an agreed time that people of the bank hold: when they are, and where they start."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime

from flask import abort, redirect, url_for
from werkzeug.wrappers import Response

from engine.base.dataclass import dataclass
from engine.language.marker import N_
from engine.meaning.units import key_of
from engine.meaning.words.units import person_name
from engine.outside.faults import ProviderDown, ProviderRefused
from engine.services.addresses import item_at, place_of
from engine.services.desk_case import DeskCase
from engine.services.reads import only_reads
from engine.services.session_answers import is_ready
from web.gate import open_to
from web.onward import led_away
from web.product import product
from web.render import say
from web.staff.case_frame import desk_case
from web.staff.desk import desk


@dataclass(frozen=True, slots=True)
class AgreedCall:
    """A call with one person; ``place`` is that of its item in addresses."""

    place: str
    name: str = field(repr=False)
    at: datetime
    is_ready: bool
    fault: bool


@desk.post("/<programme>/cases/<case_id>/calls/<place>")
@open_to("staff")
def start_call(case_id: str, place: str) -> Response:
    """On to the call; its address is asked for now, and kept nowhere."""
    found = desk_case(case_id)
    if only_reads(found.case) or place not in {one.place for one in calls_of(found)}:
        abort(404)
    try:
        address = product().outside.start_address(case_id, *item_at(place))
    except (ProviderDown, ProviderRefused):
        address = ""
    if not address:
        say(N_("The call cannot be started at the moment. Please try again in a minute."), "bad")
        return redirect(url_for("staff.case", case_id=case_id), 303)
    return led_away("staff/away.html", address)


def calls_of(found: DeskCase) -> tuple[AgreedCall, ...]:
    """The calls that are agreed in a case, the first one first; none as it stood earlier."""
    if found.case.stood_at:
        return ()
    state = found.case.state
    now = state.world.situation(state.picture)
    calls = (
        AgreedCall(
            place_of(one.item, one.of),
            person_name(now, key_of(now, one.of)),
            one.meets_at,
            is_ready(one),
            bool(one.fault),
        )
        for one in product().outside.calls_of(found.case)
        if one.meets_at is not None
    )
    return tuple(sorted(calls, key=lambda one: one.at))
