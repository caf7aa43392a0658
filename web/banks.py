"""Which banks are served at the host that is asked, and at whose door the browser stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from flask import g, redirect, request
from werkzeug.wrappers import Response

from engine.accounts.desk import Entrance
from engine.base.staff import StaffMember
from engine.definitions.model.programme import Programme
from web.product import product

DESKS: Final = ("staff", "sign_on")


def served() -> Mapping[str, Programme]:
    """The programmes of this host, by name: those of its bank, or of banks without one."""
    if "served" not in g:
        library = product().library
        g.served = library.programmes_of(*_banks())
    found: Mapping[str, Programme] = g.served
    return found


def moved(programme: str) -> Response | None:
    """From the shared host to the bank's own, for whoever only wants to see a page; else None."""
    sites, bank = product().settings.sites, product().library.bank_of(programme)
    is_shared, only_looks = not sites.bank_at(request.host), request.method in ("GET", "HEAD")
    if not (is_shared and only_looks and bank in sites.own):
        return None
    return redirect(f"{sites.of(bank)}{request.full_path.rstrip('?')}")


def site() -> str:
    """What addresses of this host begin with, as the settings write it."""
    return product().settings.sites.at(request.host)


def entrance() -> Entrance:
    """Whose accounts come in here: clients of the page's bank, or the staff of this host's."""
    if request.blueprint in DESKS:
        return Entrance(_banks(), is_desk=True)
    own = served().get(g.get("programme") or "")
    return Entrance(frozenset((own.bank.name,)) if own else _banks())


def bank() -> str:
    """The bank of this page, at the desk that of its reader; empty where it may be any."""
    member: StaffMember | None = g.get("colleague")
    return entrance().bank or (member.bank if member else "")


def _banks() -> frozenset[str]:
    known = product().library.banks
    return product().settings.sites.served_at(request.host, known)
