"""Banks with a host of their own: there only they are served, to their own people."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from engine.accounts import sessions
from engine.accounts.desk import AccountRefused, Entrance, Visitor
from engine.accounts.single_sign_on import REFUSED, Vouched
from engine.base.errors import NotFound
from engine.bootstrap import Product
from engine.services import senders
from engine.services.case_commit import staff_with
from engine.services.case_loading import CaseRequest
from engine.services.desk_lists import StaffViewer
from engine.services.staff_accounts import NewStaff, StaffRefused
from engine.services.staff_sign_on import StaffSignOn
from engine.settings.settings import SettingsRefused
from tests.corridor import club_people
from tests.corridor.club_people import PASSWORD, Member, join
from tests.corridor.people import ROOT
from tests.journeys.serving import build, soup, token
from tests.web.staff.desk_people import Colleague
from web.app import create_app
from web.banks import site
from web.staff.desk import passkey_party

CLUB, CITY, SHARED = "http://club.example", "http://city.example:8443", "http://localhost"
HOSTS = f"club={CLUB}, city={CITY}"
LOGIN = "/en/staff/login"


def several_banks(folder: Path) -> Path:
    """Definitions of three banks with a programme each."""
    made = folder / "definitions"
    shutil.copytree(club_people.FOLDER, made)
    for name in ("household", "supplier"):
        shutil.copytree(ROOT / "tests/flow/programmes" / name, made, dirs_exist_ok=True)
    return made


class Asking(FlaskClient):
    """A browser that asks one host."""

    host = SHARED

    def open(self, *args: Any, **given: Any) -> TestResponse:
        if args and isinstance(args[0], str):
            given.setdefault("base_url", self.host)
        return super().open(*args, **given)


@dataclass(frozen=True)
class Town:
    """Three banks, a member of the club, and of a colleague at each bank id and e-mail address, by
    programme."""

    product: Product
    app: Flask
    member: Member
    staff: dict[str, tuple[str, str]]

    def at(self, host: str) -> FlaskClient:
        """A browser that asks a host."""
        client = Asking(self.app, self.app.response_class)
        client.host = host
        return client

    def knocks(self, host: str, programme: str) -> TestResponse:
        """What a colleague is answered who logs in at the desk of a host."""
        return Colleague(self.at(host), *self.staff[programme], PASSWORD).log_in()


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder = tmp_path_factory.mktemp("town")
    settings = {
        "ANKETA_DEFINITIONS": str(several_banks(folder)),
        "ANKETA_BASE_URL": SHARED,
        "BANK_HOSTS": HOSTS,
    }
    product = build(folder / "data", **settings)
    member, staff = join(product), {}
    member.send()
    for programme, role in {"club": "officer", "household": "clerk", "supplier": "buyer"}.items():
        email = f"{role}@{programme}.example.org"
        new = NewStaff(email, role, {programme: (role,)}, "en", PASSWORD)
        account = product.staff.add(new).account
        staff[programme] = account.id, email
    yield Town(product, create_app(product), member, staff)
    product.close()


def test_a_host_serves_its_bank_and_nothing_else(town: Town) -> None:
    for host, own in ((CLUB, "club"), (CITY, "household"), (SHARED, "supplier")):
        client, served = town.at(host), set()
        for name in town.product.programmes:
            got = client.get(f"/en/{name}/login")
            served |= {name} if got.status_code == 200 else set()
            if host != SHARED and name != own:
                assert got.status_code == 404
                assert client.get(f"/en/staff/{name}/queues/").status_code == 404
        assert served == {own}
        root = client.get("/")
        assert root.location == "/en/"
        page = client.get(root.location)
        assert f"/en/{own}/register" in page.get_data(as_text=True)
        assert client.get("/healthz").status_code == 200
    assert town.at("http://elsewhere.example").get("/en/").status_code == 400
    old = town.at(SHARED)
    assert old.get("/en/club/login?a=b").location == f"{CLUB}/en/club/login?a=b"
    assert old.get("/en/staff/household/queues/").location == f"{CITY}/en/staff/household/queues/"
    assert old.post("/en/club/login").status_code in (400, 404)


def test_a_cookie_that_was_carried_to_another_host_opens_nothing(town: Town) -> None:
    product, member = town.product, town.member
    with product.store.write() as unit:
        account = unit.accounts.one(member.account_id)
        begun = sessions.begin(product.desk, unit, account, Visitor(entrance=Entrance.of("club")))
    mine = f"/en/club/case/{member.case_id}"
    for host, path, status in (
        (CLUB, mine, 200),
        (CITY, mine, 404),
        (CITY, f"/en/household/case/{member.case_id}", 302),
        (CITY, "/en/household/cabinet", 302),
        (SHARED, f"/en/supplier/case/{member.case_id}", 302),
        (SHARED, "/en/staff/profile", 302),
        (CLUB, "/en/staff/profile", 302),
    ):
        client = town.at(host)
        with client.session_transaction(base_url=host) as cookie:
            cookie["key"] = begun.token
        assert client.get(path).status_code == status, (host, path)


def test_staff_come_in_at_the_desk_of_their_bank(town: Town) -> None:
    for host, own in ((CLUB, "club"), (CITY, "household"), (SHARED, "supplier")):
        for programme in town.staff:
            got = town.knocks(host, programme)
            assert got.status_code == (303 if programme == own else 422), (host, programme)


def test_a_member_of_staff_finds_nothing_of_another_bank(town: Town) -> None:
    product, member = town.product, town.member
    with product.store.read() as view:
        card = view.cards.of_case(member.case_id)
        account = view.accounts.one(town.staff["supplier"][0])
    assert card is not None
    with product.store.write() as unit:
        begun = sessions.begin(product.desk, unit, account, Visitor())
    client = town.at(SHARED)
    with client.session_transaction(base_url=SHARED) as cookie:
        cookie["key"] = begun.token
    desk = "/en/staff/supplier"
    page = soup(client.get(f"{desk}/queues/~open"))
    typed = {"csrf_token": token(page), "words": card.number}
    found = client.post(f"{desk}/search", data=typed, follow_redirects=True)
    assert found.status_code == 200
    assert f"cases/{member.case_id}" not in found.get_data(as_text=True)
    for path in ("", "/history", "/documents", "/messages"):
        assert client.get(f"{desk}/cases/{member.case_id}{path}").status_code == 404
    with pytest.raises(StaffRefused, match="each bank has its own staff"):
        product.staff.assign(town.staff["supplier"][1], "club", ("officer",))
    both = {"club": ("officer",), "supplier": ("buyer",)}
    with pytest.raises(StaffRefused, match="belongs to one bank"):
        product.staff.add(NewStaff("two@banks.example.org", "Two", both, "en", PASSWORD))
    again = NewStaff(town.staff["club"][1], "Again", {"supplier": ("buyer",)}, "en")
    with pytest.raises(StaffRefused, match="already"):
        product.staff.add(again)


def test_a_role_at_another_bank_is_worth_nothing_however_it_was_written(town: Town) -> None:
    product, member, (id, _) = town.product, town.member, town.staff["household"]
    with product.store.write() as unit:
        clerk = unit.staff.find(id)
        assert clerk is not None
        unit.staff.change(replace(clerk, roles={**clerk.roles, "club": ("officer",)}))
    with pytest.raises(NotFound):
        product.cases.load(CaseRequest(member.case_id, senders.staff(id)))
    viewer = StaffViewer(town.staff["club"][0], "club", ("officer",), "en")
    assert id not in {one.account for one in product.taking.colleagues(viewer)}
    with product.store.read() as view:
        told = {one.account for one in staff_with(view, member.load(), "officer")}
    assert town.staff["club"][0] in told
    assert id not in told
    mine = product.staff.member(id)
    assert mine is not None
    assert set(mine.roles) == {"household"}


def test_messages_lead_to_the_host_of_their_bank(town: Town) -> None:
    product = town.product
    sent = {one.to: one for one in product.sent.newest(500)}
    (code,) = (one for one in sent.values() if one.channel != "email")
    assert code.body.splitlines()[-1].startswith("@club.example #")
    invited = product.staff.add(
        NewStaff("new@club.example.org", "New", {"club": ("officer",)}, "en")
    )
    (mail,) = (one for one in product.sent.newest(5) if one.to == invited.account.email)
    assert f"{CLUB}/en/staff/login" in mail.body
    assert "The club" in mail.body


def test_the_single_sign_on_gives_roles_at_one_bank(town: Town) -> None:
    product = town.product
    both = {"club": ("officer",), "household": ("clerk",)}

    def admitted(roles: dict[str, tuple[str, ...]], *banks: str) -> str:
        door = Entrance(frozenset(banks), is_desk=True)
        vouched = Vouched("someone", "one@sign-on.example.org", "One", roles)
        done = StaffSignOn(product.staff).admit(vouched, Visitor(entrance=door), "en")
        return done.code if isinstance(done, AccountRefused) else done.account.bank

    refused = REFUSED.code
    assert admitted(both, "club", "city") == refused
    assert admitted(both, "club") == "club"
    assert admitted(both, "city") == refused, "who is of the staff of another bank"
    assert admitted(both, "club", "city") == "club"
    member = product.staff.find("one@sign-on.example.org").member
    assert set(member.roles) == {"club"}
    assert admitted({"household": ("clerk",)}, "club", "city") == refused


def test_passkeys_and_the_sign_on_are_for_the_host_that_is_asked(town: Town) -> None:
    settings = replace(
        town.product.settings, demo=False, base_url="https://shared.example",
        bank_hosts={"club": "https://club.example"},
    )  # fmt: skip
    app = create_app(replace(town.product, settings=settings))
    for asked in ("https://club.example", "https://shared.example"):
        with app.test_request_context("/en/staff/login", base_url=asked):
            party = passkey_party()
            assert party is not None
            assert (party.origin, site()) == (asked, asked)
    assert {"club.example", "shared.example"} <= set(app.config["TRUSTED_HOSTS"])


def test_a_host_for_a_bank_that_is_not_there_is_refused(tmp_path: Path) -> None:
    settings = {
        "ANKETA_DEFINITIONS": str(club_people.FOLDER),
        "BANK_HOSTS": "clup=https://a.example",
    }
    with pytest.raises(SettingsRefused, match="no programme of clup"):
        build(tmp_path, **settings)
