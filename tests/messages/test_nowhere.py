"""Posts that send nothing."""

from __future__ import annotations

import pytest

from engine.base.ports import Mail, Sms
from engine.messages.errors import DeliveryFailed
from engine.messages.nowhere import Nowhere, Unset

MESSAGES = [Mail("id", "anna@example.org", "s", "b"), Sms("id", "+37120000000", "b")]


@pytest.mark.parametrize("message", MESSAGES)
def test_a_demonstration_takes_everything(message: Mail | Sms) -> None:
    Nowhere().send(message)


@pytest.mark.parametrize("message", MESSAGES)
def test_without_a_server_messages_wait(message: Mail | Sms) -> None:
    with pytest.raises(DeliveryFailed, match="SMTP_HOST is not set") as failed:
        Unset("SMTP_HOST").send(message)
    assert not failed.value.forever
