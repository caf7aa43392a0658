"""A process that is killed loses nothing it acknowledged and leaves nothing half.

Each acknowledges several acts before it is killed in another: those are looked for afterwards.
``KILLS=200`` kills so many processes on SQLite and a quarter of it on PostgreSQL instead of the few
of every run.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from engine.bootstrap import Product
from engine.services.case_loading import CaseRequest
from engine.services.opened import renewing
from engine.services.senders import CLOCK_ITSELF
from engine.store import checkpoints
from engine.store import tables as t
from engine.store.store import View
from tests.corridor.club_people import build_club
from tests.corridor.conftest import NOON
from tests.corridor.killing import ACTS, BEFORE, LATER, wait_until_all_is_sent
from tests.fakes import FixedClock, Mailbox

LONG = int(os.environ.get("KILLS", "0"))
FEW = ("submit", "message", "deliver")
HOST = """
import sys
from pathlib import Path
from tests.corridor.killing import host
host(Path(sys.argv[1]), *sys.argv[2:])
"""
pytestmark = pytest.mark.timeout(36_000 if LONG else 1_200)

Told = Mapping[str, Any]


@dataclass
class Killing:
    """A product whose processes are killed, and what they acknowledged."""

    data: Path
    url: str
    mailbox: Mailbox
    host: subprocess.Popen[str]
    number: int = 0
    acknowledged: list[Told] = field(default_factory=list)
    killed: Counter[str] = field(default_factory=Counter)

    def run(self, kind: str, killed_at: int = 0) -> int:
        """Let one process act; how many points there were, or none where it was killed."""
        self.number += 1
        assert self.host.stdin is not None
        assert self.host.stdout is not None
        self.host.stdin.write(f"{kind} {self.number} {killed_at}\n")
        self.host.stdin.flush()
        points = 0
        while "ended" not in (told := json.loads(self.host.stdout.readline())):
            self.acknowledged.append(told)
            points = told.get("points", 0)
        assert told["ended"] in (0, -signal.SIGKILL), (kind, killed_at, told)
        self.killed[kind] += told["ended"] != 0
        return points


@pytest.fixture(params=["sqlite", "postgresql"])
def killing(
    request: pytest.FixtureRequest, tmp_path: Path, smtp_server: Mailbox
) -> Iterator[Killing]:
    on_server = request.param == "postgresql"
    url = request.getfixturevalue("migrated_postgres_url" if on_server else "sqlite_url")
    place = (str(tmp_path / "data"), url, str(smtp_server.port))
    build_club(tmp_path / "data", FixedClock(NOON), DATABASE_URL=url).close()
    with subprocess.Popen(
        [sys.executable, "-c", HOST, *place],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as host:  # fmt: skip
        yield Killing(tmp_path / "data", url, smtp_server, host)


def test_whatever_is_killed_nothing_is_lost_or_half(killing: Killing) -> None:
    share = 4 if "postgresql" in killing.url else 1
    kills = LONG // share or (len(FEW) if share == 1 else 1)
    chance = Random(LONG)  # noqa: S311 - the same places for the same number
    kinds = tuple(ACTS) if LONG else FEW
    points = {kind: killing.run(kind) for kind in kinds[: kills or None]}
    while killing.killed.total() < kills:
        kind = kinds[killing.number % len(kinds)]
        kind = kind if kind in points else FEW[0]
        killing.run(kind, chance.randint(1, points[kind]))
    with opened(killing) as product:
        # What was interrupted is taken up, and one sweep takes what nothing refers to.
        wait_until_all_is_sent(product)
        product.uploads.space.sweep(datetime.now(UTC) + LATER)
        lost = [told for told in killing.acknowledged if not is_there(product, told)]
        half = list(half_states(product))
        orphans = bytes_there(product) ^ rows_of_files(product)
    numbers = Counter(mail["Message-ID"] for mail in killing.mailbox.messages)
    print(  # the figures of a long run
        f"killed: {dict(killing.killed)}, acknowledged: {len(killing.acknowledged)}, "
        f"lost: {len(lost)}, half: {len(half)}, orphans: {len(orphans)}, mails: {len(numbers)}, "
        f"sent twice: {sum(count > 1 for count in numbers.values())}"
    )
    assert (lost, half, orphans) == ([], [], set())
    assert len(killing.acknowledged) >= BEFORE * kills
    assert max(numbers.values()) <= 1 + killing.killed["deliver"]


@contextmanager
def opened(killing: Killing) -> Iterator[Product]:
    post = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(killing.mailbox.port)}
    product = build_club(
        killing.data, FixedClock(NOON), DATABASE_URL=killing.url, SMTP_SECURITY="none", **post
    )
    product.worker.start()
    yield product
    product.worker.stop()
    product.close()


def is_there(product: Product, told: Told) -> bool:
    """Whether what was acknowledged is there."""
    case = told["case"]
    with product.store.read() as view:
        if "erased" in told:
            return view.cases.find(case) is None
        events = view.case_events.of_case(case)
        stored, reads = _files(view), view.reads.of_case(case)
        found = [
            view.cases.find(case) is not None,
            "event" not in told or told["event"] in {each.kind for each in events},
            "step" not in told or told["step"] in {each.step for each in events},
            "file" not in told or told["file"] in stored & bytes_there(product),
            told.get("gone") not in stored,
            "read" not in told or told["read"] in {each.account for each in reads},
        ]
        if "checkpoint" in told:
            key = checkpoints.public_key(view.vault)
            checkpoints.compare(view.ledger, checkpoints.opened(told["checkpoint"], key))
    if "draft" in told:
        saved = product.cases.load(CaseRequest(case, CLOCK_ITSELF)).draft("request").answers
        found.append(saved["client.full_name"] == told["draft"])
    return all(found)


def half_states(product: Product) -> Iterator[str]:
    """What is there in part only."""
    with product.store.read() as view:
        yield from filter(None, [view.ledger.verify().broken])
        cases, accounts = view.cases.every(), _all(product, t.accounts)
        applicants = {row["id"] for row in accounts if row["role"] != "staff"}
        erased = applicants - {case.account for case in cases}
        for case in cases:
            events = view.case_events.of_case(case.id)
            numbers = {event.number for event in events}
            receipts = [row for row in _all(product, t.receipts) if row["case"] == case.id]
            if numbers != set(range(1, len(events) + 1)):
                yield f"{case.id} misses events"
            if any(not set(range(row["first"], row["last"] + 1)) <= numbers for row in receipts):
                yield f"{case.id} has a receipt without events"
            sent = sum(event.kind == "submitted" for event in events)
            if sent != len(view.submissions.of_case(case.id)):
                yield f"{case.id} has a form in part"
    gone = {row["account"] for row in _all(product, t.audit) if row["action"] == "case erased"}
    yield from (f"{one} has no case" for one in erased - gone)
    yield from _stale_cards(product)


def _stale_cards(product: Product) -> Iterator[str]:
    """Cards and timers that are not what the case says."""
    tables = (t.cards, t.timers)
    before = [_all(product, table) for table in tables]
    with renewing(product.settings) as renewal:
        done = renewal.every(ended=True)
    yield from done.failed
    if done.timers:
        yield f"{done.timers} timers were missing"
    for table, rows in zip(tables, before, strict=True):
        for row, now in zip(rows, _all(product, table), strict=True):
            if any(row[name] != now[name] for name in row.keys() & {"case", "current", "due_at"}):
                yield f"{table.name} of {row['case']}"


def _all(product: Product, table: Any) -> list[dict[str, Any]]:
    with product.store.read() as view:
        ordered = select(table).order_by(*table.primary_key.columns)
        return [dict(row) for row in view.connection.execute(ordered).mappings()]


def bytes_there(product: Product) -> set[str]:
    files = product.settings.data / "files"
    return {each.name for each in files.rglob("*") if each.is_file()}


def rows_of_files(product: Product) -> set[str]:
    with product.store.read() as view:
        return set(_files(view))


def _files(view: View) -> frozenset[str]:
    """The files that cases have."""
    return frozenset(view.connection.execute(select(t.files.c.id)).scalars())
