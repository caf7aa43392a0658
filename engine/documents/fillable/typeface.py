"""The typeface of fields: the whole font, so that a reader can write any letter in it again.

Pages carry only the letters they use. A field is edited elsewhere, with letters nobody can foresee:
its font is one Type0 font with every glyph, and a map back from glyphs to letters.
"""

from __future__ import annotations

import zlib
from functools import cache
from typing import Any, Final

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream
from reportlab.pdfbase.ttfonts import TTFontFace

from engine.base.dataclass import dataclass
from engine.documents import fonts

NAME: Final = Name("/Wingdings")
"""What fields call it. A font of this name is one that pdfium writes every letter with; any other
it takes for a font of Western letters, and replaces the rest by a font of its own."""

_PER_LINE: Final = 100
"""Entries that one block of a map back to letters may have."""


@dataclass(frozen=True, slots=True)
class Typeface:
    """A TrueType font: glyphs and widths by letter, in thousandths of the size."""

    face: Any

    def encoded(self, text: str) -> bytes:
        """The text as glyph numbers of two bytes; letters it lacks become the empty glyph."""
        glyphs = (self.face.charToGlyph.get(ord(letter), 0) for letter in text)
        return b"".join(glyph.to_bytes(2, "big") for glyph in glyphs)

    def width(self, text: str, size: float) -> float:
        """How wide a text is, in points."""
        widths, usual = self.face.charWidths, self.face.defaultWidth
        return float(sum(widths.get(ord(letter), usual) for letter in text) * size / 1000)

    def lines(self, text: str, size: float, room: float) -> list[str]:
        """The text in lines that fit into ``room`` points; a long word runs on."""
        found: list[str] = []
        for paragraph in text.split("\n"):
            line = ""
            for word in paragraph.split(" "):
                longer = f"{line} {word}" if line else word
                if line and self.width(longer, size) > room:
                    found.append(line)
                    line = word
                else:
                    line = longer
            found.append(line)
        return found

    def embedded(self, pdf: Pdf) -> Object:
        """The font in a document."""
        program = Stream(pdf, _compressed(), Filter=Name.FlateDecode, Length1=len(_program()))
        face, name = self.face, Name("/PTSans-Fields")
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=name,
            Flags=4,
            FontBBox=Array([int(one) for one in face.bbox]),
            ItalicAngle=0,
            Ascent=int(face.ascent),
            Descent=int(face.descent),
            CapHeight=int(face.capHeight),
            StemV=int(face.stemV),
            FontFile2=pdf.make_indirect(program),
        )
        widths = [0] * face.numGlyphs
        for letter, glyph in face.charToGlyph.items():
            widths[glyph] = round(face.charWidths.get(letter, face.defaultWidth))
        inner = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=name,
            CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
            FontDescriptor=pdf.make_indirect(descriptor),
            CIDToGIDMap=Name.Identity,
            DW=int(face.defaultWidth),
            W=Array([0, Array(widths)]),
        )
        return pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type0,
                BaseFont=name,
                Encoding=Name("/Identity-H"),
                DescendantFonts=Array([pdf.make_indirect(inner)]),
                ToUnicode=pdf.make_indirect(Stream(pdf, _to_unicode(face))),
            )
        )


@cache
def typeface() -> Typeface:
    """The typeface of all fields."""
    return Typeface(TTFontFace(str(fonts.file(fonts.REGULAR))))


@cache
def _program() -> bytes:
    return fonts.file(fonts.REGULAR).read_bytes()


@cache
def _compressed() -> bytes:
    return zlib.compress(_program(), 9)


def _to_unicode(face: Any) -> bytes:
    letters = {glyph: letter for letter, glyph in sorted(face.charToGlyph.items(), reverse=True)}
    pairs = [f"<{glyph:04x}> <{_utf16(letter)}>" for glyph, letter in sorted(letters.items())]
    blocks = (pairs[at : at + _PER_LINE] for at in range(0, len(pairs), _PER_LINE))
    body = "\n".join(f"{len(one)} beginbfchar\n" + "\n".join(one) + "\nendbfchar" for one in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")


def _utf16(letter: int) -> str:
    return chr(letter).encode("utf-16-be").hex()
