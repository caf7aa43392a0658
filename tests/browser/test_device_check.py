"""A list of what to have ready: ticked by hand without scripts, measured with them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect

from engine.accounts import sessions
from engine.accounts.desk import Visitor
from engine.accounts.sessions import Owed
from engine.bootstrap import Product
from tests.browser.looking import PHONE, is_accessible
from tests.conftest import BROWSER_FLAGS, BROWSERS
from tests.corridor.club_people import FOLDER, Member, build_club, join
from tests.fakes import FixedClock
from tests.journeys.serving import served
from web.app import create_app

FAKE = ("--use-fake-device-for-media-stream=device-count=2", "--use-fake-ui-for-media-stream")
NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
READY = """\
form: ready
title: What you need
when: {kinds: visits}
fields:
  ready.device:  {tick: A camera and a microphone, device check: [camera, microphone]}
  ready.camera:  {tick: A good camera, device check: camera of 240p and 900 MP}
  ready.line:    {tick: A fast line, device check: line of 1 Mbit/s}
  ready.browser: {consent: A browser, device check: browser}
  ready.power:   {tick: Power, device check: battery for 20 minutes}
  ready.place:   {tick: A quiet place}
"""


@dataclass(frozen=True, slots=True)
class Club:
    """The club, whose visitors are called."""

    product: Product
    app: Flask
    address: str

    def form(self, context: BrowserContext) -> Page:
        """The form of somebody who has just logged in and wants a visit."""
        member = join(self.product)
        context.add_cookies([{"name": "anketa", "value": self.key(member), "url": self.address}])
        page = context.new_page()
        page.goto(f"{self.address}/en/club/case/{member.case_id}/request")
        return page

    def key(self, member: Member) -> str:
        client = self.app.test_client()
        with self.product.store.write() as unit:
            account = unit.accounts.one(member.account_id)
            entered = sessions.begin(self.product.desk, unit, account, Visitor(), Owed())
        with client.session_transaction() as cookie:
            cookie["key"] = entered.token
        found = client.get_cookie("anketa")
        assert found is not None
        return found.value


@pytest.fixture(scope="module")
def club(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Club]:
    folder = tmp_path_factory.mktemp("club")
    definitions = shutil.copytree(FOLDER, folder / "definitions")
    (definitions / "forms/club/ready.yaml").write_text(READY, "utf-8")
    flow = definitions / "flows/club.yaml"
    flow.write_text(flow.read_text("utf-8").replace("friends]", "friends, ready]", 1), "utf-8")
    product = build_club(folder / "data", FixedClock(NOW), ANKETA_DEFINITIONS=str(definitions))
    app = create_app(product)
    with served(app) as address:
        yield Club(product, app, address)
    product.close()


@pytest.fixture
def with_camera(chromium: Browser) -> Iterator[Browser]:
    """A browser with a camera that shows a clock and a microphone that beeps."""
    found = next(filter(None, map(shutil.which, BROWSERS)))
    browser = chromium.browser_type.launch(
        executable_path=found, headless=True, args=[*BROWSER_FLAGS, *FAKE]
    )
    yield browser
    browser.close()


def told(page: Page, name: str) -> list[tuple[str, str]]:
    """What stands at a tick: in order or not, and the words."""
    places = page.locator(f"[data-device][data-tick='q-ready-{name}']").all()
    return [(str(one.get_attribute("data-state")), one.inner_text()) for one in places]


def test_what_a_browser_measures_stands_at_each_tick(club: Club, with_camera: Browser) -> None:
    context = with_camera.new_context(viewport=PHONE)
    page = club.form(context)
    errors: list[str] = []
    page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    page.get_by_label("Visits only").check()
    page.locator("[data-device-start]").click()
    expect(page.locator("[data-device-said]")).to_contain_text("are in order")
    assert told(page, "device") == [
        ("good", "In order: The camera gives a picture."), ("good", "In order: You can be heard."),
    ]  # fmt: skip
    ((state, words),) = told(page, "camera")
    assert (state, "p, at least 240p needed." in words) == ("low", True)
    assert "MP, at least 900 MP needed. Choose another camera" in words
    ((state, words),) = told(page, "line")
    assert (state, "Mbit/s, at least 1 Mbit/s needed." in words) == ("good", True)
    assert told(page, "browser") == [("good", "In order: This browser is fit for video calls.")]
    assert len(told(page, "power")) == 1
    assert page.locator("[name='ready.line']:checked").count() == 0, "it ticks nothing by itself"
    assert page.locator("video").evaluate("one => one.muted && one.srcObject.active")
    is_accessible(page, "a device that was checked")

    page.locator("[data-device-tick]").click()
    expect(page.locator("[data-device-tick]")).to_be_hidden()
    for name, ticked in (("device", 1), ("line", 1), ("browser", 1), ("camera", 0), ("place", 0)):
        assert page.locator(f"[name='ready.{name}']:checked").count() == ticked, name
    expect(page.locator("#save-state")).to_have_text("All saved")
    page.get_by_label("A locker").check()  # the questions change, and the results stay
    expect(page.locator("#save-state")).to_have_text("All saved")
    assert told(page, "device")[0][0] == "good"
    first = page.locator("video").evaluate("one => one.srcObject.getVideoTracks()[0].label")
    cameras = page.get_by_label("Camera", exact=True)
    cameras.select_option(index=1)
    expect(page.locator("[data-device-start]:not([aria-disabled])")).to_be_visible()
    second = page.locator("video").evaluate("one => one.srcObject.getVideoTracks()[0].label")
    assert second == cameras.locator("option").nth(1).inner_text() != first
    page.locator("[data-device-stop]").click()
    assert page.locator("video").evaluate("one => one.hidden && one.srcObject === null")
    assert errors == []
    context.close()


def test_whoever_permits_nothing_is_told_what_to_do(club: Club, chromium: Browser) -> None:
    context = chromium.new_context(viewport=PHONE)
    page = club.form(context)
    page.get_by_label("Visits only").check()
    page.route("**/line", lambda route: route.abort())
    page.locator("[data-device-start]").click()
    expect(page.locator("[data-device-said]")).to_contain_text("are in order")
    assert [state for state, _ in told(page, "device")] == ["low", "low"]
    assert told(page, "line")[0][0] == "untold"
    assert (
        "found. Connect one" in told(page, "camera")[0][1]
        or "Allow it" in told(page, "camera")[0][1]
    )
    is_accessible(page, "a device that cannot be checked")
    context.close()


def test_without_scripts_it_is_a_list_to_tick(club: Club, chromium: Browser) -> None:
    context = chromium.new_context(viewport=PHONE, java_script_enabled=False)
    page = club.form(context)
    page.get_by_label("Visits only").check()
    page.locator("button[value=refresh]").click()
    for name in ("device", "camera", "line", "browser", "power", "place"):
        page.locator(f"[type=checkbox][name='ready.{name}']").check()
    expect(page.locator("[data-device-check]")).to_be_hidden()
    page.locator(".save-bar button[value=save]").click()
    assert page.locator("[name^='ready.']:checked").count() == 6
    context.close()


def test_only_pages_that_ask_for_it_may_use_a_camera(club: Club) -> None:
    client = club.app.test_client()
    member = join(club.product)
    client.set_cookie("anketa", club.key(member))
    own = f"/en/club/case/{member.case_id}"
    allowed = {
        page: client.get(page).headers["Permissions-Policy"] for page in (own, f"{own}/request")
    }
    assert "camera=()" in allowed[own]
    assert "microphone=()" in allowed[own]
    assert "camera=(self)" in allowed[f"{own}/request"]
    assert "geolocation=()" in allowed[f"{own}/request"]


def test_a_line_is_measured_so_often_in_an_hour(club: Club) -> None:
    client = club.app.test_client()
    client.set_cookie("anketa", club.key(join(club.product)))
    answers = [client.get("/en/club/line", buffered=False) for _ in range(21)]
    assert [one.status_code for one in answers[-2:]] == [200, 429]
    assert answers[0].headers["Cache-Control"] == "no-store, no-transform"
    assert len(answers[0].data) == 96 * 65_536
