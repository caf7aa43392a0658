"""Invented people who register and fill in forms, without pages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from engine import bootstrap
from engine.accounts.desk import Visitor
from engine.accounts.passwords import Passwords
from engine.accounts.sessions import LoggedIn
from engine.base.records import PendingRegistration
from engine.bootstrap import Product
from engine.services import senders
from engine.services.case_entries import FormEntry
from engine.services.registration import WizardStep
from engine.settings import settings
from tests.fakes import QUICK, FixedClock
from tests.stores import migrated

ROOT = Path(__file__).parents[2]
PROGRAMME = "magnetiq"
PASSWORD = "Abcdef1!"
FORM = "application"
NUMBERS = count(5_000_001)
"""Other people than those who register through pages, perhaps with the same product."""

Raw = Mapping[str, Sequence[str]]

NATURAL: Raw = {
    "services": ["np_new_client"],
    "client.full_name": ["Anna Bērziņa-O'Neil"],
    "client.personal_code": ["150685-11230"],
    "client.birth_date": ["1985-06-15"],
    "client.communication_language": ["lv"],
}


def build(data: Path, clock: FixedClock, **environment: str) -> Product:
    """A demonstration whose data live below ``data``."""
    chosen = {
        "ANKETA_DATA": str(data),
        "ANKETA_DEMO": "yes",
        "ANKETA_DEFINITIONS": str(ROOT / "definitions"),
        "ANKETA_TRANSLATIONS": str(ROOT / "translations"),
        "ANKETA_FREE_SPACE_MB": "0",
        "ANKETA_LOG_LEVEL": "error",
        **environment,
    }
    prepared = bootstrap.prepared(settings.read(chosen))
    migrated(prepared)
    return bootstrap.build(prepared, clock, Passwords(QUICK))


@dataclass(frozen=True, slots=True)
class Applicant:
    """Somebody who has registered."""

    product: Product
    account_id: str
    case_id: str

    @property
    def sender(self) -> senders.Sender:
        """This applicant, logged in."""
        return senders.applicant(self.account_id)

    def entry(self, raw: Raw, version: int = 0) -> FormEntry:
        """What a page would send that was made of ``version``."""
        return FormEntry(self.case_id, self.sender, FORM, raw=raw, seen_version=version)


def register(product: Product, who: str = "natural", country: str = "LV") -> Applicant:
    """A registration as the pages do it."""
    number = next(NUMBERS)
    citizen = "client.citizenship_1" if who == "natural" else "company.registration_country"
    first = {
        "client_type": [who],
        citizen: [country],
        "consents.privacy_notice": ["yes"],
        "consents.terms": ["yes"],
    }
    step = WizardStep(PROGRAMME, "client_information", first, "lv")
    begun = _right(product.reception.answer(step, Visitor()))
    contacts = {
        "account.email": [f"anna{number}@example.org"],
        "account.phone_code": ["+371"],
        "account.phone_number": [f"2{number:07d}"],
        "account.password": [PASSWORD],
        "account.password_repeat": [PASSWORD],
    }
    step = WizardStep(PROGRAMME, "contact_information", contacts, "lv", begun.id)
    _right(product.reception.give_contacts(step, Visitor()))
    visitor = Visitor(user_agent="a test")
    done = product.reception.complete(begun.id, codes(product, number), visitor)
    assert isinstance(done, LoggedIn), done
    with product.store.read() as view:
        (case,) = view.cases.of_account(done.account.id)
    return Applicant(product, done.account.id, case.id)


def codes(product: Product, number: int) -> dict[str, str]:
    """The codes that were sent to somebody."""
    found: dict[str, str] = {}
    for message in product.sent.newest(5_000):
        code = re.search(r"\b[0-9]{6}\b", message.body)
        if code and message.to in (f"anna{number}@example.org", f"+3712{number:07d}"):
            found.setdefault("email" if message.channel == "email" else "phone", code[0])
    return found


def _right(answer: object) -> PendingRegistration:
    assert isinstance(answer, PendingRegistration), answer
    return answer
