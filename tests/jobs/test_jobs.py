"""What each job does, without the queue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from engine.base.ports import Job, Mail, Sms
from engine.base.records import Code, Message, PendingRegistration
from engine.jobs.bench import Bench
from engine.jobs.deliver import PAUSES, deliver
from engine.jobs.jobs import JOBS, TIMES
from engine.jobs.purge import purge
from engine.messages.errors import DeliveryFailed
from tests.fakes import FixedClock
from tests.jobs.posts import Post
from tests.stores import NOON, Tray, opened

MAIL = Message("m", "email", "anna@example.org", "Sub\r\nject", "Body", "lv", NOON)
SECRET = replace(MAIL, channel="sms", to="+37120000000", ends_at=NOON + timedelta(minutes=10))


class Setting:
    """A bench with doubles around a real store."""

    def __init__(self, url: str, *failures: DeliveryFailed, shows: bool = False) -> None:
        self.tray, self.post = Tray(), Post(list(failures))
        self.clock = FixedClock(NOON)
        self.opening = opened(url, self.tray)
        self.bench = Bench(self.opening.__enter__(), self.clock, (self.post, self.post), shows)

    def put(self, message: Message) -> None:
        with self.bench.store.write() as unit:
            unit.outbox.add(message)

    def message(self) -> Message:
        with self.bench.store.read() as view:
            return view.outbox.one("m")


@pytest.fixture
def setting(sqlite_url: str) -> Iterator[Setting]:
    setting = Setting(sqlite_url)
    yield setting
    setting.bench.store.close()


def test_a_mail_is_sent_once(setting: Setting) -> None:
    setting.put(MAIL)
    deliver(setting.bench, "m")
    deliver(setting.bench, "m")
    assert setting.post.taken == [Mail("m", "anna@example.org", "Sub ject", "Body", "lv")]
    sent = setting.message()
    assert (sent.state, sent.attempts, sent.sent_at) == ("sent", 1, NOON)
    assert (sent.to, sent.body) == ("anna@example.org", "Body")


def test_a_secret_is_erased_once_sent(setting: Setting) -> None:
    setting.put(SECRET)
    deliver(setting.bench, "m")
    assert setting.post.taken == [Sms("m", "+37120000000", "Body")]
    assert (setting.message().to, setting.message().body) == ("", "")


def test_a_demonstration_keeps_secrets_readable(setting: Setting) -> None:
    setting.put(SECRET)
    deliver(replace(setting.bench, shows_outbox=True), "m")
    assert (setting.message().state, setting.message().body) == ("sent", "Body")


def test_a_code_that_ran_out_is_not_sent(setting: Setting) -> None:
    setting.put(SECRET)
    setting.clock.move(timedelta(minutes=10))
    deliver(setting.bench, "m")
    assert setting.post.taken == []
    assert (setting.message().state, setting.message().body) == ("failed", "")


def test_a_failure_queues_the_next_attempt(setting: Setting) -> None:
    setting.post.failures.append(DeliveryFailed("gateway: status 503"))
    setting.put(MAIL)
    deliver(setting.bench, "m")
    assert setting.tray.jobs == [Job("m.1", "deliver", "m", PAUSES[0])]
    delayed = setting.message()
    assert (delayed.state, delayed.attempts, delayed.error) == ("queued", 1, "gateway: status 503")
    deliver(setting.bench, "m")
    assert setting.message().state == "sent"


def test_a_final_failure_is_not_repeated(setting: Setting) -> None:
    setting.post.failures.append(DeliveryFailed("gateway: status 400", forever=True))
    setting.put(MAIL)
    deliver(setting.bench, "m")
    deliver(setting.bench, "m")
    assert setting.tray.jobs == []
    assert setting.post.taken == []
    assert (setting.message().state, setting.message().attempts) == ("failed", 1)


def test_attempts_end_after_a_day(setting: Setting) -> None:
    setting.post.failures.extend([DeliveryFailed("down")] * 99)
    setting.put(MAIL)
    for _ in range(99):
        deliver(setting.bench, "m")
    assert [job.delay for job in setting.tray.jobs] == list(PAUSES)
    assert setting.message().state == "failed"
    assert timedelta(hours=23) < timedelta(seconds=sum(PAUSES)) < timedelta(hours=36)


def test_what_has_run_out_is_purged(setting: Setting) -> None:
    registration = PendingRegistration("r", "a", "p", "b", "lv", NOON, NOON + timedelta(hours=24))
    code = Code("c", "registration", "r", "email", "x", "h", NOON, NOON + timedelta(minutes=10))
    store = setting.bench.store
    with store.write() as unit:
        unit.registrations.add(registration)
        unit.codes.add(code)
        unit.outbox.add(MAIL)

    def left() -> tuple[bool, int, int]:
        with store.read() as view:
            return (
                view.registrations.find("r", NOON) is not None,
                view.codes.sent_since("x", NOON - timedelta(hours=1)),
                len(view.outbox.newest(9)),
            )

    purge(setting.bench, "")
    assert left() == (True, 1, 1)
    setting.clock.move(timedelta(hours=3))
    purge(setting.bench, "")
    assert left() == (True, 0, 1)
    setting.clock.move(timedelta(hours=21))
    purge(setting.bench, "")
    assert left() == (False, 0, 1)
    setting.clock.move(timedelta(days=30))
    purge(setting.bench, "")
    assert left() == (False, 0, 0)


def test_every_timed_job_exists() -> None:
    assert set(TIMES) <= set(JOBS)
