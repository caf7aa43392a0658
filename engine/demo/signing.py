"""Packages that people of the demonstration have signed, by the authority of its rehearsals."""

from __future__ import annotations

from engine.bootstrap import Product
from engine.definitions.model.forms import Field
from engine.services.case_loading import LoadedCase
from engine.services.signed_intake import documents_at, due_of
from engine.signatures.believed import rehearsal_of
from engine.signatures.rehearsal.signing import RehearsedSignature, signed_container


def signed_package(
    product: Product, case: LoadedCase, question: Field, only: tuple[str, ...] | None = None
) -> bytes:
    """The documents that are due, signed by all who have to; ``only`` by these of them."""
    at = product.clock.now()
    authority, due = rehearsal_of(product.settings, at), due_of(case.state, question)
    upload = question.upload
    files = documents_at(case.state, upload.signs if upload else "")
    contents = {}
    for document, file in zip(due.documents, files, strict=True):
        with product.uploads.space.files.open(file.id) as stream:
            contents[document.name] = stream.read()
    clock = authority.clock(at)
    signatures = (
        RehearsedSignature(authority.person(one.name, one.code, at), at, clock)
        for one in due.signers
        if only is None or one.key in only
    )
    return signed_container(contents, *signatures)
