"""Whose case it is decides who may open it: every route, for the owner, others and nobody."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient

from engine.bootstrap import Product
from tests.journeys.answers import PDF
from tests.journeys.serving import Applicant, register, soup, token
from web.app import create_app
from web.gate import audience_of

EVERYONE = {
    "applicant.answer", "applicant.codes", "applicant.confirm", "applicant.contact",
    "applicant.contacts", "applicant.log_in", "applicant.login", "applicant.logout",
    "applicant.register", "applicant.start", "applicant.terms", "asset", "entrance.outbox",
    "entrance.root", "entrance.start", "health.healthz",
    # With checks of their own: what is owed at log-in, recoveries, personal links, single sign-on.
    "applicant.begin_recovery", "applicant.change_password", "applicant.confirm_recovery",
    "applicant.give_code", "applicant.link", "applicant.link_step", "applicant.link_step_file",
    "applicant.link_step_files", "applicant.open_link",
    "applicant.line", "applicant.password", "applicant.recover", "applicant.recovery_code",
    "applicant.recovery_sent", "applicant.renew_link", "applicant.second_step",
    "applicant.take_link_step", "sign_on.answer",
    # Outside parties: calls are signed, and whoever comes back from there is told nothing.
    "applicant.begin_by_link", "applicant.code_by_link", "applicant.identified",
    "applicant.link_file", "hooks.called", "hooks.called_about_signing",
}  # fmt: skip
OWNERS = {
    "applicant.cabinet", "applicant.file", "applicant.files", "applicant.keep",
    "applicant.keep_message", "applicant.message", "applicant.message_file",
    "applicant.message_files", "applicant.add", "applicant.begin_added", "applicant.files_together",
    "applicant.messages", "applicant.write_message",
    "applicant.history",
    "applicant.overview", "applicant.pdf", "applicant.press", "applicant.form",
    "applicant.stay", "applicant.step", "applicant.step_file", "applicant.step_files",
    "applicant.take", "applicant.upload",
    "applicant.paper", "applicant.versions", "applicant.begin", "applicant.begin_with_code",
    "applicant.paper_pdf",
    "applicant.return_paper",
}  # fmt: skip
OF_THE_ACCOUNT = {
    "applicant.app_page", "applicant.begin_contact_change", "applicant.change_factor",
    "applicant.change_language", "applicant.choose_notices",
    "applicant.confirm_app", "applicant.confirm_contact",
    "applicant.contact_change_page", "applicant.contact_code", "applicant.end_sessions",
    "applicant.factor", "applicant.profile", "applicant.sessions",
}  # fmt: skip
OF_A_CASE = sorted(OWNERS - {"applicant.cabinet", "applicant.stay"})
NOBODYS = "AAAAAAAAAAAAAAAAAAAAAA"


def test_every_route_says_who_may_open_it(app: Flask) -> None:
    found: dict[str, set[str]] = {}
    for rule in app.url_map.iter_rules():
        if not rule.endpoint.startswith("staff."):
            found.setdefault(audience_of(app, rule.endpoint), set()).add(rule.endpoint)
    assert found == {"everyone": EVERYONE, "applicant": OWNERS | OF_THE_ACCOUNT}


@pytest.fixture(scope="module")
def owner(product: Product, app: Flask) -> Applicant:
    """A person with a file."""
    someone = register(product, app, "natural")
    someone.press("save", {"services": ["np_ib_user"]})
    upload = f"{someone.address}/files/client.identity_document"
    page = soup(someone.client.get(upload))
    sent = {"file": (BytesIO(PDF), "pase.pdf"), "csrf_token": token(page)}
    assert someone.client.post(upload, data=sent).status_code == 303
    return someone


@pytest.fixture(scope="module")
def stranger(product: Product, app: Flask) -> Applicant:
    return register(product, app, "natural")


def file_id(owner: Applicant) -> str:
    link = owner.sheet().select_one("a.file-name")
    assert link is not None
    return str(link["href"]).rpartition("/")[2]


def ask(app: Flask, client: FlaskClient, endpoint: str, case_id: str, file: str) -> int:
    with app.test_request_context():
        rule = next(one for one in app.url_map.iter_rules() if one.endpoint == endpoint)
        given = {
            "case_id": case_id, "place": "application", "name": "client.identity_document",
            "file_id": file, "lang": "en", "programme": "magnetiq", "step": "applicant-sends",
            "path": "package.documents", "kind": "zip",
        }  # fmt: skip
        address = app.url_map.bind("localhost").build(
            endpoint, {name: given[name] for name in rule.arguments}
        )
        method = "POST" if "POST" in (rule.methods or ()) else "GET"
    return client.open(address, method=method).status_code


@pytest.fixture(scope="module")
def unguarded(product: Product) -> Flask:
    """The application without CSRF tokens, so that only the owner check can refuse."""
    app = create_app(product)
    app.config["WTF_CSRF_ENABLED"] = False
    return app


@pytest.mark.parametrize("endpoint", OF_A_CASE)
def test_the_owner_is_let_in(unguarded: Flask, owner: Applicant, endpoint: str) -> None:
    client = _same_person(unguarded, owner)
    status = ask(unguarded, client, endpoint, owner.case_id, file_id(owner))
    # Nothing is submitted yet, so there is no document; a post without a file is told so.
    # The file is one of a form and of no message.
    # Nothing can be added to a case that is not completed, and nobody is identified yet.
    not_there = (
        "applicant.pdf", "applicant.versions", "applicant.message_file", "applicant.add",
        "applicant.begin_added", "applicant.step_file",
        "applicant.begin", "applicant.begin_with_code", "applicant.files_together",
    )  # fmt: skip
    assert status == {"applicant.upload": 422}.get(
        endpoint, 404 if endpoint in not_there else status
    )
    assert status < 500
    assert (status == 404) == (endpoint in not_there)


@pytest.mark.parametrize("endpoint", OF_A_CASE)
def test_somebody_else_finds_nothing(
    unguarded: Flask, owner: Applicant, stranger: Applicant, endpoint: str
) -> None:
    client = _same_person(unguarded, stranger)
    assert ask(unguarded, client, endpoint, owner.case_id, file_id(owner)) == 404


@pytest.mark.parametrize("endpoint", OF_A_CASE)
def test_an_unknown_case_looks_like_somebody_elses(
    unguarded: Flask, stranger: Applicant, endpoint: str
) -> None:
    client = _same_person(unguarded, stranger)
    assert ask(unguarded, client, endpoint, NOBODYS, NOBODYS) == 404


@pytest.mark.parametrize("endpoint", OF_A_CASE)
def test_nobody_is_sent_to_the_door(unguarded: Flask, owner: Applicant, endpoint: str) -> None:
    status = ask(unguarded, unguarded.test_client(), endpoint, owner.case_id, file_id(owner))
    assert status in (302, 401)


def test_a_session_that_ended_opens_nothing(product: Product, app: Flask, unguarded: Flask) -> None:
    someone = register(product, app, "natural")
    copied = _same_person(unguarded, someone)
    page = someone.sheet()
    someone.client.post("/en/magnetiq/logout", data={"csrf_token": token(page)})
    for endpoint in OF_A_CASE:
        assert ask(unguarded, copied, endpoint, someone.case_id, NOBODYS) in (302, 401)


def test_another_file_of_another_case_is_not_found_under_ones_own(
    unguarded: Flask, owner: Applicant, stranger: Applicant
) -> None:
    client = _same_person(unguarded, stranger)
    assert ask(unguarded, client, "applicant.file", stranger.case_id, file_id(owner)) == 404


def _same_person(app: Flask, someone: Applicant) -> FlaskClient:
    """A browser of the other application with the same cookie."""
    client = app.test_client()
    cookie = someone.client.get_cookie("anketa")
    assert cookie is not None
    client.set_cookie("anketa", cookie.value)
    return client
