"""The typeface of documents: PT Sans from an installed package (Latvian and Cyrillic letters)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
from reportlab.pdfbase.ttfonts import TTFont

REGULAR = "PTSans"
BOLD = "PTSans-Bold"
_FILES = {REGULAR: "PT_Sans-Web-Regular.ttf", BOLD: "PT_Sans-Web-Bold.ttf"}


def file(name: str) -> Path:
    """The file of a typeface."""
    return Path(str(files("fontpkg_pt_sans") / "files" / _FILES[name]))


@cache
def register() -> None:
    """Make the fonts known to ReportLab; done once per process."""
    for name in _FILES:
        font = TTFont(name, str(file(name)))
        # Its names and its licence in many languages: two thirds of what a document would carry.
        del font.face.table["name"]
        registerFont(font)
    registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)
