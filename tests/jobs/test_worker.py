"""Jobs exist exactly if their transaction was committed, and are done also after a crash."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from engine.base.ports import Job
from engine.base.records import Message
from engine.jobs import deliver as deliver_module
from engine.jobs.bench import Bench
from engine.jobs.jobs import JOBS
from engine.jobs.queue import DurableQueue
from engine.jobs.worker import Worker
from engine.messages.errors import DeliveryFailed
from engine.store.errors import StoreBusy
from engine.store.store import Store
from tests.fakes import FixedClock, Mailbox
from tests.jobs.posts import Post, wait_until
from tests.stores import NOON

ROOT = Path(__file__).parents[2]
MAIL = Message("m1", "email", "anna@example.org", "Subject", "Body", "lv", NOON)


@contextmanager
def working(url: str, store: Store, post: Post, clock: FixedClock) -> Iterator[None]:
    worker = Worker(url, Bench(store, clock, (post, post)))
    worker.start()
    try:
        yield
    finally:
        worker.stop(wait=0)


def state(store: Store, id: str = "m1") -> str:
    with store.read() as view:
        return view.outbox.one(id).state


def test_a_job_is_done_after_commit(url: str, store: Store, clock: FixedClock) -> None:
    post = Post()
    with working(url, store, post, clock):
        with store.write() as unit:
            unit.post(MAIL)
        wait_until(lambda: state(store) == "sent")
    assert [mail.id for mail in post.taken] == ["m1"]


def test_a_job_that_could_not_use_the_database_is_queued_again(
    url: str, store: Store, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    post, failures = Post(), [StoreBusy("busy"), StoreBusy("busy")]

    def fails(bench: Bench, id: str) -> None:
        if failures:
            raise failures.pop()
        deliver_module.deliver(bench, id)

    monkeypatch.setitem(JOBS, "deliver", fails)
    queue = DurableQueue(url)
    with working(url, store, post, clock):
        with store.write() as unit:
            unit.post(MAIL)
        wait_until(lambda: queue.renew(store) == 1)
        wait_until(lambda: queue.renew(store) == 1)
        wait_until(lambda: state(store) == "sent")
        assert queue.renew(store) == 0
    assert [mail.id for mail in post.taken] == ["m1"]
    queue.close()


def test_a_job_of_a_failed_unit_never_was(url: str, store: Store, clock: FixedClock) -> None:
    post = Post()
    with suppress(ZeroDivisionError), store.write() as unit:
        unit.post(MAIL)
        raise ZeroDivisionError
    with working(url, store, post, clock):
        with store.write() as unit:
            unit.post(replace(MAIL, id="m2"))
        wait_until(lambda: state(store, "m2") == "sent")
    assert [mail.id for mail in post.taken] == ["m2"]


def test_a_job_queued_twice_is_done_once(url: str, store: Store, clock: FixedClock) -> None:
    post = Post()
    with store.write() as unit:
        unit.post(MAIL)
        unit.enqueue(Job("m1", "deliver", "m1"))
        unit.post(replace(MAIL, id="m2"))
    with working(url, store, post, clock):
        wait_until(lambda: state(store, "m2") == "sent")
        wait_until(lambda: state(store) == "sent")
    assert sorted(mail.id for mail in post.taken) == ["m1", "m2"]


def test_a_failed_delivery_is_tried_again(
    url: str, store: Store, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliver_module, "PAUSES", (0.1, 0.1, 0.1))
    post = Post(failures=[DeliveryFailed("busy"), DeliveryFailed("busy")])
    with store.write() as unit:
        unit.post(MAIL)
    with working(url, store, post, clock):
        wait_until(lambda: state(store) == "sent")
    with store.read() as view:
        assert view.outbox.one("m1").attempts == 3
    assert [mail.id for mail in post.taken] == ["m1"]


def test_ended_jobs_are_forgotten_after_a_while(url: str, store: Store, clock: FixedClock) -> None:
    post, queue = Post(), DurableQueue(url)
    with working(url, store, post, clock):
        with store.write() as unit:
            unit.post(MAIL)
            unit.enqueue(Job("later", "deliver", "m1", delay=3600))
        wait_until(lambda: state(store) == "sent")
        now = datetime.now(UTC)
        assert queue.forget(now - timedelta(hours=1)) == 0
        wait_until(lambda: queue.forget(now + timedelta(hours=1)) >= 1)
        assert queue.forget(now + timedelta(hours=1)) == 0
    queue.close()


def test_only_the_connection_of_the_store_takes_jobs(url: str) -> None:
    queue = DurableQueue(url)
    with pytest.raises(TypeError):
        queue.enqueue(object(), Job("j", "deliver"))
    queue.close()


WORKING = """
import sys, time
from engine.jobs.bench import Bench
from engine.jobs.queue import DurableQueue
from engine.jobs.worker import Worker
from engine.messages.smtp import SmtpMailer
from engine.base.system import SystemClock
from engine.store.store import Store
from tests.jobs.posts import Post
from tests.stores import VAULT

url, port = sys.argv[1], int(sys.argv[2])
clock = SystemClock()
store = Store.open(url, VAULT, DurableQueue(url))
mailer = SmtpMailer("127.0.0.1", port, "none", "bank@bank.example", clock)
Worker(url, Bench(store, clock, (mailer, Post()))).start()
print("READY", flush=True)
time.sleep(60)
"""

POSTING = """
import os, signal, sys
from engine.jobs.queue import DurableQueue
from engine.store.store import Store
from tests.jobs.test_worker import MAIL
from tests.stores import VAULT

with Store.open(sys.argv[1], VAULT, DurableQueue(sys.argv[1])).write() as unit:
    unit.post(MAIL)
os.kill(os.getpid(), signal.SIGKILL)
"""


@contextmanager
def process(code: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """A Python of its own, killed at the end."""
    child = subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield child
    finally:
        child.kill()
        child.wait()


def test_a_message_survives_a_kill_between_commit_and_send(
    url: str, store: Store, smtp_server: Mailbox
) -> None:
    with process(POSTING, url) as killed:
        assert killed.wait(60) == -signal.SIGKILL
    assert state(store) == "queued"
    assert smtp_server.messages == []
    with process(WORKING, url, str(smtp_server.port)):
        wait_until(lambda: state(store) == "sent")
    assert [mail["Message-ID"] for mail in smtp_server.messages] == ["<m1@bank.example>"]


def test_a_message_survives_a_kill_while_it_is_sent(
    url: str, store: Store, smtp_server: Mailbox
) -> None:
    with store.write() as unit:
        unit.post(MAIL)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with process(WORKING, url, str(port)) as worker:
            silent.settimeout(60)
            silent.accept()
            worker.send_signal(signal.SIGKILL)
            assert worker.wait(60) == -signal.SIGKILL
    assert state(store) == "queued"
    with process(WORKING, url, str(smtp_server.port)):
        wait_until(lambda: state(store) == "sent")
    assert [mail["Message-ID"] for mail in smtp_server.messages] == ["<m1@bank.example>"]
