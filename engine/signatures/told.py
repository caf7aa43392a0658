"""What a check found, as JSON: for the terminal, across processes, and kept with a case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from engine.signatures.findings import (
    SignatureFinding,
    SignatureProblem,
    SignedDocument,
    SignedFile,
    Signer,
)
from engine.signatures.problems import problem


def file_told(found: SignedFile) -> dict[str, Any]:
    """A whole file."""
    return {
        "container": found.container,
        "documents": [{"name": one.name, "sha256": one.sha256} for one in found.documents],
        "signatures": [_signature(one) for one in found.signatures],
        "accepted": found.accepted,
        "problems": [_problem(one) for one in found.every_problem],
    }


def file_read(told: Mapping[str, Any]) -> SignedFile:
    """The file that ``file_told`` told of."""
    signatures = tuple(_signature_read(one) for one in told["signatures"])
    own = {each.code for one in signatures for each in one.problems}
    return SignedFile(
        told["container"],
        tuple(SignedDocument(one["name"], one["sha256"]) for one in told["documents"]),
        signatures,
        tuple(problem(one["code"]) for one in told["problems"] if one["code"] not in own),
    )


def _signature(one: SignatureFinding) -> dict[str, Any]:
    return {
        "signer": {"name": one.signer.name, "code": one.signer.code},
        "country": one.signer.country,
        "personal": one.signer.personal,
        "content": one.content,
        "chain": one.chain,
        "trusted_by": one.trusted_by,
        "revocation": one.revocation,
        "listed_at": _time(one.listed_at),
        "time": one.time,
        "time_by": one.time_by,
        "at": _time(one.at),
        "level": one.level,
        "problems": [each.code for each in one.problems],
    }


def _signature_read(told: Mapping[str, Any]) -> SignatureFinding:
    return SignatureFinding(
        Signer(**told["signer"], country=told["country"], personal=told["personal"]),
        told["content"],
        told["chain"],
        told["revocation"],
        told["time"],
        _time_read(told["at"]),
        told["level"],
        tuple(problem(code) for code in told["problems"]),
        told["trusted_by"],
        _time_read(told["listed_at"]),
        told["time_by"],
    )


def _problem(one: SignatureProblem) -> dict[str, str]:
    return {"code": one.code, "message": one.message}


def _time(at: datetime | None) -> str | None:
    return at.isoformat().replace("+00:00", "Z") if at else None


def _time_read(told: str | None) -> datetime | None:
    return datetime.fromisoformat(told) if told else None
