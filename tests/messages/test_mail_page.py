"""A mail as text and as a page: the same words in both, and nothing that markup could change."""

from __future__ import annotations

from email.message import EmailMessage

from bs4 import BeautifulSoup

from engine.base.records import MailFrame, Message
from engine.messages.channels import CHANNELS
from engine.messages.mail_page import MailPage
from engine.messages.nowhere import Nowhere
from engine.messages.smtp import SmtpMailer
from tests.fakes import FixedClock, Mailbox

LINK = "https://bank.example/lv/a/case/1?x=1&y=2"
FRAME = MailFrame(
    "A & B <bank>",
    (("Pieteikums", "26-AAAA-BBBB"), ("Līdz", "04.12.2026")),
    LINK,
    "Atvērt",
    "Kāpēc",
    accent="#7a3e72",
    head="#4a2545",
)


def parts(message: EmailMessage) -> tuple[str, BeautifulSoup]:
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert html is not None
    return plain.get_content(), BeautifulSoup(html.get_content(), "html.parser")


def test_a_mail_arrives_as_text_and_as_a_page(smtp_server: Mailbox, clock: FixedClock) -> None:
    sender = "B <no@bank.example>"
    mailer = SmtpMailer(smtp_server.host, smtp_server.port, "none", sender, clock)
    words = "Jūsu kods ir 123456 <b>.\n\nOtrā rinda"
    message = Message("m1", "email", "a@example.org", "Kods", words, "lv", clock.now(), frame=FRAME)
    CHANNELS["email"]((mailer, Nowhere()), message, ())
    (arrived,) = smtp_server.messages
    assert arrived.get_content_type() == "multipart/alternative"
    text, page = parts(arrived)
    shown = page.body.get_text(" ")  # type: ignore[union-attr]
    for said in ("123456", "<b>", "Otrā rinda", "A & B <bank>", "26-AAAA-BBBB", "04.12.2026",
                 "Atvērt", "Kāpēc"):  # fmt: skip
        assert said in text, said
        assert said in shown, said
    (link,) = page.select("a")
    assert link["href"] == LINK
    assert LINK in text
    assert page.html["lang"] == "lv"  # type: ignore[index]
    assert page.select("img, script, link") == []
    assert "#7a3e72" in str(link["style"])
    assert "#4a2545" in str(page.select("h1")[0]["style"])


def test_a_link_that_the_words_hold_is_not_said_twice() -> None:
    page = MailPage("Aicinājums", f"Sāciet šeit: {LINK}.", "lv", FRAME)
    assert page.text().count(LINK) == 1
    (link,) = BeautifulSoup(page.html(), "html.parser").select("a")
    assert link["href"] == LINK
    assert link.get_text() == LINK


def test_without_a_frame_a_mail_is_plain(smtp_server: Mailbox, clock: FixedClock) -> None:
    mailer = SmtpMailer(smtp_server.host, smtp_server.port, "none", "B <no@bank.example>", clock)
    message = Message("m2", "email", "a@example.org", "S", "Words", "en", clock.now())
    CHANNELS["email"]((mailer, Nowhere()), message, ())
    assert smtp_server.messages[0].get_content_type() == "text/plain"
