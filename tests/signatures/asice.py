"""Containers in ASiC-E, signed as signing programs do, with a place for every damage."""

from __future__ import annotations

import base64
import hashlib
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote

from cryptography.hazmat.primitives import hashes
from lxml import etree
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

from engine.signatures import packing
from engine.signatures.containers import MIME
from engine.signatures.rehearsal.certificates import Holder
from engine.signatures.rehearsal.xml_signing import (
    C14N,
    canonical,
    method_of,
    refer,
    refer_to_properties,
    stamp,
    value,
)
from tests.signatures.authority import NOW

DS = "http://www.w3.org/2000/09/xmldsig#"
XADES = "http://uri.etsi.org/01903/v1.3.2#"
ASIC = "http://uri.etsi.org/02918/v1.2.1#"
SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
SHA1 = "http://www.w3.org/2000/09/xmldsig#sha1"
RSA1 = "http://www.w3.org/2000/09/xmldsig#rsa-sha1"
ALGORITHMS = {SHA256: "sha256", SHA1: "sha1"}
FILES = {"ligums.pdf": b"%PDF-1.7 sample", "pielikums Nr. 1+2.txt": "Pielikums – paraugs".encode()}

Nodes = Callable[[etree._Element], None]


@dataclass(frozen=True)
class Signing:
    """One signature as it is made; ``before`` sees it unsigned, ``after`` once it is signed."""

    holder: Holder
    number: int = 1
    digest: str = SHA256
    certificate_digest: str = SHA256
    method: str = ""
    stamper: DummyTimeStamper | None = None
    claimed: str = "2026-11-26T13:59:00Z"
    files: tuple[str, ...] | None = None
    before: Nodes = field(default=lambda _: None)
    after: Nodes = field(default=lambda _: None)
    certificates: tuple[bytes, ...] | None = None


def container(
    *signings: Signing, files: dict[str, bytes] | None = None, together: bool = False,
    mimetype: bytes | None = MIME, extra: dict[str, bytes] | None = None,
    change: dict[str, bytes] | None = None,
) -> bytes:  # fmt: skip
    """The archive: one signature file each, or all in one."""
    documents = FILES if files is None else files
    roots = [_root() for _ in range(1 if together else len(signings))]
    for place, signing in enumerate(signings):
        _sign(roots[0 if together else place], signing, documents)
    parts = {**documents, **(change or {})}
    for place, root in enumerate(roots):
        parts[f"META-INF/signatures{place}.xml"] = etree.tostring(
            root, xml_declaration=True, encoding="UTF-8"
        )
    parts.update(extra or {})
    head = {} if mimetype is None else {"mimetype": mimetype}
    return packed({**head, **parts})


def packed(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    return packing.packed(parts, NOW, method)


def _root() -> etree._Element:
    return etree.Element(
        f"{{{ASIC}}}XAdESSignatures", nsmap={"asic": ASIC, "ds": DS, "xades": XADES}
    )


def _digest(content: bytes, algorithm: str) -> str:
    return base64.b64encode(hashlib.new(ALGORITHMS[algorithm], content).digest()).decode()


def _sign(root: etree._Element, signing: Signing, documents: dict[str, bytes]) -> None:
    number, holder = signing.number, signing.holder
    method = signing.method or method_of(holder.key)
    certificates = (holder.der,) if signing.certificates is None else signing.certificates
    texts = "".join(
        f"<ds:X509Certificate>{base64.b64encode(der).decode()}</ds:X509Certificate>"
        for der in certificates
    )
    node = etree.fromstring(f"""<ds:Signature xmlns:ds="{DS}" Id="S{number}"><ds:SignedInfo>
<ds:CanonicalizationMethod Algorithm="{C14N}"/><ds:SignatureMethod Algorithm="{method}"/>
</ds:SignedInfo><ds:SignatureValue Id="V{number}"/><ds:KeyInfo><ds:X509Data>{texts}</ds:X509Data>
</ds:KeyInfo><ds:Object><xades:QualifyingProperties xmlns:xades="{XADES}" Target="#S{number}">
<xades:SignedProperties Id="P{number}"><xades:SignedSignatureProperties>
<xades:SigningTime>{signing.claimed}</xades:SigningTime><xades:SigningCertificateV2><xades:Cert>
<xades:CertDigest><ds:DigestMethod Algorithm="{signing.certificate_digest}"/><ds:DigestValue>{
        _digest(holder.der, signing.certificate_digest)
    }</ds:DigestValue></xades:CertDigest></xades:Cert></xades:SigningCertificateV2>
</xades:SignedSignatureProperties></xades:SignedProperties></xades:QualifyingProperties>
</ds:Object></ds:Signature>""")
    root.append(node)
    info = node[0]
    names = documents if signing.files is None else signing.files
    for name in names:
        refer(info, quote(name, safe="+"), _digest(documents[name], signing.digest), signing.digest)
    properties = node.find(f".//{{{XADES}}}SignedProperties")
    assert properties is not None
    own = _digest(canonical(properties), signing.digest)
    refer_to_properties(info, f"#P{number}", own, signing.digest)
    signing.before(node)
    algorithm = hashes.SHA1() if method == RSA1 else hashes.SHA256()  # noqa: S303
    node[1].text = value(holder.key, canonical(info), algorithm)
    if signing.stamper is not None:
        stamp(node, signing.stamper)
    signing.after(node)
