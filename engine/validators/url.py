"""Web address: ``http`` or ``https``, a host with a dot, at most 2048 characters.

A missing scheme becomes ``https://``; the host is kept in lower case and in its ASCII form, so
that an imitation of a known name by letters of another script is seen. Names and passwords before
the host are refused.

Source: RFC 3986, RFC 1123 (host names), RFC 5891. Faults: url (E-36), too-long (E-04).

>>> from datetime import date; context = Context(date(2026, 11, 22))
>>> validate("shop.example/lv", context).value
'https://shop.example/lv'
>>> validate("ftp://shop.example", context).codes
('url',)
>>> validate("shop", context).codes
('url',)
"""

from __future__ import annotations

import re
from ipaddress import IPv4Address
from typing import Final
from urllib.parse import urlsplit

from engine.validators.context import Context
from engine.validators.letters import composed, length_faults
from engine.validators.result import Result, judged, refused

LONGEST_URL: Final = 2048
LONGEST_HOST: Final = 253
SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*://")
NEVER_IN_A_URL: Final = re.compile(
    r"""[\s\x00-\x20\x7f-\x9f<>"\\^`{|}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"""
)
"""Blanks, controls, quotes and brackets of other notations, marks that hide or reorder text."""
LABEL: Final = re.compile(r"[a-z0-9]([a-z0-9\-]{0,61}[a-z0-9])?")


def compact(text: str) -> str:
    """Trim, and complete a missing scheme to ``https://``."""
    address = composed(text.strip())
    return address if not address or SCHEME.match(address) else f"https://{address}"


def validate(text: str, context: Context) -> Result:
    """Judge scheme, host, port and length; the page itself is not asked for."""
    address = compact(text)
    if len(address) <= LONGEST_URL:
        try:
            address = canonical(address)
        except ValueError:
            return refused("url")
    return judged(address, length_faults(address, 0, LONGEST_URL))


def format(value: str) -> str:
    """An address is shown as it is kept."""
    return value


def canonical(address: str) -> str:
    """The address with scheme and host in their one spelling; ``ValueError`` if it is not one."""
    parts = urlsplit(address)
    if NEVER_IN_A_URL.search(address) or "@" in parts.netloc:
        raise ValueError
    if parts.scheme not in ("http", "https"):
        raise ValueError
    host = ascii_host(parts.hostname or "")
    port = "" if parts.port is None else f":{parts.port}"
    return parts._replace(netloc=host + port).geturl()


def ascii_host(name: str) -> str:
    """A host name in ASCII; ``ValueError`` unless it is two labels or more, or an IPv4 number."""
    name = name.removesuffix(".")
    host = name if name.isascii() else _encoded(name)
    labels = host.split(".")
    if len(labels) <= 1 or len(host) > LONGEST_HOST or not all(map(LABEL.fullmatch, labels)):
        raise ValueError
    return str(IPv4Address(host)) if labels[-1].isdigit() else host


def _encoded(name: str) -> str:
    import idna  # noqa: PLC0415 - with the first name that is not ASCII

    return idna.encode(name, uts46=True).decode("ascii")
