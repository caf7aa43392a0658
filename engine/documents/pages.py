"""The pages of our documents: A4 with a foot that numbers them, and the styles of their words."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from engine.documents import fonts
from engine.documents.tag_tree import tell
from engine.documents.tags import RULE, Tag, TaggedCanvas

INK, GREY, TINT = HexColor("#16212e"), HexColor("#566474"), HexColor("#f3f6f9")
_MARGIN, _FOOT = 18 * mm, 16 * mm


def _style(
    name: str, size: float, *, bold: bool = False, grey: bool = False, after: float = 0
) -> ParagraphStyle:
    return ParagraphStyle(
        name,
        fontName=fonts.BOLD if bold else fonts.REGULAR,
        fontSize=size,
        leading=size * 1.35,
        textColor=GREY if grey else INK,
        spaceAfter=after,
        splitLongWords=True,
    )


TITLE = _style("title", 18, bold=True, after=6)
HEADING = _style("heading", 12, bold=True, after=4)
ROW_HEADING = _style("row", 10, bold=True, after=3)
CAPTION = _style("caption", 9.5, grey=True)
VALUE = _style("value", 9.5)
NOTE = _style("note", 8, grey=True)


class PageWriter:
    """Pages with a title, a language and who issued them; the same bytes for the same content.

    ``page_words`` reads like ``Page {n} of {total}``. ``document`` is what the tags of the parts
    hang on.
    """

    def __init__(self, title: str, lang: str, issuer: str, page_words: str) -> None:
        fonts.register()
        self._out = BytesIO()
        self._document = BaseDocTemplate(
            self._out,
            pagesize=A4,
            leftMargin=_MARGIN,
            rightMargin=_MARGIN,
            topMargin=_MARGIN,
            bottomMargin=_MARGIN + _FOOT,
            title=title,
            author=issuer,
            lang=lang,
            invariant=1,
            initialFontName=fonts.REGULAR,
        )
        self.width: float = self._document.width
        self.document = Tag("Document")
        self._canvas = _numbered(issuer, page_words, self.document)

    def written(self, story: Sequence[Flowable]) -> bytes:
        """The document, tagged."""
        document = self._document
        frame = Frame(
            document.leftMargin,
            document.bottomMargin,
            document.width,
            document.height,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )
        document.addPageTemplates([PageTemplate(frames=[frame])])
        document.build(list(story), canvasmaker=self._canvas)
        return self._out.getvalue()


def _numbered(issuer: str, page_words: str, parts: Tag) -> type[Canvas]:
    """A canvas that knows all pages before it writes the foot of each, and what their parts are."""

    class Numbered(TaggedCanvas):
        def __init__(self, *args: object, **kwargs: object) -> None:
            super().__init__(*args, **kwargs)
            self._finished: list[dict[str, object]] = []

        def showPage(self) -> None:  # noqa: N802 - the name is ReportLab's
            self._finished.append(dict(self.__dict__))
            self._startPage()  # type: ignore[attr-defined]

        def save(self) -> None:
            for number, state in enumerate(self._finished, 1):
                self.__dict__.update(state)
                words = page_words.replace("{n}", str(number))
                _foot(self, issuer, words.replace("{total}", str(len(self._finished))))
                super().showPage()
            tell(self, parts)
            super().save()

    return Numbered


def _foot(canvas: Canvas, issuer: str, words: str) -> None:
    canvas.setStrokeColor(RULE)
    canvas.line(_MARGIN, _MARGIN + _FOOT / 2, A4[0] - _MARGIN, _MARGIN + _FOOT / 2)
    canvas.setFont(fonts.REGULAR, 8)
    canvas.setFillColor(GREY)
    canvas.drawString(_MARGIN, _MARGIN, issuer)
    canvas.drawRightString(A4[0] - _MARGIN, _MARGIN, words)
