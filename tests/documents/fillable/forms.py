"""Forms to be filled in, and the ways in which somebody fills them in."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Mapping
from io import BytesIO
from tempfile import TemporaryFile

import pypdfium2
import pypdfium2.raw as pdfium
from pikepdf import Dictionary, Pdf

from engine.documents.fillable.form import InputKind, PaperBlock, PaperForm, PaperInput, Stamp
from engine.documents.fillable.places import field_name
from engine.documents.fillable.returned import Returned, WholeFault, read_back
from engine.documents.fillable.writer import write

STAMP = Stamp("questionnaire:client", "case-1", "b" * 64)
COUNTRIES = tuple((f"C{number}", f"Valsts {number} Страна ķ") for number in range(120))
FEW = (("yes", "Jā"), ("no", "Nē"))
SOME = (("salary", "Alga"), ("rent", "Īre"), ("other", "Cits / Другое"))
OPTIONS: Mapping[InputKind, tuple[tuple[str, str], ...]] = {
    "list": COUNTRIES,
    "some of": COUNTRIES,
    "one of": FEW,
    "ticks": SOME,
}


def asked(
    kind: InputKind, name: str, *values: str, longest: int = 0, sealed: bool = False
) -> PaperInput:
    """A question of a kind with what is answered."""
    options = OPTIONS.get(kind, ())
    return PaperInput(
        name, kind, f"Jautājums {name}", values=values, options=options, longest=longest,
        sealed=sealed,
    )  # fmt: skip


def form(*inputs: PaperInput, lang: str = "lv", stamp: Stamp = STAMP) -> PaperForm:
    """A form of one block."""
    block = PaperBlock("Uzņēmuma darbība", inputs, hidden=(("owners.0.#", "r0123456789ab"),))
    return PaperForm("Klienta anketa", lang, stamp, ("Aizpildiet.",), (), (block,), "AS Banka")


def came_back(content: bytes) -> Returned | WholeFault:
    """What is read of a file."""
    with TemporaryFile() as file:
        file.write(content)
        file.flush()
        return read_back(file)


def changed(content: bytes, change: Callable[[Pdf], None], **saving: object) -> bytes:
    """The file after somebody worked on it."""
    out = BytesIO()
    with Pdf.open(BytesIO(content)) as pdf:
        change(pdf)
        pdf.save(out, **saving)  # type: ignore[arg-type]
    return out.getvalue()


def flattened(pdf: Pdf) -> None:
    """The form printed into a file: what is seen stays, the fields go."""
    pdf.Root.AcroForm.NeedAppearances = False
    pdf.flatten_annotations()


def field(pdf: Pdf, name: str) -> Dictionary:
    """A field by the name of its input."""
    fields = pdf.Root.AcroForm.Fields
    found = next(one for one in fields if str(one.get("/T", "")) == field_name(name))
    assert isinstance(found, Dictionary)
    return found


def typed_in_pdfium(content: bytes, name: str, text: str) -> bytes:
    """The file after somebody typed into a field in a reader built on pdfium, as Chrome's."""
    document = pypdfium2.PdfDocument(content)
    document.init_forms()
    with Pdf.open(BytesIO(content)) as pdf:
        one = field(pdf, name)
        number = next(
            number for number, page in enumerate(pdf.pages) if page.obj.objgen == one.P.objgen
        )
        left, low, right, high = (float(side) for side in one.Rect)
    page = document[number]
    handle, sheet = document.formenv.raw, page.raw
    pdfium.FORM_OnAfterLoadPage(sheet, handle)
    width, height = page.get_size()
    x, y = (left + right) / 2, (low + high) / 2
    assert 0 < x < width
    assert 0 < y < height
    pdfium.FORM_OnLButtonDown(handle, sheet, 0, x, y)
    pdfium.FORM_OnLButtonUp(handle, sheet, 0, x, y)
    pdfium.FORM_SelectAllText(handle, sheet)
    words = ctypes.create_string_buffer(text.encode("utf-16-le") + b"\0\0")
    pdfium.FORM_ReplaceSelection(handle, sheet, ctypes.cast(words, ctypes.POINTER(ctypes.c_ushort)))
    pdfium.FORM_ForceToKillFocus(handle)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def written(*inputs: PaperInput) -> bytes:
    """A form of one block as PDF."""
    return write(form(*inputs))
