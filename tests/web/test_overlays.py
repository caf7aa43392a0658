"""Two banks say the same sentence in their own words: on pages, in mails and in PDF."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader

from engine.accounts import sessions
from engine.accounts.desk import Visitor
from engine.accounts.sessions import Owed
from engine.bootstrap import Product
from engine.services.programme_letters import FOOT
from tests.corridor.club_people import FOLDER, Member, build_club, join
from tests.fakes import FixedClock
from tests.journeys.serving import soup
from web.app import create_app

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
BLOCK = "block: house\nfields:\n  colour: {text: Colour of the door, required: no}\n"
SHARED = """\
msgctxt "shared"
msgid "Colour of the door"
msgstr "Durvju krāsa"
"""
OWN = f"""\
msgctxt "shared"
msgid "Colour of the door"
msgstr "Vārtu krāsa"

msgid "Log in"
msgstr "Nāciet iekšā"

msgid "{FOOT}"
msgstr "Vēstule no {{bank}}"
"""
OWN_ENGLISH = 'msgid "Log in"\nmsgstr "Come in"\n'


def catalog(folder: Path, lang: str, words: str) -> None:
    place = folder / lang / "LC_MESSAGES"
    place.mkdir(parents=True)
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    (place / "messages.po").write_text(head + words, "utf-8")


def two_banks(folder: Path) -> Path:
    """The club, and a den that is the same but for its name and its words."""
    shutil.copytree(FOLDER, folder)
    (folder / "blocks").mkdir()
    (folder / "blocks/house.yaml").write_text(BLOCK, "utf-8")
    client = folder / "forms/club/client.yaml"
    client.write_text(client.read_text("utf-8").replace("fields:", "use: house\nfields:"), "utf-8")
    flow = folder / "flows/club.yaml"
    flow.write_text(flow.read_text("utf-8").replace("languages: [en]", "languages: [en, lv]"))
    for room in ("forms", "lists", "rules"):
        shutil.copytree(folder / room / "club", folder / room / "den")
    for room in ("flows", "banks"):
        text = (folder / room / "club.yaml").read_text("utf-8")
        text = re.sub(r"^(programme|bank): club$", r"\1: den", text, flags=re.MULTILINE)
        (folder / room / "den.yaml").write_text(text.replace("The club", "The den"), "utf-8")
    catalog(folder / "translations", "lv", SHARED)
    catalog(folder / "translations/den", "lv", OWN)
    catalog(folder / "translations/den", "en", OWN_ENGLISH)
    return folder


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    folder = tmp_path_factory.mktemp("banks")
    definitions = two_banks(folder / "definitions")
    built = build_club(folder / "data", FixedClock(NOW), ANKETA_DEFINITIONS=str(definitions))
    yield built
    built.close()


@pytest.fixture(scope="module")
def app(product: Product) -> Flask:
    return create_app(product)


def logged_in(app: Flask, product: Product, member: Member) -> FlaskClient:
    client = app.test_client()
    with product.store.write() as unit:
        account = unit.accounts.one(member.account_id)
        entered = sessions.begin(product.desk, unit, account, Visitor(), Owed())
    with client.session_transaction() as cookie:
        cookie["key"] = entered.token
    return client


def button(app: Flask, address: str) -> str:
    page = soup(app.test_client().get(address))
    return page.select("main button.btn-primary")[0].get_text(strip=True)


@pytest.mark.parametrize(
    ("bank", "door", "colour", "foot"),
    [
        ("club", "Ienākt", "Durvju krāsa", "The club"),
        ("den", "Nāciet iekšā", "Vārtu krāsa", "Vēstule no The den"),
    ],
)
def test_each_bank_has_its_own_words(
    product: Product, app: Flask, bank: str, door: str, colour: str, foot: str
) -> None:
    assert button(app, f"/lv/{bank}/login") == door
    member = join(product, programme=bank, lang="lv")
    client, own = logged_in(app, product, member), f"/lv/{bank}/case/{member.case_id}/request"
    assert (
        soup(client.get(own))
        .select("label[for=q-colour]")[0]
        .get_text(strip=True)
        .startswith(colour)
    )
    sheets = PdfReader(BytesIO(client.get(f"{own}/paper.pdf").data)).pages
    assert colour in "".join(one.extract_text() for one in sheets)
    feet = {one.frame.foot for one in product.sent.newest(20) if one.frame}
    assert [one for one in feet if f"The {bank}" in one and foot in one]


def test_english_too(app: Flask) -> None:
    assert [button(app, f"/en/{bank}/login") for bank in ("club", "den")] == ["Log in", "Come in"]
