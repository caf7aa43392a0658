"""What a start costs: of the server up to its first page, of `--help` and of `check`.

    python benchmarks/starting.py [--rounds 5]

Every start is a process of its own, in turns with a bare Flask application upon the same server.
"""

from __future__ import annotations

import argparse
import base64
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Final
from urllib.request import urlopen

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from found import Table, compared, show  # noqa: E402

BARE: Final = """
from flask import Flask
from waitress import serve
app = Flask("bare")
app.add_url_rule("/", "bare", lambda: "ok")
serve(app, port={port})
"""
SERVED: Final = "serve, up to its first page"
SECONDS: Final = {SERVED: 4.0, "--help": 1.2, "check": 2.4}
"""Times what the bare application takes: a quarter of a second where the limits were set."""
MEGABYTES: Final = {SERVED: 2.8}
PATIENCE: Final = 120.0


def environment(data: Path) -> dict[str, str]:
    """A server in earnest, upon SQLite; Python keeps what it has compiled."""
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return own | {
        "ANKETA_DATA": str(data),
        "ANKETA_SECRET_KEY": "k" * 43,
        "ANKETA_ANSWERS_KEYS": f"own:{base64.b64encode(bytes(32)).decode()}",
        "ANKETA_LOG_LEVEL": "error",
    }


def ended(command: Sequence[str], settings: dict[str, str], address: str = "") -> tuple[float, ...]:
    """Seconds of the processor and megabytes of a process up to its end, or to its first page."""
    started = subprocess.Popen(  # noqa: S603
        [sys.executable, *command], cwd=ROOT, env=settings, stdout=subprocess.DEVNULL
    )
    if address:
        wait_for(address)
        started.kill()
    _, _, used = os.wait4(started.pid, 0)
    started.returncode = 0
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def wait_for(address: str) -> None:
    """Ask until there is a page."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with urlopen(address) as answer:  # noqa: S310
                answer.read()
                return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError(address)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def tables(rounds: int) -> list[Table]:
    """All of it in turns; the first round only warms up."""
    used: dict[str, list[tuple[float, ...]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        settings = environment(Path(folder))
        ended(["cli.py", "db", "upgrade"], settings)
        for round_ in range(rounds + 1):
            port = free_port()
            page = f"http://127.0.0.1:{port}/"
            found = {
                "bare Flask": ended(["-c", BARE.format(port=port)], settings, page),
                SERVED: ended(["cli.py", "serve", "--port", str(port)], settings, f"{page}lv/"),
                "--help": ended(["cli.py", "--help"], settings),
                "check": ended(["cli.py", "check"], settings),
            }
            for name, each in found.items():
                used.setdefault(name, []).extend([each] if round_ else [])
    seconds = {name: median(one[0] for one in each) for name, each in used.items()}
    largest = {name: max(one[1] for one in each) for name, each in used.items()}
    return [
        Table("Start", "seconds of a processor", compared(seconds, SECONDS), NOTES),
        Table("Memory of a start", "MB at most", compared(largest, MEGABYTES)),
    ]


NOTES: Final = (
    "Processes of their own, in earnest, upon SQLite, everything compiled already; bare is a Flask "
    "application that answers “ok” upon the same server. Medians, and the largest memory."
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    show(tables(parser.parse_args().rounds))


if __name__ == "__main__":
    main()
