"""The fixtures that other tests stand on do what their docstrings say."""

from __future__ import annotations

import smtplib
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
import sqlalchemy
from playwright.sync_api import Page

from tests.fakes import FixedClock, Mailbox


@pytest.mark.parametrize("attempt", [1, 2])
def test_every_postgres_database_is_fresh(postgres_url: str, attempt: int) -> None:
    engine = sqlalchemy.create_engine(postgres_url)
    with engine.begin() as connection:
        connection.execute(sqlalchemy.text("CREATE TABLE once (n integer)"))
        version = connection.execute(sqlalchemy.text("SHOW server_version_num")).scalar_one()
    engine.dispose()
    assert int(version) >= 160000, f"attempt {attempt}"


def test_sqlite_file_can_be_made(sqlite_url: str) -> None:
    engine = sqlalchemy.create_engine(sqlite_url)
    with engine.begin() as connection:
        connection.execute(sqlalchemy.text("CREATE TABLE once (n integer)"))
    engine.dispose()


def test_the_clock_stands_at_noon_in_riga(clock: FixedClock) -> None:
    assert clock.now() == datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


def test_mail_arrives_with_its_letters_intact(smtp_server: Mailbox) -> None:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = (
        "a@example.lv",
        "b@example.lv",
        "Jauns ziņojums",
    )
    letter.set_content("Здравствуйте, Jāni!\n")
    with smtplib.SMTP(smtp_server.host, smtp_server.port) as client:
        client.send_message(letter)
    (received,) = smtp_server.messages
    assert received["Subject"] == "Jauns ziņojums"
    assert received.get_content().strip() == "Здравствуйте, Jāni!"
    assert smtp_server.recipients == [["b@example.lv"]]


def test_mail_can_be_refused(smtp_server: Mailbox) -> None:
    smtp_server.refusal = "451 try later"
    with (
        smtplib.SMTP(smtp_server.host, smtp_server.port) as client,
        pytest.raises(smtplib.SMTPDataError, match="try later"),
    ):
        client.sendmail("a@example.lv", ["b@example.lv"], "text")
    assert smtp_server.messages == []


def test_chromium_shows_latvian_and_russian(page: Page) -> None:
    page.set_content("<h1>Pieteikums · Заявление</h1>")
    assert page.locator("h1").inner_text() == "Pieteikums · Заявление"
