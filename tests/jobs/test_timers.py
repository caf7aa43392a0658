"""Timers ring when their moment has come, each in a job of its own, and none is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from engine.base.errors import NotFound
from engine.base.later import CaseTimer
from engine.base.ports import Job
from engine.jobs.bench import Bench
from engine.jobs.jobs import JOBS
from engine.jobs.timers import PAUSES, RING, SWEEP, TICK, ring, sweep, tick
from engine.jobs.worker import Worker
from engine.store.store import Store
from tests.fakes import FixedClock
from tests.jobs.posts import Post, wait_until
from tests.stores import NOON, Tray, opened, with_case

HOUR = timedelta(hours=1)
TIMER = CaseTimer("t", "case", "photo", "client", "after 1 hours", "after 1 hours", 7, NOON + HOUR)


@dataclass
class Cases:
    """A clock of cases that remembers what rang, and does to the row what a commit would."""

    store: Store
    does: str = "act"
    rang: list[str] = field(default_factory=list)
    swept: int = 0

    def ring(self, timer: CaseTimer) -> bool:
        self.rang.append(timer.id)
        if self.does == "gone":
            raise NotFound
        if self.does == "fail":
            raise ZeroDivisionError
        if self.does == "act":
            with self.store.write() as unit:
                unit.timers.keep(timer.case, ())
        return self.does == "act"

    def sweep(self) -> int:
        self.swept += 1
        return 0


@dataclass
class Setting:
    """A bench whose clock is in the hands of the test."""

    tray: Tray
    clock: FixedClock
    cases: Cases
    bench: Bench

    def set(self, *timers: CaseTimer) -> None:
        with self.bench.store.write() as unit:
            unit.timers.keep("case", timers)

    def left(self) -> list[CaseTimer]:
        with self.bench.store.read() as view:
            return list(view.timers.of_case("case"))

    def perform(self) -> None:
        """A tick and the jobs that it queued."""
        tick(self.bench, "")
        jobs, self.tray.jobs = self.tray.jobs, []
        for job in jobs:
            JOBS[job.kind](self.bench, job.subject)


@pytest.fixture
def setting(sqlite_url: str) -> Iterator[Setting]:
    tray, clock, post = Tray(), FixedClock(NOON), Post()
    with opened(sqlite_url, tray) as store:
        with_case(store)
        cases = Cases(store)
        yield Setting(tray, clock, cases, Bench(store, clock, (post, post), case_clock=cases))


def test_a_timer_rings_when_its_moment_has_come(setting: Setting) -> None:
    setting.set(TIMER)
    setting.perform()
    assert setting.cases.rang == []
    setting.clock.move(HOUR)
    setting.perform()
    setting.perform()
    assert setting.cases.rang == ["t"]
    assert setting.left() == []


def test_a_timer_is_queued_once_for_each_look(setting: Setting) -> None:
    setting.set(TIMER, replace(TIMER, id="u"))
    setting.clock.move(HOUR)
    tick(setting.bench, "")
    tick(setting.bench, "")
    assert [(job.kind, job.subject) for job in setting.tray.jobs] == [(RING, "t"), (RING, "u")]


def test_a_timer_that_can_do_nothing_is_looked_at_less_and_less_often(setting: Setting) -> None:
    setting.cases.does = "nothing"
    setting.set(TIMER)
    setting.clock.move(HOUR)
    for pause in (*PAUSES, PAUSES[-1]):
        setting.perform()
        setting.perform()
        setting.clock.move(pause)
    assert setting.cases.rang == ["t"] * 5
    assert setting.left()[0].tries == 5


def test_a_timer_whose_case_fails_holds_up_no_other(setting: Setting) -> None:
    setting.cases.does = "fail"
    setting.set(TIMER, replace(TIMER, id="u"))
    setting.clock.move(HOUR)
    tick(setting.bench, "")
    for job in setting.tray.jobs:
        with pytest.raises(ZeroDivisionError):
            JOBS[job.kind](setting.bench, job.subject)
    assert setting.cases.rang == ["t", "u"]
    setting.cases.does = "act"
    setting.tray.jobs.clear()
    setting.clock.move(PAUSES[0])
    setting.perform()
    assert setting.left() == []


def test_a_timer_of_no_case_goes(setting: Setting) -> None:
    setting.cases.does = "gone"
    setting.set(TIMER)
    setting.clock.move(HOUR)
    setting.perform()
    assert setting.left() == []


def test_a_job_that_comes_late_or_twice_finds_nothing_to_do(setting: Setting) -> None:
    ring(setting.bench, "t")
    setting.set(TIMER)
    ring(setting.bench, "t")
    assert setting.cases.rang == []


def test_more_timers_than_one_unit_takes_are_all_queued(setting: Setting) -> None:
    setting.set(*(replace(TIMER, id=f"{number:04d}") for number in range(450)))
    setting.clock.move(HOUR)
    tick(setting.bench, "")
    assert len({job.id for job in setting.tray.jobs}) == 450


def test_without_cases_nothing_rings(setting: Setting) -> None:
    bench = replace(setting.bench, case_clock=None)
    setting.set(TIMER)
    setting.clock.move(HOUR)
    ring(bench, "t")
    sweep(bench, "")
    assert (setting.cases.rang, setting.cases.swept) == ([], 0)


def test_timers_ring_in_real_jobs_and_a_sweep_begins(
    url: str, store: Store, clock: FixedClock
) -> None:
    with_case(store)
    cases, post = Cases(store), Post()
    bench = Bench(store, clock, (post, post), case_clock=cases)
    with store.write() as unit:
        unit.timers.keep("case", (replace(TIMER, due_at=clock.now()),))
        unit.enqueue(Job("tick", TICK))
    worker = Worker(url, bench)
    worker.start()
    try:
        wait_until(lambda: cases.rang == ["t"])
        wait_until(lambda: cases.swept == 1)
    finally:
        worker.stop(wait=0)
    with store.read() as view:
        assert view.timers.of_case("case") == ()


def test_the_kinds_of_jobs_have_names() -> None:
    assert {TICK, RING, SWEEP} <= set(JOBS)
