"""E-mail address: syntax only, nothing is looked up.

The part before ``@`` must be ASCII, since a confirmation code could not be delivered to any other
everywhere. A domain with other letters is kept in its ASCII form, which every mail server knows.
Upper and lower case before ``@`` are kept as typed.

Source: RFC 5321, RFC 5322 and RFC 5891, as read by the email-validator library. Fault:
contact-invalid (E-19).

>>> from datetime import date; context = Context(date(2026, 11, 22))
>>> validate(" anna@Example.ORG ", context).value
'anna@example.org'
>>> validate("anna@", context).codes
('contact-invalid',)
>>> format(validate("anna@bērziņš.example", context).value)
'anna@bērziņš.example'
"""

from __future__ import annotations

from typing import Final

from email_validator import EmailNotValidError, ValidatedEmail, validate_email

from engine.validators.context import Context
from engine.validators.result import Result, accepted, refused

LONGEST_ADDRESS: Final = 254


def compact(text: str) -> str:
    """Trim."""
    return text.strip()


def validate(text: str, context: Context) -> Result:
    """Judge the syntax; addresses with a display name, quotes or an IP number are refused."""
    address = parsed(compact(text))
    if address is None or address.ascii_email is None:
        return refused("contact-invalid")
    return accepted(address.ascii_email)


def format(value: str) -> str:
    """The address with the domain in its own letters."""
    address = parsed(value)
    return address.normalized if address else value


def parsed(text: str) -> ValidatedEmail | None:
    """The parts of the address; ``None`` if it is not one."""
    if len(text) > LONGEST_ADDRESS:
        return None
    try:
        return validate_email(text, check_deliverability=False, allow_smtputf8=False, strict=True)
    except EmailNotValidError:
        return None
