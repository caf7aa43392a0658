"""Posts that no page of ours would send: a clear answer each, nothing stored, never a 500."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.bootstrap import Product
from engine.services.spending import BUDGETS, Spending, Spent, TooOften
from tests.journeys.serving import PROGRAMME, Applicant, chosen_on, register, soup, token, typed_on

NAUGHTY = [
    "", " ", "\x00", "a\x00b", "\ufeff", "\u202egnp.exe", "\U0001f468\u200d\U0001f469", "ﷺ" * 50,
    "<script>alert(1)</script>", "'; DROP TABLE accounts; --", "{{ 7 * 7 }}", "%s%n%x",
    "../../etc/passwd", "NaN", "-Infinity", "1e999", "0x10", "١٢٣", "2026-02-30", "9999999-99-99",
    "true", "None", "[]", "a" * 20_000, "\r\nSet-Cookie: a=b", "Ā" * 5_000, "\u0301" * 100,
]  # fmt: skip
OPERANDS = ["", ":", "nobody", "representatives", "representatives.0", "representatives.-1",
            "representatives.99999999", "representatives.٣", "client.full_name", "a:b:c",
            "owners_np:representatives.0", "owners_np:owners_np.0", "../..", "\x00"]  # fmt: skip
VERBS = ["add", "copy", "take", "remove", "removed", "files", "detach", "mine", "theirs", "save",
         "submit", "refresh", "language", "nonsense"]  # fmt: skip


@pytest.fixture(scope="module")
def company(product: Product, app: Flask) -> Applicant:
    """A legal person with one representative, who bears everything in this file."""
    someone = register(product, app, "legal")
    someone.press("save", {"services": ["lp_current_account"]})
    return someone


@pytest.fixture
def newcomer(product: Product, app: Flask) -> Applicant:
    """A legal person with one representative, for tests that leave rows behind."""
    someone = register(product, app, "legal")
    someone.press("save", {"services": ["lp_current_account"]})
    return someone


@pytest.fixture(scope="module")
def person(product: Product, app: Flask) -> Applicant:
    """A natural person who bears everything in this file."""
    return register(product, app, "natural")


def filled(someone: Applicant) -> BeautifulSoup:
    """The form, to be posted."""
    return chosen_on(someone.client.get(someone.address))


def is_answered(status: int) -> bool:
    return status in (200, 204, 302, 303, 400, 404, 405, 409, 413, 422)


@pytest.mark.parametrize("text", NAUGHTY, ids=range(len(NAUGHTY)))
def test_any_text_in_every_question_is_answered(company: Applicant, text: str) -> None:
    page = filled(company)
    answers = {
        name: text for name in typed_on(page) if not name.startswith("_") and name != "csrf_token"
    }
    response = company.press("save", answers, page)
    assert is_answered(response.status_code)
    assert "<script>alert" not in response.get_data(as_text=True)
    assert company.client.get(company.address).status_code == 200


@pytest.mark.parametrize("text", NAUGHTY[:12], ids=range(12))
def test_nothing_of_it_can_be_submitted(company: Applicant, text: str) -> None:
    page = filled(company)
    answers = {"services": ["lp_current_account"], "company.name": text, "submitter.role": text}
    assert company.press("submit", answers, page).status_code == 422


@pytest.mark.parametrize("verb", VERBS)
def test_any_button_with_any_operand_is_answered(company: Applicant, verb: str) -> None:
    page = filled(company)
    for operand in OPERANDS:
        response = company.press(f"{verb}:{operand}", page=page)
        assert is_answered(response.status_code), operand


def test_ten_thousand_rows_are_refused_and_the_form_lives_on(newcomer: Applicant) -> None:
    rows = {f"representatives.{number}.full_name": "Anna Bērziņa" for number in range(10_000)}
    response = newcomer.press("save", rows)
    assert response.status_code == 413
    numbered = newcomer.sheet().select("[name^='representatives.'][name$='.full_name']")
    assert len(numbered) <= 1


def test_a_draft_grows_no_further_than_its_limit(newcomer: Applicant) -> None:
    for name, is_kept in (("company.name", True), ("owners_np.0.full_name", False)):
        response = newcomer.press("save", {name: "A" * 900_000})
        assert (response.status_code == 413) is not is_kept
    assert "owners_np.0.full_name" not in newcomer.client.get(newcomer.address).text


def test_row_numbers_beyond_measure_make_no_rows_between(newcomer: Applicant) -> None:
    services = {"services": ["lp_current_account"]}
    far = {"representatives.999999.full_name": "Anna Bērziņa", "representatives.1e9.full_name": "B"}
    assert is_answered(newcomer.press("save", {**services, **far}).status_code)
    assert len(newcomer.sheet().select("[name^='representatives.'][name$='.full_name']")) <= 2


def test_more_rows_than_allowed_are_told(newcomer: Applicant) -> None:
    rows = {f"representatives.{number}.full_name": "Anna Bērziņa" for number in range(60)}
    page = soup(newcomer.press("submit", {"services": ["lp_current_account"], **rows}))
    assert "At most 50 entries can be added" in page.select_one(".error-summary").get_text()  # type: ignore[union-attr]


def test_a_question_that_is_not_asked_cannot_be_answered(person: Applicant) -> None:
    """CVE-2025-64515 of a relative: what rules hide must not be writable."""
    person.press("save", {"services": ["np_new_client"], "client.related_client": "Somebody"})
    page = soup(person.press("submit", {"services": ["np_new_client"]}))
    assert "client.related_client" not in typed_on(page)


@pytest.mark.parametrize(
    "name", ["status", "owner_id", "account", "stage", "version", "id", "client_type", "case.id"]
)
def test_names_that_are_no_questions_change_nothing(person: Applicant, name: str) -> None:
    before = person.sheet()
    response = person.press("save", {name: "legal"})
    assert is_answered(response.status_code)
    after = person.sheet()
    assert typed_on(after).keys() == typed_on(before).keys()


def test_bytes_that_are_no_text_are_answered(person: Applicant) -> None:
    page = person.sheet()
    body = urlencode({"csrf_token": token(page), "_do": "save", "_version": "0"}).encode()
    for wrong in (
        b"client.full_name=%ff%fe%00",
        b"client.full_name=\xff\xfe",
        b"%ff=1",
        b"%00=%00",
    ):
        response = person.client.post(
            person.address,
            data=body + b"&" + wrong,
            content_type="application/x-www-form-urlencoded; charset=utf-16",
        )
        assert is_answered(response.status_code)
    assert person.client.get(person.address).status_code == 200


@pytest.mark.parametrize(
    "kind",
    ["application/json", "text/plain", "multipart/form-data", "multipart/form-data; boundary=x"],
)
def test_other_kinds_of_bodies_are_refused(person: Applicant, kind: str) -> None:
    response = person.client.post(person.address, data=b'{"a": 1}', content_type=kind)
    assert response.status_code == 400


@pytest.mark.parametrize("version", ["", "-1", "1e3", "٣", "99999999999999999999", "x"])
def test_a_version_that_was_never_seen_is_a_clash_or_nothing(
    person: Applicant, version: str
) -> None:
    person.press("save", {"client.full_name": "Anna Bērziņa"})
    response = person.press("save", {"client.full_name": "Other Name", "_version": version})
    assert response.status_code == 409
    assert person.sheet().select_one("[name='client.full_name']")["value"] == "Anna Bērziņa"  # type: ignore[index]


@pytest.mark.parametrize("path", ["%2e%2e/", "%00", "a%0d%0ab", "%ff%fe", "x" * 3_000, "'\"<>"])
def test_any_address_is_answered(natural: Applicant, path: str) -> None:
    for address in (
        f"/en/magnetiq/case/{path}",
        f"/en/magnetiq/case/{natural.case_id}/{path}",
        f"/en/magnetiq/case/{natural.case_id}/files/{path}",
        f"/en/magnetiq/case/{natural.case_id}/application/files/{path}",
        f"/en/magnetiq/terms/{path}",
        f"/en/{path}/register",
    ):
        assert natural.client.get(address).status_code in (302, 308, 404)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.dictionaries(st.text(max_size=30), st.lists(st.text(max_size=40), max_size=3), max_size=8)
)
def test_any_post_is_answered(natural: Applicant, posted: dict[str, list[str]]) -> None:
    page = BeautifulSoup(natural.client.get(natural.address).data, "html.parser")
    clean = {
        name.encode("utf-8", "replace").decode(): [
            one.encode("utf-8", "replace").decode() for one in values
        ]
        for name, values in posted.items()
    }
    data = {**clean, "csrf_token": token(page), "_do": "refresh"}
    assert is_answered(natural.client.post(natural.address, data=data).status_code)


def hidden(page: BeautifulSoup) -> dict[str, str]:
    """What a form of a page carries unseen."""
    return {str(one["name"]): str(one["value"]) for one in page.select("main [type=hidden]")}


def spent(product: Product, person: Applicant, what: Spent) -> None:
    """As if this had been done as often as people ever do it in an hour."""
    with product.store.write() as unit:
        case = unit.cases.one(person.case_id)
        done = Spending(what, case.account)
        with suppress(TooOften):
            for _ in range(BUDGETS[what].size + 1):
                done.take(unit, product.clock.now())


def test_a_message_too_many_is_kept_and_told_when_it_may_go(
    product: Product, newcomer: Applicant
) -> None:
    spent(product, newcomer, "message")
    page = f"/lv/{PROGRAMME}/case/{newcomer.case_id}/messages/write"
    fields = hidden(soup(newcomer.client.get(page)))
    reply = newcomer.client.post(page, data={**fields, "text": "Labdien", "_do": "send"})
    assert reply.status_code == 422
    assert "Nākamo varēs nosūtīt pēc 1 min." in reply.text
    assert "Labdien" in newcomer.client.get(page).text


def test_a_save_too_many_gives_back_what_was_typed(product: Product, newcomer: Applicant) -> None:
    spent(product, newcomer, "save")
    name = "representatives.0.full_name"
    refused = newcomer.press("save", {name: "Anna Ozola"})
    assert refused.status_code == 429
    assert "it can be saved again in 1 min." in soup(refused).get_text()
    fields = hidden(soup(refused))
    assert fields[name] == "Anna Ozola"
    with product.store.write() as unit:
        unit.throttles.purge(product.clock.now() + timedelta(days=1))
    assert newcomer.client.post(newcomer.address, data=fields).status_code == 303
    assert typed_on(newcomer.sheet())[name] == ["Anna Ozola"]
