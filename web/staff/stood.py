"""A case as it stood at a time that the address names: to be read, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Final, NoReturn

from flask import abort, g, make_response, request

from engine.language.marker import N_
from engine.services.case_loading import LoadedCase
from engine.services.reads import may_audit
from web.product import product
from web.render import page
from web.staff.desk import desk, zone

STOOD: Final = "stood"
SHOWN: Final = "%Y-%m-%dT%H:%M"
PAGES: Final = (
    "case",
    "answers",
    "documents",
    "document",
    "messages",
    "history",
    "file",
    "picture",
)
STAYS: Final = frozenset(f"staff.{name}" for name in PAGES)
"""Pages that show the past; links from one to another stay in it."""

UNREADABLE: Final = N_("This is no date and time. Write them as 2026-11-25T16:00.")
TO_COME: Final = N_("This time has not come yet.")
BEFORE: Final = N_("The application was not there yet at that time.")


def asked(case: LoadedCase) -> datetime | None:
    """The end of the minute that is asked for, in the bank's time; None for now.

    Whoever may not audit is told of no such page.
    """
    given = request.args.get(STOOD, "").strip()
    if not given or request.method != "GET" or request.endpoint not in STAYS:
        return None
    if not may_audit(case):
        abort(404)
    moment = _moment(given)
    if moment is None:
        refuse(case, UNREADABLE)
    if moment > case.now:
        refuse(case, TO_COME)
    g.stood = moment.strftime(SHOWN)
    end = moment.astimezone(UTC) + timedelta(minutes=1) - timedelta(microseconds=1)
    return min(end, case.now)


def refuse(case: LoadedCase, words: str) -> NoReturn:
    """Say in a sentence why the case cannot be shown as it stood then."""
    g.pop(STOOD, None)
    shown = page("staff/stood.html", 422, case_id=case.case.id, words=words)
    abort(make_response(*shown))


@desk.url_defaults
def stay_there(endpoint: str, values: dict[str, Any]) -> None:
    """Links between the parts of a case lead to the same time."""
    if g.get(STOOD) and endpoint in STAYS:
        values.setdefault(STOOD, g.stood)


@desk.context_processor
def known() -> dict[str, Any]:
    """The time that is shown, for the head of the page and for its forms."""
    return {STOOD: g.get(STOOD, ""), "stood_latest": latest}


def latest() -> str:
    """The last minute that may be asked for."""
    return product().clock.now().astimezone(zone()).strftime(SHOWN)


def _moment(given: str) -> datetime | None:
    """The minute that was written, in the bank's time where no other is named."""
    try:
        found = datetime.fromisoformat(given)
        exact = found.replace(second=0, microsecond=0, tzinfo=found.tzinfo or zone())
        return exact.astimezone(UTC).astimezone(zone())
    except (ValueError, OverflowError):
        return None
