"""Signatures in PDF (PAdES): pyHanko judges one by one, and here what follows after them.

Source: ETSI EN 319 142-1. A form field that is filled in after signing, or bytes after the end,
are fine for a reader of PDF; they are not for a contract.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from io import BytesIO
from typing import Final

from asn1crypto import cms
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator.errors import PathError, ValidationError

from engine.signatures.findings import (
    Content,
    SignatureFinding,
    SignatureProblem,
    SignedDocument,
    SignedFile,
    Signer,
    Time,
)
from engine.signatures.paths import path_of
from engine.signatures.pdf_changes import PARSING, only_signed, signatures_only
from engine.signatures.people import signer_of
from engine.signatures.problems import SignatureRefused, problem
from engine.signatures.stamps import judged_time
from engine.signatures.trust import Trust

LARGEST: Final = 64 * 1024 * 1024
MOST_SIGNATURES: Final = 50
WEAK: Final = ("md2", "md5", "sha1")
SMALLEST_RSA: Final = 2048


def checked_pdf(content: bytes, name: str, trust: Trust, since: int = 0) -> SignedFile:
    """What the signatures of a PDF prove; with ``since``, those after so many bytes.

    These bytes are then a PDF of their own, and nothing but signatures may follow them.
    """
    document = SignedDocument(name, hashlib.sha256(content).hexdigest())
    try:
        signatures = _signatures(content, since)
    except SignatureRefused as refused:
        return SignedFile("pdf", (document,), (), (refused.problem,))
    found = tuple(
        _found(signature, trust) for signature in signatures if signature.sig_object_type == "/Sig"
    )
    problems = [] if found else [problem("no-signature")]
    if since and not only_signed(signatures[0].reader, content[:since]):
        problems.append(problem("document-changed"))
    return SignedFile("pdf", (document,), found, (*problems, *_after(signatures, content)))


def _signatures(content: bytes, since: int) -> list[EmbeddedPdfSignature]:
    if len(content) > LARGEST:
        raise SignatureRefused("too-large")
    try:
        reader = PdfFileReader(BytesIO(content), strict=True)
        locked = reader.encrypted
        every = [] if locked else list(reader.embedded_signatures)
        signatures = [one for one in every if _end(one) > since]
    except PARSING:
        raise SignatureRefused("pdf-damaged") from None
    if locked:
        raise SignatureRefused("pdf-encrypted")
    if len(signatures) > MOST_SIGNATURES:
        raise SignatureRefused("too-many-signatures")
    if not signatures:
        raise SignatureRefused("no-signature")
    return signatures


def _end(signature: EmbeddedPdfSignature) -> int:
    _, _, start, length = signature.byte_range
    return int(start) + int(length)


def _after(signatures: list[EmbeddedPdfSignature], content: bytes) -> tuple[SignatureProblem, ...]:
    """The last signature or time stamp covers the file, but for what proves it for longer."""
    try:
        last = signatures[-1]
        coverage = last.evaluate_signature_coverage()
        if coverage is SignatureCoverageLevel.ENTIRE_FILE:
            return ()
        changes = last.evaluate_modifications(DEFAULT_DIFF_POLICY)
    except (*PARSING, SignatureValidationError):
        return (problem("pdf-appended"),)
    level = getattr(changes, "modification_level", ModificationLevel.OTHER)
    ends = content.rstrip(b"\r\n\t \0").endswith(b"%%EOF")
    if coverage is SignatureCoverageLevel.ENTIRE_REVISION and ends and level in (
        ModificationLevel.NONE, ModificationLevel.LTA_UPDATES,
    ) and _grew(last):  # fmt: skip
        return ()
    return (problem("pdf-appended"),)


def _grew(last: EmbeddedPdfSignature) -> bool:
    """Whether a proper revision follows, not just bytes after the end."""
    return bool(last.reader.xrefs.total_revisions - 1 > last.signed_revision)


def _found(signature: EmbeddedPdfSignature, trust: Trust) -> SignatureFinding:
    try:
        certificate = signature.signer_cert
        others = list(signature.other_embedded_certs)
        status = validate_pdf_signature(
            signature,
            signer_validation_context=trust.context(trust.at, revocation=False),
            ts_validation_context=trust.context(
                _stamp_time(signature) or trust.at, revocation=False
            ),
        )
    except (*PARSING, SignatureValidationError, PathError, ValidationError):
        return SignatureFinding(
            Signer("", ""), "changed", "untrusted", "not checked", "claimed", None, "B-B",
            (problem("signature-wrong"),),
        )  # fmt: skip
    problems = [*_integrity(status, signature), *_strength(status, signature)]
    content: Content = "intact" if status.valid and status.intact and not any(
        one.code in ("pdf-changed", "pdf-coverage") for one in problems
    ) else "changed"  # fmt: skip
    (proven, clock), about_time = _proven(status)
    problems.extend(about_time)
    path = path_of(certificate, others, trust, proven or trust.at)
    time: Time = "proven" if proven else "claimed"
    return SignatureFinding(
        signer_of(certificate),
        content,
        path.chain,
        path.revocation,
        time,
        proven or _claimed(signature),
        "B-T" if status.timestamp_validity is not None else "B-B",
        tuple(dict.fromkeys((*problems, *path.problems))),
        path.trusted_by,
        path.listed_at,
        clock,
    )


def _proven(
    status: PdfSignatureStatus,
) -> tuple[tuple[datetime | None, str], tuple[SignatureProblem, ...]]:
    """The time that a stamp proves, whose clock it is, and what is wrong with it."""
    if status.timestamp_validity is None:
        return (None, ""), ()
    try:
        return judged_time(status.timestamp_validity), ()
    except SignatureRefused as refused:
        return (None, ""), (refused.problem,)


def _integrity(
    status: PdfSignatureStatus, signature: EmbeddedPdfSignature
) -> list[SignatureProblem]:
    problems = []
    if not status.intact:
        problems.append(problem("content-changed"))
    elif not status.valid:
        problems.append(problem("signature-wrong"))
    if _filled_after(signature.pkcs7_content) or status.coverage not in (
        SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION,
    ):  # fmt: skip
        problems.append(problem("pdf-coverage"))
    clean = signatures_only(status.modification_level, signature.reader, signature.signed_revision)
    if not clean or status.docmdp_ok is False:
        problems.append(problem("pdf-changed"))
    return problems


def _filled_after(content: bytes) -> bool:
    """Whether more than nothing stands in the place that is left for a signature."""
    return bool(content[len(cms.ContentInfo.load(content).dump()) :].strip(b"\0"))


def _strength(
    status: PdfSignatureStatus, signature: EmbeddedPdfSignature
) -> list[SignatureProblem]:
    key = signature.signer_cert.public_key
    short = key.algorithm == "rsa" and key.bit_size < SMALLEST_RSA
    mechanism = f"{status.md_algorithm} {status.pkcs7_signature_mechanism}".lower()
    return [problem("algorithm-weak")] if short or any(w in mechanism for w in WEAK) else []


def _stamp_time(signature: EmbeddedPdfSignature) -> datetime | None:
    for stamp in extract_tst_data_iter(signature.signer_info, signed=False):
        made = stamp["encap_content_info"]["content"].parsed["gen_time"].native
        if isinstance(made, datetime):
            return made
    return None


def _claimed(signature: EmbeddedPdfSignature) -> datetime | None:
    told = signature.self_reported_timestamp
    if told is None:
        return None
    return (told if told.tzinfo else told.replace(tzinfo=UTC)).astimezone(UTC)
