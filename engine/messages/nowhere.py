"""A post that goes nowhere: in a demonstration the outbox page shows what would have been sent."""

from __future__ import annotations

from engine.ports import Mail, Sms


class Nowhere:
    """Takes every mail and short message, and does nothing with them."""

    def send(self, message: Mail | Sms) -> None:
        """Done."""
        del message
