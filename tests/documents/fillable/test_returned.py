"""Files that come back and are not what was handed out: each is told apart."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from pikepdf import Array, Dictionary, Encryption, Name, Pdf, String

from engine.documents.fillable.form import Stamp
from engine.documents.fillable.returned import Returned
from engine.documents.fillable.writer import write
from tests.documents.fillable.forms import (
    asked,
    came_back,
    changed,
    field,
    flattened,
    form,
    written,
)

CONTENT = written(asked("line", "client.name", "Anna"), asked("ticks", "client.sources", "rent"))


def _without_fields(pdf: Pdf) -> None:
    pdf.Root.AcroForm.Fields = Array()


def _xfa(pdf: Pdf) -> None:
    pdf.Root.AcroForm.XFA = pdf.make_stream(b"<xdp/>")


def _other_document(pdf: Pdf) -> None:
    kept = [one for one in pdf.Root.AcroForm.Fields if not str(one.T).startswith("anketa:")]
    pdf.Root.AcroForm.Fields = Array(kept)


def _circle(pdf: Pdf) -> None:
    one = field(pdf, "client.name")
    one.Kids = Array([one])


def _very_deep(pdf: Pdf) -> None:
    one = pdf.make_indirect(Dictionary(T=String("x"), FT=Name.Tx))
    for _ in range(20):
        one = pdf.make_indirect(Dictionary(T=String("x"), Kids=Array([one])))
    pdf.Root.AcroForm.Fields.append(one)


def _very_many(pdf: Pdf) -> None:
    fields = [Dictionary(T=String(f"x{number}"), FT=Name.Tx) for number in range(5_001)]
    pdf.Root.AcroForm.Fields = Array([*pdf.Root.AcroForm.Fields, *fields])


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (flattened, "no fields"),
        (_without_fields, "no fields"),
        (_xfa, "XFA"),
        (_other_document, "not ours"),
        (_circle, "tangled"),
        (_very_deep, "tangled"),
        (_very_many, "too much"),
    ],
)
def test_a_file_from_which_nothing_can_be_taken(change: Callable[[Pdf], None], fault: str) -> None:
    assert came_back(changed(CONTENT, change)) == fault


def test_a_password_is_asked_for_by_nobody() -> None:
    locked = changed(CONTENT, lambda _: None, encryption=Encryption(owner="a", user="secret"))
    assert came_back(locked) == "password"


def test_a_file_that_is_locked_only_against_changes_is_read() -> None:
    locked = changed(CONTENT, lambda _: None, encryption=Encryption(owner="a", user=""))
    assert isinstance(came_back(locked), Returned)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "not a PDF"),
        (b"PK\x03\x04 something else", "not a PDF"),
        (CONTENT[: len(CONTENT) // 2], "damaged"),
        (CONTENT.replace(b"startxref", b"startxrxx"), "damaged"),
    ],
)
def test_a_file_that_is_no_whole_pdf(content: bytes, fault: str) -> None:
    assert came_back(content) == fault


def test_values_that_cannot_be_read_are_named_and_the_others_read() -> None:
    def odd(pdf: Pdf) -> None:
        field(pdf, "client.a").V = String("x" * 20_001)
        field(pdf, "client.b").V = Dictionary(Odd=1)
        twice = Dictionary(T=String("client/c"), FT=Name.Tx, V=String("another"))
        pdf.Root.AcroForm.Fields.append(pdf.make_indirect(twice))

    names = ("client.a", "client.b", "client.c", "client.d")
    content = written(*(asked("line", name, "Anna") for name in names))
    found = came_back(changed(content, odd))
    assert isinstance(found, Returned)
    assert found.faults == {
        "client.a": "too long",
        "client.b": "no text",
        "client.c": "said twice",
    }
    assert found.values["client.d"] == ("Anna",)


def test_an_option_that_is_not_offered_stands_as_it_was_written() -> None:
    def strange(pdf: Pdf) -> None:
        field(pdf, "client.country").V = String("Atlantis")
        field(pdf, "client.resident").V = Name("/perhaps")

    content = written(asked("list", "client.country", "C1"), asked("one of", "client.resident"))
    found = came_back(changed(content, strange))
    assert isinstance(found, Returned)
    assert found.values["client.country"] == ("Atlantis",)
    assert found.values["client.resident"] == ("perhaps",)


def test_the_stamp_says_which_form_of_which_case_it_is() -> None:
    other = Stamp("questionnaire:other", "case-2", "c" * 64)
    found = came_back(write(form(asked("line", "client.name"), stamp=other)))
    assert isinstance(found, Returned)
    assert found.stamp == other


def test_a_mark_without_a_value_is_read_from_how_it_looks() -> None:
    def only_looks(pdf: Pdf) -> None:
        one = next(each for each in pdf.Root.AcroForm.Fields if str(each.T).endswith("=salary"))
        del one.V
        one.AS = Name("/salary")

    found = came_back(changed(CONTENT, only_looks))
    assert isinstance(found, Returned)
    assert set(found.values["client.sources"]) == {"salary", "rent"}


def test_a_file_of_much_air_costs_a_child_and_not_the_server() -> None:
    bomb = BytesIO()
    with Pdf.open(BytesIO(CONTENT)) as pdf:
        pdf.Root.Bomb = pdf.make_stream(b"\0" * 80_000_000)
        pdf.save(bomb, compress_streams=True)
    found = came_back(bomb.getvalue())
    assert isinstance(found, Returned)
