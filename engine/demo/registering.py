"""Invented people register as anybody does, with the codes that the demonstration shows."""

from __future__ import annotations

import re
from typing import Final

from engine.accounts.desk import Visitor
from engine.accounts.sessions import LoggedIn
from engine.base.records import PendingRegistration
from engine.bootstrap import Product
from engine.bundles.compiled import Ready
from engine.definitions.kinds import FIELD_TYPES
from engine.definitions.reading.answers_file import Raw
from engine.definitions.reading.demo_people import DemoPerson
from engine.demo.answering import answers_of
from engine.services.registration import WizardStep

VISITOR: Final = Visitor(user_agent="demonstration")
MESSAGES: Final = 5_000
"""Messages that are looked through: somebody of the past has none of the newest."""

_CODE: Final = re.compile(r"\b[0-9]{6}\b")


def registered(
    product: Product, ready: Ready, person: DemoPerson, answers: Raw, password: str
) -> LoggedIn | None:
    """The person, logged in; None where the registration is refused."""
    registration, lang = ready.programme.registration, ready.programme.languages[0]
    name, id = ready.programme.name, ""
    for form in registration.case_forms:
        raw = answers_of(ready.registration[form], answers)
        begun = product.reception.answer(WizardStep(name, form, raw, lang, id), VISITOR)
        if not isinstance(begun, PendingRegistration):
            return None
        id = begun.id
    contacts = {
        registration.email: (person.email,),
        registration.phone: (person.phone,),
        registration.password: (password,),
        registration.password_repeat: (password,),
    }
    step = WizardStep(name, registration.account_form, _with_defaults(ready, contacts), lang, id)
    begun = product.reception.give_contacts(step, VISITOR)
    if not isinstance(begun, PendingRegistration):
        return None
    done = product.reception.complete(begun.id, _codes(product, person), VISITOR)
    return done if isinstance(done, LoggedIn) else None


def _with_defaults(ready: Ready, contacts: Raw) -> Raw:
    """Contacts with the questions beside them left as the form begins."""
    outline = ready.registration[ready.programme.registration.account_form]
    begins = {
        path: FIELD_TYPES[one.kind].texts(one.default)
        for path, one in outline.fields.items()
        if one.default is not None
    }
    return {**begins, **contacts}


def _codes(product: Product, person: DemoPerson) -> dict[str, str]:
    codes: dict[str, str] = {}
    for message in product.sent.newest(MESSAGES):
        found = _CODE.search(message.body)
        if found and message.to in (person.email, person.phone):
            codes.setdefault("email" if message.channel == "email" else "phone", found[0])
    return codes
