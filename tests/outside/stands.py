"""Each provider with somebody who waits for what it says, in one shape for one table of faults."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from flask import Flask
from flask.testing import FlaskClient

from engine.accounts import sessions
from engine.accounts.desk import Visitor
from engine.accounts.sessions import Owed
from engine.base.later import ProviderSession
from engine.base.system import SystemRandomness
from engine.bootstrap import Product
from engine.identification.demo_provider.keys import REHEARSAL, rehearsal_settings
from engine.identification.demo_provider.provider import DemoProvider
from engine.identification.demo_provider.room_api import ACCOUNT, CLIENT, KEY, room_settings
from engine.identification.demo_provider.room_calls import SECRET
from engine.identification.sumsub import Sumsub
from engine.identification.zoom import Zoom
from engine.outside.rehearsal.deliveries import Call, Deliveries
from engine.outside.rehearsal.trouble import Trouble
from engine.services.outside_parties import OutsideParties
from engine.signing.demo_provider.keys import rehearsal_settings as signing_settings
from engine.signing.dokobit import Dokobit
from tests.corridor.club_calls import with_calls
from tests.corridor.club_people import REQUEST, SCANNER, Member, join, staffed
from tests.corridor.conftest import NOON
from tests.corridor.people import build
from tests.fakes import FixedClock
from tests.signing.conftest import FRIENDS, Club, Signing, opened, with_contract
from web.app import create_app

PHOTO, VIDEO = "identification", "video identification"
HASTY = httpx.Timeout(0.2)
PATIENT = httpx.Timeout(10.0)


class Stand(ABC):
    """Somebody waits for what one provider says."""

    product: Product
    app: Flask
    clock: FixedClock
    trouble: Trouble
    deliveries: Deliveries
    seen: tuple[object, object, object]
    """How the case stands before, after the first act, and after the last."""

    hook = ""
    """Where the provider calls; empty where it is told an address each time."""

    sorry: str
    """What the person reads where it cannot be begun."""

    @abstractmethod
    def outside(self, limit: httpx.Timeout) -> OutsideParties:
        """Whoever asks, with this patience and without a breaker."""

    @abstractmethod
    def check(self, limit: httpx.Timeout) -> str:
        """What the doctor says of the provider."""

    @abstractmethod
    def waits(self) -> None:
        """Somebody new waits."""

    @abstractmethod
    def session(self) -> ProviderSession:
        """What is open for them."""

    @abstractmethod
    def act(self, last: bool) -> None:
        """What is done at the provider, first and last."""

    @abstractmethod
    def stands(self) -> object:
        """How the case stands."""

    @abstractmethod
    def page(self) -> str:
        """What the person sees who would begin."""

    @abstractmethod
    def forged(self, call: Call) -> Iterator[Call]:
        """Calls that only look like this one."""

    def ask(self, limit: httpx.Timeout = PATIENT) -> str:
        """What the queued job does."""
        return self.outside(limit).ask(self.session().id)

    def posted(self, call: Call) -> int:
        """The status with which a call is answered."""
        address, body, headers = call
        return self.app.test_client().post(address, data=body, headers=headers).status_code

    def held(self) -> list[Call]:
        """What the provider wanted to tell so far; it does not tell it again."""
        calls = [
            (self.hook or urlsplit(url).path, body, headers)
            for url, body, headers in self.deliveries.held
        ]
        self.deliveries.held.clear()
        return calls

    def heard(self) -> int:
        """How many calls are remembered."""
        with self.product.store.read() as view:
            counted = view.connection.exec_driver_sql("SELECT count(*) FROM callbacks")
            return int(counted.scalar_one())

    def browser(self, account_id: str) -> FlaskClient:
        """Somebody logged in just now."""
        client = self.app.test_client()
        with self.product.store.write() as unit:
            account = unit.accounts.one(account_id)
            entered = sessions.begin(self.product.desk, unit, account, Visitor(), Owed())
        with client.session_transaction() as cookie:
            cookie["key"] = entered.token
        return client


class Identified(Stand):
    """Identification in the club, by photo or by a call."""

    item: str
    member: Member

    def __init__(self, product: Product, provider: DemoProvider, address: str) -> None:
        clock = product.clock
        assert isinstance(clock, FixedClock)
        self.product, self.app, self.clock = product, create_app(product), clock
        self.provider, self.address, self.trouble = provider, address, provider.trouble
        self.staff = staffed(product)

    def outside(self, limit: httpx.Timeout) -> OutsideParties:
        sumsub = Sumsub(rehearsal_settings(self.address), self.clock, limit)
        zoom = Zoom(room_settings(self.address, SECRET), self.clock, SystemRandomness(), limit)
        return replace(self.product.outside, providers={PHOTO: sumsub, VIDEO: zoom})

    def check(self, limit: httpx.Timeout) -> str:
        return self.outside(limit).providers[PHOTO if self.item == "photo" else VIDEO].check()

    def session(self) -> ProviderSession:
        found = self.product.outside.book.of_case(self.member.case_id)
        return next(one for one in found if one.item == self.item and one.of == "client")

    def stands(self) -> object:
        return self.member.status(self.item, "client")

    def page(self) -> str:
        place = f"/en/club/case/{self.member.case_id}/{self.item}:client/begin"
        return self.browser(self.member.account_id).get(place).get_data(as_text=True)

    def forged(self, call: Call) -> Iterator[Call]:
        address, body, headers = call
        yield address, body, {}
        yield address, body + b" ", headers
        yield address, body, {name: f"{value}0" for name, value in headers.items()}
        yield "/hooks/nobody", body, headers
        yield address, b"x" * 70_000, headers


class AtSumsub(Identified):
    """A photo at Sumsub: the first attempt fails, the second passes."""

    hook = "/hooks/identification"
    item, sorry = "photo", "The identification service does not answer"
    seen = ("invited", "invited", "passed")

    def waits(self) -> None:
        self.deliveries = self.provider.callbacks
        self.member = join(self.product)
        self.member.send()

    def act(self, last: bool) -> None:
        httpx.post(self.session().link, data={"outcome": "passes" if last else "again"})


class AtZoom(Identified):
    """A call at Zoom: somebody comes, and it is held."""

    hook = "/hooks/video-identification"
    item, sorry = "visit", "The video service does not answer"
    seen = ("agreed", "agreed", "done")

    def waits(self) -> None:
        self.deliveries = self.provider.room_calls
        self.member = join(self.product)
        self.member.send(REQUEST)
        self.member.do(SCANNER, "photo", "scanner passes", "client")
        officer, day = self.staff.officer, self.clock.now() + timedelta(minutes=5)
        self.member.do(officer, "visit", "officer demands a visit", "client")
        when = {"slot.day": f"{day:%Y-%m-%d}", "slot.time": f"{day.astimezone(NOON.tzinfo):%H:%M}"}
        self.member.do(officer, "visit", "officer agrees a time", "client", raw=when)

    def act(self, last: bool) -> None:
        httpx.post(self.session().link, data={"do": "end" if last else "enter"})


class AtDokobit(Stand):
    """A contract at Dokobit: a friend signs, then the client."""

    sorry = "The signing service does not answer"
    seen = (
        ("signing", ("missing", "missing")),
        ("signing", ("missing", "signed")),
        ("signed", ("signed", "signed")),
    )

    def __init__(self, club: Club, address: str) -> None:
        clock = club.product.clock
        assert isinstance(clock, FixedClock)
        self.club, self.product, self.app, self.clock = club, club.product, club.app, clock
        self.address, self.trouble = address, club.provider.trouble
        self.deliveries = club.provider.postbacks
        self.case: Signing

    def outside(self, limit: httpx.Timeout) -> OutsideParties:
        rounds = self.product.outside.rounds
        assert rounds is not None
        dokobit = Dokobit(signing_settings(self.address), self.clock, limit)
        return replace(self.product.outside, rounds=replace(rounds, provider=dokobit))

    def check(self, limit: httpx.Timeout) -> str:
        rounds = self.outside(limit).rounds
        assert rounds is not None
        return rounds.provider.check()

    def waits(self) -> None:
        self.case = self.club.member(FRIENDS[0])
        self.case.send()

    def session(self) -> ProviderSession:
        return self.case.round

    def act(self, last: bool) -> None:
        for unit in self.case.links():
            if (unit == "client") == last:
                self.case.does(unit)

    def stands(self) -> object:
        status, signatures = self.case.statuses()
        return status, tuple(sorted(signatures))

    def page(self) -> str:
        place = f"/en/club/case/{self.case.member.case_id}/signature:client/begin"
        return self.case.browser().get(place).get_data(as_text=True)

    def forged(self, call: Call) -> Iterator[Call]:
        address, body, headers = call
        yield f"{address[:-1]}{'0' if address[-1] != '0' else '1'}", body, headers
        yield "/hooks/signing/", body, headers
        yield "/hooks/signing", body, headers
        yield f"/hooks/signing/{'é' * 96}", body, headers
        yield address, body.replace(self.session().session.encode(), b"0" * 40), headers
        yield address, b"[]", headers
        yield address, b"nonsense", headers
        yield address, b"x" * 70_000, headers


@contextmanager
def stands(folder: Path) -> Iterator[Mapping[str, Stand]]:
    """One for each provider, by name."""
    clock = FixedClock(NOON)
    provider = DemoProvider(folder / "provider", "http://bank.invalid/hooks", clock)
    provider.room_calls.url = "http://bank.invalid/hooks"
    at, stop = provider.serve(0)
    product = build(
        folder / "club",
        clock,
        ANKETA_DEFINITIONS=str(with_calls(folder)),
        SUMSUB_URL=at,
        SUMSUB_TOKEN=REHEARSAL.token,
        SUMSUB_SECRET=REHEARSAL.secret,
        SUMSUB_WEBHOOK_SECRET=REHEARSAL.webhook_secret,
        ANKETA_VIDEO="zoom",
        ZOOM_URL=at,
        ZOOM_TOKENS=at,
        ZOOM_ACCOUNT=ACCOUNT,
        ZOOM_CLIENT_ID=CLIENT,
        ZOOM_CLIENT_SECRET=KEY,
        ZOOM_WEBHOOK_SECRET=SECRET,
    )
    with opened(with_contract(folder / "signing"), FixedClock(NOON), folder / "data") as club:
        yield {
            "Sumsub": AtSumsub(product, provider, at),
            "Zoom": AtZoom(product, provider, at),
            "Dokobit": AtDokobit(club, club.product.settings.dokobit_url),
        }
    product.close()
    stop()
