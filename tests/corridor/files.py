"""Small files of every accepted format, and some that only look like one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping


def zipped(entries: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><rect width="1" height="1"/></svg>'
SIGNED = zipped(
    {"mimetype": b"application/vnd.etsi.asic-e+zip", "META-INF/signatures0.xml": b"<a/>"}
)
OPEN = "application/vnd.oasis.opendocument."

GOOD: Mapping[str, bytes] = {
    "jpg": b"\xff\xd8\xff\xe0" + bytes(20),
    "jpeg": b"\xff\xd8\xff\xe1" + bytes(20),
    "bmp": b"BM" + bytes(30),
    "gif": b"GIF89a" + bytes(20),
    "png": b"\x89PNG\r\n\x1a\n" + bytes(20),
    "svg": SVG,
    "txt": "Ķirsis, вишня".encode(),
    "doc": OLE,
    "xls": OLE,
    "docx": zipped({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>"}),
    "xlsx": zipped({"[Content_Types].xml": b"<a/>", "xl/workbook.xml": b"<a/>"}),
    "pdf": b"%PDF-1.7\n%%EOF",
    "odt": zipped({"mimetype": f"{OPEN}text".encode(), "content.xml": b"<a/>"}),
    "ods": zipped({"mimetype": f"{OPEN}spreadsheet".encode(), "content.xml": b"<a/>"}),
    "edoc": SIGNED,
    "asice": SIGNED,
}

PROGRAM = b"MZ\x90\x00" + bytes(60)

BAD: Mapping[str, tuple[str, bytes, str]] = {
    "a format nobody accepts": ("scan.heic", GOOD["jpg"], "E-33"),
    "tiff": ("scan.tiff", b"II*\x00", "E-33"),
    "zip": ("scan.zip", zipped({"a": b"a"}), "E-33"),
    "no extension": ("scan", GOOD["pdf"], "E-33"),
    "two extensions": ("scan.pdf.exe", GOOD["pdf"], "E-33"),
    "a program called a picture": ("scan.jpg", PROGRAM, "E-33"),
    "a program called a text": ("scan.txt", PROGRAM, "E-33"),
    "a page called a picture": ("scan.png", b"<html><script>alert(1)</script>", "E-33"),
    "nothing in it": ("scan.png", b"", "E-34"),
    "a script in a drawing": (
        "scan.svg",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        "E-35",
    ),
    "an event in a drawing": (
        "scan.svg",
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        "E-35",
    ),
    "an entity in a drawing": (
        "scan.svg",
        b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
        "E-33",
    ),
    "a container without signature": ("scan.asice", zipped({"mimetype": b"a"}), "E-33"),
    "a container that leaves its folder": (
        "scan.docx",
        zipped({"word/document.xml": b"<a/>", "../../etc/passwd": b"a"}),
        "E-35",
    ),
    "a container that unpacks to gigabytes": (
        "scan.docx",
        b"",
        "E-35",
    ),
}


def bomb() -> bytes:
    """A ZIP of a few hundred kilobytes whose content is more than 500 MB."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w", force_zip64=True) as entry,
    ):
        for _ in range(520):
            entry.write(bytes(1_048_576))
    return out.getvalue()
