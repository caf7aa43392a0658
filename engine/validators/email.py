"""E-mail address: syntax only, nothing is looked up.

The part before ``@`` must be ASCII, since a confirmation code could not be delivered to any other
everywhere. A domain with other letters is kept in its ASCII form, which every mail server knows.
Upper and lower case before ``@`` are kept as typed. Of what a mail program copies, as
``Anna <anna@example.org>`` or ``mailto:anna@example.org``, the address is taken.

Source: RFC 5321, RFC 5322 and RFC 5891, as read by the email-validator library. Fault:
email (E-19).

>>> from datetime import date; context = Context(date(2026, 11, 22))
>>> validate(" anna@Example.ORG ", context).value
'anna@example.org'
>>> validate("Anna <anna@example.org>", context).value
'anna@example.org'
>>> validate("anna@", context).codes
('email',)
>>> format(validate("anna@bērziņš.example", context).value)
'anna@bērziņš.example'
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from engine.validators.context import Context
from engine.validators.letters import LONGEST
from engine.validators.result import Result, accepted, refused

if TYPE_CHECKING:
    from email_validator import ValidatedEmail

LONGEST_ADDRESS: Final = 254
NAMED: Final = re.compile(r"[^<>]*<([^<>]*)>")
SCHEME: Final = re.compile(r"(?:\s*mailto:)+", re.IGNORECASE)


def compact(text: str) -> str:
    """Trim, and leave the name and the ``mailto:`` away that mail programs copy along."""
    if len(text) > LONGEST:
        return text
    named = NAMED.fullmatch(text.strip())
    address = named[1] if named else text
    scheme = SCHEME.match(address)
    return address[scheme.end() if scheme else 0 :].strip()


def validate(text: str, context: Context) -> Result:
    """Judge the syntax; addresses with quotes or an IP number are refused."""
    address = parsed(compact(text))
    if address is None or address.ascii_email is None:
        return refused("email")
    return accepted(address.ascii_email)


def format(value: str) -> str:
    """The address with the domain in its own letters."""
    address = parsed(value)
    return address.normalized if address else value


def parsed(text: str) -> ValidatedEmail | None:
    """The parts of the address; ``None`` if it is not one."""
    if len(text) > LONGEST_ADDRESS:
        return None
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415 - with the first address

    try:
        return validate_email(text, check_deliverability=False, allow_smtputf8=False, strict=True)
    except EmailNotValidError:
        return None
