"""Signatures in XAdES: certificate, mathematics, time and path of one signature."""

from __future__ import annotations

import base64
import binascii
import copy
import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import InvalidSignature as WrongSignature
from cryptography.hazmat.primitives.asymmetric import rsa
from lxml import etree
from signxml.algorithms import DigestAlgorithm, SignatureMethod
from signxml.exceptions import InvalidDigest, SignXMLException
from signxml.verifier import SignatureConfiguration, XMLVerifier

from engine.base.dataclass import dataclass
from engine.signatures.findings import Content, SignatureFinding, SignatureProblem, Signer, Time
from engine.signatures.paths import path_of
from engine.signatures.people import signer_of
from engine.signatures.problems import SignatureRefused, problem
from engine.signatures.stamps import stamped_at
from engine.signatures.trust import Trust
from engine.signatures.xades_form import (
    CANONICAL,
    DS,
    XADES,
    XADES_141,
    Node,
    XadesSignature,
    file_named,
)

SAFE_DIGESTS: Final = {
    algorithm.value: algorithm.name.lower()
    for algorithm in DigestAlgorithm
    if not algorithm.name.endswith("SHA1")
}
SAFE_METHODS: Final = frozenset(
    method
    for method in SignatureMethod
    if method.name.startswith(("RSA_SHA", "ECDSA_SHA", "SHA")) and "SHA1" not in method.name
)
KNOWN_WEAK: Final = ("sha1", "md5", "#dsa-", "#hmac-")
SMALLEST_RSA: Final = 2048
STRONG_DIGEST: Final = frozenset(DigestAlgorithm) - {DigestAlgorithm.SHA1}


@dataclass(frozen=True, slots=True)
class _Certificates:
    signer: asn1_x509.Certificate
    others: tuple[asn1_x509.Certificate, ...]


def found_in(
    signature: XadesSignature, documents: dict[str, bytes], trust: Trust
) -> SignatureFinding:
    """What one signature proves of the documents of its container."""
    problems = list(_coverage(signature, documents))
    claimed = _claimed(signature.properties)
    try:
        certificates = _certificates(signature)
    except SignatureRefused as refused:
        return SignatureFinding(
            Signer("", ""), "changed", "untrusted", "not checked", "claimed", claimed,
            _level(signature), (*problems, refused.problem),
        )  # fmt: skip
    problems.extend(_weak(signature, certificates.signer))
    content: Content = "intact"
    if wrong := _mathematics(signature, documents, certificates.signer):
        content = "changed"
        problems.append(wrong)
    (proven, clock), about_time = _proven(signature, trust)
    problems.extend(about_time)
    path = path_of(certificates.signer, certificates.others, trust, proven or trust.at)
    time: Time = "proven" if proven else "claimed"
    return SignatureFinding(
        signer_of(certificates.signer),
        content,
        path.chain,
        path.revocation,
        time,
        proven or claimed,
        _level(signature),
        tuple(dict.fromkeys((*problems, *path.problems))),
        path.trusted_by,
        path.listed_at,
        clock,
    )


def _coverage(signature: XadesSignature, documents: dict[str, bytes]) -> Iterator[SignatureProblem]:
    if signature.documents - documents.keys():
        yield problem("reference-outside")
    if documents.keys() - signature.documents:
        yield problem("not-covered")


def _certificates(signature: XadesSignature) -> _Certificates:
    """The certificate that the signed properties name, and the others that came along."""
    found = {der: _loaded(der) for der in _embedded(signature.node)}
    named = signature.properties.find(
        f"{XADES}SignedSignatureProperties/{XADES}SigningCertificateV2/{XADES}Cert/{XADES}CertDigest"
    )
    if named is None:
        named = signature.properties.find(
            f"{XADES}SignedSignatureProperties/{XADES}SigningCertificate/{XADES}Cert/{XADES}CertDigest"
        )
    if named is None:
        raise SignatureRefused("certificate-missing")
    method = named.find(f"{DS}DigestMethod")
    algorithm = (method.get("Algorithm") or "") if method is not None else ""
    if algorithm not in SAFE_DIGESTS:
        weak = algorithm.rpartition("#")[2] in ("sha1", "md5")
        raise SignatureRefused("certificate-weak" if weak else "algorithm-unknown")
    wanted = _decoded(named.findtext(f"{DS}DigestValue"))
    for der, certificate in found.items():
        if hashlib.new(SAFE_DIGESTS[algorithm], der).digest() == wanted:
            others = tuple(one for key, one in found.items() if key != der)
            return _Certificates(certificate, others)
    raise SignatureRefused("certificate-missing")


def _embedded(node: Node) -> list[bytes]:
    texts = [
        *node.iterfind(f"{DS}KeyInfo/{DS}X509Data/{DS}X509Certificate"),
        *node.iter(f"{XADES}EncapsulatedX509Certificate"),
    ]
    return list(dict.fromkeys(_decoded(one.text) for one in texts))


