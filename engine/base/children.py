"""Whatever comes from outside is opened by a child process: a crafted file costs it, not us."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Final

import structlog

log = structlog.get_logger()

ROOT: Final = Path(__file__).parents[2]


def child_of(module: str) -> tuple[str, ...]:
    """The command that runs ``main`` of a module of ours, kept apart from where it is started."""
    start = f"import sys; sys.path.append({str(ROOT)!r}); from {module} import main; main()"
    return (sys.executable, "-I", "-c", start)


def answer_of(
    command: Sequence[str], file: IO[bytes], waiting: float, **about: str
) -> bytes | None:
    """What a child says of a file that it is given as its input; None if it fails.

    ``waiting`` are seconds for a child that is not even let run: its own limits count the
    processor's time. ``about`` goes into the log.
    """
    try:
        child = subprocess.run(  # noqa: S603 - commands are ours, their words are of tables
            command,
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            cwd="/",
            timeout=waiting,
            check=False,
        )
    except (subprocess.TimeoutExpired, OSError) as fault:
        log.warning("a child could not open a file", how=type(fault).__name__, **about)
        return None
    if child.returncode:
        log.warning("a child could not open a file", how=child.returncode, **about)
        return None
    return child.stdout
