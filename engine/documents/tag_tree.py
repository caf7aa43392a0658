"""The parts of a document, written into its file (structure tree, ISO 32000-1 14.7.2).

ReportLab knows no tags: every part becomes an object of the file, as bytes, beside its own.
"""

from __future__ import annotations

from typing import Any

from reportlab.pdfbase.pdfdoc import PDFObject

from engine.documents.tags import FIELD, Stretch, Tag, TaggedCanvas


def tell(canvas: TaggedCanvas, document: Tag) -> None:
    """Write what the parts of all pages are, before the canvas is saved."""
    file: Any = canvas._doc  # noqa: SLF001 - ReportLab has no other way to its document
    file.Catalog.MarkInfo = "<< /Marked true >>"
    canvas.setViewerPreference("DisplayDocTitle", "true")
    _Tree(file).write(document)


class _Raw(PDFObject):
    """An object of a document as it stands in the file."""

    __RefOnly__ = 1

    def __init__(self, content: bytes) -> None:
        self.content = content

    def format(self, _document: Any) -> bytes:
        return self.content


class _Tree:
    """The parts of a document as its objects: in the file a part refers to its kids by number."""

    def __init__(self, file: Any) -> None:
        self.file, self.pages = file, [_number(file, page) for page in file.Pages.pages]
        self.of_page: dict[int, dict[int, int]] = {}
        self.fields: list[int] = []

    def write(self, document: Tag) -> None:
        """Write them all, and tell the document where its tree stands."""
        root = _Raw(b"")
        top = _number(self.file, root)
        first = self._element(document, top)
        numbers = [
            f"{page} [{' '.join(f'{parts[mark]} 0 R' for mark in sorted(parts))}]"
            for page, parts in sorted(self.of_page.items())
        ]
        count = len(self.pages)
        numbers += [f"{count + place} {part} 0 R" for place, part in enumerate(self.fields)]
        root.content = (
            f"<< /Type /StructTreeRoot /K {first} 0 R /ParentTree << /Nums [{' '.join(numbers)}] >>"
            f" /ParentTreeNextKey {count + len(self.fields)} >>"
        ).encode()
        self.file.Catalog.StructTreeRoot = root

    def _element(self, tag: Tag, above: int) -> int:
        """Write a part and what is below it; its number."""
        made = _Raw(b"")
        number = _number(self.file, made)
        first = tag.kids[0] if tag.kids else None
        page = first.page if isinstance(first, Stretch) else -1
        kids = " ".join([self._kid(kid, number, page) for kid in tag.kids])
        own = f" /Pg {self.pages[page]} 0 R" if page >= 0 else ""
        scope = " /A << /O /Table /Scope /Row >>" if tag.role == "TH" else ""
        if tag.role == FIELD:
            tag.key = len(self.pages) + len(self.fields)
            self.fields.append(number)
        told = f"<< /Type /StructElem /S /{tag.role} /P {above} 0 R{own}{scope} /K [{kids}] >>"
        made.content = told.encode()
        return number

    def _kid(self, kid: Tag | Stretch, part: int, page: int) -> str:
        """``page`` is the one that the part names as its own."""
        if isinstance(kid, Tag):
            return f"{self._element(kid, part)} 0 R"
        self.of_page.setdefault(kid.page, {})[kid.number] = part
        if kid.page == page:
            return str(kid.number)
        return f"<< /Type /MCR /Pg {self.pages[kid.page]} 0 R /MCID {kid.number} >>"


def _number(file: Any, made: PDFObject) -> int:
    """The number of an object in a file, into which it comes if it is not there yet."""
    number: int = file.idToObjectNumberAndVersion[file.Reference(made).name][0]
    return number
