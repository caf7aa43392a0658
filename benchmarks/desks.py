"""Products with few and with many cases, and browsers that are logged in to them."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from time import perf_counter, process_time
from typing import Any, Final

import psycopg
from flask.testing import FlaskClient
from lxml import html
from many_cases import Crowd
from sqlalchemy import func, select

from engine import bootstrap
from engine.bootstrap import Product
from engine.definitions.faults import Faults
from engine.definitions.reading.demo_people import DemoPerson, read_cast
from engine.definitions.reading.scenarios import read_scenarios
from engine.demo.people import FILE_NAME, _Making, people
from engine.services import senders
from engine.services.databases import migrate
from engine.services.message_acts import MessagePost
from engine.services.staff_accounts import NewStaff
from engine.settings import settings
from engine.store import tables as t
from web.app import create_app

ROOT: Final = Path(__file__).resolve().parents[1]
STAFF, PASSWORD = "desk@example.org", "Abcdef1!x"
MANY: Final = "many@example.org"


@dataclass
class Desk:
    """A product with so many cases; ``staff`` has every role, ``one`` one case, ``many`` 200."""

    product: Product
    staff: FlaskClient
    one: FlaskClient
    many: FlaskClient
    count: int
    on_server: bool
    chance: Random = field(default_factory=lambda: Random(3))  # noqa: S311
    times: dict[str, list[float]] = field(default_factory=dict)
    kept: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    """How many lines the page of a list showed."""

    @property
    def programme(self) -> str:
        return next(iter(self.product.programmes))

    def timed(self, name: str, deed: Callable[[Desk], object]) -> None:
        """Do it; the time of this process, or of the clock where a server works for it."""
        clock = perf_counter if self.on_server else process_time
        self.lines[""] = 0
        begun = clock()
        deed(self)
        self.times.setdefault(name, []).append((clock() - begun) * 1000)
        self.lines[name] = self.lines[""]

    def get(self, place: str, client: FlaskClient | None = None) -> str:
        """A page of the desk, or of a cabinet."""
        side = "" if client else "staff/"
        address = place if place.startswith("/") else f"/en/{side}{self.programme}/{place}"
        answer = (client or self.staff).get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address}: {answer.status}")
        page = answer.get_data(as_text=True)
        self.lines[""] = page.count("<tr")
        return page

    def search(self, words: str) -> None:
        """Search as a browser does, and see what is found."""
        token = csrf(self.staff, "/en/staff/keys")
        home = f"/en/staff/{self.programme}/search"
        found = self.staff.post(home, data={"csrf_token": token, "words": words})
        if found.status_code != 303:
            raise RuntimeError(found.status)
        if "/search/" in found.location:
            self.get(found.location)


def csrf(client: FlaskClient, address: str) -> str:
    page = html.fromstring(client.get(address).get_data())
    return str(page.xpath("//input[@name='csrf_token']/@value")[0])


def product_in(folder: Path, database: str = "") -> Product:
    """The demonstration in a folder, upon a database of its own."""
    chosen = {
        "ANKETA_DATA": str(folder),
        "ANKETA_DEMO": "yes",
        "ANKETA_DEFINITIONS": str(ROOT / "definitions"),
        "ANKETA_TRANSLATIONS": str(ROOT / "translations"),
        "ANKETA_FREE_SPACE_MB": "0",
        "ANKETA_LOG_LEVEL": "error",
    }
    if database:
        chosen["DATABASE_URL"] = database
    prepared = bootstrap.prepared(settings.read(chosen))
    migrate(prepared)
    return bootstrap.build(prepared)


def invented(folder: Path, database: str = "") -> None:
    """The people of the demonstration, one more, and what they wrote to each other."""
    product = product_in(folder, database)
    people(product)
    programme = next(iter(product.programmes))
    cast = read_cast(ROOT / "definitions", programme)
    found = read_scenarios(product.library.current.sources, Faults())
    known = {one.title: one for one in found if one.programme == programme}
    passwords = json.loads((folder / FILE_NAME).read_text())
    lead = next(one for one in cast.people if one.after)
    more = [
        replace(lead, email=f"more{n}@example.org", phone=f"+3712999900{n}", after=title, steps=())
        for n, title in enumerate(_returned(known))
    ]
    more.append(DemoPerson(MANY, "+37129999999", like=lead.like or lead.after, submitted=True))
    passwords |= {one.email: PASSWORD for one in more}
    (folder / FILE_NAME).write_text(json.dumps(passwords))
    making = _Making(product, product.library.today(programme), known, passwords, print)
    making.all_of(replace(cast, people=tuple(more)))
    roles = tuple(one.name for one in product.programmes[programme].flow.roles)
    new = NewStaff(STAFF, "Desk", {programme: roles}, "en", PASSWORD)
    account = product.staff.add(new).account.id
    with product.store.read() as view:
        cases = view.cases.every()
    for place, case in enumerate(cases):
        said = [senders.applicant(case.account)] * (place % 3) + [senders.staff(account)]
        for sender in said[: place % 4]:
            product.talks.send(MessagePost(case.id, sender, f"A message of case {case.id}."))
    product.close()


def _returned(known: dict[str, Any]) -> list[str]:
    """Scenarios in which a proposal is returned."""
    found = [
        title
        for title, one in known.items()
        if any(" returns" in str(getattr(step, "step", "")) for step in one.steps)
        and any(str(getattr(step, "step", "")).endswith(" confirms") for step in one.steps)
    ]
    return found[:2]


def filled(folder: Path, count: int, database: str = "") -> None:
    """Write the cases into the copy of a demonstration."""
    product = product_in(folder, database)
    with product.store.read() as view:
        there = view.connection.execute(select(func.count()).select_from(t.cases)).scalar_one()
    if there < count:
        Crowd(product, MANY).write(count - there)
    with product.store._engines.writing.connect() as connection:  # noqa: SLF001
        connection.exec_driver_sql("ANALYZE")
        connection.commit()
    product.close()


def opened(folder: Path, database: str = "") -> Desk:
    """The product, with everybody logged in."""
    product = product_in(folder, database)
    with product.store.read() as view:  # what is there, should its making have been cut short
        counted = select(func.count()).select_from(t.cases)
        count = view.connection.execute(counted).scalar_one()
    app = create_app(product)
    passwords = json.loads((folder / FILE_NAME).read_text())
    one = next(email for email in passwords if email.startswith("more"))
    programme = next(iter(product.programmes))
    staff, single, many = app.test_client(), app.test_client(), app.test_client()
    _log_in(staff, "/en/staff/login", STAFF)
    _log_in(single, f"/en/{programme}/login", one)
    _log_in(many, f"/en/{programme}/login", MANY)
    return Desk(product, staff, single, many, count, bool(database))


def _log_in(client: FlaskClient, address: str, email: str) -> None:
    typed = {"login.identifier": email, "login.password": PASSWORD, "_do": "continue"}
    answer = client.post(address, data={"csrf_token": csrf(client, address), **typed})
    if answer.status_code != 303:
        raise RuntimeError(f"{email} is not let in")


def desks(folder: Path, counts: tuple[int, int], server: str = "") -> list[Desk]:
    """A desk for each count, made where they are not there yet; ``server`` is one of PostgreSQL."""
    base = folder / ("base-server" if server else "base")
    if not base.exists():
        base.mkdir(parents=True)
        invented(base, _named(server, "base", fresh=True) if server else "")
    places = [(folder / f"{'server-' if server else ''}{count}", count) for count in counts]
    for own, count in places:
        if not own.exists():
            shutil.copytree(base, own)
            database = _named(server, str(count), like="base") if server else ""
            begun = perf_counter()
            filled(own, count, database)
            print(f"{count:,} cases in {perf_counter() - begun:.0f} s", flush=True)
    return [opened(own, _named(server, str(count)) if server else "") for own, count in places]


def _named(server: str, name: str, *, like: str = "", fresh: bool = False) -> str:
    """The URL of a database of a server; made anew if it is to be ``fresh`` or ``like`` another."""
    called = f"anketa_bench_{name}"
    if fresh or like:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {called}")  # type: ignore[arg-type]
            source = f" TEMPLATE anketa_bench_{like}" if like else ""
            connection.execute(f"CREATE DATABASE {called}{source}")  # type: ignore[arg-type]
    return re.sub(r"/[^/?]*(\?|$)", rf"/{called}\1", server, count=1)
