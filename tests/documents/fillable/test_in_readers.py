"""Forms in the readers that people have: what they show, what is typed there, what comes back."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Locator, Page, expect

from engine.documents.fillable.returned import Returned
from engine.documents.preview import picture
from tests.documents.fillable import pdfjs
from tests.documents.fillable.forms import asked, came_back, changed, flattened, written

LATVIAN, RUSSIAN = "Žanete Šķēle, ģērbtuvju iela 5 – ūdenī", "Щёголева Жанна, съёмка № 7"
ABOUT = "Eksportē ķieģeļus\nв Эстонию, ёлки\nand to “John & Co”"
FILLED = written(
    asked("line", "client.latvian", LATVIAN),
    asked("line", "client.russian", RUSSIAN),
    asked("lines", "client.about", ABOUT),
    asked("list", "client.country", "C8"),
    asked("some of", "client.countries", "C1", "C3"),
    asked("one of", "client.resident", "yes"),
    asked("ticks", "client.sources", "rent", "other"),
    asked("tick", "client.agrees", "yes"),
    asked("line", "client.blank"),
)


def test_what_is_typed_in_pdf_js_comes_back(page: Page) -> None:
    pdfjs.opened(page, FILLED)
    shown = {
        "client/latvian": LATVIAN,
        "client/russian": RUSSIAN,
        "client/about": ABOUT,
        "client/country": "C8",
        "client/blank": "",
    }
    for name, value in shown.items():
        expect(_field(page, name)).to_have_value(value)
    expect(_field(page, "client/countries")).to_have_values(["C1", "C3"])
    expect(_field(page, "client/sources=rent")).to_be_checked()
    _field(page, "client/latvian").fill("Ņikita Žīgurs, Čiekurkalns")
    _field(page, "client/russian").press("End")
    _field(page, "client/russian").press_sequentially(" и подъезд")
    _field(page, "client/about").fill("Pirmā – ģērbtuve\nВторая: съёмка\nThird")
    _field(page, "client/country").select_option("C77")
    _field(page, "client/countries").select_option(["C2", "C9"])
    _field(page, "client/resident").nth(1).check()
    _field(page, "client/sources=salary").check()
    _field(page, "client/sources=rent").uncheck()
    _field(page, "client/agrees").uncheck()
    _field(page, "client/blank").fill("Straße, naïve, €")
    content = pdfjs.saved(page)
    found = came_back(content)
    assert isinstance(found, Returned)
    assert not found.faults
    assert found.values == {
        "owners.0.#": ("r0123456789ab",),
        "client.latvian": ("Ņikita Žīgurs, Čiekurkalns",),
        "client.russian": (f"{RUSSIAN} и подъезд",),
        "client.about": ("Pirmā – ģērbtuve\nВторая: съёмка\nThird",),
        "client.country": ("C77",),
        "client.countries": ("C2", "C9"),
        "client.resident": ("no",),
        "client.sources": ("salary", "other"),
        "client.agrees": ("",),
        "client.blank": ("Straße, naïve, €",),
    }
    # pdf.js leaves it to others to draw what it saves: an employee has to see it all the same.
    assert _ink(content) > _ink(changed(content, flattened)) + 500


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not installed")
def test_poppler_shows_the_letters_of_three_languages(tmp_path: Path) -> None:
    for content in (FILLED, changed(FILLED, flattened)):
        file = tmp_path / "form.pdf"
        file.write_bytes(content)
        command = ["pdftotext", "-layout", str(file), "-"]
        shown = subprocess.run(command, capture_output=True, check=True, text=True).stdout
        for text in (LATVIAN, RUSSIAN, *ABOUT.split("\n"), "Valsts 8 Страна ķ"):
            assert text in shown


def _field(page: Page, name: str) -> Locator:
    return page.locator(f'.annotationLayer [name="{name}"]')


def _ink(content: bytes) -> int:
    """How many points of the page are dark as an employee sees it."""
    drawn = picture("application/pdf", BytesIO(content), 1)
    assert drawn
    page = Image.open(BytesIO(drawn)).convert("L")
    return sum(ImageChops.invert(page).histogram()[128:])
