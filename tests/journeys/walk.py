"""A person at a browser: registers, fills in, saves, comes back, uploads and submits.

What the person does is the same with and without scripts; only how the page follows differs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page

from engine.bootstrap import Product
from tests.journeys.answers import PDF, Answers
from tests.journeys.serving import COUNTRY, PASSWORD, PROGRAMME, Contact, codes_for

Look = Callable[[Page, str], None]


def no_look(_page: Page, _name: str) -> None:
    """Walk on without looking."""


@dataclass(frozen=True, slots=True)
class Walk:
    """One way through the pages; ``look`` sees each page when it is worth looking at."""

    page: Page
    base: str
    product: Product
    lang: str
    scripts: bool = True
    look: Look = no_look
    contact: Contact = field(default_factory=Contact.new)

    def register(self, kind: str) -> None:
        """From the start page to the first form."""
        self.page.goto(f"{self.base}/{self.lang}/{PROGRAMME}/")
        self.look(self.page, "start")
        self.page.locator("main a.btn-primary").click()
        self.answer("client_type", kind)
        self.follow()
        self.answer(COUNTRY[kind], "LV")
        for consent in ("consents.privacy_notice", "consents.terms"):
            self.answer(consent, "yes")
        self.look(self.page, "register")
        self.press("continue")
        self.gives_contacts()

    def gives_contacts(self) -> None:
        """From the contacts to the first form."""
        self.page.wait_for_url("**/register/contacts")
        self.answer("account.email", self.contact.email)
        self.answer("account.phone_number", self.contact.phone)
        self.answer("account.password", PASSWORD)
        self.answer("account.password_repeat", PASSWORD)
        self.look(self.page, "contacts")
        self.press("continue")
        self.page.wait_for_url("**/register/codes")
        sent = codes_for(self.product, self.contact)
        self.answer("account.email_code", sent["email"])
        self.answer("account.phone_code_received", sent["phone"])
        self.look(self.page, "codes")
        self.press("continue")
        self.page.wait_for_url("**/case/*/*")

    def log_in(self) -> None:
        """Back on another day, at the form where one left."""
        self.page.goto(f"{self.base}/{self.lang}/{PROGRAMME}/login")
        self.answer("login.identifier", self.contact.email)
        self.answer("login.password", PASSWORD)
        self.look(self.page, "login")
        self.press("continue")
        self.page.wait_for_url("**/case/*")
        self.look(self.page, "before")
        self.page.locator(".turn a.btn-primary").click()
        self.page.wait_for_url("**/case/*/*")

    def choose_services(self, answers: Answers) -> None:
        """What the other questions follow from."""
        for service in answers.services:
            self.answer("services", service)
        self.follow()

    def fill(self, answers: Answers) -> None:
        """Rows first: some questions are about them."""
        for group, rows in answers.rows.items():
            for number, row in enumerate(rows):
                self._add(group, number)
                self._type({f"{group}.{number}.{name}": value for name, value in row.items()})
        self._type(answers.fields)

    def upload(self, path: str) -> None:
        """A copy of a document, by script or by the page for files."""
        file = {"name": "pase ā.pdf", "mimeType": "application/pdf", "buffer": PDF}
        if self.scripts:
            self.page.locator(f"input[data-upload$='{path}']").set_input_files([file])  # type: ignore[list-item]
            self.page.locator(".file-name").wait_for()
            return
        self.press(f"files:{path}")
        self.page.locator("input[type=file]").set_input_files([file])  # type: ignore[list-item]
        self.look(self.page, "files")
        self.page.locator("form[enctype] button[type=submit]").click()
        self.page.locator(".file-name").wait_for()
        with self.page.expect_navigation():
            self.page.locator("main > p a.btn").click()

    def press(self, button: str) -> None:
        """A button of the form, by what it posts; what it leads to is there then."""
        shown = self.page.locator(f"button[name=_do][value='{button}']:not([tabindex='-1'])")
        if button == "save" and self.scripts:
            with self.page.expect_response("**/typed"):
                shown.click()
            return
        with self.page.expect_navigation():
            shown.click()

    def follow(self) -> None:
        """Let the page ask what the answers lead to."""
        if self.scripts:
            self.page.locator("form[data-waiting]").wait_for(state="detached")
        else:
            self.press("refresh")

    def answer(self, name: str, value: str) -> None:
        """Answer one question, whatever its input is."""
        inputs = self.page.locator(f"[name='{name}']:not([type=hidden])")
        first = inputs.first
        first.wait_for()
        if first.get_attribute("type") in ("radio", "checkbox"):
            self.page.locator(f"[name='{name}'][value='{value}']").check()
        elif _is_select(first):
            first.focus()  # a long list is copied in by then
            first.select_option(value)
        else:
            first.fill(value)

    def stages(self) -> list[tuple[str, str]]:
        """Titles and states on the stage line."""
        return [
            (
                stage.locator(".stage-title").inner_text(),
                str(stage.get_attribute("class")).rpartition("stage-")[2],
            )
            for stage in self.page.locator("li.stage").all()
        ]

    def _add(self, group: str, number: int) -> None:
        row = self.page.locator(f"[name^='{group}.{number}.']:not([type=hidden])").first
        if not row.count():  # a first row that must be there is there
            self.press(f"add:{group}")
        row.wait_for()

    def _type(self, values: Mapping[str, str]) -> None:
        waiting = dict(values)
        for _round in range(4):
            for name in list(waiting):
                if self.page.locator(f"[name='{name}']:not([type=hidden])").count():
                    self.answer(name, waiting.pop(name))
            if not waiting:
                return
            self.follow()
        message = f"never asked: {sorted(waiting)}"
        raise AssertionError(message)


def _is_select(input: Locator) -> bool:
    return input.evaluate("element => element.tagName") == "SELECT"
