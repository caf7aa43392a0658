"""A fillable form as PDF, the same bytes for the same form: pages first, then their fields."""

from __future__ import annotations

from io import BytesIO

from pikepdf import Pdf

from engine.documents.fillable.fields import Fields
from engine.documents.fillable.form import PaperForm
from engine.documents.fillable.layout import LaidOut
from engine.documents.fillable.typeface import typeface


def write(form: PaperForm) -> bytes:
    """The PDF of a form, with what is answered already in its fields."""
    pages = LaidOut(form)
    out = BytesIO()
    with Pdf.open(BytesIO(pages.content)) as pdf:
        Fields(pdf, typeface()).add(form, pages.places)
        pdf.save(out, deterministic_id=True)
    return out.getvalue()
