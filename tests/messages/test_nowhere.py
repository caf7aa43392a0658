"""Posts that send nothing."""

from __future__ import annotations

import socket

import pytest

from engine.base.ports import Mail, Sms
from engine.base.system import SystemClock
from engine.messages.channels import Post
from engine.messages.errors import DeliveryFailed
from engine.messages.nowhere import Nowhere, Unset
from engine.messages.post import post_of
from engine.messages.sms_gateway import SmsGateway
from engine.messages.smtp import SmtpMailer
from engine.settings import settings

MESSAGES = [Mail("id", "anna@example.org", "s", "b"), Sms("id", "+37120000000", "b")]


def of(**environment: str) -> Post:
    """The posts of a product with these settings."""
    return post_of(settings.read(environment), SystemClock())


@pytest.mark.parametrize("message", MESSAGES)
def test_a_demonstration_takes_everything_and_connects_to_nothing(
    message: Mail | Sms, monkeypatch: pytest.MonkeyPatch
) -> None:
    connected: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda _self, where: connected.append(where))
    for one in of(ANKETA_DEMO="yes"):
        assert isinstance(one, Nowhere)
        one.send(message)  # type: ignore[arg-type]
    assert connected == []


def test_what_is_set_up_is_used_and_what_is_not_waits() -> None:
    mailer, sender = of(SMTP_HOST="mail.example", SMS_GATEWAY_URL="https://sms.example/send")
    assert isinstance(mailer, SmtpMailer)
    assert isinstance(sender, SmsGateway)
    assert all(isinstance(one, Unset) for one in of())


@pytest.mark.parametrize("message", MESSAGES)
def test_without_a_server_messages_wait(message: Mail | Sms) -> None:
    with pytest.raises(DeliveryFailed, match="SMTP_HOST is not set") as failed:
        Unset("SMTP_HOST").send(message)
    assert not failed.value.forever
