"""Lists and the search of the desk with a thousand and with a hundred thousand cases.

    python benchmarks/queues.py [--rounds 60] [--few 1000] [--many 100000]

The cases are written by the store as every commit writes them: a card, its lines, its keys. Every
round asks both databases for everything once, in turns, so that a busy machine slows both alike.
Printed are the 95th percentiles of the processor's time and their ratio; more than twice is too
much.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from random import Random
from statistics import quantiles
from time import process_time

from flask.testing import FlaskClient
from lxml import html

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from engine import bootstrap  # noqa: E402
from engine.base.cards import OPEN, CardName, CaseCard, QueueRow, SearchKey  # noqa: E402
from engine.base.records import Account, Bundle, StoredCase  # noqa: E402
from engine.bootstrap import Product  # noqa: E402
from engine.case.number import number  # noqa: E402
from engine.case.search import NAME, name_forms, number_keys, search_key  # noqa: E402
from engine.services.databases import migrate  # noqa: E402
from engine.services.staff_accounts import NewStaff  # noqa: E402
from engine.settings import settings  # noqa: E402
from web.app import create_app  # noqa: E402

PASSWORD = "Abcdef1!x"  # noqa: S105
BATCH = 1_000
MOST_TIMES = 2.0
SYLLABLES = tuple(a + b for a in ("b", "d", "k", "kl", "l", "m", "n", "r", "s") for b in "aeio")


@dataclass
class Desk:
    """A product with so many cases, and a browser that is logged in at its desk."""

    product: Product
    programme: str
    account: str
    client: FlaskClient
    last: StoredCase
    times: dict[str, list[float]] = field(default_factory=dict)

    def timed(self, name: str, deed: Callable[[Desk], object]) -> None:
        begun = process_time()
        deed(self)
        self.times.setdefault(name, []).append((process_time() - begun) * 1000)

    def get(self, place: str) -> None:
        answer = self.client.get(f"/en/staff/{self.programme}/{place}")
        if answer.status_code != 200:
            raise RuntimeError(f"{place}: {answer.status}")

    def search(self, words: str) -> None:
        home = f"/en/staff/{self.programme}/search"
        page = html.fromstring(self.client.get("/en/staff/keys").get_data())
        token = page.xpath("//input[@name='csrf_token']/@value")[0]
        found = self.client.post(home, data={"csrf_token": token, "words": words})
        if found.status_code != 303:
            raise RuntimeError(found.status)
        if "/search/" in found.location and self.client.get(found.location).status_code != 200:
            raise RuntimeError(found.location)


DEEDS: dict[str, Callable[[Desk], object]] = {
    "what waits": lambda desk: desk.get("queues/~waits"),
    "what waits, everybody's": lambda desk: desk.get("queues/~waits?taken=all"),
    "all open": lambda desk: desk.get("queues/~open"),
    "overdue": lambda desk: desk.get("queues/~overdue"),
    "search: number": lambda desk: desk.search(number(desk.last)),
    "search: part of a name": lambda desk: desk.search("bala"),
    "search: two names": lambda desk: desk.search("bala kame"),
    "search: nothing": lambda desk: desk.search("zzzzz"),
}


def built(folder: Path, count: int) -> Desk:
    """A product with ``count`` cases."""
    chosen = {
        "ANKETA_DATA": str(folder),
        "ANKETA_DEMO": "yes",
        "ANKETA_DEFINITIONS": str(ROOT / "definitions"),
        "ANKETA_TRANSLATIONS": str(ROOT / "translations"),
        "ANKETA_FREE_SPACE_MB": "0",
        "ANKETA_LOG_LEVEL": "error",
    }
    prepared = bootstrap.prepared(settings.read(chosen))
    migrate(prepared)
    product = bootstrap.build(prepared)
    programme, known = next(iter(product.programmes.items()))
    role = known.flow.roles[0].name
    new = NewStaff("desk@example.org", "Desk", {programme: (role,)}, "en", PASSWORD)
    account = product.staff.add(new).account.id
    last = fill(product, programme, (role, account), count)
    client = create_app(product).test_client()
    page = html.fromstring(client.get("/en/staff/login").get_data())
    token = page.xpath("//input[@name='csrf_token']/@value")[0]
    typed = {"login.identifier": new.email, "login.password": PASSWORD, "_do": "continue"}
    if client.post("/en/staff/login", data={"csrf_token": token, **typed}).status_code != 303:
        raise RuntimeError("nobody is let in")
    return Desk(product, programme, account, client, last)


def fill(product: Product, programme: str, who: tuple[str, str], count: int) -> StoredCase:
    """Write the cases, a thousand at once; the last of them."""
    chance, now = Random(7), product.clock.now()  # noqa: S311
    bundle = product.library.current.fingerprint
    owner = Account("owner", "owner@example.org", "+37120000000", "hash", "en", now)
    with product.store.write() as unit:
        unit.accounts.add(owner)
        files = product.library.files(product.library.today(programme))
        unit.bundles.keep(Bundle(bundle, files, now))
    last = StoredCase("0", programme, bundle, owner.id, "en", "in progress", now, now)
    for first in range(0, count, BATCH):
        with product.store.write() as unit:
            for place in range(first, min(first + BATCH, count)):
                at = now - timedelta(minutes=place)
                last = replace(last, id=f"case{place}", created_at=at, changed_at=at)
                unit.cases.add(last)
                unit.cards.put(card(product, last, who, chance))
    return last


def card(product: Product, case: StoredCase, who: tuple[str, str], chance: Random) -> CaseCard:
    """A card as a case of its kind has it: who has to act, who took it, what it is found by."""
    role, account = who
    name = f"{word(chance)} {word(chance)}"
    taken = chance.choice(("", "", "other", account if chance.random() < 0.01 else "other"))
    row = QueueRow(
        case.id,
        case.programme,
        case.bundle,
        number(case),
        "turn",
        role,
        status="processing",
        item=product.programmes[case.programme].flow.items[0].name,
        since=case.changed_at,
        due_at=case.changed_at + timedelta(days=chance.randrange(-3, 60)),
        taken_by=taken,
        client=name,
    )
    whole = replace(row, kind="case", name=OPEN, item="case", status="in progress", waits_for=role)
    rows = (row, whole, *((replace(whole, kind="mine", name=taken),) if taken else ()))
    return CaseCard(
        case.id,
        case.programme,
        case.account,
        "",
        "in progress",
        ("stage",),
        case.changed_at,
        True,
        case.bundle,
        number(case),
        names=(CardName("client", name),),
        rows=rows,
        keys=tuple(keys(product, case, name)),
    )


def keys(product: Product, case: StoredCase, name: str) -> Iterator[SearchKey]:
    keyed_hash = product.search.keyed_hash
    yield from number_keys(number(case), keyed_hash)
    for form in name_forms(name):
        yield search_key(NAME, form, keyed_hash)
    yield search_key("email", f"{case.id}@example.org", keyed_hash)
    yield search_key("phone", f"3712{case.id}", keyed_hash)


def word(chance: Random) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(chance.randrange(2, 5))).title()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for option, usual in (("--rounds", 60), ("--few", 1_000), ("--many", 100_000)):
        parser.add_argument(option, type=int, default=usual)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        desks = [built(Path(folder, str(count)), count) for count in (given.few, given.many)]
        for round_ in range(given.rounds + 3):
            for name, deed in DEEDS.items():
                for desk in desks:
                    desk.timed(name, deed)
            if round_ == 2:
                for desk in desks:
                    desk.times.clear()
        print(f"| {'page':<26} | p95, {given.few:,} | p95, {given.many:,} | ratio |")
        worst = 0.0
        for name in DEEDS:
            few, many = (quantiles(desk.times[name], n=20)[-1] for desk in desks)
            worst = max(worst, many / few)
            print(f"| {name:<26} | {few:7.1f} ms | {many:7.1f} ms | {many / few:5.2f} |")
        for desk in desks:
            desk.product.close()
    raise SystemExit(worst > MOST_TIMES)


if __name__ == "__main__":
    main()
