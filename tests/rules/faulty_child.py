"""The real child with one fault: run with the name of the fault, which strikes at the number 7."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

from engine.rules.durable_child import Engine, answer

TRIGGER = 7_000_000
"""The number 7 in millionths, as records hold it."""


class Faulty(Engine):
    """Does something terrible in the middle of judging, while the library is firing a rule."""

    def __init__(self, fault: Callable[[], None]) -> None:
        super().__init__()
        self.fault = fault
        self.struck = False

    def judge(self, name: str, record: Mapping[str, int]) -> list[int]:
        self.struck = TRIGGER in record.values()
        return super().judge(name, record)

    def _fires(self, number: int) -> Callable[[object], None]:
        def action(_context: object) -> None:
            self.fired.add(number)
            if self.struck:
                self.fault()

        return action


def die(number: signal.Signals) -> Callable[[], None]:
    return lambda: os.kill(os.getpid(), number)


def loop() -> None:
    while True:
        pass


def sleep() -> None:
    time.sleep(60)


def refuse() -> None:
    raise ValueError("an action that fails")


IN_JUDGING: Mapping[str, Callable[[], None]] = {
    "segfault": die(signal.SIGSEGV),
    "abort": die(signal.SIGABRT),
    "loop": loop,
    "sleep": sleep,
    "exception": refuse,
}


def half_and_silence(line: str) -> str:
    sys.stdout.write(line[: len(line) // 2])
    sys.stdout.flush()
    sleep()
    return ""


def half_and_gone(line: str) -> str:
    sys.stdout.write(line[: len(line) // 2])
    sys.stdout.flush()
    os._exit(0)


def deaf(_line: str) -> str:
    os.close(1)
    sleep()
    return ""


def changed(**parts: Any) -> Callable[[str], str]:
    return lambda line: json.dumps({**json.loads(line), **parts})


IN_ANSWERING: Mapping[str, Callable[[str], str]] = {
    "garbage": lambda _line: "\x00\x07 no answer",
    "nothing": lambda _line: "",
    "not_an_object": lambda _line: "[1, 2, 3]",
    "deep": lambda _line: "[" * 100_000,
    "two_answers": lambda line: f"{line}\n{line}",
    "too_long": lambda line: json.dumps({**json.loads(line), "more": "x" * (2 << 20)}),
    "old_ticket": changed(ticket=0),
    "unknown_rule": changed(fired=[[99_999]]),
    "negative_rule": changed(fired=[[-1]]),
    "text_for_a_rule": changed(fired=[["0"]]),
    "a_map": changed(fired={"0": [0]}),
    "too_few": changed(fired=[]),
    "too_many": changed(fired=[[], []]),
    "fits_and_does_not": changed(fired=[[0, 1, 2, 3]]),
    "nothing_fires": changed(fired=[[]]),
    "something_else_fires": changed(fired=[[1]]),
    "half_and_silence": half_and_silence,
    "half_and_gone": half_and_gone,
    "deaf": deaf,
}


def main(fault: str, once: str = "") -> None:
    """Serve requests; with a file ``once`` the fault strikes only where that is not there yet."""
    if once and os.path.exists(once):  # noqa: PTH110 - nothing else is imported in a child
        fault = "none"
    elif once:
        open(once, "w").close()  # noqa: PTH123
    judging = Faulty(IN_JUDGING[fault]) if fault in IN_JUDGING else Engine()
    spoil = IN_ANSWERING.get(fault, str)
    for text in sys.stdin:
        request = json.loads(text)
        line = json.dumps({**answer(judging, request), "ticket": request["ticket"]})
        struck = any(TRIGGER in record.values() for record in request.get("records", ()))
        sys.stdout.write((spoil(line) if struck else line) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
