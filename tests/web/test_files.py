"""Files through the pages: one per request, told why not, and only ever downloaded."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from engine.bootstrap import Product
from tests.journeys.answers import PDF
from tests.journeys.serving import Applicant, register, soup, token
from web.picking import offered
from web.receiving import largest

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9"/></svg>'
SCRIPTED = SVG.replace(b"<path", b"<script>alert(1)</script><path")


@pytest.fixture(scope="module")
def uploader(product: Product, app: Flask) -> Applicant:
    """A person whose form asks for a copy of a document."""
    someone = register(product, app, "natural")
    someone.press("save", {"services": ["np_ib_user"]})
    return someone


def place(someone: Applicant) -> str:
    return f"{someone.address}/files/client.identity_document"


def send(someone: Applicant, content: bytes, name: str, *, script: bool = False) -> TestResponse:
    page = soup(someone.client.get(place(someone)))
    headers = {"X-Requested-With": "XMLHttpRequest"} if script else {}
    data = {"file": (BytesIO(content), name), "csrf_token": token(page)}
    return someone.client.post(place(someone), data=data, headers=headers)


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"", "scan.png", "The file is empty"),
        (PDF, "scan.exe", "Format not accepted"),
        (b"MZ\x90" * 100, "scan.jpg", "Inside, this is no jpg file"),
        (SCRIPTED, "scan.svg", "The file is not safe"),
        (PDF, "", "Choose a file first"),
    ],
)
def test_what_is_wrong_with_a_file_is_told(
    uploader: Applicant, content: bytes, name: str, told: str
) -> None:
    page = soup(send(uploader, content, name))
    problem = page.select_one("#file-problems .error")
    assert problem is not None
    assert told in problem.get_text()
    plain = send(uploader, content, name, script=True)
    assert (plain.status_code, plain.mimetype) == (422, "text/plain")
    assert told in plain.get_data(as_text=True)


@pytest.mark.parametrize("name", ["pase ā.pdf", "a;b c'd.pdf", "..\\..\\x.pdf", "<script>.pdf"])
def test_a_file_comes_back_whole_and_is_never_shown_in_place(
    uploader: Applicant, name: str
) -> None:
    assert send(uploader, PDF, name).status_code == 303
    page = soup(uploader.client.get(place(uploader)))
    link = page.select(".file-name")[-1]
    response = uploader.client.get(str(link["href"]))
    assert response.data == PDF
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"].startswith("attachment; ")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response.headers["Cache-Control"] == "no-store"
    detach = str(page.select("button[name=detach]")[-1]["value"])
    uploader.client.post(place(uploader), data={"detach": detach, "csrf_token": token(page)})
    assert uploader.client.get(str(link["href"])).status_code == 404


def test_a_script_gets_only_the_list(uploader: Applicant) -> None:
    response = send(uploader, SVG, "stamp.svg", script=True)
    assert response.status_code == 200
    assert "<html" not in response.text
    page = soup(response)
    assert page.select_one(".file-name").get_text() == "stamp.svg"  # type: ignore[union-attr]
    button = page.select_one("button[value^='detach:']")
    assert button is not None
    uploader.press(str(button["value"]))
    assert uploader.sheet().select(".file-name") == []


def test_phones_are_offered_the_camera_and_files(uploader: Applicant) -> None:
    (picked,) = uploader.sheet().select("input[data-upload$='client.identity_document']")
    (plain,) = soup(uploader.client.get(place(uploader))).select("input[type=file]")
    assert picked["accept"] == plain["accept"]
    assert {"image/jpeg", ".jpeg", "application/pdf"} <= set(str(plain["accept"]).split(","))
    assert "android" not in str(plain["accept"]), "a picker of documents has a camera anyway"
    assert not picked.has_attr("capture"), "it would forbid to choose a file"
    assert offered(["jpg", "png"]) == "image/jpeg,image/png,android/allowCamera,.jpg,.png"
    assert "heic" not in offered(["jpg"]), "iPhones convert to what is named"


def test_a_question_that_takes_no_files_has_no_page(uploader: Applicant) -> None:
    for name in ("client.full_name", "nothing", "client"):
        assert uploader.client.get(f"{uploader.address}/files/{name}").status_code == 404


def test_an_upload_larger_than_any_question_takes_is_cut_off(uploader: Applicant) -> None:
    token_ = token(soup(uploader.client.get(place(uploader))))
    response = uploader.client.post(
        place(uploader),
        headers={"X-CSRFToken": token_},
        content_type="multipart/form-data; boundary=x",
        data=b"--x\r\n",
        environ_overrides={"CONTENT_LENGTH": str(400 * 1_048_576)},
    )
    assert response.status_code == 413


def test_room_is_made_for_what_the_definitions_allow(product: Product) -> None:
    assert largest(product.programmes.values()) == 150 * 1_048_576
    assert largest(()) == 0
