"""Checking a signed file: a container of ASiC-E, or a PDF."""

from __future__ import annotations

import hashlib
from typing import Final

from engine.signatures.containers import OpenedContainer, opened
from engine.signatures.findings import (
    SignatureFinding,
    SignatureProblem,
    SignedDocument,
    SignedFile,
)
from engine.signatures.pades import checked_pdf
from engine.signatures.problems import SignatureRefused, problem
from engine.signatures.trust import Trust
from engine.signatures.xades import found_in
from engine.signatures.xades_form import MOST_SIGNATURES, formed, parsed

ZIP: Final = b"PK\x03\x04"
PDF: Final = b"%PDF-"


def checked(content: bytes, name: str, trust: Trust, since: int = 0) -> SignedFile:
    """What is signed, by whom and how far it is proved; never fails on what a file holds.

    With ``since``, the first so many bytes of a PDF are what was to be signed.
    """
    if content.startswith(PDF):
        return checked_pdf(content, name, trust, since)
    if not content.startswith(ZIP):
        return SignedFile(None, (), (), (problem("not-a-container"),))
    try:
        container = opened(content)
    except SignatureRefused as refused:
        return SignedFile("asice", (), (), (refused.problem,))
    documents = tuple(
        SignedDocument(part, hashlib.sha256(inside).hexdigest())
        for part, inside in container.documents.items()
    )
    signatures, problems = _signatures(container, trust)
    return SignedFile("asice", documents, signatures, problems)


def _signatures(
    container: OpenedContainer, trust: Trust
) -> tuple[tuple[SignatureFinding, ...], tuple[SignatureProblem, ...]]:
    found: list[SignatureFinding] = []
    problems: list[SignatureProblem] = []
    for content in container.signatures.values():
        try:
            root = parsed(content)
        except SignatureRefused as refused:
            problems.append(refused.problem)
            continue
        if len(found) + len(problems) + len(root) > MOST_SIGNATURES:
            return tuple(found), (*problems, problem("too-many-signatures"))
        for node in root.iterchildren("{*}Signature"):
            try:
                found.append(found_in(formed(root, node), container.documents, trust))
            except SignatureRefused as refused:
                problems.append(refused.problem)
    return tuple(found), tuple(problems)
