"""Error pages: three languages, a way on, never a trace of the code."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.journeys.serving import Applicant, soup, token
from web.errors import WORDS

LEAKS = ("Traceback", "werkzeug", "jinja", "sqlalchemy", 'File "', ".py")


def heading(client: FlaskClient, address: str, lang: str, method: str = "GET") -> tuple[int, str]:
    response = client.open(address, method=method, headers={"Accept-Language": lang})
    page = soup(response)
    assert not any(leak in response.get_data(as_text=True) for leak in LEAKS)
    assert page.html is not None
    assert page.html["lang"] == lang
    assert page.h1 is not None
    return response.status_code, page.h1.get_text()


@pytest.mark.parametrize("address", ["/nothing", "/xx/", "/assets/0/anketa.css"])
def test_an_unknown_address_is_told_in_the_language_of_the_browser(
    client: FlaskClient, address: str
) -> None:
    told = {lang: heading(client, address, lang) for lang in ("lv", "en", "ru")}
    assert {status for status, _words in told.values()} == {404}
    assert len({words for _status, words in told.values()}) == 3


def test_the_address_decides_the_language_where_it_names_one(client: FlaskClient) -> None:
    for address in ("/ru/magnetiq/terms/nothing", "/ru/nobody/", "/ru/no/such/page"):
        page = soup(client.get(address, headers={"Accept-Language": "lv"}))
        assert page.html is not None
        assert page.html["lang"] == "ru"


def test_a_page_that_cannot_be_opened_this_way(client: FlaskClient) -> None:
    status, words = heading(client, "/healthz", "en", "DELETE")
    assert status == 405
    assert words == WORDS[405].heading


def test_a_post_without_its_token_changes_nothing(client: FlaskClient) -> None:
    response = client.post("/en/magnetiq/login", data={"login.identifier": "a@example.org"})
    assert response.status_code == 400
    assert "open for too long" in soup(response).get_text()


def test_too_large_a_post_is_refused(client: FlaskClient) -> None:
    page = soup(client.get("/en/magnetiq/login"))
    data = {"csrf_token": token(page), "login.identifier": "x" * 2_000_000}
    response = client.post("/en/magnetiq/login", data=data)
    assert response.status_code == 413
    assert soup(response).h1.get_text() == WORDS[413].heading  # type: ignore[union-attr]


@pytest.mark.parametrize("lang", ["lv", "en", "ru"])
def test_a_defect_of_ours_is_an_apology(
    app: Flask, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> str:
        message = "secret detail"
        raise RuntimeError(message)

    broken.audience = "everyone"  # type: ignore[attr-defined]
    monkeypatch.setitem(app.view_functions, "health.healthz", broken)
    status, words = heading(app.test_client(), "/healthz", lang)
    assert status == 500
    assert "secret" not in words


def test_the_way_on_leads_to_the_start_page(client: FlaskClient) -> None:
    page = soup(client.get("/lv/nothing/at/all"))
    assert page.select_one("main a.btn")["href"] == "/lv/"  # type: ignore[index]


@pytest.mark.parametrize("address", ["/en/magnetiq/register", "/en/magnetiq/register/contacts"])
@pytest.mark.parametrize("with_token", [True, False])
def test_a_part_of_a_post_without_a_name_is_passed_over(
    client: FlaskClient, address: str, with_token: bool
) -> None:
    mark = token(soup(client.get("/en/magnetiq/register")))
    named = f'--x\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{mark}\r\n'
    body = (named if with_token else "") + "--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--"
    response = client.post(address, data=body, content_type="multipart/form-data; boundary=x")
    assert response.status_code == (
        400 if not with_token else 303 if "contacts" in address else 200
    )


@pytest.mark.parametrize("number", ["0", "2", "99999"])
def test_an_old_token_on_a_page_that_is_not_there_is_not_found(
    client: FlaskClient, number: str
) -> None:
    data = {"csrf_token": "of another session", "_do": "continue"}
    assert client.post(f"/en/magnetiq/register/{number}", data=data).status_code == 404


@pytest.mark.parametrize("case", ["another's", "unknown", "closed"])
def test_an_old_token_on_a_case_that_is_not_there_is_not_found(
    natural: Applicant, person: Applicant, case: str
) -> None:
    stage = "photo_id" if case == "closed" else natural.stage
    id = {"another's": person.case_id, "unknown": "x" * 22, "closed": natural.case_id}[case]
    address = f"/en/magnetiq/case/{id}/{stage}"
    response = natural.client.post(address, data={"csrf_token": "old", "_do": "save"})
    assert response.status_code == 404


def test_too_large_a_post_of_nobody_is_too_large(client: FlaskClient, natural: Applicant) -> None:
    response = client.post(natural.address, data={"client.full_name": "x" * 2_000_000})
    assert response.status_code == 413
