"""The parts of a signature in XAdES: references, values, time stamps."""

from __future__ import annotations

import asyncio
import base64
import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from lxml import etree
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

from engine.signatures.rehearsal.certificates import Key
from engine.signatures.xades_form import DS, SIGNED_PROPERTIES, XADES, Node

C14N: Final = "http://www.w3.org/2006/12/xml-c14n11"
RSA256: Final = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
EC256: Final = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"


Made = TypeVar("Made")


def in_a_loop_of_its_own(work: Callable[[], Made]) -> Made:
    """What a library makes by a loop of events, also where one is running already."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(work).result()


def method_of(key: Key) -> str:
    """The algorithm that a key signs with."""
    return RSA256 if isinstance(key, rsa.RSAPrivateKey) else EC256


def canonical(node: Node) -> bytes:
    """What of a node is digested and signed."""
    return etree.tostring(node, method="c14n")


def refer(info: Node, uri: str, digest: str, algorithm: str) -> None:
    """Add a reference to a document."""
    _digested(etree.SubElement(info, f"{DS}Reference", URI=uri), digest, algorithm)


def refer_to_properties(info: Node, uri: str, digest: str, algorithm: str) -> None:
    """Add the reference to the properties of a signature."""
    reference = etree.SubElement(info, f"{DS}Reference", URI=uri, Type=SIGNED_PROPERTIES)
    inside = etree.SubElement(reference, f"{DS}Transforms")
    etree.SubElement(inside, f"{DS}Transform", Algorithm=C14N)
    _digested(reference, digest, algorithm)


def _digested(reference: Node, digest: str, algorithm: str) -> None:
    etree.SubElement(reference, f"{DS}DigestMethod", Algorithm=algorithm)
    etree.SubElement(reference, f"{DS}DigestValue").text = digest


def value(key: Key, signed: bytes, algorithm: hashes.HashAlgorithm) -> str:
    """The value of a signature."""
    if isinstance(key, rsa.RSAPrivateKey):
        made = key.sign(signed, padding.PKCS1v15(), algorithm)
    else:
        r, s = decode_dss_signature(key.sign(signed, ec.ECDSA(algorithm)))
        made = r.to_bytes(32, "big") + s.to_bytes(32, "big")
    return base64.b64encode(made).decode()


def stamp(node: Node, stamper: DummyTimeStamper) -> None:
    """Add a time stamp to a signature that has its value."""
    signed = node.find(f"{DS}SignatureValue")
    qualifying = node.find(f"{DS}Object/{XADES}QualifyingProperties")
    if signed is None or qualifying is None:
        raise ValueError("There is no signature yet.")
    digest = hashlib.sha256(canonical(signed)).digest()
    token = in_a_loop_of_its_own(lambda: asyncio.run(stamper.async_timestamp(digest, "sha256")))
    above = etree.SubElement(qualifying, f"{XADES}UnsignedProperties")
    unsigned = etree.SubElement(above, f"{XADES}UnsignedSignatureProperties")
    made = etree.SubElement(unsigned, f"{XADES}SignatureTimeStamp")
    etree.SubElement(made, f"{DS}CanonicalizationMethod", Algorithm=C14N)
    inside = etree.SubElement(made, f"{XADES}EncapsulatedTimeStamp")
    inside.text = base64.b64encode(token.dump()).decode()
