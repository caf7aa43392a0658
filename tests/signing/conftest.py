"""A club whose members sign a contract at a provider that really signs, over real connections."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from flask import Flask
from flask.testing import FlaskClient

from engine.accounts import sessions
from engine.accounts.desk import Visitor
from engine.accounts.sessions import Owed
from engine.base.later import ProviderSession
from engine.base.values import StoredFile
from engine.bootstrap import Product
from engine.demo.papers import paper
from engine.services.senders import Sender
from engine.services.session_book import SessionBook
from engine.services.uploads import NewFile
from engine.signing.demo_provider.keys import REHEARSAL
from engine.signing.demo_provider.provider import DemoSigning
from tests.corridor.club_people import REQUEST, Member, build_club, hire, join
from tests.corridor.conftest import NOON
from tests.fakes import FixedClock
from web.app import create_app

HERE = Path(__file__).parent
SHARED = ("forms/club/start.yaml", "forms/club/account.yaml", "forms/club/client.yaml",
          "rules/club/persons.yaml")  # fmt: skip
CLIENT, FRIENDS = "client", ("Berta Ozola", "Kārlis Kalns")
CODES = ("321357-24680", "320000-00016", "320000-00024")


@dataclass
class Club:
    """The product, the provider beside it, and an officer."""

    product: Product
    provider: DemoSigning
    app: Flask
    officer: Sender

    def member(self, *names: str) -> Signing:
        """Somebody who joined, alone or with friends, before there is a contract."""
        member = join(self.product, "group" if names else "person")
        raw = {name: one for name, one in REQUEST.items() if name.startswith(f"{CLIENT}.")}
        raw |= {"friends": []}
        for place, (name, code) in enumerate(zip(names, CODES[1:], strict=False)):
            raw |= {
                f"friends.{place}.full_name": [name],
                f"friends.{place}.code": [code],
                f"friends.{place}.email": [f"friend{place}@example.org"],
                f"friends.{place}.comes": ["yes"],
            }
        member.send(raw)
        member.do(self.officer, "request", "officer accepts")
        return Signing(self, member)


@dataclass
class Signing:
    """One case, and what happens in it at the provider."""

    club: Club
    member: Member

    @property
    def book(self) -> SessionBook:
        return self.club.product.outside.book

    def send(self, *papers: str) -> None:
        """The officer sends a contract of these documents to be signed."""
        entry = self.member.step(self.club.officer, "contract", "officer sends")
        for one in papers or ("contract.pdf",):
            name, content = paper(one)
            file = NewFile(
                self.member.case_id, self.club.officer, "contract.documents", name, [content], entry
            )
            assert isinstance(self.club.product.uploads.attach(file), StoredFile)
        self.member.do(self.club.officer, "contract", "officer sends")

    @property
    def round(self) -> ProviderSession:
        """The session of the whole signing, the last one."""
        return max(
            (one for one in self.book.of_case(self.member.case_id) if not one.of),
            key=lambda one: (one.ended_at is None, one.opened_at),
        )

    def ask(self) -> str:
        """What a queued job does."""
        return self.club.product.outside.ask(self.round.id)

    def links(self) -> dict[str, str]:
        """The link of everybody who still has to sign."""
        open_ones = self.book.open_of(self.member.case_id)
        return {one.of: one.link for one in open_ones if one.of}

    def does(self, unit: str, what: str = "sign") -> httpx.Response:
        """What a signer presses on the page of the provider."""
        return httpx.post(self.links()[unit], data={"do": what, "means": "smartid"})

    def browser(self) -> FlaskClient:
        """Where whoever registered is logged in."""
        product, client = self.club.product, self.club.app.test_client()
        with product.store.write() as unit:
            account = unit.accounts.one(self.member.account_id)
            entered = sessions.begin(product.desk, unit, account, Visitor(), Owed())
        with client.session_transaction() as cookie:
            cookie["key"] = entered.token
        return client

    def statuses(self) -> tuple[str, tuple[str, ...]]:
        """How the contract stands, and every signature."""
        picture = self.member.state.picture
        units = tuple(one.status for one in picture.of("signature").values())
        return picture.instance("contract").status, units

    def signed_file(self) -> StoredFile | None:
        """The signed file that the case keeps."""
        kept = self.member.instance("contract").answers.get("signed.file", ())
        return kept[0] if isinstance(kept, tuple) and kept else None


@pytest.fixture(scope="session")
def club_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The definitions: those of the club, with a contract in the place of the rest."""
    return with_contract(tmp_path_factory.mktemp("definitions"))


def with_contract(folder: Path) -> Path:
    """The club, whose members sign a contract and nothing else."""
    folder /= "club"
    shutil.copytree(HERE / "club", folder)
    for one in SHARED:
        (folder / one).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(HERE.parent / "corridor/club" / one, folder / one)
    return folder


@pytest.fixture(scope="module")
def clock() -> FixedClock:
    return FixedClock(NOON)


@pytest.fixture(scope="module")
def club(
    club_folder: Path, clock: FixedClock, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Club]:
    with opened(club_folder, clock, tmp_path_factory.mktemp("data")) as club:
        yield club


@contextmanager
def opened(folder: Path, clock: FixedClock, data: Path, api: str = "gateway") -> Iterator[Club]:
    """The club of these definitions, and its provider, until the end of the context."""
    provider = DemoSigning(data / "provider", data / "authority", clock)
    provider.trouble.calls = "held"
    address, stop = provider.serve(0)
    product = build_club(
        data,
        clock,
        ANKETA_DEFINITIONS=str(folder),
        DOKOBIT_URL=address,
        DOKOBIT_TOKEN=REHEARSAL,
        DOKOBIT_API=api,
        SIGNATURE_TRUST=str(provider.authority.trusted),
        SIGNATURE_LISTS=str(provider.authority.revoked),
    )
    yield Club(product, provider, create_app(product), hire(product, "Olga", "officer"))
    product.close()
    stop()
