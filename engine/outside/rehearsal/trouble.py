"""What can go wrong with a provider, to be switched on."""

from __future__ import annotations

import threading
from dataclasses import field
from typing import Literal

from engine.base.dataclass import dataclass
from engine.outside.rehearsal.exchange import Answer, refusal

Answers = Literal["well", "slow", "down", "busy", "nonsense", "broken", "huge", "elsewhere"]
"""``down`` is status 500, ``busy`` 429, ``broken`` a connection that closes without an answer.

``huge`` is more than anybody reads, ``elsewhere`` sends on to another address.
"""

HUGE = 5_000_000

Calls = Literal["well", "twice", "forged", "weak", "held", "lost"]
"""``forged``: signed with another secret; ``weak``: with SHA-1; ``held``: kept until released."""


@dataclass
class Trouble:
    """How the provider answers, and how it calls back; ``pause`` are the seconds of ``slow``."""

    answers: Answers = "well"
    calls: Calls = "well"
    pause: float = 6.0
    over: threading.Event = field(default_factory=threading.Event, repr=False)
    """Set when the provider stops: then nobody waits any more."""

    def instead(self) -> Answer | None:
        """What is answered instead of sense; None where the answer is to be the right one."""
        answers = self.answers
        if answers == "slow":
            self.over.wait(self.pause)
        if answers == "down":
            return refusal(500, "internal-error", "Down for a rehearsal")
        if answers == "busy":
            return refusal(429, "too-many-requests", "Busy for a rehearsal")
        if answers == "nonsense":
            return Answer(200, b"<html>Down for maintenance</html>", {"Content-Type": "text/html"})
        if answers == "huge":
            return Answer(200, b" " * HUGE, {"Content-Type": "application/json"})
        if answers == "elsewhere":
            return Answer(307, b"", {"Location": "http://127.0.0.1:9/elsewhere"})
        return None
