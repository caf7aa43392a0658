"""A document is read out by what its parts are: headings, tables by rows, and no ornaments."""

from io import BytesIO

import pikepdf
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from engine.documents import fonts
from engine.documents.fillable.writer import write as write_form
from engine.documents.pages import VALUE
from engine.documents.pdf import write
from engine.documents.sheet import Sheet, SheetBlock, SheetLine
from engine.documents.tags import NOWHERE, TaggedCanvas
from tests.documents.fillable.forms import asked, form
from tests.documents.read_aloud import read_aloud


def test_headings_and_rows_are_read_in_order_and_the_foot_is_not():
    sheet = Sheet(
        "Pieteikums",
        "lv",
        (SheetLine("Numurs", "A-1"),),
        (
            SheetBlock("Personas", (), note="Visas"),
            SheetBlock("Žanete", (SheetLine("Vārds", "Щукина", "mainīts"),), 2),
        ),
        "Banka",
    )
    assert read_aloud(write(sheet)) == [
        (0, "Document", ""),
        (1, "H1", "Pieteikums"),
        (1, "Table", ""),
        (2, "TR", ""),
        (3, "TH", "Numurs"),
        (3, "TD", "A-1"),
        (1, "H2", "Personas"),
        (1, "P", "Visas"),
        (1, "H3", "Žanete"),
        (1, "Table", ""),
        (2, "TR", ""),
        (3, "TH", "Vārds"),
        (3, "TD", ""),
        (4, "P", "Щукина"),
        (4, "P", "mainīts"),
        (0, "", "Banka 1 / 1"),
    ]


def test_a_value_of_pages_stays_one_value():
    words = SheetLine("Ziņa", "garš vārds " * 900)
    content = write(Sheet("Pieteikums", "lv", (), (SheetBlock("Ziņas", (words,)),)))
    with pikepdf.open(BytesIO(content)) as pdf:
        assert len(pdf.pages) > 2
        (_, _, table) = pdf.Root.StructTreeRoot.K.K
        (row,) = table.K
        caption, value = row.K
        assert (caption.S, caption.A.Scope) == ("/TH", "/Row")
        marks = [*value.K]
        pages = {value.Pg.objgen, *(mark.Pg.objgen for mark in marks[1:])}
        assert len(pages) == len(pdf.pages)
    assert sum(said.count("garš") for _, _, said in read_aloud(content)) == 900


def test_the_title_and_the_language_are_announced():
    with pikepdf.open(BytesIO(write(Sheet("Pieteikums", "lv", (), ())))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert pdf.Root.Lang == "lv"


def test_each_field_stands_after_its_question():
    content = write_form(form(asked("line", "name"), asked("ticks", "from"), asked("one of", "is")))
    with pikepdf.open(BytesIO(content)) as pdf:
        numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
        parts = {
            int(number): part for number, part in zip(numbers[::2], numbers[1::2], strict=True)
        }
        seen = [
            note
            for page in pdf.pages
            for note in page.Annots
            if not int(note.F) & 2  # hidden
        ]
        assert len(seen) == 6
        for note in seen:
            part = parts[int(note.StructParent)]
            assert part.S == "/Form"
            assert [kid.Obj.objgen for kid in part.K] == [note.objgen]


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40))
def test_a_line_is_written_as_reportlab_writes_it(text):
    fonts.register()
    ours, theirs = TaggedCanvas(BytesIO()), Canvas(BytesIO())
    for _ in range(2):  # with letters that are new, and with known ones
        ours.line_of(NOWHERE, text, VALUE, 50, 100)
        theirs.setFillColor(VALUE.textColor)
        theirs.setFont(VALUE.fontName, VALUE.fontSize, VALUE.leading)
        theirs.drawString(50, 100 + VALUE.leading - VALUE.fontSize, text)
        line = ours._code[-1].partition("BT ")[2].partition("\n")[0]
        drawn = theirs._code[-1].removeprefix("BT ").replace(" T* ET", " ET")
        assert line == drawn.replace(f" {VALUE.leading:g} TL", "")


def test_other_words_are_another_document():
    made = [write(Sheet("Pieteikums", "lv", (SheetLine("Numurs", one),), ())) for one in "12"]
    ids = {bytes(pikepdf.open(BytesIO(each)).trailer.ID[0]) for each in made}
    assert len(ids) == 2
