"""A child process that is asked line by line and has to answer in time."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import IO, Any, Final, Literal

COMMAND: Final = (sys.executable, "-P", str(Path(__file__).with_name("durable_child.py")))

_PASSED_ON: Final = frozenset({"HOME", "LD_LIBRARY_PATH", "PATH", "PYTHONHOME", "PYTHONPATH"})
"""Enough to start an interpreter: a process that may be corrupted gets no secrets of this one."""

_LARGEST_ANSWER: Final = 1 << 20


class ChildFailed(RuntimeError):
    """The child gave no usable answer."""

    def __init__(self, how: Literal["crash", "hang", "corrupt"], detail: str) -> None:
        super().__init__(f"{how}: {detail}")
        self.how = how
        self.detail = detail


class Child:
    """One process, for one thread at a time. After a failure it is of no use but to be stopped."""

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                command,
                bufsize=0,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={name: text for name, text in os.environ.items() if name in _PASSED_ON},
            )
        except OSError as fault:
            raise ChildFailed("crash", "it could not be started") from fault
        self._tickets = 0
        os.set_blocking(_descriptor(self._process.stdin), False)

    @property
    def pid(self) -> int:
        return self._process.pid

    def ask(self, request: Mapping[str, Any], seconds: float) -> Mapping[str, Any]:
        """The answer to a request. Raises ChildFailed."""
        self._tickets += 1
        deadline = monotonic() + seconds
        text = json.dumps({**request, "ticket": self._tickets}).encode() + b"\n"
        try:
            self._send(text, deadline)
            line = self._line(deadline)
        except OSError:
            line = b""
        if not line:
            self.stop()
            raise ChildFailed("crash", f"it ended with {self._process.returncode}")
        return self._read(line)

    def stop(self) -> None:
        """End the process; what it was doing is of no use to anyone."""
        with suppress(OSError):
            self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        self._process.wait()

    def _send(self, text: bytes, deadline: float) -> None:
        pipe = _descriptor(self._process.stdin)
        while text:
            _wait(pipe, select.POLLOUT, deadline)
            text = text[os.write(pipe, text) :]

    def _line(self, deadline: float) -> bytes:
        """Everything up to the end of a line; nothing if the child is gone."""
        pipe = _descriptor(self._process.stdout)
        line = bytearray()
        while not line.endswith(b"\n"):
            _wait(pipe, select.POLLIN, deadline)
            chunk = os.read(pipe, 65_536)
            if not chunk:
                return b""
            line += chunk
            if len(line) > _LARGEST_ANSWER:
                raise ChildFailed("corrupt", "its answer is too long")
        return bytes(line)

    def _read(self, line: bytes) -> Mapping[str, Any]:
        try:
            found = json.loads(line)
        except (ValueError, RecursionError):
            raise ChildFailed("corrupt", "its answer is no JSON") from None
        if not isinstance(found, dict) or found.get("ticket") != self._tickets:
            raise ChildFailed("corrupt", "it answered something else")
        return found


def _descriptor(pipe: IO[bytes] | None) -> int:
    assert pipe is not None  # noqa: S101 - Popen was told to open it
    return pipe.fileno()


def _wait(pipe: int, event: int, deadline: float) -> None:
    poll = select.poll()
    poll.register(pipe, event)
    if not poll.poll(max(0.0, deadline - monotonic()) * 1000):
        raise ChildFailed("hang", "it did not answer in time")
