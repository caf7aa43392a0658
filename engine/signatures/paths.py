"""Paths from a signer's certificate to whom one trusts.

Source: RFC 5280, by the pyhanko-certvalidator library. Nothing is fetched.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from asn1crypto import x509 as asn1_x509
from pyhanko_certvalidator import CertificateValidator
from pyhanko_certvalidator.authority import CertTrustAnchor
from pyhanko_certvalidator.errors import (
    ExpiredError,
    InsufficientRevinfoError,
    NotYetValidError,
    PathError,
    RevokedError,
    ValidationError,
)

from engine.base.dataclass import dataclass
from engine.signatures.findings import Chain, Revocation, SignatureProblem
from engine.signatures.people import name_of
from engine.signatures.problems import problem
from engine.signatures.trust import Trust

PROBLEM_OF_CHAIN: Final = {
    "untrusted": "chain-untrusted",
    "expired": "certificate-expired",
    "revoked": "certificate-revoked",
}


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
