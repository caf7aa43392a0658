"""A form filled in as PDF through the pages: downloaded, uploaded, looked at, used and sent."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from pikepdf import Dictionary, Name, Pdf, String
from werkzeug.test import TestResponse

from engine.bootstrap import Product
from tests.documents.fillable.forms import changed, field
from tests.journeys.answers import PDF
from tests.journeys.serving import Applicant, register, soup, token


@pytest.fixture(scope="module")
def company(product: Product, app: Flask) -> Applicant:
    """Somebody of a company whose form is begun."""
    return begun(product, app)


def begun(product: Product, app: Flask) -> Applicant:
    someone = register(product, app, "legal")
    someone.press("save", {"services": ["lp_current_account"]})
    someone.press("save", {"company.name": "SIA Piemērs"})
    return someone


def form(someone: Applicant, lang: str = "en") -> bytes:
    """The form as PDF."""
    address = someone.address.replace("/en/", f"/{lang}/", 1)
    response = someone.client.get(f"{address}/paper.pdf")
    assert response.headers["Content-Type"] == "application/pdf"
    return response.data


def bring_back(someone: Applicant, content: bytes, name: str = "form.pdf") -> BeautifulSoup:
    """The page after the file was uploaded."""
    posted(someone, {"file": (BytesIO(content), name)})
    return page(someone)


def posted(someone: Applicant, data: dict[str, object]) -> TestResponse:
    data = {**data, "csrf_token": token(page(someone))}
    return someone.client.post(f"{someone.address}/paper", data=data)


def page(someone: Applicant) -> BeautifulSoup:
    return soup(someone.client.get(f"{someone.address}/paper"))


def differing(shown: BeautifulSoup) -> dict[str, tuple[str, str]]:
    """What the page says by question: in the PDF, and in the form now."""
    rows = (row.select("th, td") for row in shown.select(".clash tbody tr"))
    return {one[0].get_text(): (one[1].get_text(), one[2].get_text()) for one in rows}


def filled_in(pdf: Pdf) -> None:
    field(pdf, "company.name").V = String("SIA Žagata un Щука")
    field(pdf, "representatives.0.full_name").V = String("Anna Bērziņa")
    field(pdf, "representatives.0.birth_date").V = String("31.02.1990")
    field(pdf, "representatives.1.full_name").V = String("Juris Kalniņš")


def test_what_is_answered_stands_in_the_pdf_and_rows_to_go_on_in(company: Applicant) -> None:
    with Pdf.open(BytesIO(form(company, "lv"))) as pdf:
        assert str(field(pdf, "company.name").V) == "SIA Piemērs"
        names = {str(one.get("/T", "")) for one in pdf.Root.AcroForm.Fields}
    assert {"representatives/1/full_name", "owners_np/0/share_percent"} <= names
    assert not [name for name in names if "password" in name]


def test_what_was_filled_in_is_shown_beside_what_was_there_and_used(
    product: Product, app: Flask
) -> None:
    company = begun(product, app)
    shown = bring_back(company, changed(form(company), filled_in))
    found = differing(shown)
    assert found["Company name"] == ("SIA Žagata un Щука", "SIA Piemērs")
    assert found["Representative 2: Full name"] == ("Juris Kalniņš", "not stated")
    assert "Enter a date that exists" in shown.get_text()
    version = str(shown.select_one("input[name=version]")["value"])  # type: ignore[index]
    used = posted(company, {"do": "use", "version": version})
    assert used.location.endswith(company.stage)
    sheet = company.sheet()
    assert sheet.select_one("[name='company.name']")["value"] == "SIA Žagata un Щука"  # type: ignore[index]
    assert sheet.select_one("[name='representatives.1.full_name']")["value"] == "Juris Kalniņš"  # type: ignore[index]
    assert sheet.select_one("[name='representatives.0.birth_date']")["value"] == "31.02.1990"  # type: ignore[index]
    assert not sheet.select("[name='representatives.2.full_name']")
    again = page(company)
    assert "The PDF says the same as the form" in again.get_text()


def test_what_was_saved_meanwhile_is_not_overwritten_unseen(product: Product, app: Flask) -> None:
    company = begun(product, app)
    shown = bring_back(company, changed(form(company), filled_in))
    version = str(shown.select_one("input[name=version]")["value"])  # type: ignore[index]
    company.press("save", {"company.name": "SIA Cits"})
    clash = posted(company, {"do": "use", "version": version})
    assert clash.status_code == 409
    assert "SIA Cits" in soup(clash).get_text()


def _flat(pdf: Pdf) -> None:
    pdf.Root.AcroForm.NeedAppearances = False
    pdf.flatten_annotations()


def _of_another_case(pdf: Pdf) -> None:
    _stamped(pdf, "anketa:case", "another")


def _of_another_form(pdf: Pdf) -> None:
    _stamped(pdf, "anketa:form", "questionnaire:another")


def _older(pdf: Pdf) -> None:
    _stamped(pdf, "anketa:bundle", "0" * 64)


def _stamped(pdf: Pdf, name: str, value: str) -> None:
    one = next(each for each in pdf.Root.AcroForm.Fields if str(each.get("/T", "")) == name)
    one.V = String(value)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_flat, "It is kept for the Bank"),
        (_of_another_case, "belongs to another application"),
        (_of_another_form, "This is another form"),
        (_older, "The form has changed since"),
    ],
)
def test_a_file_from_which_nothing_is_taken_says_why(
    company: Applicant, change: Callable[[Pdf], None], words: str
) -> None:
    shown = bring_back(company, changed(form(company), change))
    assert words in shown.get_text(" ", strip=True)
    assert not shown.select("button[value=use]")
    assert posted(company, {"do": "use", "version": "1"}).status_code == 404


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (PDF, "form.txt", "Format not accepted"),
        (b"MZ" * 200, "form.pdf", "Inside, this is no pdf file"),
        (b"", "", "Choose a file first"),
    ],
)
def test_what_is_no_pdf_is_not_kept(
    company: Applicant, content: bytes, name: str, words: str
) -> None:
    bring_back(company, form(company), "before.pdf")
    refused = posted(company, {"file": (BytesIO(content), name)})
    assert refused.status_code == 422
    assert words in soup(refused).get_text()
    assert page(company).select(".file-name")[0].get_text() == "before.pdf"
    posted(company, {"do": "remove"})
    assert not page(company).select("#came-back")


def test_an_answer_that_is_not_offered_is_never_taken_silently(company: Applicant) -> None:
    def strange(pdf: Pdf) -> None:
        field(pdf, "company.industry").V = String("Atlantis")
        more = Dictionary(FT=Name.Tx, T=String("company/secret"), V=String("x"))
        pdf.Root.AcroForm.Fields.append(pdf.make_indirect(more))

    text = bring_back(company, changed(form(company), strange)).get_text(" ", strip=True)
    assert "Choose a value from the list" in text
    assert "company.secret" in text


def test_nobody_else_reads_or_brings_back_a_form(
    company: Applicant, product: Product, app: Flask
) -> None:
    other = register(product, app, "natural")
    assert other.client.get(f"{company.address}/paper.pdf").status_code == 404
    assert other.client.get(f"{company.address}/paper").status_code == 404
