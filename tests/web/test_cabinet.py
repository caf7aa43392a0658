"""The form of a stage through plain HTTP: nothing typed is lost, nobody is let past a rule."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from engine.bootstrap import Product
from tests.journeys.serving import PASSWORD, Applicant, register, soup, token, typed_on

ROW = "representatives"


def value(page: BeautifulSoup, name: str) -> str:
    found = page.select_one(f"[name='{name}']:not([type=hidden])")
    assert found is not None, name
    return str(found.get("value", ""))


def names(page: BeautifulSoup) -> set[str]:
    return {str(item["name"]) for item in page.select("#form-part [name]")}


def test_saving_demands_nothing_and_is_found_again(person: Applicant) -> None:
    response = person.press("save", {"client.full_name": "Anna Bērziņa"})
    assert response.status_code == 303
    page = person.sheet()
    assert value(page, "client.full_name") == "Anna Bērziņa"
    assert page.select(".error") == []


def test_what_cannot_be_read_is_told_and_kept_as_typed(person: Applicant) -> None:
    page = soup(person.press("save", {"client.birth_date": "31.02.1985"}))
    assert page.select(".error")
    assert value(page, "client.birth_date") == "31.02.1985"
    assert value(person.sheet(), "client.birth_date") == "31.02.1985"


def test_submitting_too_early_tells_everything_that_is_missing(person: Applicant) -> None:
    response = person.press("submit", {"services": ["np_new_client"]})
    page = soup(response)
    assert response.status_code == 422
    assert page.title is not None
    assert page.title.get_text().startswith("Error:")
    links = [str(link["href"]) for link in page.select(".error-summary a")]
    assert len(links) >= 3
    assert all(page.select_one(link) is not None for link in links)


def test_the_button_asks_what_the_answers_lead_to(person: Applicant) -> None:
    before = names(person.sheet())
    page = soup(person.press("refresh", {"services": ["np_ib_user"]}))
    assert "client.related_client" in names(page) - before
    assert page.select_one("[name=services][value=np_ib_user]").has_attr("checked")  # type: ignore[union-attr]


@pytest.mark.parametrize("lang", ["lv", "ru"])
def test_the_language_switch_keeps_what_is_typed(person: Applicant, lang: str) -> None:
    page = person.sheet()
    switch = page.select_one(f"button[name=_do][value=language][lang={lang}]")
    assert switch is not None
    data = {**typed_on(page), "client.full_name": "Anna", "_do": "language"}
    response = person.client.post(str(switch["formaction"]), data=data)
    other = soup(response)
    assert other.html is not None
    assert other.html["lang"] == lang
    assert value(other, "client.full_name") == "Anna"
    assert value(person.sheet(), "client.full_name") == ""


def test_rows_are_added_removed_after_asking_and_copied(company: Applicant) -> None:
    company.press("save", {"services": ["lp_current_account"]})
    company.press(f"add:{ROW}", {f"{ROW}.0.full_name": "Anna Bērziņa"})
    company.press("save", {f"{ROW}.1.full_name": "Juris Kalniņš"})
    page = company.sheet()
    assert [title.get_text() for title in page.select(f"#q-{ROW} .row-head h3")] == [
        "Representative 1: Anna Bērziņa",
        "Representative 2: Juris Kalniņš",
    ]
    company.press(f"copy:ubos:{ROW}.1")
    assert value(company.sheet(), "ubos.1.full_name") == "Juris Kalniņš"
    question = soup(company.press(f"remove:{ROW}.0"))
    assert "Delete the entry “Anna Bērziņa”?" in question.h1.get_text()  # type: ignore[union-attr]
    assert len(company.sheet().select(f"[name='{ROW}.1.full_name']")) == 1
    company.press(f"removed:{ROW}.0", page=question)
    page = company.sheet()
    assert value(page, f"{ROW}.0.full_name") == "Juris Kalniņš"
    assert page.select(f"[name='{ROW}.1.full_name']") == []


def test_keeping_a_row_after_all_loses_nothing(company: Applicant) -> None:
    company.press("save", {"services": ["lp_current_account"]})
    company.press(f"add:{ROW}")
    question = soup(company.press(f"remove:{ROW}.0", {f"{ROW}.0.full_name": "Anna Bērziņa"}))
    page = soup(company.press("refresh", page=question))
    assert value(page, f"{ROW}.0.full_name") == "Anna Bērziņa"


def test_two_tabs_get_a_choice_and_neither_loses(person: Applicant) -> None:
    one, other = person.sheet(), person.sheet()
    person.press("save", {"client.full_name": "Anna Bērziņa"}, one)
    response = person.press("save", {"client.full_name": "Anna Kalniņa"}, other)
    clash = soup(response)
    assert response.status_code == 409
    assert [cell.get_text() for cell in clash.select("tbody td")] == [
        "Anna Kalniņa", "Anna Bērziņa",
    ]  # fmt: skip
    assert value(person.sheet(), "client.full_name") == "Anna Bērziņa"
    person.press("mine", page=clash)
    assert value(person.sheet(), "client.full_name") == "Anna Kalniņa"


def test_the_stored_version_can_be_taken_instead(person: Applicant) -> None:
    one, other = person.sheet(), person.sheet()
    person.press("save", {"client.full_name": "Anna Bērziņa"}, one)
    clash = soup(person.press("save", {"client.full_name": "Anna Kalniņa"}, other))
    person.press("theirs", page=clash)
    assert value(person.sheet(), "client.full_name") == "Anna Bērziņa"


def test_showing_the_form_again_does_not_hide_that_it_is_stale(person: Applicant) -> None:
    one, other = person.sheet(), person.sheet()
    person.press("save", {"client.full_name": "Anna Bērziņa"}, one)
    again = soup(person.press("refresh", {"client.full_name": "Anna Kalniņa"}, other))
    assert person.press("save", page=again).status_code == 409


def keep(
    person: Applicant, answers: dict[str, str | Sequence[str]], page: BeautifulSoup
) -> tuple[int, str, str]:
    data = {**typed_on(page), **answers}
    response = person.client.post(f"{person.address}/typed", data=data)
    return response.status_code, response.headers["HX-Trigger"], response.get_data(as_text=True)


def test_typing_is_saved_without_touching_the_page(person: Applicant) -> None:
    status, event, body = keep(person, {"client.full_name": "Anna Bērziņa"}, person.sheet())
    assert (status, body) == (204, "")
    assert '"saved"' in event
    assert value(person.sheet(), "client.full_name") == "Anna Bērziņa"


def test_typing_brings_new_questions_when_an_answer_leads_to_them(person: Applicant) -> None:
    status, _event, body = keep(person, {"services": ["np_ib_user"]}, person.sheet())
    part = BeautifulSoup(body, "html.parser")
    assert status == 200
    assert part.select_one("[name='client.related_client']") is not None
    assert part.select_one("#companion[hx-swap-oob] nav") is not None


def test_nobody_is_told_off_while_typing(person: Applicant) -> None:
    page = person.sheet()
    wrong = {"client.birth_date": "31.02.1985"}
    assert keep(person, {**wrong, "_focus": "client.birth_date"}, page)[0] == 204
    assert keep(person, wrong, person.sheet())[0] == 200


def test_typing_on_a_stale_page_stops_and_says_so(person: Applicant) -> None:
    one, other = person.sheet(), person.sheet()
    person.press("save", {"client.full_name": "Anna Bērziņa"}, one)
    status, event, _body = keep(person, {"client.full_name": "Other Name"}, other)
    assert status == 204
    assert '"unsaved"' in event
    assert value(person.sheet(), "client.full_name") == "Anna Bērziņa"


def test_why_a_question_is_asked_stands_beside_it(company: Applicant) -> None:
    page = soup(company.press("refresh", {"services": ["lp_acquiring"]}))
    reasons = page.select("details.why")
    assert reasons
    assert all(reason.select_one("p") for reason in reasons)


def test_the_cabinet_leads_to_the_only_application(natural: Applicant) -> None:
    response = natural.client.get("/en/magnetiq/cabinet")
    assert response.location.endswith(f"/case/{natural.case_id}")


def test_after_logging_in_one_is_where_one_wanted_to_be(product: Product, app: Flask) -> None:
    someone = register(product, app, "natural")
    client = app.test_client()
    assert client.get(someone.address).status_code == 302
    page = soup(client.get("/en/magnetiq/login"))
    data = {
        "csrf_token": token(page),
        "login.identifier": someone.contact.email,
        "login.password": PASSWORD,
        "_do": "continue",
    }
    response = client.post("/en/magnetiq/login", data=data)
    assert response.location == someone.address
    assert client.get(someone.address).status_code == 200


@pytest.mark.parametrize("identifier", ["{email}", "nobody@example.org", "+37129999999"])
def test_a_wrong_log_in_says_the_same_about_everybody(
    natural: Applicant, app: Flask, identifier: str
) -> None:
    client = app.test_client()
    page = soup(client.get("/en/magnetiq/login"))
    typed = identifier.format(email=natural.contact.email)
    data = {"csrf_token": token(page), "login.identifier": typed, "login.password": "x"}
    response = client.post("/en/magnetiq/login", data=data)
    assert response.status_code == 422
    error = soup(response).select_one("#login-identifier-problems .error")
    assert error is not None
    assert error.get_text(" ", strip=True) == "Error: Wrong access data"


def log_in(someone: Applicant) -> None:
    page = soup(someone.client.get("/en/magnetiq/login"))
    data = {
        "csrf_token": token(page),
        "login.identifier": someone.contact.email,
        "login.password": PASSWORD,
    }
    assert someone.client.post("/en/magnetiq/login", data=data).status_code == 303


def test_what_was_typed_survives_the_end_of_the_session(person: Applicant) -> None:
    old = person.sheet()
    person.client.post("/en/magnetiq/logout", data={"csrf_token": token(old)})
    response = person.press("save", {"client.full_name": "Anna Bērziņa"}, old)
    late = soup(response)
    assert response.status_code == 401
    log_in(person)
    again = soup(person.press("refresh", page=late))
    assert "older than your session" in again.select_one(".notice").get_text()  # type: ignore[union-attr]
    assert value(again, "client.full_name") == "Anna Bērziņa"
    assert person.press("save", page=again).status_code == 303
    assert value(person.sheet(), "client.full_name") == "Anna Bērziņa"


def test_a_page_with_another_token_stores_nothing(person: Applicant) -> None:
    page = person.sheet()
    foreign = {"client.full_name": "Mallory", "csrf_token": "x"}
    assert person.press("submit", foreign, page).status_code == 200
    assert value(person.sheet(), "client.full_name") == ""


def test_logging_in_changes_the_cookie(product: Product, app: Flask) -> None:
    someone = register(product, app, "natural")
    client = app.test_client()
    page = soup(client.get("/en/magnetiq/login"))
    before = client.get_cookie("anketa")
    data = {
        "csrf_token": token(page),
        "login.identifier": someone.contact.email,
        "login.password": PASSWORD,
    }
    client.post("/en/magnetiq/login", data=data)
    with client.session_transaction() as cookie:
        assert cookie["csrf_token"], "tabs that are opened side by side now make none each"
    after = client.get_cookie("anketa")
    assert before is not None
    assert after is not None
    assert before.value != after.value
    assert client.get("/en/magnetiq/cabinet").status_code == 302
