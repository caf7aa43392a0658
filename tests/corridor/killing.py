"""What people and staff do while their process is killed, and a place where processes are killed.

Every process does other acts first, and acknowledges each on a pipe at once. Then an act is
prepared whole, and the process dies at a point of it chosen in advance. Points are
statements, commits, connections given back after a commit, and files that are opened, renamed or
deleted, in every thread.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine, event
from sqlalchemy.pool import Pool

from engine.base.values import StoredFile
from engine.bootstrap import Product
from engine.jobs.purge import purge
from engine.jobs.timers import ring, tick
from engine.services.case_loading import CaseRequest
from engine.services.message_acts import FILES_PATH, MessagePost
from engine.services.reads import ShownThing
from engine.services.remark_acts import Remark
from engine.services.uploads import NewFile
from engine.store import checkpoints
from tests.corridor import club_people
from tests.corridor.club_people import SCANNER, Member, Staff, build_club, join, staffed
from tests.corridor.conftest import NOON
from tests.fakes import FixedClock
from tests.jobs.posts import wait_until

LATER: Final = timedelta(days=31)
TEXT: Final = b"Good morning, this is a plain text.\n"
FILES: Final = ("os.rename", "os.remove", "open")

Told = Mapping[str, Any]
"""What was acknowledged: ``case`` and whatever must be found there."""


@dataclass
class Scene:
    """A product, its staff and a member; ``begins`` starts the count of points."""

    product: Product
    clock: FixedClock
    staff: Staff
    begins: Callable[[], None]

    def member(self) -> Member:
        """A new member, whose making is not what is killed."""
        return join(self.product)

    def sent(self) -> Member:
        member = self.member()
        member.send()
        return member


def _register(scene: Scene) -> Told:
    scene.begins()
    return {"case": join(scene.product).case_id}


def _save(scene: Scene) -> Told:
    member = scene.member()
    scene.begins()
    scene.product.cases.save(member.entry({"client.full_name": ["Anna Nost"]}))
    return {"case": member.case_id, "draft": "Anna Nost"}


def _submit(scene: Scene) -> Told:
    member = scene.member()
    scene.begins()
    member.send()
    return {"case": member.case_id, "event": "submitted"}


def _upload(scene: Scene) -> Told:
    member = scene.member()
    scene.begins()
    return {"case": member.case_id, "file": _attached(member, "plan")}


def _detach(scene: Scene) -> Told:
    member = scene.member()
    file = _attached(member, "plan")
    scene.begins()
    scene.product.uploads.detach(member.load_request(), "plan", file)
    return {"case": member.case_id, "gone": file}


def _attached(member: Member, path: str) -> str:
    file = NewFile(member.case_id, member.sender, path, "plan.txt", [TEXT])
    kept = member.product.uploads.attach(file)
    assert isinstance(kept, StoredFile), kept
    return kept.id


def _return(scene: Scene) -> Told:
    member = scene.sent()
    scene.begins()
    member.do(scene.staff.officer, "request", "officer returns", raw={"comment": "Again"})
    return {"case": member.case_id, "step": "officer returns"}


def _provider(scene: Scene) -> Told:
    member = scene.sent()
    scene.begins()
    member.do(SCANNER, "photo", "scanner passes")
    return {"case": member.case_id, "step": "scanner passes"}


def _propose(scene: Scene) -> Told:
    member = scene.sent()
    scene.begins()
    member.do(scene.staff.officer, "case", "officer closes", raw={"reason": "Over"})
    return {"case": member.case_id, "event": "proposed"}


def _confirm(scene: Scene) -> Told:
    member = scene.sent()
    member.do(scene.staff.officer, "case", "officer closes", raw={"reason": "Over"})
    scene.begins()
    member.do(scene.staff.approver, "case", "approver confirms")
    return {"case": member.case_id, "event": "confirmed"}


def _note(scene: Scene) -> Told:
    member = scene.sent()
    scene.begins()
    scene.product.cases.remark(
        Remark(member.case_id, scene.staff.officer, "note", data={"text": "Looked"})
    )
    return {"case": member.case_id, "event": "note"}


def _message(scene: Scene) -> Told:
    member = scene.member()
    file = _attached(member, FILES_PATH)
    scene.product.talks.keep(CaseRequest(member.case_id, member.sender), "Hello")
    scene.begins()
    scene.product.talks.send(MessagePost(member.case_id, member.sender, "Hello", "once"))
    return {"case": member.case_id, "event": "message", "file": file}


def _read(scene: Scene) -> Told:
    member = scene.sent()
    scene.begins()
    scene.product.reads.record(member.load(scene.staff.officer), ShownThing("answers"))
    return {"case": member.case_id, "read": scene.staff.officer.account}


def _take(scene: Scene) -> Told:
    member = scene.sent()
    scene.begins()
    scene.product.taking.take(scene.staff.officer.account, member.case_id)
    return {"case": member.case_id, "event": "claim"}


def _time(scene: Scene) -> Told:
    member = scene.sent()
    scene.clock.move(LATER)
    bench = scene.product.worker._bench
    with scene.product.store.read() as view:
        (timer,) = view.timers.of_case(member.case_id)
    scene.begins()
    tick(bench, "")
    ring(bench, timer.id)
    return {"case": member.case_id, "step": "after 30 days"}


def _purge(scene: Scene) -> Told:
    member = scene.member()
    _attached(member, "plan")
    scene.begins()
    purge(scene.product.worker._bench, "")
    scene.product.uploads.space.sweep(datetime.now(UTC) + LATER)
    return {"case": member.case_id}


def _erase(scene: Scene) -> Told:
    member = scene.member()
    _attached(member, "plan")
    member.send()
    scene.begins()
    scene.product.erasure.erase(member.case_id, "asked for")
    return {"case": member.case_id, "erased": True}


def _checkpoint(scene: Scene) -> Told:
    member = scene.sent()
    scene.begins()
    with scene.product.store.read() as view:
        return {"case": member.case_id, "checkpoint": checkpoints.taken(view.ledger)}


def _deliver(scene: Scene) -> Told:
    member = scene.sent()
    scene.product.worker.start()
    scene.begins()
    member.do(scene.staff.officer, "request", "officer returns", raw={"comment": "Again"})
    wait_until_all_is_sent(scene.product)
    return {"case": member.case_id, "step": "officer returns"}


ACTS: Final[Mapping[str, Callable[[Scene], Told]]] = {
    "register": _register, "save": _save, "submit": _submit, "upload": _upload, "detach": _detach,
    "return": _return, "provider": _provider, "propose": _propose, "confirm": _confirm,
    "note": _note, "message": _message, "read": _read, "take": _take, "time": _time,
    "purge": _purge, "erase": _erase, "checkpoint": _checkpoint, "deliver": _deliver,
}  # fmt: skip


BEFORE: Final = 3
"""Acts of a process before the one that it is killed in."""

ALONE: Final = {"time", "purge", "deliver"}
"""Acts that move the clock, or the cases of others: none comes after them."""


def wait_until_all_is_sent(product: Product) -> None:
    """Until no message waits, however slow the machine is, as long as another one goes."""
    while left := _waiting(product):
        wait_until(lambda before=left: _waiting(product) < before, 240)


def _waiting(product: Product) -> int:
    return sum(one.state == "queued" for one in product.sent.newest(100_000))


class Points:
    """Counts what happens in this process from a moment on, and kills it at one of them."""

    def __init__(self, killed_at: int) -> None:
        self.killed_at, self.count, self.counts = killed_at, 0, False
        for kind, name in ((Engine, "before_cursor_execute"), (Engine, "commit"), (Pool, "reset")):
            event.listen(kind, name, self.passed)
        sys.addaudithook(self.heard)

    def begins(self) -> None:
        self.counts = True

    def passed(self, *_anything: object) -> None:
        self.count += self.counts
        if self.counts and self.count == self.killed_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def heard(self, happened: str, about: tuple[Any, ...]) -> None:
        if self.counts and happened in FILES and "/files/" in str(about[0]):
            self.passed()


def act(place: tuple[Path, str, str], kind: str, number: int, killed_at: int) -> None:
    """Do some acts and then the one that may be killed, and say at once what was acknowledged.

    Every process lives a minute after the one before it, so that its codes are the newest.
    """
    data, url, port = place
    club_people.NUMBERS = count(number * 100 + 1)  # other people than in the processes before
    clock, points = FixedClock(NOON + timedelta(minutes=number)), Points(killed_at)
    post = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": port, "SMTP_SECURITY": "none"}
    product = build_club(data, clock, DATABASE_URL=url, **post)
    staff = staffed(product)
    usual = [one for one in ACTS if one not in ALONE]
    for turn in range(BEFORE):
        before = usual[(number * BEFORE + turn) % len(usual)]
        told = ACTS[before](Scene(product, clock, staff, lambda: None))
        print(json.dumps({"kind": before, **told}), flush=True)
    told = ACTS[kind](Scene(product, clock, staff, points.begins))
    points.counts = False
    print(json.dumps({"kind": kind, "points": points.count, **told}), flush=True)


def host(data: Path, url: str, port: str) -> None:
    """Make a process for each line read, as everything is imported here already."""
    for line in sys.stdin:
        kind, number, killed_at = line.split()
        child = os.fork()
        if child == 0:
            act((data, url, port), kind, int(number), int(killed_at))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        print(json.dumps({"ended": os.waitstatus_to_exitcode(status)}), flush=True)
