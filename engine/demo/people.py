"""Demo data: invented people who register and apply through the product like anybody else.

Nothing is put into the database past the corridor, so the demonstration shows what really happens.
Only a demonstration has them, and their password is made at the first start and kept beside it.
"""

from __future__ import annotations

import json
import os
import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from engine.accounts.desk import Visitor
from engine.accounts.sessions import LoggedIn
from engine.base.records import PendingRegistration
from engine.bootstrap import Product
from engine.bundles.compiled import Ready
from engine.case.form_pages import form_pages
from engine.definitions.faults import Faults
from engine.definitions.kinds import FIELD_TYPES
from engine.definitions.reading.answers_file import Raw
from engine.definitions.reading.demo_people import DemoPerson, read_people
from engine.definitions.reading.scenarios import read_scenarios
from engine.forms.outline import Outline
from engine.services.case_entries import FormEntry
from engine.services.case_loading import CaseRequest
from engine.services.registration import WizardStep
from engine.services.senders import applicant
from engine.services.uploads import NewFile

FILE_NAME: Final = "demo-people.json"
VISITOR: Final = Visitor(user_agent="demonstration")
_CODE: Final = re.compile(r"\b[0-9]{6}\b")
_A_FILE: Final = b"%PDF-1.4\n%%EOF\n"


@dataclass(frozen=True, slots=True)
class LogIn:
    """How to log in as one of the people."""

    programme: str
    email: str
    password: str = field(repr=False)


def people(product: Product) -> tuple[LogIn, ...]:
    """The log-ins of the demonstration; the people are made at the first start."""
    if not product.settings.demo:
        return ()
    file = product.settings.data / FILE_NAME
    if file.exists():
        return tuple(LogIn(**one) for one in json.loads(file.read_text(encoding="utf-8")))
    made = tuple(one for name in product.programmes for one in _made(product, name))
    _keep(file, made)
    return made


def _made(product: Product, programme: str) -> Iterator[LogIn]:
    found = read_scenarios(product.library.current.sources, Faults())
    given = {one.title: one.given for one in found if one.programme == programme}
    for person in read_people(product.settings.definitions, programme):
        password = f"Demo-{secrets.token_hex(3)}-{secrets.randbelow(10)}"
        answers = given.get(person.like, {})
        if _applied(product, programme, person, answers, password):
            yield LogIn(programme, person.email, password)


def _applied(
    product: Product, programme: str, person: DemoPerson, answers: Raw, password: str
) -> bool:
    ready = product.library.today(programme)
    entered = _registered(product, ready, person, answers, password)
    if entered is None:
        return False
    with product.store.read() as view:
        (case,) = view.cases.of_account(entered.account.id)
    sender = applicant(entered.account.id)
    loaded = product.cases.load(CaseRequest(case.id, sender))
    first = form_pages(loaded.state)[0]
    for path in _files(first.outline, answers):
        name = f"{path.rpartition('.')[2]}.pdf"
        product.uploads.attach(NewFile(case.id, sender, path, name, [_A_FILE]))
    raw = _of(first.outline, answers)
    entry = FormEntry(case.id, sender, first.item.name, first.unit, raw)
    if person.submitted:
        product.cases.submit(entry)
    else:
        product.cases.save(entry)
    return True


def _registered(
    product: Product, ready: Ready, person: DemoPerson, answers: Raw, password: str
) -> LoggedIn | None:
    registration, lang = ready.programme.registration, ready.programme.languages[0]
    name, id = ready.programme.name, ""
    for form in registration.case_forms:
        raw = _of(ready.registration[form], answers)
        begun = product.reception.answer(WizardStep(name, form, raw, lang, id))
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
    if not isinstance(product.reception.give_contacts(step, VISITOR), PendingRegistration):
        return None
    done = product.reception.complete(id, _codes(product, person), VISITOR)
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


def _of(outline: Outline, answers: Raw) -> dict[str, tuple[str, ...]]:
    """Those answers that the forms ask for; groups that are not given are there without rows."""
    groups: Mapping[str, tuple[str, ...]] = dict.fromkeys(outline.groups, ())
    own = {
        name: texts
        for name, texts in answers.items()
        if outline.place(name) is not None or name in outline.groups
    }
    return {**groups, **own}


def _files(outline: Outline, answers: Raw) -> Iterator[str]:
    for name in answers:
        place = outline.place(name)
        if place is not None and place.field.kind == "file":
            yield name


def _codes(product: Product, person: DemoPerson) -> dict[str, str]:
    codes: dict[str, str] = {}
    for message in product.sent.newest():
        found = _CODE.search(message.body)
        if found and message.to in (person.email, person.phone):
            codes.setdefault("email" if message.channel == "email" else "phone", found[0])
    return codes


def _keep(file: Path, made: tuple[LogIn, ...]) -> None:
    rows = [
        {"programme": one.programme, "email": one.email, "password": one.password} for one in made
    ]
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        json.dump(rows, stream)
