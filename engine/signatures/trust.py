"""Whom one trusts: authorities, their lists of revoked certificates, and paths to them.

Source: RFC 5280, by the pyhanko-certvalidator library. Nothing is fetched.
"""

from __future__ import annotations

import asyncio
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from asn1crypto import crl, pem
from asn1crypto import x509 as asn1_x509
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.authority import CertTrustAnchor
from pyhanko_certvalidator.errors import (
    ExpiredError,
    InsufficientRevinfoError,
    NotYetValidError,
    PathError,
    RevokedError,
    ValidationError,
)

from engine.base.errors import AnketaError
from engine.signatures.findings import Chain, Revocation, SignatureProblem
from engine.signatures.people import name_of
from engine.signatures.problems import problem

CERTIFICATE: Final = "CERTIFICATE"
LIST: Final = "X509 CRL"
PROBLEM_OF_CHAIN: Final = {
    "untrusted": "chain-untrusted",
    "expired": "certificate-expired",
    "revoked": "certificate-revoked",
}


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
    roots, between, lists = (
        [b64decode(one) for one in told[name]] for name in ("roots", "between", "lists")
    )
    return Trust(
        datetime.fromisoformat(told["at"]),
        tuple(asn1_x509.Certificate.load(der) for der in roots),
        tuple(asn1_x509.Certificate.load(der) for der in between),
        tuple(crl.CertificateList.load(der) for der in lists),
    )


@dataclass(frozen=True, slots=True)
class PathFinding:
    """How far a certificate can be trusted."""

    chain: Chain
    revocation: Revocation
    problems: tuple[SignatureProblem, ...]
    trusted_by: str = ""
    listed_at: datetime | None = None


def path_of(
    certificate: asn1_x509.Certificate,
    others: Iterable[asn1_x509.Certificate],
    trust: Trust,
    at: datetime,
) -> PathFinding:
    """Judge the path of a signer's certificate at a time, then whether it was revoked."""
    between = list(others)
    chain, by = _judged(certificate, between, trust, at, revocation=False)
    checked: Revocation = "not checked"
    problems: list[SignatureProblem] = []
    if chain == "trusted":
        try:
            chain, _ = _judged(certificate, between, trust, at, revocation=True)
            checked = "checked"
        except InsufficientRevinfoError:
            problems.append(problem("revocation-unknown"))
    elif chain == "revoked":
        checked = "checked"
    if chain != "trusted":
        problems.append(problem(PROBLEM_OF_CHAIN[chain]))
    if not _signs_documents(certificate):
        problems.append(problem("key-usage"))
    listed_at = trust.listed_at(certificate) if checked == "checked" else None
    return PathFinding(chain, checked, tuple(problems), by, listed_at)


def _judged(
    certificate: asn1_x509.Certificate,
    between: list[asn1_x509.Certificate],
    trust: Trust,
    at: datetime,
    *,
    revocation: bool,
) -> tuple[Chain, str]:
    validator = CertificateValidator(
        certificate, between, validation_context=trust.context(at, revocation=revocation)
    )
    try:
        path = asyncio.run(validator.async_validate_path())
    except InsufficientRevinfoError:
        if revocation:
            raise
        return "untrusted", ""
    except (ExpiredError, NotYetValidError):
        return "expired", ""
    except RevokedError:
        return "revoked", ""
    except (PathError, ValidationError, ValueError):
        return "untrusted", ""
    anchor = path.trust_anchor
    return "trusted", (name_of(anchor.certificate) if isinstance(anchor, CertTrustAnchor) else "")


def _signs_documents(certificate: asn1_x509.Certificate) -> bool:
    usage = certificate.key_usage_value
    return usage is not None and "non_repudiation" in usage.native and not certificate.ca


def _certificates(content: bytes) -> Iterable[asn1_x509.Certificate]:
    for der in _parts(content, CERTIFICATE):
        try:
            certificate = asn1_x509.Certificate.load(der, strict=True)
            _ = certificate.subject.native, certificate.public_key.algorithm
        except (ValueError, TypeError):
            raise TrustUnreadable("A certificate cannot be read.") from None
        yield certificate


def _lists(content: bytes) -> Iterable[crl.CertificateList]:
    for der in _parts(content, LIST):
        try:
            revoked = crl.CertificateList.load(der, strict=True)
            _ = revoked["tbs_cert_list"]["issuer"].native
        except (ValueError, TypeError):
            raise TrustUnreadable("A list of revoked certificates cannot be read.") from None
        yield revoked


def _parts(content: bytes, kind: str) -> list[bytes]:
    if not pem.detect(content):
        return [content]
    try:
        found = [der for name, _, der in pem.unarmor(content, multiple=True) if name == kind]
    except ValueError:
        raise TrustUnreadable("The file is no proper PEM.") from None
    if not found:
        raise TrustUnreadable(f"The file holds no “{kind}”.")
    return found
