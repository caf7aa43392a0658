"""What can go wrong when a message leaves the house."""

from __future__ import annotations

from engine.base.errors import AnketaError


class DeliveryFailed(AnketaError):
    """The other side did not take the message; ``forever`` means that trying again is no use.

    The text names no person and no content, so that it may be logged.
    """

    def __init__(self, reason: str, *, forever: bool = False) -> None:
        super().__init__(reason)
        self.forever = forever
