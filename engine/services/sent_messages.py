"""What was sent, for the demonstration's own phone."""

from __future__ import annotations

from engine.base.dataclass import dataclass
from engine.base.records import Message
from engine.store.store import Store


@dataclass(frozen=True, slots=True)
class SentMessages:
    """The messages of a demonstration, the newest first."""

    store: Store

    def newest(self, count: int = 50) -> tuple[Message, ...]:
        """The last messages that were sent or wait to be."""
        with self.store.read() as view:
            return view.outbox.newest(count)
