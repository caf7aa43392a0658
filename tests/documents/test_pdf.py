"""A document can be read back: every word that went in, on as many pages as it takes."""

from io import BytesIO

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from engine.documents.pdf import write
from engine.documents.sheet import Sheet, SheetBlock, SheetLine


def sheet(*lines: SheetLine, lang: str = "lv") -> Sheet:
    return Sheet(
        "Pieteikums",
        lang,
        (SheetLine("Numurs", "A-1"),),
        (SheetBlock("Ziņas", lines),),
        "Banka",
    )


def words(pdf: bytes) -> str:
    """Text of a PDF by its ToUnicode maps, as a screen reader would take it."""
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


@pytest.mark.parametrize(
    "value",
    [
        "Anna Bērziņa-O'Neil",
        "Šķēršļu iela 1",
        "Имя, фамилия — «Пример»",
        "<b>&amp; 5 > 3</b>",
        "150,00 €",
    ],
)
def test_words_can_be_read_back(value):
    assert value in words(write(sheet(SheetLine("Vārds, uzvārds", value))))


@pytest.mark.parametrize("value", ["W" * 9_900, "x\n" * 1_000 + "end", "\n" * 500, "garš " * 2_000])
def test_a_value_of_pages_goes_on_overleaf(value):
    pdf = write(sheet(SheetLine("Ziņa", value, "piezīme"), SheetLine("Pēc tam", "beigas")))
    read = words(pdf)
    assert read.count("W") == value.count("W")
    assert read.count("garš") == value.count("garš")
    assert "end" in read or "end" not in value
    assert "beigas" in read


def test_the_same_sheet_gives_the_same_bytes():
    one = sheet(SheetLine("Vārds", "Anna"))
    assert write(one) == write(one)


def test_long_answers_run_over_pages_and_the_language_is_stated():
    pdf = pikepdf.open(
        BytesIO(
            write(sheet(*(SheetLine(f"Lauks {n}", "garš " * 200) for n in range(20)), lang="ru"))
        )
    )
    assert len(pdf.pages) > 3
    assert str(pdf.Root.Lang) == "ru"
    assert str(pdf.docinfo["/Title"]) == "Pieteikums"


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_any_answer_can_be_printed(answer):
    assert write(sheet(SheetLine(answer, answer, answer))).startswith(b"%PDF-")


@pytest.mark.parametrize("before", range(1, 60, 2))
def test_no_heading_is_left_alone_at_the_foot_of_a_page(before):
    """A heading over rows, the heading of the first row and its first lines share a page."""
    made = Sheet(
        "Pieteikums",
        "lv",
        (SheetLine("Numurs", "A-1"),),
        (
            SheetBlock("Uzņēmums", tuple(SheetLine(f"Lauks {n}", "x") for n in range(before))),
            SheetBlock("Pārstāvji", ()),
            SheetBlock("Pārstāvis 1", tuple(SheetLine(f"Ziņa {n}", "y") for n in range(60)), 2),
        ),
        "Banka",
    )
    pages = [page.extract_text() for page in PdfReader(BytesIO(write(made))).pages]
    of = {mark: next(n for n, page in enumerate(pages) if mark in page)
          for mark in ("Pārstāvji", "Pārstāvis 1", "Ziņa 0", "Ziņa 1")}  # fmt: skip
    assert len(set(of.values())) == 1
    # A page is left early only for want of that room, never for a whole row of answers.
    assert len(pages) <= (before + 60 + 12) // 32 + 1
