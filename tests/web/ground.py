"""A product with two programmes of a bank and one of another, a case that was sent at each bank,
and everybody around them with a browser."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from engine.accounts import sessions
from engine.accounts.desk import Visitor
from engine.accounts.sessions import Owed
from engine.base.records import Account
from engine.bootstrap import Product
from engine.case.form_pages import SENDS
from engine.definitions.faults import Faults
from engine.definitions.reading.scenarios import read_scenarios
from engine.demo.playing import Play
from engine.services.staff_accounts import NewStaff
from engine.store.tables.shape import METADATA
from tests.corridor import club_people
from tests.journeys.serving import PROGRAMME, ROOT, Applicant, build, register
from web.app import create_app

LIKE = "S-14 card and internet bank user with their papers, and a new account besides"
OTHER = "other"
ELSEWHERE = "club"
"""The programme of the other bank."""
LAST = ("applicant.logout", "staff.logout")
"""What ends the session is walked last."""
MAY_CHANGE = {"sessions", "presence", "throttles", "lockouts"}
"""What any request may touch: when a browser was heard of, and how often it came."""


@dataclass(frozen=True)
class Somebody:
    """A browser, and what its owner is here."""

    name: str
    client: FlaskClient
    applicant: bool = False
    owner: bool = False
    staff: bool = False
    roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ground:
    """One application, a case that was sent, and the accounts of everybody around it.

    ``guest`` is an applicant of the other bank, with a case there.
    """

    app: Flask
    product: Product
    case: str
    file: str
    owner: Account
    other: Account
    guest: Account
    guest_case: str

    def everybody(self, app: Flask | None = None) -> list[Somebody]:
        """Everybody with a fresh browser, whatever happened to the one before."""
        at = app or self.app
        flow = self.product.programmes[PROGRAMME].flow
        return [
            Somebody("stranger", at.test_client()),
            Somebody("owner", self.entered(at, self.owner), applicant=True, owner=True),
            Somebody("another applicant", self.entered(at, self.other), applicant=True),
            *(self.colleague(at, role.name, (role.name,)) for role in flow.roles),
            self.colleague(at, "without a role"),
            self.colleague(at, "shut out", ("officer",), disabled=True),
            self.colleague(at, "half logged in", ("officer",), half=True),
        ]

    def of_the_other_bank(self, app: Flask) -> list[Somebody]:
        """An applicant and the staff of the other bank."""
        flow = self.product.programmes[ELSEWHERE].flow
        return [
            Somebody("applicant of the other bank", self.entered(app, self.guest)),
            *(
                self.colleague(app, role.name, (role.name,), programmes=(ELSEWHERE,))
                for role in flow.roles
            ),
        ]

    def colleague(
        self, app: Flask, name: str, roles: tuple[str, ...] = (),
        *, disabled: bool = False, half: bool = False,
        programmes: tuple[str, ...] = (PROGRAMME, OTHER),
    ) -> Somebody:  # fmt: skip
        email = f"{name.replace(' ', '.')}.{self.product.desk.ids.new()}@rights.example.org"
        known = dict.fromkeys(programmes, roles) if roles else {}
        bank = self.product.library.bank_of(programmes[0])
        new = NewStaff(email, name, known, "en", "Abcdef1!", bank)
        account = self.product.staff.add(new).account
        client = self.entered(app, account, half=half)
        if disabled:
            with self.product.store.write() as unit:
                unit.accounts.disable(account)
        is_in = not (disabled or half)
        return Somebody(name, client, staff=is_in, roles=roles if is_in else ())

    def entered(self, app: Flask, account: Account, *, half: bool = False) -> FlaskClient:
        """A browser of somebody's, logged in."""
        client = app.test_client()
        with self.product.store.write() as unit:
            entered = sessions.begin(self.product.desk, unit, account, Visitor(), Owed(factor=half))
        with client.session_transaction() as cookie:
            cookie["key"] = entered.token
        return client

    def address(self, rule: Rule, **other: str) -> str:
        """The address of a route with those of the case, or of nothing, in its parts."""
        known: Mapping[str, str | int] = {
            "lang": "en", "programme": PROGRAMME, "case_id": self.case, "file_id": self.file,
            "place": "application", "step": "officer accepts", "name": "client.identity_document",
            "number": 0, "kind": "email", **other,
        }  # fmt: skip
        given = {part: known.get(part, "x") for part in rule.arguments}
        built = rule.build(given)
        assert built is not None
        return built[1]

    def routes(self) -> list[Rule]:
        """Every route of the application."""
        return sorted(self.app.url_map.iter_rules(), key=lambda one: one.endpoint in LAST)

    def walk(
        self, who: Somebody, wanted: Callable[[Rule], bool] | None = None, **other: str
    ) -> Iterator[tuple[Rule, str, TestResponse]]:
        """Every route, or those wanted, and each method of reading and writing it has."""
        for rule in filter(wanted, self.routes()):
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                yield rule, method, who.client.open(self.address(rule, **other), method=method)

    def events(self) -> int:
        """How much has happened in both cases."""
        with self.product.store.read() as view:
            cases = (self.case, self.guest_case)
            return sum(len(view.case_events.of_case(case)) for case in cases)

    def stored(self) -> dict[str, list[str]]:
        """Everything that is stored, but for what any request may touch."""
        with self.product.store.read() as view:
            return {
                name: sorted(map(str, view.connection.execute(select(table))))
                for name, table in METADATA.tables.items()
                if name not in MAY_CHANGE
            }


def two_banks(folder: Path) -> Path:
    """The definitions of the repository with a second programme that is like the first, and a
    programme of another bank."""
    made = folder / "definitions"
    shutil.copytree(ROOT / "definitions", made)
    for kind in ("forms", "rules", "lists", "terms"):
        shutil.copytree(made / kind / PROGRAMME, made / kind / OTHER)
    flow = (made / "flows" / f"{PROGRAMME}.yaml").read_text(encoding="utf-8")
    flow = flow.replace(f"programme: {PROGRAMME}", f"programme: {OTHER}")
    (made / "flows" / f"{OTHER}.yaml").write_text(flow, encoding="utf-8")
    shutil.copytree(club_people.FOLDER, made, dirs_exist_ok=True)
    return made


def prepared(folder: Path) -> Ground:
    """The ground, with an application that asks for no tokens: they are not what keeps one out."""
    product = build(folder / "data", ANKETA_DEFINITIONS=str(two_banks(folder)))
    app = create_app(product)
    owner, other = register(product, app, "natural"), register(product, app, "natural")
    app.config["WTF_CSRF_ENABLED"] = False
    file, bank = _sent(product, owner), product.library.bank_of(PROGRAMME)
    with product.store.read() as view:
        accounts = [view.accounts.by_contact(one.contact.email, bank) for one in (owner, other)]
    assert accounts[0]
    assert accounts[1]
    member = club_people.join(product)
    member.send()
    with product.store.read() as view:
        guest = view.accounts.one(member.account_id)
    known = (accounts[0], accounts[1], guest)
    return Ground(app, product, owner.case_id, file, *known, member.case_id)


def _sent(product: Product, owner: Applicant) -> str:
    """The form of the owner is sent in; one of its files."""
    found = read_scenarios(product.library.current.sources, Faults())
    given = next(one.given for one in found if one.title == LIKE)
    with product.store.read() as view:
        case = view.cases.find(owner.case_id)
    assert case is not None
    play = Play(product, PROGRAMME, case.id, case.account, (), given)
    assert play.fills("application", "", SENDS) is None
    return play.load().files[0].id
