"""The real product on SQLite, its application, and people who register with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from threading import Thread
from typing import Any

from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from engine import bootstrap
from engine.accounts.passwords import Passwords
from engine.base.ports import Clock
from engine.bootstrap import Product
from engine.settings import settings
from engine.settings.settings import Settings
from tests.fakes import QUICK
from tests.stores import migrated
from web.connections import bound, listening

ROOT = Path(__file__).parents[2]
PASSWORD = "Abcdef1!"
NUMBERS = count(1)


def as_read(known: Settings) -> Settings:
    """The settings as the environment tells them."""
    return known


def build(
    data: Path,
    clock: Clock | None = None,
    changed: Callable[[Settings], Settings] = as_read,
    **environment: str,
) -> Product:
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
    prepared = bootstrap.prepared(changed(settings.read(chosen)))
    migrated(prepared)
    return bootstrap.build(prepared, clock, Passwords(QUICK))


@contextmanager
def served(app: Any) -> Iterator[str]:
    """The address of ``app`` behind a real server on a free port of this machine."""
    server = listening(app, bound("127.0.0.1", 0), behind_proxy=False, threads=4)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(timeout=5)


@dataclass(frozen=True, slots=True)
class Contact:
    """How an invented person is reached."""

    email: str
    phone: str

    @classmethod
    def new(cls) -> Contact:
        number = next(NUMBERS)
        return cls(f"anna{number}@example.org", f"2{number:07d}")


def soup(response: TestResponse) -> BeautifulSoup:
    """The page of a response."""
    return BeautifulSoup(response.get_data(as_text=True), "lxml")


UNCHOSEN = re.compile(r"<option(?![^>]* selected)[^>]*>[^<]*</option>\s*")


def chosen_on(response: TestResponse) -> BeautifulSoup:
    """The page without what is not chosen in its lists: what it posts is read in a third of time.

    Three elements of four are options, of countries mostly.
    """
    return BeautifulSoup(UNCHOSEN.sub("", response.get_data(as_text=True)), "lxml")


def token(page: BeautifulSoup) -> str:
    """The CSRF token of a page."""
    return str(page.select("input[name=csrf_token]")[-1]["value"])


def typed_on(page: BeautifulSoup) -> dict[str, list[str]]:
    """What a browser would post of the form of a page, without pressing any button."""
    form = page.select_one("form#typed")
    assert form is not None
    posted: dict[str, list[str]] = {}
    for item in form.select("input[name], select[name], textarea[name]"):
        for value in _values(item):
            posted.setdefault(str(item["name"]), []).append(value)
    return posted


def _values(item: Tag) -> list[str]:
    if item.name == "select":
        return (
            [str(item.select_one("option[selected]")["value"])]
            if (item.select_one("option[selected]"))
            else [""]
        )
    if item.name == "textarea":
        return [item.get_text()]
    if item.get("type") in ("checkbox", "radio"):
        return [str(item["value"])] if item.has_attr("checked") else []
    return [] if item.get("type") == "file" else [str(item.get("value", ""))]


def codes_for(product: Product, contact: Contact) -> dict[str, str]:
    """The newest codes that the demonstration's phone shows."""
    outbox = product.outbox
    assert outbox is not None
    found: dict[str, str] = {}
    for message in outbox.newest(5_000):
        kind = "email" if message.channel == "email" else "phone"
        if kind not in found and contact_of(contact, kind) in message.to:
            number = re.search(r"\b[0-9]{6}\b", message.body)
            assert number
            found[kind] = number[0]
    return found


def contact_of(contact: Contact, kind: str) -> str:
    return contact.email if kind == "email" else contact.phone


@dataclass(frozen=True, slots=True)
class Applicant:
    """Somebody who has registered, with the browser that is logged in."""

    client: FlaskClient
    contact: Contact
    case_id: str
    stage: str
    lang: str

    @property
    def address(self) -> str:
        """Of the form."""
        return f"/{self.lang}/{PROGRAMME}/case/{self.case_id}/{self.stage}"

    def sheet(self) -> BeautifulSoup:
        """The form as it is shown now."""
        return soup(self.client.get(self.address))

    def press(
        self, button: str, answers: Mapping[str, str | Sequence[str]] | None = None,
        page: BeautifulSoup | None = None,
    ) -> TestResponse:  # fmt: skip
        """Press a button of the form after typing ``answers`` over what stands there."""
        shown = page or chosen_on(self.client.get(self.address))
        posted: dict[str, object] = {**typed_on(shown), **(answers or {})}
        return self.client.post(self.address, data={**posted, "_do": button})


PROGRAMME = "magnetiq"
COUNTRY = {"natural": "client.citizenship_1", "legal": "company.registration_country"}


def register(product: Product, app: Flask, who: str, lang: str = "en") -> Applicant:
    """Register somebody through the pages, as a browser without scripts would."""
    client, contact = app.test_client(), Contact.new()
    base = f"/{lang}/{PROGRAMME}/register"
    first = {
        "client_type": who,
        COUNTRY[who]: "LV",
        "consents.privacy_notice": "yes",
        "consents.terms": "yes",
    }
    second = {
        "account.email": contact.email,
        "account.phone_code": "+371",
        "account.phone_number": contact.phone,
        "account.password": PASSWORD,
        "account.password_repeat": PASSWORD,
    }
    _go_on(client, base, first)
    _go_on(client, f"{base}/contacts", second)
    sent = codes_for(product, contact)
    third = {"account.email_code": sent["email"], "account.phone_code_received": sent["phone"]}
    onward = _go_on(client, f"{base}/codes", third)
    case_id, stage = onward.rsplit("/", 2)[-2:]
    return Applicant(client, contact, case_id, stage, lang)


def _go_on(client: FlaskClient, address: str, answers: Mapping[str, str]) -> str:
    data = {**answers, "csrf_token": token(chosen_on(client.get(address))), "_do": "continue"}
    response = client.post(address, data=data)
    assert response.status_code == 303, soup(response).get_text(" ", strip=True)
    return response.location
