"""What tests of pages look for: questions, what is said at them, options, and where links lead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from engine.base.records import Submission
from engine.bootstrap import Product
from engine.forms.wording import html_id
from tests.bank.applications import READY
from tests.journeys.answers import PDF
from tests.journeys.serving import PASSWORD, Applicant, Contact, soup, token, typed_on

Answers = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True, slots=True)
class Wizard:
    """The registration in one browser; each step is a page with a form."""

    client: FlaskClient
    lang: str = "lv"

    def address(self, step: str = "") -> str:
        return f"/{self.lang}/magnetiq/register{step}"

    def page(self, step: str = "") -> BeautifulSoup:
        return soup(self.client.get(self.address(step)))

    def press(
        self, step: str, answers: Answers, button: str = "continue",
        page: BeautifulSoup | None = None,
    ) -> TestResponse:  # fmt: skip
        """Press a button after typing ``answers`` over what stands there."""
        shown = page or self.page(step)
        posted = {**typed_on(shown), **answers, "csrf_token": token(shown), "_do": button}
        return self.client.post(self.address(step), data=posted)


CLIENT: Answers = {
    "client_type": "natural",
    "client.citizenship_1": "LV",
    "consents.privacy_notice": "yes",
    "consents.terms": "yes",
}
COMPANY: Answers = {
    "client_type": "legal",
    "company.registration_country": "LV",
    "consents.privacy_notice": "yes",
    "consents.terms": "yes",
}


def contacts(contact: Contact, password: str = PASSWORD, again: str | None = None) -> Answers:
    """Answers of the second step."""
    return {
        "account.email": contact.email,
        "account.phone_code": "+371",
        "account.phone_number": contact.phone,
        "account.password": password,
        "account.password_repeat": password if again is None else again,
    }


def asked(page: BeautifulSoup) -> set[str]:
    """Names of the questions of a page."""
    return {str(one["name"]) for one in page.select("#form-part [name]")} - {"_version", "_shape"}


def said(page: BeautifulSoup, name: str) -> list[str]:
    """What is said at a question to correct it, without the word that announces it."""
    return _texts(page, f"#{html_id(name)}-problems .error")


def warned(page: BeautifulSoup, name: str) -> list[str]:
    """What is said at a question to think about."""
    return _texts(page, f"#{html_id(name)}-problems .warning")


def options(page: BeautifulSoup, name: str) -> dict[str, str]:
    """Codes and captions of the choices of a question, without the blank one."""
    found: dict[str, str] = {}
    for one in page.select(f"select[name='{name}'] option"):
        found[str(one["value"])] = one.get_text(strip=True)
    for one in page.select(f"input[name='{name}']:not([type=hidden])"):
        label = one.find_parent("label")
        assert label is not None
        caption = label.select_one("span")
        assert caption is not None
        found[str(one["value"])] = caption.get_text(" ", strip=True)
    found.pop("", None)
    return found


def chosen(page: BeautifulSoup, name: str) -> list[str]:
    """Codes that are chosen in a question."""
    picked = page.select(f"select[name='{name}'] option[selected], input[name='{name}'][checked]")
    return [str(one["value"]) for one in picked if one["value"]]


def typed_in(page: BeautifulSoup, name: str) -> str:
    """What stands in the input of a question."""
    found = page.select_one(f"[name='{name}']:not([type=hidden])")
    assert found is not None, name
    return str(found.get("value", ""))


def buttons(page: BeautifulSoup) -> list[str]:
    """Captions of links and buttons that look like buttons."""
    return [words(one) for one in page.select("a.btn, button:not([aria-hidden])")]


def words(tag: Tag) -> str:
    return " ".join(tag.get_text(" ", strip=True).split())


def _texts(page: BeautifulSoup, selector: str) -> list[str]:
    found = []
    for one in page.select(selector):
        for hidden in one.select(".visually-hidden"):
            hidden.extract()
        found.append(words(one))
    return found


def typed(raw: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Those answers of an application that its form asks for; files are not typed."""
    outline = READY.items["application"]
    found: dict[str, list[str]] = {}
    for name, texts in raw.items():
        place = outline.place(name)
        if place is not None and place.field.kind != "file":
            found[name] = list(texts)
    return found


def upload(person: Applicant, name: str, file: str = "pase ā.pdf") -> None:
    """A copy of a document, by the page for files."""
    address = f"{person.address}/files/{name}"
    data = {"file": (BytesIO(PDF), file), "csrf_token": token(soup(person.client.get(address)))}
    assert person.client.post(address, data=data).status_code == 303


def overview(person: Applicant, lang: str = "lv") -> BeautifulSoup:
    """Where the application stands."""
    return soup(person.client.get(f"/{lang}/magnetiq/case/{person.case_id}"))


def stages(page: BeautifulSoup) -> list[tuple[str, str]]:
    """Titles and states of the stage line."""
    found = []
    for stage in page.select("li.stage"):
        title, state = stage.select_one(".stage-title"), stage.select_one(".badge-state")
        assert title is not None
        assert state is not None
        found.append((words(title), words(state)))
    return found


def submission(product: Product, person: Applicant) -> Submission:
    """What the bank received."""
    with product.store.read() as view:
        (found,) = view.submissions.of_case(person.case_id)
    return found
