"""A process that is killed after its commit leaves nothing undone."""

from __future__ import annotations

import signal
from pathlib import Path

from tests.fakes import Mailbox
from tests.jobs.posts import wait_until
from tests.jobs.test_worker import process

KILLED = """
import os, signal, sys
from pathlib import Path
from tests.corridor.club_people import build_club, join
from tests.corridor.conftest import NOON
from tests.fakes import FixedClock

member = join(build_club(Path(sys.argv[1]), FixedClock(NOON), DATABASE_URL=sys.argv[2]))
member.send()
print(member.case_id, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""

WORKING = """
import sys, time
from pathlib import Path
from tests.corridor.club_people import build_club
from tests.corridor.conftest import NOON
from tests.fakes import FixedClock

product = build_club(
    Path(sys.argv[1]), FixedClock(NOON), DATABASE_URL=sys.argv[2], SMTP_HOST="127.0.0.1",
    SMTP_PORT=sys.argv[3], SMTP_SECURITY="none",
)
product.worker.start()
print("READY", flush=True)
time.sleep(60)
"""


def test_a_letter_survives_a_kill_between_commit_and_delivery(
    tmp_path: Path, sqlite_url: str, smtp_server: Mailbox
) -> None:
    place = (str(tmp_path / "data"), sqlite_url)
    with process(KILLED, *place) as killed:
        assert killed.wait(60) == -signal.SIGKILL
    assert smtp_server.messages == []
    with process(WORKING, *place, str(smtp_server.port)):
        wait_until(lambda: len(smtp_server.messages) == 2)
    with process(WORKING, *place, str(smtp_server.port)) as again:
        assert again.stdout is not None
        assert again.stdout.readline() == "READY\n"
    assert sorted(mail["Subject"] for mail in smtp_server.messages) == ["Code", "Invitation"]
