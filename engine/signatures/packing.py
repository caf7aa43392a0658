"""Containers of ASiC-E as they are written: what stands in them and how they are packed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from lxml import etree

from engine.signatures.containers import MIME


def packed(parts: Mapping[str, bytes], at: datetime, method: int = ZIP_DEFLATED) -> bytes:
    """An archive of these parts, the kind of it first and not packed, as the standard wants."""
    made, when = BytesIO(), (at.year, at.month, at.day, at.hour, at.minute, at.second)
    with ZipFile(made, "w", method) as archive:
        for name, content in parts.items():
            stored = ZIP_STORED if name == "mimetype" else method
            archive.writestr(ZipInfo(name, when), content, stored)
    return made.getvalue()


def manifest(documents: Mapping[str, str]) -> bytes:
    """What a container holds, by name and media type: some programs open none without it."""
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    root = etree.Element(f"{{{space}}}manifest", nsmap={"manifest": space})
    root.set(f"{{{space}}}version", "1.2")
    for path, media_type in (("/", MIME.decode()), *documents.items()):
        entry = etree.SubElement(root, f"{{{space}}}file-entry")
        entry.set(f"{{{space}}}full-path", path)
        entry.set(f"{{{space}}}media-type", media_type)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")
