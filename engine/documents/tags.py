"""What the parts of a document are, for whoever has it read out (tagged PDF, ISO 32000-1 14.7)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import field
from typing import Any, Final, NamedTuple, cast
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.rl_accel import fp_str
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import getFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph

from engine.base.dataclass import dataclass

FIELD: Final = "Form"
"""The role of a part that holds one field, which comes when the pages are written."""

RULE: Final = HexColor("#d5dce4")
_RULED: Final = f"{fp_str(*RULE.rgb())} RG\n.4 w"
_ENDED: Final = "EMC\n/Artifact BMC"


class Stretch(NamedTuple):
    """A stretch of a page's content: the page from 0, and its number on that page."""

    page: int
    number: int


@dataclass(eq=False, slots=True)
class Tag:
    """A part of a document: a standard structure type, and what it holds in reading order.

    ``key`` is where the written document names the part that holds a field.
    """

    role: str
    kids: list[Tag | Stretch] = field(default_factory=list)
    key: int = -1

    def add(self, role: str) -> Tag:
        """A part of this one, after those that it has."""
        part = Tag(role)
        self.kids.append(part)
        return part


NOWHERE = Tag("Artifact")
"""Hangs on nothing."""


class TaggedLine(Flowable):
    """Words that fit on one line, as a paragraph would write them, in a fraction of its time."""

    def __init__(self, text: str, style: ParagraphStyle, tag: Tag) -> None:
        super().__init__()
        self.text, self.style, self.tag = text, style, tag

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """One line of the style."""
        self.width, self.height = width, self.style.leading
        return width, self.height

    def drawOn(self, canvas: Canvas, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803
        """Onto a ``TaggedCanvas``, where it belongs at once: nothing is moved there and back."""
        cast(TaggedCanvas, canvas).line_of(self.tag, self.text, self.style, x, y)

    def getSpaceAfter(self) -> float:  # noqa: N802 - the name is ReportLab's
        """As a paragraph of the style has it."""
        return float(self.style.spaceAfter)


class TaggedParagraph(Paragraph):
    """Words on several lines; a line break in them is one."""

    def __init__(self, text: str, style: ParagraphStyle, tag: Tag = NOWHERE, **more: Any) -> None:
        super().__init__(escape(text or "").replace("\n", "<br/>"), style, **more)
        self.tag = tag

    def split(self, width: float, height: float) -> list[Flowable]:
        """The parts before and after the end of a page, which stay one part of the document."""
        parts: list[Flowable] = super().split(width, height)
        for part in parts:
            if isinstance(part, TaggedParagraph):
                part.tag = self.tag
        return parts

    def draw(self) -> None:
        """Onto a ``TaggedCanvas``."""
        canvas = cast(TaggedCanvas, self.canv)
        with canvas.part(self.tag):
            super().draw()


class _Pen(NamedTuple):
    """How a style writes a line: its ink and its font as a page says them, and how high above the
    lowest point of the line its letters stand."""

    ink: str
    font: str
    lift: float
    code: Callable[[int], int]
    """What the first subset of the font calls a letter; KeyError while it has none for it."""


class TaggedCanvas(Canvas):
    """Pages on which everything is an ornament that does not say which part it is."""

    _code: list[str]
    _doc: Any
    _escape: Callable[[bytes], str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._marked = dict[int, int]()
        self._pens = dict[str, _Pen]()

    @contextmanager
    def part(self, tag: Tag) -> Iterator[None]:
        """What is drawn within belongs to this part."""
        self._code.append(self._begun(tag))
        yield
        self._code.append(_ENDED)

    def line_of(self, tag: Tag, text: str, style: ParagraphStyle, x: float, y: float) -> None:
        """Words of a part on one line, in a style, with its lowest point at ``y``."""
        pen = self._pens.get(style.name) or self._pen(style)
        try:
            letters = bytes(map(pen.code, map(ord, text)))
        except (KeyError, ValueError):  # letters that are new here, or of another subset
            told = self._spelled(text, style)
        else:
            told = f"{pen.font} ({self._escape(letters)}) Tj"
        place = fp_str(x, y + pen.lift)
        self._code.append(
            f"{self._begun(tag)}\n{pen.ink}\nBT 1 0 0 1 {place} Tm {told} ET\n{_ENDED}"
        )

    def rule(self, left: float, y: float, right: float) -> None:
        """A thin line across."""
        self._code.append(f"{_RULED}\nn {fp_str(left, y)} m {fp_str(right, y)} l S\n1 w")

    def _begun(self, tag: Tag) -> str:
        page = self.getPageNumber() - 1
        number = self._marked.get(page, 0)
        self._marked[page] = number + 1
        tag.kids.append(Stretch(page, number))
        return f"EMC\n/{tag.role} <</MCID {number}>> BDC"

    def _pen(self, style: ParagraphStyle) -> _Pen:
        font: Any = getFont(style.fontName)
        font.splitString("", self._doc)  # the font takes notice of the document
        told = f"{font.getSubsetInternalName(0, self._doc)} {fp_str(style.fontSize)} Tf"
        ink = f"{fp_str(*style.textColor.rgb())} rg"
        code = font.state[self._doc].assignments.__getitem__
        made = self._pens[style.name] = _Pen(ink, told, style.leading - style.fontSize, code)
        return made

    def _spelled(self, text: str, style: ParagraphStyle) -> str:
        """As ReportLab writes it, which takes up new letters into the subsets of the font."""
        font: Any = getFont(style.fontName)
        size = fp_str(style.fontSize)
        return " ".join(
            f"{font.getSubsetInternalName(subset, self._doc)} {size} Tf"
            f" ({self._escape(letters)}) Tj"
            for subset, letters in font.splitString(text, self._doc)
        )

    def showPage(self) -> None:  # noqa: N802 - the name is ReportLab's
        """End the page."""
        self._code = ["/Artifact BMC", *self._code, "EMC"]
        super().showPage()
        *before, page = self._doc.Pages.pages
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents"]
        page.StructParents = len(before)
        self._doc.updateSignature(page.stream)
