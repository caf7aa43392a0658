"""Pages of uploaded files are drawn by a child: real ones as pictures, all others not at all."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from engine.documents.preview import look, picture, text_of

PDF = "application/pdf"


def pages(count: int, width: float = 595, height: float = 842) -> io.BytesIO:
    out = io.BytesIO()
    sheet = Canvas(out, pagesize=(width, height))
    for number in range(count):
        sheet.drawString(20, 20, f"Page {number + 1}")
        sheet.showPage()
    sheet.save()
    return out


def drawn(kind: str, width: int, height: int, mode: str = "RGB") -> io.BytesIO:
    out = io.BytesIO()
    Image.new(mode, (width, height)).save(out, kind)
    return out


def size_of(content: bytes | None) -> tuple[int, int]:
    assert content is not None
    image = Image.open(io.BytesIO(content), formats=["PNG"])
    return image.size


def test_a_page_of_a_pdf_is_told_and_drawn() -> None:
    found = look(PDF, pages(3), 2)
    assert found is not None
    assert (found.pages, found.text.strip()) == (3, "Page 2")
    assert size_of(picture(PDF, pages(3), 2, 600))[0] == 600
    assert size_of(picture(PDF, pages(3), 99, 600))[0] == 600


def test_a_page_without_end_is_drawn_small() -> None:
    width, height = size_of(picture(PDF, pages(1, 10, 14_000), 1, 900))
    assert height <= 12_000
    assert width <= 900


@pytest.mark.parametrize(
    ("kind", "media_type"),
    [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("GIF", "image/gif"), ("BMP", "image/bmp")],
)
def test_an_image_is_drawn_no_wider_than_asked(kind: str, media_type: str) -> None:
    assert size_of(picture(media_type, drawn(kind, 1_200, 300), 1, 400)) == (400, 100)
    assert look(media_type, drawn(kind, 1_200, 300), 1) is not None


@pytest.mark.parametrize(
    ("media_type", "content"),
    [
        (PDF, b"%PDF-1.4\n%%EOF\n"),
        ("image/jpeg", b"\xff\xd8\xff\xe0" + bytes(20)),
        ("image/png", b"not at all"),
        ("image/svg+xml", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
        ("application/msword", b"\xd0\xcf\x11\xe0"),
    ],
)
def test_what_cannot_be_drawn_is_no_picture(media_type: str, content: bytes) -> None:
    assert picture(media_type, io.BytesIO(content), 1, 400) is None
    assert look(media_type, io.BytesIO(content), 1) is None


def test_an_image_of_one_kind_is_not_opened_as_another() -> None:
    assert picture("image/jpeg", drawn("PNG", 10, 10), 1, 400) is None


def test_an_image_that_unpacks_to_too_much_is_no_picture() -> None:
    assert picture("image/png", drawn("PNG", 12_000, 12_000, "1"), 1, 400) is None


def test_a_text_is_read_in_the_usual_encodings() -> None:
    assert text_of(io.BytesIO("Ķirsis, вишня".encode())) == "Ķirsis, вишня"
    assert text_of(io.BytesIO("Ķirsis".encode("cp1257"))) == "Ķirsis"
