"""Mails by SMTP."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr
from typing import Final, Literal

from engine.base.dataclass import dataclass
from engine.base.ports import Clock, Mail
from engine.messages.errors import DeliveryFailed

TIMEOUT_SECONDS: Final = 10.0
PERMANENT: Final = 500


@dataclass(frozen=True, slots=True)
class SmtpMailer:
    """A mail server. ``sender`` is that of mails that name none, as “Bank <mail@bank.example>”.

    ``security`` is ``tls`` from the first byte, ``starttls``, or ``none`` for loopback only.
    """

    host: str
    port: int
    security: Literal["starttls", "tls", "none"]
    sender: str
    clock: Clock
    user: str = ""
    password: str = field(default="", repr=False)

    def send(self, mail: Mail) -> None:
        """Hand the mail over. Raises ``DeliveryFailed``."""
        message = self._message(mail)
        try:
            with self._connection() as connection:
                if self.user:
                    connection.login(self.user, self.password)
                connection.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            raise _failed("recipient refused", max(codes, default=0)) from None
        except smtplib.SMTPResponseException as error:
            raise _failed("refused", error.smtp_code) from None
        except (OSError, smtplib.SMTPException) as error:
            reason = f"mail server: {type(error).__name__}"
            raise DeliveryFailed(reason) from None

    def _connection(self) -> smtplib.SMTP:
        if self.security == "tls":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(self.host, self.port, timeout=TIMEOUT_SECONDS, context=context)
        connection = smtplib.SMTP(self.host, self.port, timeout=TIMEOUT_SECONDS)
        if self.security == "starttls":
            try:
                connection.starttls(context=ssl.create_default_context())
            except BaseException:
                connection.close()
                raise
        return connection

    def _from(self, mail: Mail) -> Address:
        name, address = parseaddr(self.sender)
        return Address(mail.sender.name or name, addr_spec=mail.sender.address or address)

    def _message(self, mail: Mail) -> EmailMessage:
        message = EmailMessage(policy=SMTP)
        sender = self._from(mail)
        message["Message-ID"] = f"<{mail.id}@{sender.domain}>"
        message["Date"] = self.clock.now()
        message["From"] = sender
        message["To"] = Address(addr_spec=mail.to)
        message["Subject"] = mail.subject
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(mail.body)
        if mail.html:
            message.add_alternative(mail.html, subtype="html")
        for file in mail.files:
            main, _, sub = file.media_type.partition("/")
            message.add_attachment(file.content, maintype=main, subtype=sub, filename=file.name)
        if mail.language:
            message["Content-Language"] = mail.language
        return message


def _failed(what: str, code: int) -> DeliveryFailed:
    return DeliveryFailed(f"mail server: {what} ({code})", forever=code >= PERMANENT)
