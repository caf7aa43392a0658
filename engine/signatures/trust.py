"""Whom one trusts: authorities, their lists of revoked certificates, and paths to them.

Source: RFC 5280, by the pyhanko-certvalidator library. Nothing is fetched.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from asn1crypto import crl, pem
from asn1crypto import x509 as asn1_x509
from pyhanko_certvalidator import CertificateValidator, ValidationContext
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


@dataclass(frozen=True, slots=True)
class PathFinding:
    """How far a certificate can be trusted."""

    chain: Chain
    revocation: Revocation
    problems: tuple[SignatureProblem, ...]


def path_of(
    certificate: asn1_x509.Certificate,
    others: Iterable[asn1_x509.Certificate],
    trust: Trust,
    at: datetime,
) -> PathFinding:
    """Judge the path of a signer's certificate at a time, then whether it was revoked."""
    between = list(others)
    chain = _judged(certificate, between, trust, at, revocation=False)
    checked: Revocation = "not checked"
    problems: list[SignatureProblem] = []
    if chain == "trusted":
        try:
            chain = _judged(certificate, between, trust, at, revocation=True)
            checked = "checked"
        except InsufficientRevinfoError:
            problems.append(problem("revocation-unknown"))
    elif chain == "revoked":
        checked = "checked"
    if chain != "trusted":
        problems.append(problem(PROBLEM_OF_CHAIN[chain]))
    if not _signs_documents(certificate):
        problems.append(problem("key-usage"))
    return PathFinding(chain, checked, tuple(problems))


def _judged(
    certificate: asn1_x509.Certificate,
    between: list[asn1_x509.Certificate],
    trust: Trust,
    at: datetime,
    *,
    revocation: bool,
) -> Chain:
    validator = CertificateValidator(
        certificate, between, validation_context=trust.context(at, revocation=revocation)
    )
    try:
        asyncio.run(validator.async_validate_path())
    except InsufficientRevinfoError:
        if revocation:
            raise
        return "untrusted"
    except (ExpiredError, NotYetValidError):
        return "expired"
    except RevokedError:
        return "revoked"
    except (PathError, ValidationError, ValueError):
        return "untrusted"
    return "trusted"


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
