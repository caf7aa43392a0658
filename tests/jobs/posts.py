"""Stand-ins for the mail server and the gateway."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic, sleep

from engine.base.ports import Mail, Sms
from engine.messages.errors import DeliveryFailed


@dataclass
class Post:
    """Takes messages, or fails as often as it is told to."""

    failures: list[DeliveryFailed] = field(default_factory=list)
    taken: list[Mail | Sms] = field(default_factory=list)

    def send(self, message: Mail | Sms) -> None:
        if self.failures:
            raise self.failures.pop(0)
        self.taken.append(message)


def wait_until(condition: Callable[[], object], seconds: float = 45.0) -> None:
    """Look again and again until it holds."""
    end = monotonic() + seconds
    while not condition():
        assert monotonic() < end, "it did not come true in time"
        sleep(0.05)
