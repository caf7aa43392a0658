"""Mail server and gateway, as the settings name them."""

from __future__ import annotations

from engine.base.ports import Clock, Mailer, SmsSender
from engine.messages.channels import Post
from engine.messages.nowhere import Nowhere, Unset
from engine.settings.settings import Settings


def post_of(settings: Settings, clock: Clock) -> Post:
    """Mail server and gateway of the settings; in a demonstration nothing leaves the machine."""
    mailer: Mailer = Nowhere() if settings.demo else Unset("SMTP_HOST")
    sender: SmsSender = Nowhere() if settings.demo else Unset("SMS_GATEWAY_URL")
    if settings.smtp_host:
        from engine.messages.smtp import SmtpMailer  # noqa: PLC0415 - where there is one

        mailer = SmtpMailer(
            settings.smtp_host, settings.smtp_port, settings.smtp_security, settings.smtp_from,
            clock, settings.smtp_user, settings.smtp_password,
        )  # fmt: skip
    if settings.sms_gateway_url:
        from engine.messages.sms_gateway import SmsGateway  # noqa: PLC0415 - where there is one

        sender = SmsGateway(
            settings.sms_gateway_url, settings.sms_sender, settings.sms_gateway_token
        )
    return mailer, sender
