"""Pictures and fonts beside the definitions: taken as they are, or told why not."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree

from engine.definitions.faults import Faults
from engine.definitions.model.bank import LookFile
from engine.definitions.reading.yaml_nodes import Scalar

FOLDER: Final = re.compile(r"banks/[^/]+/.+")
PACKED: Final = (".png", ".woff2")
"""Files that are no text: in memory and in bundles they stand as base64."""

MEDIA_TYPES: Final[Mapping[str, str]] = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
}
FIRST_BYTES: Final[Mapping[str, bytes]] = {".png": b"\x89PNG\r\n\x1a\n", ".woff2": b"wOF2"}
LOGOS: Final = (".svg", ".png")
FONTS: Final = (".woff2",)
MOST: Final[Mapping[str, int]] = {".svg": 64 * 1024, ".png": 64 * 1024, ".woff2": 300 * 1024}
"""The largest file of each kind, in bytes: it comes with the first page."""

_Node = etree._Element  # noqa: SLF001 - the only name that lxml has for the type
_SVG: Final = "{http://www.w3.org/2000/svg}svg"
_ACTIVE: Final = frozenset({"script", "foreignobject", "iframe", "image", "style", "a", "use"})
_DECLARED: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)|<\?(?!xml\s)")
_FOREIGN: Final = re.compile(r"url\(\s*['\"]?(?!#)|javascript:|@import", re.IGNORECASE)


def is_look_file(name: str) -> bool:
    """Whether a file lies in the folder of a bank."""
    return FOLDER.fullmatch(name) is not None


def is_packed(name: str) -> bool:
    """Whether a file is kept as base64 where the others are kept as text."""
    return is_look_file(name) and name.endswith(PACKED)


def packed(data: bytes) -> str:
    """Bytes as a text."""
    return base64.b64encode(data).decode("ascii")


def unpacked(text: str) -> bytes:
    """Such a text as bytes; what is none is no bytes."""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""


def look_file(
    written: Scalar | None,
    bank: str,
    suffixes: tuple[str, ...],
    texts: Mapping[str, str],
    faults: Faults,
) -> LookFile | None:
    """The file that is named, or None after a fault."""
    if written is None:
        return None
    name = f"banks/{bank}/{written.text.strip()}"
    suffix = next((each for each in suffixes if name.endswith(each)), "")
    if not suffix:
        message = f"“{written.text}” is no {' or '.join(each[1:].upper() for each in suffixes)}."
        faults.add("A011", written.span, message, f"Name a file of the kind {suffixes[0]}.")
        return None
    if name not in texts:
        message, advice = f"there is no file {name}.", "Add it, or correct its name."
        faults.add("A211", written.span, message, advice)
        return None
    content = unpacked(texts[name]) if is_packed(name) else texts[name].encode()
    for message, advice in _wrong(suffix, content):
        faults.add("A011", written.span, f"{name} {message}", advice)
        return None
    return LookFile(name, MEDIA_TYPES[suffix], content)


def _wrong(suffix: str, content: bytes) -> Iterator[tuple[str, str]]:
    if len(content) > MOST[suffix]:
        most = f"{MOST[suffix] // 1024} KiB"
        yield f"is larger than {most}.", "Everybody waits for it; save a smaller one."
    elif suffix == ".svg":
        yield from _wrong_svg(content)
    elif not content.startswith(FIRST_BYTES[suffix]):
        yield f"is no {suffix[1:].upper()}.", "Save it anew in this format."


def _wrong_svg(content: bytes) -> Iterator[tuple[str, str]]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        yield "cannot be read as XML.", "Save it anew as plain SVG."
        return
    if root.tag != _SVG or _DECLARED.search(content):
        yield "is no plain SVG.", "Save it as SVG, without lines “<!…>” and “<?…>”."
    for node in root.iter("*"):
        told = _foreign(node)
        if told:
            advice = "Draw it with shapes and paths alone."
            yield f"has {told}; a logo may run or load nothing.", advice


def _foreign(node: _Node) -> str:
    """What a node may not have, in words; empty where it is harmless."""
    name = etree.QName(node).localname
    if name.casefold() in _ACTIVE:
        return f"an element “{name}”"
    for key, value in node.attrib.items():
        attribute = etree.QName(key).localname.casefold()
        if attribute.startswith("on") or attribute == "href" or _FOREIGN.search(str(value)):
            return f"an attribute “{attribute}”"
    return ""
