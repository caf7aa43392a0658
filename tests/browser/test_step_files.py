"""What comes after the form: questionnaires, and a file that a step asks for."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from engine.bootstrap import Product
from engine.demo.playing import Play
from engine.demo.signing import signed_package
from engine.signatures.believed import rehearsal_of
from engine.signatures.rehearsal.signing import RehearsedSignature, signed_container
from tests.browser.looking import DESK, PATIENCE, PHONE, is_accessible, shown_if_stuck
from tests.journeys.answers import PDF
from tests.journeys.cases import Colleague, hired, played
from tests.journeys.serving import PROGRAMME

UPLOADS = "applicant uploads the signed package"
SIGNED = "signed_package.file"
SIGNED_ITSELF = "S-41 a package signed by the client's own signature is checked by the Bank"
STEP = "/package/do/applicant-uploads-the-signed-package"
WRONG = FilePayload(name="līgums.docx", mimeType="application/octet-stream", buffer=b"PK")


@pytest.fixture
def officer(product: Product) -> Colleague:
    return hired(product, "Jānis Ozoliņš", "officer")


@pytest.fixture
def play(product: Product, officer: Colleague) -> Play:
    """A client who has agreed to the package."""
    return played(product, (officer,), SIGNED_ITSELF, lambda act: act.step != UPLOADS)


@pytest.fixture
def right(product: Product, play: Play) -> FilePayload:
    """The package as its client signs it elsewhere."""
    case = play.load()
    question = case.ready.step_forms["package", "signed_package"].outline.fields[SIGNED]
    content = signed_package(product, case, question)
    return FilePayload(name="parakstīts.asice", mimeType="application/octet-stream", buffer=content)


@pytest.fixture
def foreign(product: Product) -> FilePayload:
    """A container with another document, signed by somebody else."""
    at = product.clock.now()
    person = rehearsal_of(product.settings, at).person("Anna Cita", "010190-11111", at)
    content = signed_container({"cits.pdf": PDF}, RehearsedSignature(person, at))
    return FilePayload(name="cits.asice", mimeType="application/octet-stream", buffer=content)


def test_a_country_is_found_in_a_long_list_and_the_list_stays_as_it_is(
    chromium: Browser, product: Product, address: str, officer: Colleague
) -> None:
    identified = played(product, (officer,), "A client who is identified")
    base = f"{address}/lv/{PROGRAMME}"
    page = _logged_in(chromium, product, base, identified, viewport=PHONE)
    with shown_if_stuck(page):
        page.goto(f"{page.url}/questionnaire:np_client_questionnaire")
        find, shown = page.locator("[data-finds]"), page.locator(".options-long .option:visible")
        expect(page.locator("h1")).to_have_text("Klienta anketa (fiziska persona)")
        find.fill("igau")
        expect(shown).to_have_text("Igaunija")
        is_accessible(page, "a long list that is searched")
        find.press("Enter")  # looks, and sends nothing
        with page.expect_response("**/typed"):
            shown.locator("input").check()
        expect(shown).to_have_count(1)
        find.fill("vacija")
        expect(shown).to_have_text(["Igaunija", "Vācija"])
        find.fill("xyz")
        expect(page.locator("[data-none]")).to_have_text("Nekas nav atrasts")
        page.reload()
        expect(page.locator(".options-long input:checked")).to_have_value("EE")
    page.context.close()


def test_the_signed_package_is_uploaded_removed_and_sent(
    chromium: Browser, product: Product, address: str, play: Play,
    right: FilePayload, foreign: FilePayload,
) -> None:  # fmt: skip
    page = _logged_in(chromium, product, f"{address}/lv/{PROGRAMME}", play, viewport=PHONE)
    with shown_if_stuck(page):
        page.locator(f".turn a.btn-primary[href$='{STEP}']").click()
        picks, kept = page.locator("input[data-upload]"), page.locator("a.file-name")
        picks.set_input_files([WRONG])
        expect(page.locator(".progress-place .error")).to_contain_text("līgums.docx")
        picks.set_input_files([right])
        kept.wait_for()
        is_accessible(page, "the step with a file")
        got = page.request.get(address + str(kept.get_attribute("href")))
        assert (got.status, got.body()) == (200, right["buffer"])
        assert got.headers["content-disposition"].startswith("attachment")
        page.locator("button[value^='detach:']").click()
        expect(kept).to_have_count(0)
        page.locator("button[value=take]").click()
        expect(page.locator(".error-summary")).to_be_visible()
        is_accessible(page, "the step without its file")
        picks.set_input_files([foreign])
        kept.wait_for()
        page.locator("button[value=take]").click()
        summary = page.locator(".error-summary")
        expect(summary).to_contain_text("Failā nav to dokumentu, kas jāparaksta.")
        expect(summary).to_contain_text("Failā nav neviena no vajadzīgajiem parakstiem.")
        assert _package(play) == "signing"
        is_accessible(page, "the step with a file that never counts")
        page.locator("button[value^='detach:']").click()
        expect(kept).to_have_count(0)
        picks.set_input_files([right])
        kept.wait_for()
        page.locator("button[value=take]").click()
        page.wait_for_url(f"**/case/{play.case_id}")
    assert _package(play) == "checking"
    page.context.close()


def test_without_scripts_too(
    chromium: Browser, product: Product, address: str, play: Play, right: FilePayload
) -> None:
    base = f"{address}/en/{PROGRAMME}"
    page = _logged_in(chromium, product, base, play, viewport=DESK, java_script_enabled=False)
    with shown_if_stuck(page):
        page.goto(f"{base}/case/{play.case_id}{STEP}")
        native, kept = page.locator("input[type=file]:not([data-upload])"), page.locator(".file")
        for file, count in ((WRONG, 0), (right, 1)):
            native.set_input_files([file])
            page.locator("button[value^='files:']").click()
            expect(page.locator(".error-summary")).to_have_count(1 - count)
            expect(kept).to_have_count(count)
        page.locator("button[value^='detach:']").click()
        expect(kept).to_have_count(0)
        page.locator("button[lang=lv]").click()
        page.wait_for_url("**/lv/**")
        assert _package(play) == "signing"
        native.set_input_files([right])
        page.locator("button[value=take]").click()
        page.wait_for_url(f"**/case/{play.case_id}")
    assert _package(play) == "checking"
    page.context.close()


def _logged_in(browser: Browser, product: Product, base: str, play: Play, **context: Any) -> Page:
    with product.store.read() as view:
        account = view.accounts.find(play.account)
    assert account is not None
    page = browser.new_context(**context).new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{base}/login")
    page.fill("[name='login.identifier']", account.email)
    page.fill("[name='login.password']", "Abcdef1!")
    page.locator("button[value=continue]:not([tabindex='-1'])").click()
    page.wait_for_url("**/case/*")
    return page


def _package(play: Play) -> str:
    return play.load().state.picture.instance("package").status
