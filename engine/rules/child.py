"""A supervised child process: asked line by line, given a time limit, replaced when it fails."""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from time import monotonic
from typing import Any, Final

COMMAND: Final = (sys.executable, "-m", "engine.rules.durable_child")
_LARGEST_ANSWER = 1 << 20


class ChildFailed(RuntimeError):
    """The child gave no usable answer; ``how`` is ``crash``, ``hang`` or ``corrupt``."""

    def __init__(self, how: str, detail: str = "") -> None:
        super().__init__(f"{how} {detail}".strip())
        self.how = how


class Child:
    """One process. Not for several threads at a time; whoever shares it holds a lock."""

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._rest = b""

    @property
    def pid(self) -> int:
        return self._process.pid

    def ask(self, request: Mapping[str, Any], seconds: float) -> Mapping[str, Any]:
        """The answer to a request. Raises ChildFailed; the child is then stopped."""
        try:
            self._send(request)
            found = json.loads(self._line(monotonic() + seconds))
        except ChildFailed:
            self.stop()
            raise
        except (OSError, ValueError) as fault:
            self.stop()
            how = "corrupt" if isinstance(fault, ValueError) else "crash"
            raise ChildFailed(how) from fault
        if not isinstance(found, dict):
            self.stop()
            raise ChildFailed("corrupt")
        return found

    def stop(self) -> None:
        """End the process; what it was doing is of no use to anyone."""
        with suppress(OSError):
            self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        self._process.wait()

    def _send(self, request: Mapping[str, Any]) -> None:
        assert self._process.stdin is not None  # noqa: S101 - Popen was told to open it
        self._process.stdin.write(json.dumps(request).encode() + b"\n")
        self._process.stdin.flush()

    def _line(self, deadline: float) -> bytes:
        assert self._process.stdout is not None  # noqa: S101
        with selectors.DefaultSelector() as selector:
            selector.register(self._process.stdout, selectors.EVENT_READ)
            while b"\n" not in self._rest:
                if not selector.select(max(0.0, deadline - monotonic())):
                    raise ChildFailed("hang")
                chunk = os.read(self._process.stdout.fileno(), 65_536)
                if not chunk:
                    raise ChildFailed("crash", f"exit {self._process.wait()}")
                self._rest += chunk
                if len(self._rest) > _LARGEST_ANSWER:
                    raise ChildFailed("corrupt", "answer too long")
        line, _, self._rest = self._rest.partition(b"\n")
        return line
