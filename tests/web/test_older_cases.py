"""Cases that were begun before the definitions or their translations changed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from engine.base.records import Bundle
from engine.bootstrap import Product
from tests.journeys.serving import PROGRAMME, ROOT, Applicant, build, register, soup
from web.app import create_app

GROUP, LATER = "owners_np", "owners_people"


def rebuilt(folder: Path) -> Product:
    return build(
        folder / "data",
        ANKETA_DEFINITIONS=str(folder / "definitions"),
        ANKETA_TRANSLATIONS=str(folder / "translations"),
    )


def replaced(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


def with_cookies(app: Flask, person: Applicant) -> Applicant:
    """The same person and browser at another start of the product."""
    client = app.test_client()
    cookie = person.client.get_cookie("anketa")
    assert cookie is not None
    client.set_cookie("anketa", cookie.value)
    return replace(person, client=client)


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Applicant]]:
    """The folder of a product, and a company that registered before anything changed."""
    folder = tmp_path_factory.mktemp("older")
    for room in ("definitions", "translations"):
        shutil.copytree(ROOT / room, folder / room, ignore=shutil.ignore_patterns("*.mo"))
    product = rebuilt(folder)
    company = register(product, create_app(product), "legal", "lv")
    company.press("save", {"services": ["lp_current_account"]})
    product.close()
    yield folder, company
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def now(before: tuple[Path, Applicant]) -> Iterator[tuple[Product, Applicant, Applicant]]:
    """The product after a change, the company from before and one that registers now."""
    folder, older = before
    catalog = folder / "translations" / "lv" / "LC_MESSAGES" / "messages.po"
    replaced(catalog, 'msgstr "Nav īpašnieku"', 'msgstr "Īpašnieku nav vispār"')
    for path in (folder / "definitions").rglob("*.yaml"):
        path.write_text(path.read_text("utf-8").replace(GROUP, LATER), "utf-8")
    product = rebuilt(folder)
    app = create_app(product)
    client = app.test_client()
    for cookie in older.client._cookies.values():
        client._cookies[cookie._storage_key] = cookie
    again = Applicant(client, older.contact, older.case_id, older.stage, older.lang)
    newer = register(product, app, "legal", "lv")
    newer.press("save", {"services": ["lp_current_account"]})
    yield product, again, newer
    product.close()


def test_captions_stay_as_they_were(now: tuple[Product, Applicant, Applicant]) -> None:
    _product, older, newer = now
    assert "Nav īpašnieku" in older.sheet().get_text()
    assert "Īpašnieku nav vispār" not in older.sheet().get_text()
    assert "Īpašnieku nav vispār" in newer.sheet().get_text()


@pytest.mark.parametrize("button", ["add", "copy"])
def test_rows_of_a_group_that_is_called_otherwise_today_can_be_added(
    now: tuple[Product, Applicant, Applicant], button: str
) -> None:
    _product, older, newer = now
    for company, group in ((older, GROUP), (newer, LATER)):
        company.press("add:representatives")
        rest = ":representatives.0" if button == "copy" else ""
        company.press(f"{button}:{group}{rest}")
        assert company.sheet().select_one(f"[name='{group}.0.full_name']")


def test_a_clash_is_told_in_the_words_of_the_case(
    now: tuple[Product, Applicant, Applicant],
) -> None:
    _product, older, _newer = now
    older.press(f"add:{GROUP}")
    first = older.sheet()
    older.press("save", {f"{GROUP}.0.full_name": "Anna Bērziņa"})
    told = older.press("save", {f"{GROUP}.0.full_name": "Ilze Ozola"}, first)
    assert told.status_code == 409
    assert "Īpašnieks (fiziska persona) 1" in soup(told).get_text()


def test_definitions_that_are_not_read_any_more_close_only_their_cases(
    before: tuple[Path, Applicant], now: tuple[Product, Applicant, Applicant]
) -> None:
    folder, _first = before
    product, _older, newer = now
    own = register(product, create_app(product), "legal", "lv")
    with product.store.write() as unit:
        broken = Bundle("broken", {"flows/magnetiq.yaml": "programme: ["}, product.clock.now())
        unit.bundles.keep(broken)
        change = text("UPDATE cases SET bundle = 'broken' WHERE id = :case")
        unit.connection.execute(change, {"case": own.case_id})
    later = rebuilt(folder)
    app = create_app(later)
    refused = with_cookies(app, own).client.get(own.address)
    assert refused.status_code == 503
    assert "Jūsu atbildes ir drošībā" in soup(refused).get_text()
    cabinet = with_cookies(app, own).client.get(f"/lv/{PROGRAMME}/cabinet")
    assert cabinet.location.endswith(own.case_id)
    assert with_cookies(app, newer).client.get(newer.address).status_code == 200
    later.close()
