"""Pages wear the look of the bank whose programme they belong to, and a bank's files are assets."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from flask import Flask
from flask.testing import FlaskClient

from engine.base.colours import GROUND, WHITE
from engine.bootstrap import Product
from engine.bundles.bundle import reopened
from tests.journeys.serving import ROOT, build, soup
from web.app import create_app
from web.looks import HEAD

OTHER = """\
bank: other
title: Paraugs Banka AS
contact: {phone: "+371 60 000 000"}
look:
  colours: {accent: "#8a2b52", head: "#3c1230"}
  logo: mark.png
  font: {name: Paraugs Sans, file: sans.woff2, bold: bold.woff2}
offices:
  - title: Old Town
    address: Kaļķu iela 1, Rīga
    hours: Mon-Thu 09:00-17:00 and Fri 09:00-15:00
  - {title: Harbour, address: "Ostas iela 2, Rīga"}
"""
PNG, WOFF2 = b"\x89PNG\r\n\x1a\n and more", b"wOF2 and more"


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Two programmes, each of a bank of its own."""
    folder = tmp_path_factory.mktemp("looks")
    made = Path(shutil.copytree(ROOT / "docs" / "example", folder / "definitions"))
    for room in ("forms", "rules"):
        shutil.copytree(made / room / "library", made / room / "second")
    flow = (made / "flows" / "library.yaml").read_text("utf-8")
    flow = flow.replace("programme: library", "programme: second")
    flow = flow.replace(
        "registration:", "registration:\n  help: Call {bank.phone} or come to {bank.offices}."
    )
    (made / "flows" / "second.yaml").write_text(flow.replace("bank: library", "bank: other"))
    (made / "banks" / "other").mkdir()
    (made / "banks" / "other.yaml").write_text(OTHER)
    (made / "banks" / "other" / "mark.png").write_bytes(PNG)
    (made / "banks" / "other" / "sans.woff2").write_bytes(WOFF2)
    (made / "banks" / "other" / "bold.woff2").write_bytes(WOFF2 + b", bold")
    product = build(folder / "data", ANKETA_DEFINITIONS=str(made))
    yield create_app(product)
    product.close()


@pytest.fixture
def client(two: Flask) -> FlaskClient:
    return two.test_client()


@pytest.mark.parametrize("page", ["", "login", "no-such-page"])
def test_a_page_wears_the_look_of_its_bank(client: FlaskClient, page: str) -> None:
    sheet = soup(client.get(f"/en/second/{page}"))
    assert sheet.select("html")[0]["class"] == ["bank-other"]
    (dress,) = sheet.select("link[href$='/bank-other.css']")
    (mark,) = sheet.select(".wordmark img")
    (colour,) = sheet.select("meta[name=theme-color]")
    assert colour["content"] == "#3c1230"
    assert str(mark["src"]).endswith("/bank-other.png")
    assert sheet.select(".wordmark")[0].get_text(strip=True) == "Paraugs Banka AS"
    assert "+371 60 000 000" in sheet.select(".footer")[0].get_text()
    assert not sheet.select("[style], style")
    css = client.get(str(dress["href"]))
    assert css.content_type.startswith("text/css")
    assert "--brand: #8a2b52;" in css.text
    assert "immutable" in css.headers["Cache-Control"]


def test_texts_say_how_the_bank_is_reached(client: FlaskClient) -> None:
    assert soup(client.get("/en/second/")).select(".help")[0].get_text() == (
        "Call +371 60 000 000 or come to Old Town, Kaļķu iela 1, Rīga (Mon–Thu 09:00–17:00,"
        " Fri 09:00–15:00); Harbour, Ostas iela 2, Rīga."
    )


def test_the_letters_and_the_mark_are_served_as_they_lie_beside_the_definitions(
    client: FlaskClient,
) -> None:
    sheet = soup(client.get("/en/second/"))
    address = str(sheet.select("link[href$='/bank-other.css']")[0]["href"])
    fonts = re.findall(r'weight: (\w+);.*url\("([^"]+)"', client.get(address).text)
    letters = {weight: client.get(urljoin(address, font)) for weight, font in fonts}
    assert {weight: one.data for weight, one in letters.items()} == {
        "normal": WOFF2,
        "bold": WOFF2 + b", bold",
    }
    assert letters["bold"].content_type == "font/woff2"
    mark = client.get(str(sheet.select(".wordmark img")[0]["src"]))
    assert (mark.data, mark.content_type) == (PNG, "image/png")


def test_what_contrast_is_measured_on_is_what_the_pages_have() -> None:
    sheet = (ROOT / "web" / "static" / "anketa.css").read_text("utf-8")
    assert f"--ground: {GROUND};" in sheet
    assert f"--paper: {WHITE};" in sheet
    assert f"--deep: {HEAD};" in sheet


def test_a_stored_bundle_holds_the_look(two: Flask) -> None:
    product: Product = two.extensions["anketa"]
    ready = product.library.today("second")
    again = reopened(ready.bundle, dict(product.library.files(ready)), product.catalogs)
    assert again.definitions.programmes["second"].bank == ready.programme.bank
    assert ready.programme.bank.look.logo is not None
    assert ready.programme.bank.look.logo.content == PNG


def test_each_bank_to_choose_is_in_its_own_colours(client: FlaskClient) -> None:
    sheet = soup(client.get("/en/"))
    assert [item["class"] for item in sheet.select(".bank-list > li")] == [
        ["bank-library"],
        ["bank-other"],
    ]
    assert len(sheet.select("link[href*='/bank-']")) == 2
    assert not sheet.select("html[class]")
    assert [link.get_text(" ", strip=True) for link in sheet.select(".bank-words strong")] == [
        "City library",
        "Paraugs Banka AS",
    ]


def test_nobody_finds_the_other_bank_on_the_way_home(client: FlaskClient) -> None:
    sheet = soup(client.get("/en/second/login"))
    assert sheet.select(".wordmark")[0]["href"] == "/en/second/"
    assert "City library" not in sheet.get_text()
