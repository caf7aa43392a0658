"""Posts that send nothing: in a demonstration, where the outbox page shows it, and unset ones."""

from __future__ import annotations

from engine.base.ports import Mail, Sms
from engine.messages.errors import DeliveryFailed


class Nowhere:
    """Takes every mail and short message, and does nothing with them."""

    def send(self, message: Mail | Sms) -> None:
        """Done."""
        del message


class Unset:
    """A post that was never set up: nothing is sent, and nothing is lost until it is."""

    def __init__(self, setting: str) -> None:
        self._setting = setting

    def send(self, message: Mail | Sms) -> None:
        """Raises ``DeliveryFailed``, so that the message waits."""
        del message
        reason = f"{self._setting} is not set"
        raise DeliveryFailed(reason)
