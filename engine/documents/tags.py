"""What the parts of a document are, for whoever has it read out (tagged PDF, ISO 32000-1 14.7)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple, cast
from xml.sax.saxutils import escape

from pikepdf import Array, Dictionary, Name, Object, Pdf
from reportlab.lib.rl_accel import fp_str
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import getFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph


class Stretch(NamedTuple):
    """A stretch of a page's content: the page from 0, and its number on that page."""

    page: int
    number: int


@dataclass(eq=False, slots=True)
class Tag:
    """A part of a document: a standard structure type, and what it holds in reading order.

    What it holds are parts, stretches of pages, and fields (annotations of the written document).
    """

    role: str
    kids: list[Tag | Stretch | Object] = field(default_factory=list)

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


class TaggedCanvas(Canvas):
    """Pages on which everything is an ornament that does not say which part it is."""

    _code: list[str]
    _doc: Any
    _escape: Callable[[bytes], str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._marked = dict[int, int]()

    @contextmanager
    def part(self, tag: Tag) -> Iterator[None]:
        """What is drawn within belongs to this part."""
        page = self.getPageNumber() - 1
        number = self._marked.get(page, 0)
        self._marked[page] = number + 1
        tag.kids.append(Stretch(page, number))
        self._code += ["EMC", f"/{tag.role} <</MCID {number}>> BDC"]
        yield
        self._code += ["EMC", "/Artifact BMC"]

    def line_of(self, tag: Tag, text: str, style: ParagraphStyle, x: float, y: float) -> None:
        """Words of a part on one line, in a style, with its lowest point at ``y``."""
        with self.part(tag):
            self.setFillColor(style.textColor)
            font: Any = getFont(style.fontName)
            size = fp_str(style.fontSize)
            place = f"BT 1 0 0 1 {fp_str(x, y + style.leading - style.fontSize)} Tm"
            told = "".join(
                f" {font.getSubsetInternalName(subset, self._doc)} {size} Tf"
                f" ({self._escape(letters)}) Tj"
                for subset, letters in font.splitString(text, self._doc)
            )
            self._code.append(f"{place}{told} ET")

    def showPage(self) -> None:  # noqa: N802 - the name is ReportLab's
        """End the page."""
        self._code = ["/Artifact BMC", *self._code, "EMC"]
        super().showPage()


def add_tags(pdf: Pdf, document: Tag) -> None:
    """Write into a document what its parts are."""
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    pages = [page.obj for page in pdf.pages]
    written = _Written(pdf, pages, {}, [])
    tree.K = written.element(document, tree)
    numbers: list[Any] = []
    for page, parts in sorted(written.of_page.items()):
        pages[page].StructParents = page
        numbers += [page, pdf.make_indirect(Array([parts[key] for key in sorted(parts)]))]
    for number, (note, part) in enumerate(written.fields, len(pages)):
        note.StructParent = number
        numbers += [number, part]
    tree.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
    tree.ParentTreeNextKey = len(pages) + len(written.fields)
    pdf.Root.StructTreeRoot = tree
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)


class _Written(NamedTuple):
    """What has been written: for each page the part of each stretch, and the part of each field."""

    pdf: Pdf
    pages: Sequence[Object]
    of_page: dict[int, dict[int, Object]]
    fields: list[tuple[Object, Object]]

    def element(self, tag: Tag, above: Object) -> Object:
        part = Dictionary(Type=Name.StructElem, S=Name(f"/{tag.role}"), P=above)
        if tag.role == "TH":
            part.A = Dictionary(O=Name.Table, Scope=Name.Row)
        first = tag.kids[0] if tag.kids else None
        page = first.page if isinstance(first, Stretch) else -1
        if page >= 0:
            part.Pg = self.pages[page]
        made = self.pdf.make_indirect(part)
        made.K = Array([self._kid(kid, made, page) for kid in tag.kids])
        return made

    def _kid(self, kid: Tag | Stretch | Object, part: Object, page: int) -> Object | int:
        """``page`` is the one that the part names as its own."""
        if isinstance(kid, Tag):
            return self.element(kid, part)
        if isinstance(kid, Stretch):
            self.of_page.setdefault(kid.page, {})[kid.number] = part
            if kid.page == page:
                return kid.number
            return Dictionary(Type=Name.MCR, Pg=self.pages[kid.page], MCID=kid.number)
        self.fields.append((kid, part))
        return Dictionary(Type=Name.OBJR, Obj=kid, Pg=kid.P)
