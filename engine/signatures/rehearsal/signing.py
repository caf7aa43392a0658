"""Signing as the programs of people do: containers in ASiC-E, and PDF."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from io import BytesIO
from typing import Final
from urllib.parse import quote

from cryptography.hazmat.primitives import hashes
from lxml import etree
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from engine.base.dataclass import dataclass
from engine.signatures.check import PDF
from engine.signatures.containers import MIME, opened
from engine.signatures.packing import packed
from engine.signatures.rehearsal.certificates import Holder
from engine.signatures.rehearsal.xml_signing import (
    C14N,
    canonical,
    in_a_loop_of_its_own,
    method_of,
    refer,
    refer_to_properties,
    stamp,
    value,
)
from engine.signatures.xades_form import DS, ROOT, XADES, Node

SHA256: Final = "http://www.w3.org/2001/04/xmlenc#sha256"
NAMESPACES: Final = {"asic": ROOT[1:].partition("}")[0], "ds": DS[1:-1], "xades": XADES[1:-1]}


@dataclass(frozen=True, slots=True)
class RehearsedSignature:
    """Who signs and when; with ``clock`` the time is stamped by it."""

    holder: Holder
    at: datetime
    clock: Holder | None = field(default=None)


def signed_container(documents: Mapping[str, bytes], *signatures: RehearsedSignature) -> bytes:
    """A container of these documents, signed by each in turn."""
    parts = {"mimetype": MIME, **documents}
    for number, one in enumerate(signatures):
        parts[f"META-INF/signatures{number}.xml"] = _file(documents, number, one)
    return packed(parts, signatures[0].at)


def signed_too(container: bytes, signature: RehearsedSignature) -> bytes:
    """A container with one signature more; ``SignatureRefused`` where it is none."""
    inside = opened(container)
    number = len(inside.signatures)
    own = {f"META-INF/signatures{number}.xml": _file(inside.documents, number, signature)}
    parts = {"mimetype": MIME, **inside.documents, **inside.signatures, **own}
    return packed(parts, signature.at)


def signed_anyhow(content: bytes, signature: RehearsedSignature) -> bytes:
    """A PDF, or a container with or without signatures, with one signature more.

    ``SignatureRefused`` where it is neither.
    """
    if content.startswith(PDF):
        return signed_pdf(content, signature)
    inside = opened(content, unsigned=True)
    if inside.signatures:
        return signed_too(content, signature)
    return signed_container(inside.documents, signature)


def signed_pdf(content: bytes, signature: RehearsedSignature) -> bytes:
    """A PDF with one signature more."""
    writer = IncrementalPdfFileWriter(BytesIO(content))
    number = len(list(fields.enumerate_sig_fields(writer))) + 1
    about = signers.PdfSignatureMetadata(
        field_name=f"Signature{number}", md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
    )  # fmt: skip
    signer = signers.SimpleSigner(
        signing_cert=signature.holder.asn1,
        signing_key=signature.holder.asn1_key,
        cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]
    )
    stamper = signature.clock.stamper(signature.at) if signature.clock else None
    made: BytesIO = in_a_loop_of_its_own(
        lambda: signers.sign_pdf(writer, about, signer, timestamper=stamper)
    )
    return made.getvalue()


def _file(documents: Mapping[str, bytes], number: int, signature: RehearsedSignature) -> bytes:
    root = etree.Element(ROOT, nsmap=NAMESPACES)
    node = _unsigned(number, signature)
    root.append(node)
    info, properties = node[0], node.find(f".//{XADES}SignedProperties")
    if properties is None:
        raise ValueError("There are no properties to sign.")
    for name, content in documents.items():
        refer(info, quote(name, safe="+"), _digest(content), SHA256)
    refer_to_properties(info, f"#P{number}", _digest(canonical(properties)), SHA256)
    node[1].text = value(signature.holder.key, canonical(info), hashes.SHA256())
    if signature.clock is not None:
        stamp(node, signature.clock.stamper(signature.at))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _unsigned(number: int, signature: RehearsedSignature) -> Node:
    holder = signature.holder
    certificate = base64.b64encode(holder.der).decode()
    claimed = signature.at.strftime("%Y-%m-%dT%H:%M:%SZ")
    return etree.fromstring(f"""<ds:Signature xmlns:ds="{DS[1:-1]}" Id="S{number}"><ds:SignedInfo>
<ds:CanonicalizationMethod Algorithm="{C14N}"/>
<ds:SignatureMethod Algorithm="{method_of(holder.key)}"/></ds:SignedInfo><ds:SignatureValue/>
<ds:KeyInfo><ds:X509Data><ds:X509Certificate>{certificate}</ds:X509Certificate></ds:X509Data>
</ds:KeyInfo><ds:Object><xades:QualifyingProperties xmlns:xades="{XADES[1:-1]}" Target="#S{number}">
<xades:SignedProperties Id="P{number}"><xades:SignedSignatureProperties>
<xades:SigningTime>{claimed}</xades:SigningTime><xades:SigningCertificateV2><xades:Cert>
<xades:CertDigest><ds:DigestMethod Algorithm="{SHA256}"/><ds:DigestValue>{_digest(holder.der)}
</ds:DigestValue></xades:CertDigest></xades:Cert></xades:SigningCertificateV2>
</xades:SignedSignatureProperties></xades:SignedProperties></xades:QualifyingProperties>
</ds:Object></ds:Signature>""")


def _digest(content: bytes) -> str:
    return base64.b64encode(hashlib.sha256(content).digest()).decode()
