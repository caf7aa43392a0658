"""The bank's desk: addresses ``/<lang>/staff/<programme>/…`` and what its pages have in common."""

from __future__ import annotations

from datetime import UTC
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, g, request, url_for

from engine.accounts.passkeys import Party
from engine.base.staff import StaffMember
from engine.definitions.model.bank import Bank
from engine.definitions.model.programme import (
    Programme,
)
from engine.definitions.model.route import Right
from engine.services.control import CONTROL_LISTS
from engine.services.desk_lists import StaffViewer
from engine.services.queue_views import Rail
from engine.services.queues import MOST_COUNTED
from web import locale
from web.banks import bank, moved, served, site
from web.product import product
from web.visitor import colleague

desk = Blueprint("staff", __name__, url_prefix="/<lang:lang>/staff")


@desk.url_value_preprocessor
def take(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Keep the programme of the address; one in which the reader has no role is no page."""
    name = (values or {}).pop("programme", None)
    if name is None:
        return
    member = colleague()
    if name not in served():
        abort(moved(name) or 404)
    if member and not member.roles_in(name):
        abort(404)
    g.programme = name


@desk.context_processor
def known_to_desk() -> dict[str, Any]:
    """What every page of the desk has: who reads it, the lists beside it, and the way out."""
    member = colleague()
    if member is None:
        return {"member": None, "own_bank": own_bank()}
    return {
        "member": member,
        "own_bank": own_bank(),
        "zone": zone() if g.get("programme") else UTC,
        "rail": rail,
        "own_programmes": own_programmes,
        "may_do": may_do,
        "may_book": lambda: bool(g.get("programme")) and product().unmatched.may(viewer()),
        "control_lists": lambda: CONTROL_LISTS,
        "now_is": product().clock.now,
        "count_words": count_words,
        "logout_address": url_for("staff.logout"),
        "session_idle": int(product().desk.limits.session_idle.total_seconds()),
        "stay_address": url_for("staff.stay"),
    }


def own_programmes() -> tuple[Programme, ...]:
    """The programmes in which the reader has a role."""
    return tuple(one for name, one in served().items() if member().roles_in(name))


def rail() -> tuple[Rail, ...]:
    """The lists of the reader, where a page shows them."""
    return product().queues.rail(viewer()) if g.get("programme") else ()


def count_words(count: int) -> str:
    """A number of lines; beyond what was counted it is at least so many."""
    reader, most = locale.reader(), MOST_COUNTED - 1
    return f"{reader.decimal(most)}+" if count > most else reader.decimal(count)


def passkey_party() -> Party | None:
    """For whom passkeys of this address are; None where browsers know none."""
    address = request.host_url if product().settings.demo else site()
    return Party.at(address, bank_title())


def own_bank() -> Bank | None:
    """The bank whose desk it is: the reader's, or the only one of this host; None of several."""
    name = bank()
    return next((one.bank for one in served().values() if one.bank.name == name), None)


def bank_title() -> str:
    """What the bank is called whose desk it is, or empty."""
    own = own_bank()
    return own.title.source if own else ""


def here() -> Programme:
    """The programme of this page."""
    return product().programmes[g.programme]


def member() -> StaffMember:
    """The member of staff who reads this page."""
    found = colleague()
    if found is None:
        abort(401)
    return found


def viewer() -> StaffViewer:
    """Who asks, in which roles and language."""
    who = member()
    return StaffViewer(who.account, g.programme, who.roles_in(g.programme), locale.current())


def may_do(*rights: Right) -> bool:
    """Whether the reader has one of the rights in this programme."""
    own = member().roles_in(g.programme)
    return any(
        right in role.may for role in here().flow.roles if role.name in own for right in rights
    )


def zone() -> ZoneInfo:
    """The time zone of the bank."""
    return ZoneInfo(here().time_zone)
