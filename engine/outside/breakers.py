"""A provider that does not answer is left in peace for a while, by everybody who would ask it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Lock
from typing import Final

import structlog
from pybreaker import STATE_CLOSED, STATE_HALF_OPEN, STATE_OPEN, CircuitBreaker
from pybreaker import CircuitBreakerListener as Listener
from pybreaker import CircuitBreakerState as Standing

from engine.base.ports import Clock
from engine.outside.faults import ProviderRefused, ProviderRests

FAULTS: Final = 5
"""In a row: then nobody asks any more."""

RESTS: Final = tuple(timedelta(seconds=one) for one in (30, 60, 120, 300, 900))
"""How long it rests, the longer the oftener it still did not answer, the last again and again."""

TRYING: Final = timedelta(seconds=30)
"""How long the others wait while one finds out whether it answers again."""

log = structlog.get_logger()


class Breaker:
    """One for each provider of a process; ``name`` is its port.

    A refusal is an answer. After a rest one question is let through; its fate is that of the rest.
    """

    def __init__(self, name: str, clock: Clock) -> None:
        self.name = name
        self._clock = clock
        self._until = clock.now()
        self._rests = 0
        self._trying = Lock()
        # How long it stays open is decided by our clock, so by its own it may always try again.
        self._breaker = CircuitBreaker(
            fail_max=FAULTS,
            reset_timeout=0,
            exclude=[ProviderRefused],
            listeners=[_Heard(self)],
            throw_new_error_on_trip=False,
        )

    @contextmanager
    def asking(self) -> Iterator[None]:
        """While something is asked. Raises ``ProviderRests`` where nobody is to."""
        if self._breaker.current_state == STATE_CLOSED:
            with self._breaker.calling():
                yield
            return
        now = self._clock.now()
        if now < self._until:
            raise ProviderRests(self.name, self._until)
        if not self._trying.acquire(blocking=False):
            raise ProviderRests(self.name, now + TRYING)
        try:
            with self._breaker.calling():
                yield
        finally:
            self._trying.release()

    def turned(self, before: str, now: str) -> None:
        """What the breaker tells of itself."""
        if now == STATE_OPEN:
            self._rests = self._rests + 1 if before == STATE_HALF_OPEN else 1
            self._until = self._clock.now() + RESTS[min(self._rests, len(RESTS)) - 1]
            log.warning("provider left in peace", provider=self.name, until=self._until.isoformat())
        elif now == STATE_CLOSED:
            log.info("provider answers again", provider=self.name)


class _Heard(Listener):
    """Passes on what the breaker tells."""

    def __init__(self, breaker: Breaker) -> None:
        self._own = breaker

    def state_change(
        self, cb: CircuitBreaker, old_state: Standing | None, new_state: Standing
    ) -> None:
        del cb
        self._own.turned(old_state.name if old_state else "", new_state.name)
