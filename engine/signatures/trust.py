"""Whom one trusts: authorities, and their lists of revoked certificates (RFC 5280)."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from engine.base.dataclass import dataclass
from engine.base.errors import AnketaError

if TYPE_CHECKING:
    # Only whoever has certificates waits for the libraries that read them.
    from asn1crypto import crl
    from asn1crypto import x509 as asn1_x509
    from pyhanko_certvalidator import ValidationContext

CERTIFICATE: Final = "CERTIFICATE"
LIST: Final = "X509 CRL"


class TrustUnreadable(AnketaError):
    """A file of certificates or of revoked ones cannot be read."""


@dataclass(frozen=True, slots=True)
class Trust:
    """Authorities (self-signed), certificates between, lists of revoked ones, and the time."""

    at: datetime
    roots: tuple[asn1_x509.Certificate, ...] = ()
    between: tuple[asn1_x509.Certificate, ...] = ()
    lists: tuple[crl.CertificateList, ...] = ()

    def with_certificates(self, content: bytes) -> Trust:
        """Also the certificates of a PEM file; those that are self-signed are authorities."""
        found = tuple(_certificates(content))
        roots = tuple(one for one in found if one.self_signed != "no")
        between = tuple(one for one in found if one.self_signed == "no")
        return replace(self, roots=self.roots + roots, between=self.between + between)

    def with_list(self, content: bytes) -> Trust:
        """Also a list of revoked certificates, in DER or PEM."""
        return replace(self, lists=self.lists + tuple(_lists(content)))

    def listed_at(self, certificate: asn1_x509.Certificate) -> datetime | None:
        """The time of the newest list of the authority that issued a certificate."""
        tables = (one["tbs_cert_list"] for one in self.lists)
        times = [
            table["this_update"].native
            for table in tables
            if table["issuer"].hashable == certificate.issuer.hashable
        ]
        return max(times, default=None)

    def lists_ended(self, at: datetime) -> tuple[str, ...]:
        """The authorities whose newest list of revoked certificates is too old."""
        newest: dict[str, datetime] = {}
        for table in (one["tbs_cert_list"] for one in self.lists):
            name, ends = table["issuer"].human_friendly, table["next_update"].native
            newest[name] = max(newest.get(name, ends or at), ends or at)
        return tuple(name for name, ends in newest.items() if ends < at)

    def context(self, at: datetime, *, revocation: bool) -> ValidationContext:
        """What certificates are judged by at a time."""
        from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415

        return ValidationContext(
            trust_roots=list(self.roots),
            other_certs=list(self.between),
            moment=at,
            crls=list(self.lists),
            allow_fetching=False,
            revocation_mode="require" if revocation else "soft-fail",
            retroactive_revinfo=True,
        )


def trust_told(trust: Trust) -> dict[str, Any]:
    """As JSON, for another process."""
    parts = {"roots": trust.roots, "between": trust.between, "lists": trust.lists}
    told = {name: [b64encode(one.dump()).decode() for one in ones] for name, ones in parts.items()}
    return {"at": trust.at.isoformat(), **told}


def trust_read(told: Mapping[str, Any]) -> Trust:
    """What ``trust_told`` told of."""
    from asn1crypto import crl  # noqa: PLC0415
    from asn1crypto import x509 as asn1_x509  # noqa: PLC0415

    roots, between, lists = (
        [b64decode(one) for one in told[name]] for name in ("roots", "between", "lists")
    )
    return Trust(
        datetime.fromisoformat(told["at"]),
        tuple(asn1_x509.Certificate.load(der) for der in roots),
        tuple(asn1_x509.Certificate.load(der) for der in between),
        tuple(crl.CertificateList.load(der) for der in lists),
    )


def _certificates(content: bytes) -> Iterable[asn1_x509.Certificate]:
    from asn1crypto import x509 as asn1_x509  # noqa: PLC0415

    for der in _parts(content, CERTIFICATE):
        try:
            certificate = asn1_x509.Certificate.load(der, strict=True)
            _ = certificate.subject.native, certificate.public_key.algorithm
        except (ValueError, TypeError):
            raise TrustUnreadable("A certificate cannot be read.") from None
        yield certificate


def _lists(content: bytes) -> Iterable[crl.CertificateList]:
    from asn1crypto import crl  # noqa: PLC0415

    for der in _parts(content, LIST):
        try:
            revoked = crl.CertificateList.load(der, strict=True)
            _ = revoked["tbs_cert_list"]["issuer"].native
        except (ValueError, TypeError):
            raise TrustUnreadable("A list of revoked certificates cannot be read.") from None
        yield revoked


def _parts(content: bytes, kind: str) -> list[bytes]:
    from asn1crypto import pem  # noqa: PLC0415

    if not pem.detect(content):
        return [content]
    try:
        found = [der for name, _, der in pem.unarmor(content, multiple=True) if name == kind]
    except ValueError:
        raise TrustUnreadable("The file is no proper PEM.") from None
    if not found:
        raise TrustUnreadable(f"The file holds no “{kind}”.")
    return found
