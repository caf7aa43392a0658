"""How a signature file must be built before its mathematics mean anything.

Source: ETSI EN 319 132-1 (XAdES), EN 319 162-1 (ASiC). A signature whose references may point
anywhere proves nothing, so everything that it signs is told apart here.
"""

from __future__ import annotations

from collections import Counter
from typing import Final
from urllib.parse import unquote

from lxml import etree

from engine.base.dataclass import dataclass
from engine.signatures.problems import SignatureRefused

Node = etree._Element  # noqa: SLF001 - the only name that lxml has for the type
DS: Final = "{http://www.w3.org/2000/09/xmldsig#}"
XADES: Final = "{http://uri.etsi.org/01903/v1.3.2#}"
XADES_141: Final = "{http://uri.etsi.org/01903/v1.4.1#}"
ROOT: Final = "{http://uri.etsi.org/02918/v1.2.1#}XAdESSignatures"
SIGNED_PROPERTIES: Final = "http://uri.etsi.org/01903#SignedProperties"
CANONICAL: Final = frozenset(
    {
        "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
        "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments",
        "http://www.w3.org/2006/12/xml-c14n11",
        "http://www.w3.org/2006/12/xml-c14n11#WithComments",
        "http://www.w3.org/2001/10/xml-exc-c14n#",
        "http://www.w3.org/2001/10/xml-exc-c14n#WithComments",
    }
)
ID_NAMES: Final = ("Id", "ID", "id", "{http://www.w3.org/XML/1998/namespace}id")
LARGEST: Final = 8 * 1024 * 1024
MOST_SIGNATURES: Final = 50


@dataclass(frozen=True, slots=True)
class XadesSignature:
    """One signature of a file, with the names of the documents that it signs."""

    root: Node
    node: Node
    properties: Node
    documents: frozenset[str]


def parsed(content: bytes) -> Node:
    """The root of a signature file, nothing outside of it looked at."""
    if len(content) > LARGEST:
        raise SignatureRefused("too-large")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise SignatureRefused("signature-unreadable") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise SignatureRefused("signature-doctype")
    children = [child for child in root if isinstance(child.tag, str)]
    if root.tag != ROOT or not children or any(one.tag != f"{DS}Signature" for one in children):
        raise SignatureRefused("signature-form")
    if len(children) > MOST_SIGNATURES:
        raise SignatureRefused("too-many-signatures")
    ids = Counter(
        value for node in root.iter("*") for name in ID_NAMES if (value := node.get(name))
    )
    if any(count > 1 for count in ids.values()):
        raise SignatureRefused("duplicate-id")
    return root


def formed(root: Node, node: Node) -> XadesSignature:
    """One signature of a file whose references are what they must be."""
    properties = _properties(node)
    signed = node.find(f"{DS}SignedInfo")
    if signed is None or len(node.findall(f"{DS}SignedInfo")) != 1:
        raise SignatureRefused("signature-form")
    own = f"#{properties.get('Id')}"
    keys = {f"#{key.get('Id')}" for key in node.findall(f"{DS}KeyInfo") if key.get("Id")}
    names: list[str] = []
    found = 0
    for reference in signed.findall(f"{DS}Reference"):
        uri = reference.get("URI")
        if reference.get("Type") == SIGNED_PROPERTIES or uri == own:
            if uri != own or reference.get("Type") != SIGNED_PROPERTIES:
                raise SignatureRefused("signed-properties")
            found += 1
            _transforms(reference, CANONICAL)
        elif uri in keys:
            _transforms(reference, CANONICAL)
        else:
            _transforms(reference, frozenset())
            names.append(file_named(uri))
    if found != 1:
        raise SignatureRefused("signed-properties")
    if len(set(names)) != len(names):
        raise SignatureRefused("reference-twice")
    return XadesSignature(root, node, properties, frozenset(names))


def _properties(node: Node) -> Node:
    qualifying = node.findall(f"{DS}Object/{XADES}QualifyingProperties")
    if len(qualifying) != 1:
        raise SignatureRefused("signed-properties")
    identity = node.get("Id")
    if not identity or qualifying[0].get("Target") != f"#{identity}":
        raise SignatureRefused("properties-target")
    properties = qualifying[0].findall(f"{XADES}SignedProperties")
    if len(properties) != 1 or not properties[0].get("Id"):
        raise SignatureRefused("signed-properties")
    return properties[0]


def _transforms(reference: Node, allowed: frozenset[str]) -> None:
    for transform in reference.iterfind(f"{DS}Transforms/{DS}Transform"):
        if transform.get("Algorithm") not in allowed:
            raise SignatureRefused("reference-transform")


def file_named(uri: str | None) -> str:
    """The file that a reference names; percent signs are decoded, a plus is a plus."""
    if not uri or uri.startswith("#"):
        raise SignatureRefused("reference-outside")
    try:
        return unquote(uri, errors="strict")
    except UnicodeDecodeError:
        raise SignatureRefused("reference-outside") from None
