"""A signed file against the documents that were to be signed."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from engine.signatures.check import PDF, checked
from engine.signatures.due import DueDocument
from engine.signatures.findings import SignatureProblem, SignedDocument, SignedFile
from engine.signatures.problems import problem
from engine.signatures.trust import Trust


def checked_for(
    content: bytes, name: str, documents: Sequence[DueDocument], trust: Trust
) -> SignedFile:
    """What the file proves of these documents; what it holds otherwise is a problem.

    A PDF is one of them with signatures added: the document that is told of is then that one.
    """
    if not content.startswith(PDF):
        found = checked(content, name, trust)
        told = _compared(found.documents, documents) if found.documents else ()
        return replace(found, problems=(*found.problems, *told))
    own = _begun(content, documents)
    if own is None:
        found = checked(content, name, trust)
        return replace(found, problems=(*found.problems, problem("document-other")))
    found = checked(content, name, trust, own.size)
    return replace(found, documents=(SignedDocument(own.name, own.sha256),))


def _begun(content: bytes, documents: Sequence[DueDocument]) -> DueDocument | None:
    """The document that the file begins with, the longest where there are several."""
    alike = (
        one
        for one in documents
        if one.size and hashlib.sha256(content[: one.size]).hexdigest() == one.sha256
    )
    return max(alike, key=lambda one: one.size, default=None)


def _compared(
    inside: Sequence[SignedDocument], documents: Sequence[DueDocument]
) -> Iterator[SignatureProblem]:
    """What is wrong with the documents of a container, which holds all of them or is wrong."""
    given, due = _counted(inside), _counted(documents)
    strange, lacking = _beyond(given, due), _beyond(due, given)
    changed = set(strange) & set(lacking)
    if changed:
        yield problem("document-changed")
    elif not given.keys() & due.keys():
        yield problem("document-other")
        return
    if set(strange) - changed:
        yield problem("document-extra")
    if set(lacking) - changed:
        yield problem("document-missing")
    if any(
        len(ones) == len(due.get(sha256, ())) and sorted(ones) != sorted(due[sha256])
        for sha256, ones in given.items()
    ):
        yield problem("document-renamed")


def _beyond(these: Mapping[str, list[str]], those: Mapping[str, list[str]]) -> list[str]:
    """The names of what is among these, or oftener, and not among those."""
    return [name for sha256, names in these.items() for name in names[len(those.get(sha256, ())) :]]


def _counted(documents: Sequence[SignedDocument | DueDocument]) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for one in documents:
        names.setdefault(one.sha256, []).append(_plain(one.name))
    return names


def _plain(name: str) -> str:
    """A name as one system or another writes its letters."""
    return unicodedata.normalize("NFC", name)
