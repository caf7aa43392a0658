"""Several processes at one address: whole pages from any of them, and another for one that ends."""

from __future__ import annotations

import base64
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest
from click.testing import CliRunner

import cli
from tests.house.tree import ROOT
from web.connections import bound

PATIENCE = 120.0


@contextmanager
def serving(data: Path, **settings: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Two processes behind a watching one, and the port at which they answer."""
    port = free_port()
    environment = os.environ | {
        "ANKETA_DATA": str(data),
        "ANKETA_SECRET_KEY": "k" * 43,
        "ANKETA_ANSWERS_KEYS": f"own:{base64.b64encode(bytes(32)).decode()}",
        **settings,
    }
    command = [sys.executable, "cli.py"]
    subprocess.run([*command, "db", "upgrade"], cwd=ROOT, env=environment, check=True)
    started = subprocess.Popen(
        [*command, "serve", "--port", str(port), "--processes", "2"],
        cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        yield started, port
    finally:
        started.terminate()
        started.wait(60)


def free_port() -> int:
    (socket,) = bound("127.0.0.1", 0)
    port: int = socket.getsockname()[1]
    socket.close()
    return port


def children(of: subprocess.Popen[str]) -> set[int]:
    told = Path(f"/proc/{of.pid}/task/{of.pid}/children").read_text(encoding="ascii")
    return {int(one) for one in told.split()}


def get(port: int, address: str) -> int:
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", address)
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


def until(holds: Callable[[], bool]) -> None:
    """Wait for it."""
    ends = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < ends
        time.sleep(0.1)


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="who has which children")
@pytest.mark.parametrize("store", ["sqlite", "postgres"])
def test_one_that_ends_is_replaced_and_all_end_together(
    store: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    own = {"DATABASE_URL": request.getfixturevalue("postgres_url")} if store == "postgres" else {}
    with serving(tmp_path, **own) as (watching, port):
        until(lambda: get(port, "/healthz") == 200)
        first = children(watching)
        assert len(first) == 2
        time.sleep(11)  # one that ends at once would end them all
        os.kill(min(first), signal.SIGKILL)
        until(lambda: len(children(watching)) == 2 and min(first) not in children(watching))
        assert [get(port, "/lv/") for _ in range(8)] == [200] * 8
        last = children(watching)
        watching.terminate()
        assert watching.wait(60) == 0
        assert not any(Path(f"/proc/{one}").exists() for one in last)


def test_who_cannot_begin_ends_all(tmp_path: Path) -> None:
    with serving(tmp_path, ANKETA_DEFINITIONS=str(tmp_path)) as (watching, _port):
        assert watching.wait(PATIENCE) == 1


def test_a_demonstration_is_one_process(tmp_path: Path) -> None:
    asked = ["serve", "--demo", "--processes", "2", "--port", str(free_port())]
    told = CliRunner().invoke(cli.main, [*asked, "--data", str(tmp_path)])
    assert told.exit_code == 1
    assert "one process" in told.stderr
