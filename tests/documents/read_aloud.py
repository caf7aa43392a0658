"""What a document says to whoever has it read out, as a reader built on pdfium finds it."""

import ctypes
from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

Line = tuple[int, str, str]
"""How deep, which part, and the words that stand in it."""


def read_aloud(content: bytes) -> list[Line]:
    """All pages from their tags; what is on a page without a tag is a part called ``""``."""
    lines = list[Line]()
    for page in pypdfium2.PdfDocument(content):
        words = _words(page)
        tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
        for place in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            part = pdfium.FPDF_StructTree_GetChildAtIndex(tree, place)
            lines += _part(part, 0, words)
        lines.append((0, "", words.pop(-1, "")))
        assert not words, "a stretch of a page belongs to no part"
        pdfium.FPDF_StructTree_Close(tree)
    return lines


def _words(page: pypdfium2.PdfPage) -> dict[int, str]:
    text, words = page.get_textpage(), dict[int, str]()
    for each in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
        mark = pdfium.FPDFPageObj_GetMarkedContentID(each.raw)
        words[mark] = words.get(mark, "") + _text(pdfium.FPDFTextObj_GetText, each.raw, text.raw)
    return words


def _part(part: Any, depth: int, words: dict[int, str]) -> Iterator[Line]:
    own, kids = "", list[Any]()
    for place in range(pdfium.FPDF_StructElement_CountChildren(part)):
        mark = pdfium.FPDF_StructElement_GetChildMarkedContentID(part, place)
        own += words.pop(mark, "") if mark >= 0 else ""
        kids.append(pdfium.FPDF_StructElement_GetChildAtIndex(part, place))
    yield depth, _text(pdfium.FPDF_StructElement_GetType, part), own.strip()
    for kid in kids:
        yield from _part(kid, depth + 1, words) if kid else ()


def _text(ask: Callable[..., int], *about: Any) -> str:
    size = ask(*about, None, 0)
    room = (ctypes.c_ushort * max(size // 2, 1))()
    ask(*about, room, size)
    return bytes(room).decode("utf-16-le").split("\0")[0]
