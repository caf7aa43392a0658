"""What happened to a PDF since one of its revisions: nothing but signatures may have."""

from __future__ import annotations

from io import BytesIO
from typing import Final

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.validation.errors import SignatureValidationError

from engine.signatures.pdf_fields import fields_changed
from engine.signatures.pdf_first_signature import FIRST_SIGNATURE

PARSING: Final = (
    PdfError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    RecursionError,
    NotImplementedError,
    OverflowError,
)


def only_signed(reader: PdfFileReader, before: bytes) -> bool:
    """Whether nothing but signatures followed after the PDF ``before``, the beginning of a file.

    That the bytes are the same does not suffice: what follows may leave them out of its tables.
    """
    try:
        own = PdfFileReader(BytesIO(before), strict=True).xrefs
        since = own.total_revisions - 1
        if reader.xrefs.total_revisions <= own.total_revisions or any(
            reader.xrefs.get_startxref_for_revision(one) != own.get_startxref_for_revision(one)
            for one in range(own.total_revisions)
        ):
            return False
        found = FIRST_SIGNATURE.review_file(reader, since)
    except (*PARSING, SignatureValidationError):
        return False
    return isinstance(found, DiffResult) and signatures_only(
        found.modification_level, reader, since
    )


def signatures_only(level: ModificationLevel | None, reader: PdfFileReader, since: int) -> bool:
    """Whether a judged change is one by signatures and their proofs, and by nothing else."""
    if level in (None, ModificationLevel.NONE, ModificationLevel.LTA_UPDATES):
        return True
    if level is not ModificationLevel.FORM_FILLING:
        return False
    try:
        return not fields_changed(reader, since)
    except PARSING:
        return False
