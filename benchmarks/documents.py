"""Documents against the same lines on a plain canvas with the same typeface, in turns.

    python benchmarks/documents.py [--rounds 20]

Printed are medians of processor time, of child processes too, with ratios to the plain canvas.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from tempfile import TemporaryFile
from time import process_time
from typing import Final

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from found import Table, compared, show  # noqa: E402
from reportlab.lib.pagesizes import A4  # noqa: E402
from reportlab.lib.styles import ParagraphStyle  # noqa: E402
from reportlab.pdfbase.pdfmetrics import registerFont  # noqa: E402
from reportlab.pdfbase.ttfonts import TTFont  # noqa: E402
from reportlab.pdfgen.canvas import Canvas  # noqa: E402
from reportlab.platypus import Paragraph, SimpleDocTemplate  # noqa: E402

from engine.documents import fonts, pdf  # noqa: E402
from engine.documents.fillable import writer  # noqa: E402
from engine.documents.fillable.form import PaperBlock, PaperForm, PaperInput, Stamp  # noqa: E402
from engine.documents.fillable.returned import read_back  # noqa: E402
from engine.documents.pages import VALUE  # noqa: E402
from engine.documents.sheet import Sheet, SheetBlock, SheetLine  # noqa: E402

LINES: Final = tuple(
    (f"Jautājums {number}", f"Atbilde Ответ {number}, Šķēršļu iela {number}")
    for number in range(130)
)
FIELDS: Final = 60
DOCUMENT: Final = "our document, tagged"
NOTES: Final = (
    f"Four pages ({len(LINES)} captions with values) and a form of {FIELDS} fields, against the "
    "same lines drawn on a plain canvas with the same typeface: time of the processor, of child "
    "processes too, median."
)


@cache
def typeface() -> str:
    """Our typeface as a programmer would register it."""
    registerFont(TTFont("Plain", str(fonts.file(fonts.REGULAR))))
    return "Plain"


def on_canvas() -> bytes:
    """Four pages as a programmer would draw them."""
    out = BytesIO()
    canvas, height = Canvas(out, pagesize=A4, invariant=1), 0.0
    for caption, value in LINES:
        if height < 80:
            if height:
                canvas.showPage()
            canvas.setFont(typeface(), 9.5)
            height = A4[1] - 60
        canvas.drawString(50, height, caption)
        canvas.drawString(230, height, value)
        canvas.line(50, height - 6, A4[0] - 50, height - 6)
        height -= 20
    canvas.save()
    return out.getvalue()


def by_platypus() -> bytes:
    """The same words as paragraphs, in no table."""
    style = ParagraphStyle("plain", VALUE, fontName=typeface())
    out = BytesIO()
    parts = [Paragraph(words, style) for line in LINES for words in line]
    SimpleDocTemplate(out, pagesize=A4, invariant=1).build(parts)
    return out.getvalue()


def sheet() -> bytes:
    """Our document."""
    blocks = tuple(
        SheetBlock(f"Daļa {start}", tuple(SheetLine(*one) for one in LINES[start : start + 13]))
        for start in range(0, len(LINES), 13)
    )
    return pdf.write(Sheet("Pieteikums", "lv", (), blocks, "Banka"))


def form() -> bytes:
    """Our form to be filled in, with answers."""
    inputs = tuple(
        PaperInput(f"client.f{number}", "line", caption, values=(value,))
        for number, (caption, value) in enumerate(LINES[:FIELDS])
    )
    stamp = Stamp("questionnaire", "case-1", "b" * 64)
    made = PaperForm("Anketa", "lv", stamp, (), (), (PaperBlock("Daļa", inputs),), "Banka")
    return writer.write(made)


def read(content: bytes) -> None:
    """In a child, as whatever somebody sends in."""
    with TemporaryFile() as file:
        file.write(content)
        file.flush()
        read_back(file)


def worked() -> float:
    """Seconds of a processor, of this process and its children."""
    children = getrusage(RUSAGE_CHILDREN)
    return process_time() + children.ru_utime + children.ru_stime


def tables(rounds: int) -> list[Table]:
    """Everything in turns, so that a busy machine slows all of it alike."""
    filled = form()
    deeds: dict[str, Callable[[], object]] = {
        "plain canvas": on_canvas,
        "the same words as plain paragraphs of ReportLab": by_platypus,
        DOCUMENT: sheet,
        f"form of {FIELDS} fields, written": form,
        f"form of {FIELDS} fields, read (a child process opens it)": lambda: read(filled),
    }
    times: dict[str, list[float]] = {name: [] for name in deeds}
    for round_ in range(rounds + 1):
        for name, deed in deeds.items():
            begun = worked()
            deed()
            if round_:  # the first one only warms up
                times[name].append((worked() - begun) * 1000)
    middle = {name: median(own) for name, own in times.items()}
    return [Table("Documents", "ms", compared(middle, {DOCUMENT: 2.0}), NOTES)]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    show(tables(parser.parse_args().rounds))


if __name__ == "__main__":
    main()
