"""The applicant's desk: addresses ``/<lang>/<programme>/…`` and what its pages have in common."""

from __future__ import annotations

from typing import Any, Final
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, current_app, g, request, url_for

from engine.base.dataclass import dataclass
from engine.definitions.model.programme import (
    Programme,
)
from engine.language.marker import N_
from engine.services.views import Viewer
from web import locale
from web.banks import moved, served
from web.product import product
from web.visitor import visitor

desk = Blueprint("applicant", __name__, url_prefix="/<lang:lang>/<programme>")


LINK: Final = "link"
"""Where the cookie keeps the id of the link that was opened, and when it was last used."""

OWN_PAGES: Final = (
    (N_("Work with documents"), "applicant.cabinet"),
    (N_("Change password"), "applicant.password"),
    (N_("Profile"), "applicant.profile"),
    (N_("Where you are logged in"), "applicant.sessions"),
)


@dataclass(frozen=True, slots=True)
class OwnPage:
    """An entry of the menu of the cabinet; its words are a message of the code."""

    words: str
    address: str
    is_here: bool


@desk.url_value_preprocessor
def take(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Keep the programme of the address for the request; an unknown one is no page."""
    name = (values or {}).pop("programme", "")
    if name not in served():
        abort(moved(name) or 404)
    g.programme = name
    if locale.current() not in here().languages:
        abort(404)


@desk.app_url_defaults
def put(endpoint: str, values: dict[str, Any]) -> None:
    """Addresses of this desk stay in the programme of the page."""
    if "programme" not in values and current_app.url_map.is_endpoint_expecting(
        endpoint, "programme"
    ):
        values["programme"] = g.get("programme") or next(iter(served()), "")


@desk.app_context_processor
def ways_out() -> dict[str, Any]:
    """What pages of somebody logged in have: the log-out button, and how long they may be idle."""
    if not visitor():
        return {"logout_address": ""}
    return {
        "own_pages": tuple(
            OwnPage(words, url_for(endpoint), endpoint == request.endpoint)
            for words, endpoint in OWN_PAGES
        ),
        "logout_address": url_for("applicant.logout"),
        "stay_address": url_for("applicant.stay"),
        "session_idle": int(product().desk.limits.session_idle.total_seconds()),
    }


def here() -> Programme:
    """The programme of this page."""
    return product().programmes[g.programme]


def viewer() -> Viewer:
    """Who asks, in which language."""
    return Viewer(visitor(), locale.current())


def zone() -> ZoneInfo:
    """The time zone of the bank."""
    return ZoneInfo(here().time_zone)
