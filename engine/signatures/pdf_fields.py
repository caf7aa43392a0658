"""Fields of a form in a PDF, as they stood when a signature was made and as they stand now."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any, Final

from pyhanko.pdf_utils.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    StreamObject,
)
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader

DEEPEST: Final = 12
ABOVE: Final = ("/P", "/Parent")


def fields_changed(reader: PdfFileReader, since: int) -> bool:
    """Whether a field other than a signature says or shows something else than in a revision."""
    last = reader.xrefs.total_revisions - 1
    before = dict(_fields(reader.get_historical_resolver(since)))
    after = dict(_fields(reader.get_historical_resolver(last)))
    return before != after


def _fields(revision: HistoricalResolver) -> Iterator[tuple[str, Any]]:
    if "/AcroForm" not in revision.root:
        return
    form = _plain(revision.root.raw_get("/AcroForm"), revision)
    if "/Fields" in form:
        yield from _under(form.raw_get("/Fields"), "", "", revision, 0)


def _under(
    kids: Any, above: str, kind: str, revision: HistoricalResolver, depth: int
) -> Iterator[tuple[str, Any]]:
    if depth > DEEPEST:
        raise RecursionError
    for place, kid in enumerate(_plain(kids, revision)):
        field = _plain(kid, revision)
        name = f"{above}.{field.get('/T', place)}"
        own = str(field.get("/FT", kind))
        if own != "/Sig":
            yield name, _state(field, revision, 0)
        if "/Kids" in field:
            yield from _under(field.raw_get("/Kids"), name, own, revision, depth + 1)


def _plain(value: Any, revision: HistoricalResolver) -> Any:
    return revision(value.reference) if isinstance(value, IndirectObject) else value


def _state(value: Any, revision: HistoricalResolver, depth: int) -> Any:
    """What a value comes to, references followed, links to what is above left out."""
    if depth > DEEPEST:
        return "..."
    here = _plain(value, revision)
    if isinstance(here, DictionaryObject):
        parts = {
            str(key): _state(here.raw_get(key), revision, depth + 1)
            for key in here
            if key not in (*ABOVE, "/Kids")
        }
        if isinstance(here, StreamObject):
            parts["stream"] = hashlib.sha256(here.encoded_data).hexdigest()
        return parts
    if isinstance(here, ArrayObject):
        inside = range(len(here))
        return [_state(here.raw_get(place), revision, depth + 1) for place in inside]
    return repr(here)
