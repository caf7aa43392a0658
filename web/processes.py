"""Several processes that answer at one address; each is whole, and none needs another.

The first process only watches: it begins one in the place of each that ends, and ends them all
when it is told to end. What they share is the database, the folder of files and the address.
"""

from __future__ import annotations

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from typing import Any, Final, NoReturn

import structlog

LIVES: Final = 10.0
"""Seconds that a process lives at least; where one ends sooner, it would end again."""

log = structlog.get_logger()


def ended_by_signal() -> None:
    """Let the signal that asks a process to end do what Ctrl+C does."""
    signal.signal(signal.SIGTERM, _leave)


def in_processes(count: int, serve: Callable[[int], None]) -> int:
    """Serve in so many processes until asked to end; ``serve`` is given the place of each, from 1.

    The exit code: not 0 where one of them could not go on.
    """
    ended_by_signal()
    begun: dict[int, tuple[int, float]] = {}
    try:
        for place in range(1, count + 1):
            begun[_child(place, serve)] = place, time.monotonic()
        while True:
            child, status = os.wait()
            place, at = begun.pop(child)
            log.warning("process ended", place=place, code=os.waitstatus_to_exitcode(status))
            if time.monotonic() - at < LIVES:
                return 1
            begun[_child(place, serve)] = place, time.monotonic()
    except (KeyboardInterrupt, SystemExit):
        return 0
    finally:
        for child in begun:
            os.kill(child, signal.SIGTERM)
        for child in begun:
            os.waitpid(child, 0)


def _child(place: int, serve: Callable[[int], None]) -> int:
    """The number of a new process that serves; in that process it never returns."""
    child = os.fork()
    return child or _served(place, serve)


def _served(place: int, serve: Callable[[int], None]) -> NoReturn:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches all; the first one passes it on
    code = 0
    try:
        serve(place)
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else 1
    except BaseException:  # noqa: BLE001 - the process ends here, whatever it was
        traceback.print_exc()
        code = 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _leave(_signal: int, _frame: Any) -> NoReturn:
    raise SystemExit(0)
