"""Who a certificate belongs to.

Source: ETSI EN 319 412-1 (semantics of serialNumber: ``PNOLV-…`` is a personal code).
"""

from __future__ import annotations

import re
from typing import Final

from asn1crypto import x509

from engine.signatures.findings import Signer

PERSONAL: Final = re.compile(r"PNO([A-Z]{2})-(.+)")
BARE: Final = re.compile(r"\d{6}-?\d{5}")


def signer_of(certificate: x509.Certificate) -> Signer:
    """Name and personal code, as they stand in the certificate."""
    subject = certificate.subject.native
    parts = [_text(subject.get(part)) for part in ("given_name", "surname")]
    name = " ".join(part for part in parts if part) or _text(subject.get("common_name"))
    number = _text(subject.get("serial_number"))
    personal = PERSONAL.fullmatch(number)
    if personal:
        return Signer(name, personal[2], personal[1], personal=True)
    return Signer(name, number, personal=bool(BARE.fullmatch(number)))


def name_of(certificate: x509.Certificate) -> str:
    """What an authority or a clock calls itself."""
    subject = certificate.subject.native
    parts = (_text(subject.get(part)) for part in ("common_name", "organization_name"))
    return next(filter(None, parts), "")


def _text(value: object) -> str:
    if isinstance(value, list):
        return " ".join(_text(one) for one in value)
    return " ".join(value.split()) if isinstance(value, str) else ""
