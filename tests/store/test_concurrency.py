"""Many writers at once lose nothing, and a commit is on the medium before it is told."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path
from threading import Event

import pytest

from engine.base.records import Action, SavedAnswers
from engine.store import store as store_module
from engine.store.case_writing import CaseWriting
from engine.store.errors import StaleVersion, StoreBusy
from engine.store.store import Store
from engine.store.throttles import Budget
from tests.stores import NOON, at_once, opened, with_case

THREADS, ROUNDS = 8, 24


def _add_one(store: Store) -> int:
    """Read, change and write in one unit; again if somebody was faster. How often it was tried."""
    for tries in count(1):
        with suppress(StaleVersion), store.write() as unit:
            saved = unit.answers.of("case", "form")
            number = saved.answers.get("n", Decimal(0))
            assert isinstance(number, Decimal)
            unit.answers.save(replace(saved, answers={"n": number + 1}), NOON)
            return tries
    raise AssertionError


def test_no_update_is_lost(store: Store, url: str) -> None:
    # On PostgreSQL seven of eight writers of one row must try again, which takes its time.
    rounds = ROUNDS if url.startswith("sqlite") else ROUNDS // 3
    with_case(store)
    at_once(THREADS, lambda _: [_add_one(store) for _ in range(rounds)])
    with store.read() as view:
        saved = view.answers.of("case", "form")
    assert saved.answers == {"n": Decimal(THREADS * rounds)}
    assert saved.version == THREADS * rounds


def test_actions_of_many_threads_make_one_ledger(store: Store) -> None:
    def work(number: int) -> None:
        for _round in range(ROUNDS // 3):
            with store.write() as unit:
                unit.audit.append(Action("login", "user", f"u{number}", NOON))

    at_once(THREADS, work)
    with store.read() as view:
        report = view.ledger.verify()
    assert (report.size, report.broken) == (THREADS * ROUNDS // 3, "")


def test_a_budget_is_not_outrun(store: Store) -> None:
    def work(_: int) -> bool:
        with store.write() as unit:
            return unit.throttles.take("key", Budget(5, timedelta(hours=1)), NOON)

    assert sum(map(bool, at_once(40, work))) == 5


def test_first_saves_at_the_same_time_have_one_winner(store: Store) -> None:
    with_case(store)

    def work(number: int) -> str:
        try:
            with store.write() as unit:
                unit.answers.save(SavedAnswers("case", "form", {"by": str(number)}), NOON)
        except StaleVersion:
            return "stale"
        return "saved"

    assert sorted(map(str, at_once(THREADS, work))) == ["saved", *["stale"] * (THREADS - 1)]


def test_readers_do_not_wait_for_a_writer(store: Store) -> None:
    case = with_case(store)
    with store.write() as unit:
        CaseWriting(unit, case).take_turn("active", NOON)
        with store.read() as view:
            assert view.cases.one("case").status == "in_preparation"
    with store.read() as view:
        assert view.cases.one("case").status == "active"


def test_waiting_too_long_is_told(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "LOCK_SECONDS", 0.05)
    entered, finish = Event(), Event()
    with opened(sqlite_url) as store, ThreadPoolExecutor(1) as pool:

        def hold() -> None:
            with store.write():
                entered.set()
                finish.wait(10)

        held = pool.submit(hold)
        entered.wait(10)
        with pytest.raises(StoreBusy), store.write():
            pass
        finish.set()
        held.result()


COMMITS = 50
READY = "READY"
WRITER = f"""
import sys
from tests.stores import *
from engine.base.records import Action
with opened(sys.argv[1]) as store:
    print("{READY}", flush=True)
    for _ in range(int(sys.argv[2])):
        with store.write() as unit:
            unit.audit.append(Action("login", "user", "anna", NOON))
"""


@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
def test_every_commit_is_synced_to_the_medium(sqlite_url: str, tmp_path: Path) -> None:
    log, root = tmp_path / "strace", Path(__file__).parents[2]
    command = [sys.executable, "-c", WRITER, sqlite_url, str(COMMITS)]
    kept = ["--seccomp-bpf", "-e", "trace=fsync,fdatasync,write", "-o", str(log)]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    traced = ["strace", "-f", "-qq", *kept, *command]
    subprocess.run(traced, check=True, cwd=root, env=environment, capture_output=True)
    _before, _ready, after = log.read_text(errors="replace").partition(READY)
    assert len(re.findall(r"f(?:data)?sync\(", after)) >= COMMITS
