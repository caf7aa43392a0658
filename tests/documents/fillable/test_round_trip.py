"""What is filled in comes back as it was filled in."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Pdf, String
from PIL import ImageChops

from engine.documents.fillable.reading_child import read
from engine.documents.fillable.returned import Returned
from engine.documents.fillable.writer import write
from tests.documents.fillable.forms import (
    COUNTRIES,
    SOME,
    STAMP,
    asked,
    came_back,
    changed,
    field,
    flattened,
    form,
    typed_in_pdfium,
    written,
)

WORDS = ("Jānis Bērziņš, Šķērsiela 5", "Наталья Щёголева, дом 7", "John Smith (CEO) \\ 100%")


def _sixty() -> tuple[str, ...]:
    return tuple(f"{WORDS[number % 3]} {number}" for number in range(60))


def test_sixty_values_of_three_languages_come_back() -> None:
    values = _sixty()
    inputs = [asked("line", f"client.answer_{number}", text) for number, text in enumerate(values)]
    found = came_back(write(form(*inputs)))
    assert isinstance(found, Returned)
    assert found.stamp == STAMP
    given_back = [found.values[f"client.answer_{number}"] for number in range(60)]
    assert given_back == [(text,) for text in values]
    assert found.values["owners.0.#"] == ("r0123456789ab",)


def test_every_kind_of_answer_comes_back() -> None:
    content = written(
        asked("lines", "client.about", "Pirmā rinda\nВторая строка"),
        asked("list", "client.country", "C7"),
        asked("some of", "client.countries", "C3", "C9"),
        asked("one of", "client.resident", "no"),
        asked("ticks", "client.sources", "salary", "other"),
        asked("tick", "client.agrees", "yes"),
        asked("line", "owners.0.share", "40,5"),
    )
    found = came_back(content)
    assert isinstance(found, Returned)
    assert found.values == {
        "owners.0.#": ("r0123456789ab",),
        "client.about": ("Pirmā rinda\nВторая строка",),
        "client.country": ("C7",),
        "client.countries": ("C3", "C9"),
        "client.resident": ("no",),
        "client.sources": ("salary", "other"),
        "client.agrees": ("yes",),
        "owners.0.share": ("40,5",),
    }
    assert not found.faults


def test_what_is_left_blank_comes_back_blank() -> None:
    kinds = ("line", "lines", "list", "some of", "one of", "ticks", "tick")
    blank = [asked(kind, f"client.{kind.replace(' ', '_')}") for kind in kinds]
    found = came_back(write(form(*blank)))
    assert isinstance(found, Returned)
    assert all(not any(found.values[one.name]) for one in blank)


@settings(max_examples=25, deadline=None)
@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=80),
    st.sets(st.sampled_from([code for code, _ in SOME])),
    st.sampled_from([code for code, _ in COUNTRIES]),
)
def test_whatever_is_answered_comes_back(text: str, ticked: set[str], country: str) -> None:
    content = written(
        asked("line", "client.text", text),
        asked("ticks", "client.sources", *sorted(ticked)),
        asked("list", "client.country", country),
    )
    found = read(content)
    assert found["values"]["client.text"] == [text]
    assert set(found["values"]["client.sources"]) == ticked
    assert found["values"]["client.country"] == [country]


def test_the_same_form_gives_the_same_bytes() -> None:
    one = form(asked("line", "client.name", "Jānis"), asked("ticks", "client.sources", "rent"))
    assert write(one) == write(one)


def test_a_value_typed_elsewhere_comes_back() -> None:
    content = written(asked("line", "client.name", "Anna"), asked("lines", "client.about", ""))
    typed = typed_in_pdfium(content, "client.name", "Žanete Šķēle Щукина")
    typed = typed_in_pdfium(typed, "client.about", "Eksportē ķieģeļus в Эстонию")
    found = came_back(typed)
    assert isinstance(found, Returned)
    assert found.values["client.name"] == ("Žanete Šķēle Щукина",)
    assert found.values["client.about"] == ("Eksportē ķieģeļus в Эстонию",)


def test_a_reader_that_draws_values_anew_uses_our_letters() -> None:
    shown, blank = (written(asked("line", "client.name", text)) for text in ("Šķēle Щукина", ""))
    anew, ours = _ink(shown, blank), _ink(changed(shown, flattened), changed(blank, flattened))
    assert ours > 200
    assert abs(anew - ours) < ours * 0.15


def _ink(content: bytes, blank: bytes) -> int:
    """How many points of a page the values take."""
    pictures = []
    for each in (content, blank):
        document = pypdfium2.PdfDocument(each)
        document.init_forms()
        pictures.append(document[0].render(scale=2).to_pil().convert("L"))
    return sum(ImageChops.difference(*pictures).point(bool).histogram()[1:])


def test_a_reader_may_write_what_is_shown_instead_of_the_code() -> None:
    content = written(asked("list", "client.country", "C1"))
    caption = dict(COUNTRIES)["C8"]

    def shown(pdf: Pdf) -> None:
        field(pdf, "client.country").V = String(caption)

    found = came_back(changed(content, shown))
    assert isinstance(found, Returned)
    assert found.values["client.country"] == ("C8",)


def test_a_sealed_answer_can_only_be_read() -> None:
    content = write(form(asked("line", "client.name", "Anna", sealed=True)))
    with Pdf.open(BytesIO(content)) as pdf:
        assert int(field(pdf, "client.name").Ff) & 1