def _loaded(der: bytes) -> asn1_x509.Certificate:
    try:
        x509.load_der_x509_certificate(der).public_key()
        return asn1_x509.Certificate.load(der, strict=True)
    except (ValueError, TypeError):
        raise SignatureRefused("certificate-missing") from None


def _decoded(text: str | None) -> bytes:
    try:
        return base64.b64decode("".join((text or "").split()), validate=True)
    except binascii.Error:
        raise SignatureRefused("signature-form") from None


def _weak(
    signature: XadesSignature, certificate: asn1_x509.Certificate
) -> Iterator[SignatureProblem]:
    algorithms = [
        node.get("Algorithm") or ""
        for node in signature.node.find(f"{DS}SignedInfo").iter(  # type: ignore[union-attr]
            f"{DS}SignatureMethod", f"{DS}DigestMethod"
        )
    ]
    safe = SAFE_DIGESTS.keys() | {method.value for method in SAFE_METHODS}
    refused = [one for one in algorithms if one not in safe]
    key = x509.load_der_x509_certificate(certificate.dump()).public_key()
    short = isinstance(key, rsa.RSAPublicKey) and key.key_size < SMALLEST_RSA
    if short or any(weak in one for one in refused for weak in KNOWN_WEAK):
        yield problem("algorithm-weak")
    elif refused:
        yield problem("algorithm-unknown")


def _mathematics(
    signature: XadesSignature, documents: dict[str, bytes], certificate: asn1_x509.Certificate
) -> SignatureProblem | None:
    """Compare every digest and the signature value; the certificate's own dates are not asked."""
    signer = x509.load_der_x509_certificate(certificate.dump())
    config = SignatureConfiguration(
        location="./",
        expect_references=True,
        signature_methods=SAFE_METHODS,
        digest_algorithms=STRONG_DIGEST,
        verification_time=signer.not_valid_before_utc,
    )
    try:
        XMLVerifier().verify(
            etree.tostring(_alone(signature)),
            x509_cert=signer,
            uri_resolver=lambda uri: documents[file_named(uri)],
            id_attribute="Id",
            expect_config=config,
        )
    except InvalidDigest:
        return problem("content-changed")
    except (
        SignXMLException,
        WrongSignature,
        etree.LxmlError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
    ):
        return problem("signature-wrong")
    return None


def _alone(signature: XadesSignature) -> Node:
    """The whole file with this signature only: cut out it would have other namespaces."""
    place = signature.root.index(signature.node)
    root = copy.deepcopy(signature.root)
    kept = root[place]
    for other in list(root):
        if other is not kept:
            root.remove(other)
    return root


def _claimed(properties: Node) -> datetime | None:
    told = properties.findtext(f"{XADES}SignedSignatureProperties/{XADES}SigningTime")
    try:
        read = datetime.fromisoformat((told or "").strip())
    except ValueError:
        return None
    return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)


def _stamps(signature: XadesSignature) -> list[Node]:
    return list(
        signature.node.iterfind(
            f"{DS}Object/{XADES}QualifyingProperties/{XADES}UnsignedProperties"
            f"/{XADES}UnsignedSignatureProperties/{XADES}SignatureTimeStamp"
        )
    )


def _proven(
    signature: XadesSignature, trust: Trust
) -> tuple[tuple[datetime | None, str], list[SignatureProblem]]:
    """The earliest time that a time stamp proves, whose clock it is, and what is wrong with any."""
    times: list[tuple[datetime, str]] = []
    problems: list[SignatureProblem] = []
    for stamp in _stamps(signature):
        try:
            token = _decoded(stamp.findtext(f"{XADES}EncapsulatedTimeStamp"))
            times.append(stamped_at(token, _imprinted(signature, stamp), trust))
        except SignatureRefused as refused:
            problems.append(refused.problem)
    return (min(times) if times and not problems else (None, "")), problems


def _imprinted(signature: XadesSignature, stamp: Node) -> bytes:
    value = signature.node.find(f"{DS}SignatureValue")
    if value is None:
        raise SignatureRefused("signature-form")
    method = stamp.find(f"{DS}CanonicalizationMethod")
    algorithm = (method.get("Algorithm") or "") if method is not None else ""
    if algorithm and algorithm not in CANONICAL:
        raise SignatureRefused("algorithm-unknown")
    return _canonical(value, algorithm)


def _canonical(node: Node, algorithm: str) -> bytes:
    return etree.tostring(
        node,
        method="c14n",
        exclusive="xml-exc-c14n" in algorithm,
        with_comments=algorithm.endswith("WithComments"),
    )


def _level(signature: XadesSignature) -> str:
    inside = {child.tag for child in signature.node.iter("*")}
    if f"{XADES_141}ArchiveTimeStamp" in inside or f"{XADES}ArchiveTimeStamp" in inside:
        return "B-LTA"
    if f"{XADES}RevocationValues" in inside:
        return "B-LT"
    return "B-T" if _stamps(signature) else "B-B"
