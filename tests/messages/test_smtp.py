"""Mails reach a real mail server, or say why they did not."""

from __future__ import annotations

import socket
from dataclasses import replace

import pytest

from engine.base.ports import Mail
from engine.base.records import Sender
from engine.messages.errors import DeliveryFailed
from engine.messages.smtp import SmtpMailer
from tests.fakes import FixedClock, Mailbox

MAIL = Mail("id-1", "anna@example.org", "Kods – ā, я", "Jūsu kods: 123456\nЯ\n.\nend", "lv")


def mailer(box: Mailbox, clock: FixedClock) -> SmtpMailer:
    return SmtpMailer(box.host, box.port, "none", "Banka <noreply@bank.example>", clock)


def test_a_mail_arrives_whole(smtp_server: Mailbox, clock: FixedClock) -> None:
    mailer(smtp_server, clock).send(MAIL)
    (message,) = smtp_server.messages
    assert smtp_server.recipients == [["anna@example.org"]]
    assert message["Message-ID"] == "<id-1@bank.example>"
    assert message["Subject"] == MAIL.subject
    assert message["From"] == "Banka <noreply@bank.example>"
    assert message["To"] == "anna@example.org"
    assert message["Content-Language"] == "lv"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"].datetime == clock.now()
    assert message.get_content().strip().splitlines() == MAIL.body.splitlines()


@pytest.mark.parametrize(
    ("sender", "told"),
    [
        (Sender("mail@other.example", "Cita banka, AS"), '"Cita banka, AS" <mail@other.example>'),
        (Sender(name="Maza Bērzu banka"), "Maza Bērzu banka <noreply@bank.example>"),
    ],
)
def test_a_bank_writes_in_its_own_name(
    smtp_server: Mailbox, clock: FixedClock, sender: Sender, told: str
) -> None:
    mailer(smtp_server, clock).send(replace(MAIL, sender=sender))
    (message,) = smtp_server.messages
    assert message["From"] == told
    domain = told.rstrip(">").rpartition("@")[2]
    assert message["Message-ID"] == f"<id-1@{domain}>"


def test_a_second_attempt_has_the_same_id(smtp_server: Mailbox, clock: FixedClock) -> None:
    for _ in range(2):
        mailer(smtp_server, clock).send(MAIL)
    assert {message["Message-ID"] for message in smtp_server.messages} == {"<id-1@bank.example>"}


@pytest.mark.parametrize(
    ("refusal", "forever"),
    [("451 try later", False), ("421 busy", False), ("550 no such user", True), ("554 no", True)],
)
def test_a_refusal_tells_whether_to_try_again(
    smtp_server: Mailbox, clock: FixedClock, refusal: str, forever: bool
) -> None:
    smtp_server.refusal = refusal
    with pytest.raises(DeliveryFailed) as failed:
        mailer(smtp_server, clock).send(MAIL)
    assert failed.value.forever is forever
    assert "anna" not in str(failed.value)


def test_no_server_is_worth_another_try(smtp_server: Mailbox, clock: FixedClock) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    with pytest.raises(DeliveryFailed) as failed:
        replace(mailer(smtp_server, clock), port=port).send(MAIL)
    assert not failed.value.forever


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_server_without_encryption_gets_no_mail(
    smtp_server: Mailbox, clock: FixedClock, security: str
) -> None:
    with pytest.raises(DeliveryFailed):
        replace(mailer(smtp_server, clock), security=security).send(MAIL)
    assert smtp_server.messages == []


def test_a_silent_server_is_not_waited_for(
    clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.messages.smtp.TIMEOUT_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        box = Mailbox("127.0.0.1", silent.getsockname()[1])
        with pytest.raises(DeliveryFailed) as failed:
            mailer(box, clock).send(MAIL)
    assert not failed.value.forever


def test_the_password_shows_nowhere(smtp_server: Mailbox, clock: FixedClock) -> None:
    secret = replace(mailer(smtp_server, clock), user="user", password="CANARY")
    assert "CANARY" not in repr(secret)
    assert "anna" not in repr(MAIL)
