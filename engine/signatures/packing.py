"""Containers of ASiC-E as they are written: documents, and signatures where there are any."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from engine.signatures.containers import MIME


def packed(parts: Mapping[str, bytes], at: datetime, method: int = ZIP_DEFLATED) -> bytes:
    """An archive of these parts, the kind of it first and not packed, as the standard wants."""
    made, when = BytesIO(), (at.year, at.month, at.day, at.hour, at.minute, at.second)
    with ZipFile(made, "w", method) as archive:
        for name, content in parts.items():
            stored = ZIP_STORED if name == "mimetype" else method
            archive.writestr(ZipInfo(name, when), content, stored)
    return made.getvalue()


def unsigned(documents: Mapping[str, bytes], at: datetime) -> bytes:
    """A container with nothing but these documents, ready to be signed."""
    return packed({"mimetype": MIME, **documents}, at)
