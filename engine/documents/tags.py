"""What the parts of a document are, for whoever has it read out (tagged PDF, ISO 32000-1 14.7)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple, cast
from xml.sax.saxutils import escape

from pikepdf import Array, Dictionary, Name, Object, Pdf
from reportlab.lib.styles import ParagraphStyle
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

    def draw(self) -> None:
        """Onto a ``TaggedCanvas``."""
        canvas = cast(TaggedCanvas, self.canv)
        style = self.style
        with canvas.part(self.tag):
            canvas.setFillColor(style.textColor)
            canvas.setFont(style.fontName, style.fontSize)
            canvas.drawString(0, style.leading - style.fontSize, self.text)

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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._marked = dict[int, int]()
        self._code: list[str]

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

    def showPage(self) -> None:  # noqa: N802 - the name is ReportLab's
        """End the page."""
        self._code = ["/Artifact BMC", *self._code, "EMC"]
        super().showPage()


def add_tags(pdf: Pdf, document: Tag) -> None:
    """Write into a document what its parts are."""
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    written = _Written(pdf, {}, [])
    tree.K = written.element(document, tree)
    numbers: list[Any] = []
    for page, parts in sorted(written.of_page.items()):
        pdf.pages[page].obj.StructParents = page
        numbers += [page, pdf.make_indirect(Array([parts[key] for key in sorted(parts)]))]
    for number, (note, part) in enumerate(written.fields, len(pdf.pages)):
        note.StructParent = number
        numbers += [number, part]
    tree.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
    tree.ParentTreeNextKey = len(pdf.pages) + len(written.fields)
    pdf.Root.StructTreeRoot = tree
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)


class _Written(NamedTuple):
    """What has been written: for each page the part of each stretch, and the part of each field."""

    pdf: Pdf
    of_page: dict[int, dict[int, Object]]
    fields: list[tuple[Object, Object]]

    def element(self, tag: Tag, above: Object) -> Object:
        made = self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{tag.role}"), P=above)
        )
        if tag.role == "TH":
            made.A = Dictionary(O=Name.Table, Scope=Name.Row)
        if tag.kids and isinstance(tag.kids[0], Stretch):
            made.Pg = self.pdf.pages[tag.kids[0].page].obj
        made.K = Array([self._kid(kid, made) for kid in tag.kids])
        return made

    def _kid(self, kid: Tag | Stretch | Object, part: Object) -> Object | int:
        if isinstance(kid, Tag):
            return self.element(kid, part)
        if isinstance(kid, Stretch):
            self.of_page.setdefault(kid.page, {})[kid.number] = part
            page = self.pdf.pages[kid.page].obj
            if page.objgen == part.Pg.objgen:
                return kid.number
            return Dictionary(Type=Name.MCR, Pg=page, MCID=kid.number)
        self.fields.append((kid, part))
        return Dictionary(Type=Name.OBJR, Obj=kid, Pg=kid.P)
