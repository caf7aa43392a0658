"""Pages of a person: what the document says, how the identification ends, and the way back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from engine.base.dataclass import dataclass
from engine.base.ports import Clock
from engine.identification.countries import alpha_2, alpha_3
from engine.identification.demo_provider.applicants import Applicant, Applicants
from engine.identification.demo_provider.callbacks import Callbacks
from engine.identification.demo_provider.keys import Keys
from engine.identification.demo_provider.links import PAGES, applicant_of
from engine.identification.demo_provider.reviews import (
    BY_THE_SPECIALIST,
    LOOKED_AT,
    OUTCOMES,
    review,
)
from engine.identification.demo_provider.words import PersonWords, words
from engine.outside.rehearsal.exchange import Answer, Request
from engine.outside.rehearsal.pages import page

PACKAGE: Final = "engine.identification.demo_provider"
ADDRESS: Final = re.compile(r"https?://[!-~]+")
DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
LONGEST: Final = 200
GOOD_FOR: Final = timedelta(days=5 * 365)
"""How long the document of a rehearsal is valid, unless somebody enters something else."""


@dataclass(frozen=True, slots=True)
class PersonPages:
    """Answers browsers of persons."""

    applicants: Applicants
    callbacks: Callbacks
    keys: Keys
    clock: Clock

    def answer(self, request: Request) -> Answer:
        """A page, or the way back."""
        lang = request.query.get("lang", "")
        token = request.path.removeprefix(PAGES) if request.path.startswith(PAGES) else ""
        id = applicant_of(token, self.keys.secret, self.clock.now())
        known = self.applicants.find(id)
        if known is None:
            return _page(404, lang, words(lang), {"state": "gone"})
        if request.method == "POST":
            return self._decide(known, request.form, words(lang), lang)
        return self._show(known, words(lang), lang)

    def _show(self, known: Applicant, told: PersonWords, lang: str) -> Answer:
        state = _state(known)
        shown: dict[str, Any] = {
            "state": state,
            "back": _way_back(known),
            "choices": BY_THE_SPECIALIST if state == "held" else OUTCOMES,
            "again": known.result.get("reviewRejectType") == "RETRY",
            "document": _as_entered(known) if known.documents else self._suggested(known),
        }
        return _page(200, lang, told, shown)

    def _decide(
        self, known: Applicant, form: Mapping[str, str], told: PersonWords, lang: str
    ) -> Answer:
        state, outcome = _state(known), form.get("outcome", "")
        allowed = {"open": OUTCOMES, "held": BY_THE_SPECIALIST}.get(state, ())
        if outcome not in allowed:
            return self._show(known, told, lang)
        if state == "open":
            sent = self.applicants.attempt(known.id, (_document(form),))
            self.callbacks.tell("applicantPending", sent)
        settled = self.applicants.settle(known.id, *review(outcome, told))
        kind = "applicantOnHold" if outcome == LOOKED_AT else "applicantReviewed"
        self.callbacks.tell(kind, settled)
        if back := _way_back(settled):
            return Answer(303, b"", {"Location": back, "Cache-Control": "no-store"})
        return self._show(settled, told, lang)

    def _suggested(self, known: Applicant) -> Mapping[str, str]:
        fixed = known.told.get("fixedInfo", {})
        name = f"{fixed.get('firstName', '')} {fixed.get('lastName', '')}".strip()
        return {
            "full_name": name,
            "personal_code": "",
            "birth_date": fixed.get("dob", ""),
            "number": f"LV{int(known.id[:6], 16) % 10_000_000:07}",
            "valid_until": (self.clock.now() + GOOD_FOR).date().isoformat(),
            "country": alpha_2(fixed.get("country", "")),
        }


def _state(known: Applicant) -> str:
    if known.stage == "onHold":
        return "held"
    is_over = known.stage == "completed" and known.result.get("reviewRejectType") != "RETRY"
    return "ended" if is_over else "open"


def _way_back(known: Applicant) -> str:
    return known.come_back if ADDRESS.fullmatch(known.come_back) else ""


def _document(form: Mapping[str, str]) -> Mapping[str, str]:
    entered = {name: " ".join(value.split())[:LONGEST] for name, value in form.items()}
    *first, last = entered.get("full_name", "").split() or [""]
    told = {
        "idDocType": "ID_CARD",
        "country": alpha_3(entered.get("country", "")) or entered.get("country", ""),
        "firstName": " ".join(first),
        "lastName": last,
        "number": entered.get("number", ""),
        "additionalNumber": entered.get("personal_code", ""),
        "dob": _day(entered.get("birth_date", "")),
        "validUntil": _day(entered.get("valid_until", "")),
    }
    return {name: value for name, value in told.items() if value}


def _as_entered(known: Applicant) -> Mapping[str, str]:
    told = known.documents[0]
    return {
        "full_name": f"{told.get('firstName', '')} {told.get('lastName', '')}".strip(),
        "personal_code": told.get("additionalNumber", ""),
        "birth_date": told.get("dob", ""),
        "number": told.get("number", ""),
        "valid_until": told.get("validUntil", ""),
        "country": alpha_2(told.get("country", "")),
    }


def _day(entered: str) -> str:
    return entered if DAY.fullmatch(entered) else ""


def _page(status: int, lang: str, told: PersonWords, shown: Mapping[str, Any]) -> Answer:
    return page(PACKAGE, "page.html", status, lang, told, **shown)
