"""A form in a real browser while somebody types: saved, followed, focused, and nothing lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from playwright.sync_api import Browser, Locator, Page, Route, expect

from engine.bootstrap import Product
from tests.journeys.answers import PDF
from tests.journeys.serving import register

NAME, RELATED = "client.full_name", "client.related_client"


@contextmanager
def opened(
    chromium: Browser, address: str, product: Product, app: Flask, kind: str
) -> Iterator[Page]:
    """The form of somebody new in a browser; errors of its scripts fail the test."""
    fresh = register(product, app, kind)
    cookie = fresh.client.get_cookie("anketa")
    assert cookie is not None
    context = chromium.new_context(locale="en-GB")
    context.add_cookies([{"name": "anketa", "value": cookie.value, "url": address}])
    context.set_default_timeout(90_000)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if "Policy" in line.text else None)
    page.goto(address + fresh.address)
    yield page
    context.close()
    assert errors == []


@pytest.fixture
def sheet(chromium: Browser, address: str, product: Product, app: Flask) -> Iterator[Page]:
    """The form of a person."""
    with opened(chromium, address, product, app, "natural") as page:
        yield page


@pytest.fixture
def company_sheet(chromium: Browser, address: str, product: Product, app: Flask) -> Iterator[Page]:
    """The form of a company."""
    with opened(chromium, address, product, app, "legal") as page:
        yield page


def question(page: Page, name: str) -> Locator:
    return page.locator(f"[name='{name}']:not([type=hidden])")


def settled(page: Page) -> None:
    page.locator("form[data-waiting]").wait_for(state="detached")


def test_typing_is_saved_without_any_button(sheet: Page) -> None:
    question(sheet, NAME).press_sequentially("Anna Bērziņa")
    expect(sheet.locator("#save-state")).to_have_text("All saved")
    sheet.reload()
    expect(question(sheet, NAME)).to_have_value("Anna Bērziņa")


@pytest.mark.parametrize("way", ["link", "reload", "closed"])
def test_whoever_leaves_at_once_loses_nothing(sheet: Page, way: str) -> None:
    form = sheet.url
    question(sheet, NAME).fill("Anna Paraugs")
    if way == "link":
        sheet.locator(".companion a[href$='/case/" + form.split("/")[-2] + "']").click()
        sheet.wait_for_load_state()
    if way == "closed":
        sheet.goto("about:blank")
    if way == "reload":
        sheet.reload()
    else:
        sheet.goto(form)
    expect(question(sheet, NAME)).to_have_value("Anna Paraugs")


def test_a_second_press_of_the_same_button_is_no_second_wish(sheet: Page) -> None:
    sent = sheet.evaluate(
        """() => {
          const sent = [];
          addEventListener("submit", (event) => {
            if (!event.defaultPrevented) sent.push(event.submitter.value);
            event.preventDefault();
          });
          document.querySelector("form[data-filling]").removeAttribute("data-filling");
          const form = document.querySelector("#typed");
          const plain = form.cloneNode(true);
          form.replaceWith(plain);
          for (const verb of ["save", "save", "submit"])
            plain.querySelector(`.save-bar [value=${verb}]`).click();
          return sent;
        }"""
    )
    assert sent == ["save", "submit"]


def test_an_answer_brings_its_questions_and_keeps_the_focus(sheet: Page) -> None:
    box = sheet.locator("[name=services][value=np_ib_user]")
    box.focus()
    sheet.keyboard.press("Space")
    question(sheet, RELATED).wait_for()
    expect(sheet.locator("[name=services][value=np_ib_user]")).to_be_focused()
    expect(sheet.locator("#companion nav")).to_contain_text("Identity document")


def test_what_is_typed_while_an_answer_is_on_its_way_is_not_lost(sheet: Page) -> None:
    def slowly(route: Route) -> None:
        sheet.wait_for_timeout(700)
        route.continue_()

    sheet.route(re.compile("/typed$"), slowly)
    with sheet.expect_request(re.compile("/typed$")):
        sheet.locator("[name=services][value=np_ib_user]").check()
    question(sheet, NAME).press_sequentially("Anna Bērziņa", delay=60)
    question(sheet, RELATED).wait_for()
    settled(sheet)
    expect(question(sheet, NAME)).to_have_value("Anna Bērziņa")


def test_a_button_pressed_meanwhile_waits_its_turn(sheet: Page) -> None:
    question(sheet, NAME).fill("Anna Bērziņa")
    sheet.locator("[name=services][value=np_ib_user]").check()
    sheet.locator("button[value=save]:not([tabindex='-1'])").click()
    expect(sheet.locator("#save-state")).to_contain_text("Saved. You can continue")
    expect(question(sheet, NAME)).to_have_value("Anna Bērziņa")


@pytest.mark.parametrize("way", ["mouse", "enter"])
def test_saving_keeps_the_place_and_the_focus(company_sheet: Page, way: str) -> None:
    page = company_sheet
    page.locator("[name=services][value=lp_current_account]").check()
    name = question(page, "company.name")
    name.fill("Ziemeļu vējš SIA")
    settled(page)
    button = page.locator(".save-bar [value=save]")
    if way == "mouse":
        button.click()
    else:
        name.press("Enter")
    expect(page.locator("#save-state")).to_contain_text("Saved. You can continue")
    expect(button if way == "mouse" else name).to_be_focused()
    assert page.evaluate("scrollY") > 0
    page.reload()
    expect(question(page, "company.name")).to_have_value("Ziemeļu vējš SIA")


def test_saving_tells_what_cannot_be_read(sheet: Page) -> None:
    code = question(sheet, "client.personal_code")
    code.fill("12345")
    sheet.locator(".save-bar [value=save]").click()
    expect(sheet.locator("#problems")).to_be_focused()
    expect(sheet.locator("#problems")).to_contain_text("Personal code")
    expect(sheet.locator("#save-state")).to_contain_text("Please check the answers")
    expect(code).to_have_value("12345")


@pytest.mark.parametrize("verb", ["save", "submit", "language"])
def test_without_a_connection_no_button_leaves_the_page(sheet: Page, verb: str) -> None:
    sheet.context.set_offline(True)
    question(sheet, NAME).fill("Anna Bērziņa")
    sheet.locator(f"button[value={verb}]:not([tabindex='-1'])").first.click()
    expect(sheet.locator("#page-told")).to_contain_text("No connection")
    expect(sheet.locator("#save-state")).to_contain_text("No connection")
    expect(question(sheet, NAME)).to_have_value("Anna Bērziņa")
    sheet.context.set_offline(False)
    expect(sheet.locator("#save-state")).to_have_text("All saved")


@pytest.mark.parametrize("held_by", ["mouse", "keyboard"])
def test_a_button_stays_where_it_is_while_it_is_held_down(
    company_sheet: Page, held_by: str
) -> None:
    page, add = company_sheet, company_sheet.locator("button[value='add:representatives']")
    no_owners = page.locator("[name=no_owners][value=yes]")
    page.locator("[name=services][value=lp_current_account]").check()
    if held_by == "mouse":
        add.hover()
        page.mouse.down()
    else:
        add.focus()
        page.keyboard.down("Space")
    no_owners.evaluate("box => box.click()")
    page.wait_for_timeout(2_500)
    if held_by == "mouse":
        page.mouse.up()
    else:
        page.keyboard.up("Space")
    question(page, "representatives.0.full_name").wait_for()
    expect(no_owners).to_be_checked()


def test_two_tabs_lead_to_a_choice(sheet: Page) -> None:
    other = sheet.context.new_page()
    other.goto(sheet.url)
    question(sheet, NAME).fill("Anna Bērziņa")
    question(sheet, NAME).blur()
    settled(sheet)
    question(other, NAME).fill("Anna Kalniņa")
    question(other, NAME).blur()
    expect(other.locator("#save-state")).to_contain_text("changed elsewhere")
    other.locator("button[value=save]:not([tabindex='-1'])").click()
    expect(other.locator("h1")).to_have_text("This form was changed elsewhere")
    other.locator("button[value=mine]").click()
    expect(question(other, NAME)).to_have_value("Anna Kalniņa")


def test_without_a_connection_the_page_says_so_and_tries_again(sheet: Page) -> None:
    sheet.route(re.compile("/typed$"), lambda route: route.abort())
    question(sheet, NAME).fill("Anna Bērziņa")
    question(sheet, NAME).blur()
    expect(sheet.locator("#save-state")).to_contain_text("No connection")
    sheet.unroute(re.compile("/typed$"))
    expect(sheet.locator("#save-state")).to_have_text("All saved")


def test_a_server_that_never_answers_does_not_hold_a_button_for_ever(sheet: Page) -> None:
    sheet.evaluate("htmx.config.timeout = 500")
    sheet.route(re.compile("/typed$"), lambda _route: None)
    question(sheet, NAME).fill("Anna Bērziņa")
    question(sheet, NAME).blur()
    expect(sheet.locator("#save-state")).to_have_text("Saving…")
    sheet.locator("button[value=save]:not([tabindex='-1'])").click()
    expect(sheet.locator("#save-state")).to_contain_text("Saved. You can continue")
    expect(question(sheet, NAME)).to_have_value("Anna Bērziņa")


def test_the_list_of_errors_takes_the_focus_and_leads_to_the_question(sheet: Page) -> None:
    sheet.locator("button[value=submit]:not([tabindex='-1'])").click()
    summary = sheet.locator("#problems")
    expect(summary).to_be_focused()
    expect(sheet).to_have_title(re.compile("^Error:"))
    summary.get_by_role("link", name=re.compile("^Full name")).click()
    expect(question(sheet, NAME)).to_be_focused()


@pytest.fixture
def picker(sheet: Page) -> Locator:
    """What takes files, on a form that asks for them."""
    sheet.locator("[name=services][value=np_ib_user]").check()
    found = sheet.locator("input[data-upload]")
    found.wait_for(state="attached")
    settled(sheet)
    return found


def choose(picker: Locator, *names: str) -> None:
    """Choose PDF files with these names; each has a content of its own."""
    picker.set_input_files(
        [
            {"name": name, "mimeType": "application/pdf", "buffer": PDF + name.encode()}
            for name in names
        ]  # type: ignore[misc]
    )


def test_a_file_of_a_wrong_kind_is_told_beside_its_name(sheet: Page, picker: Locator) -> None:
    wrong = {"name": "scan.exe", "mimeType": "application/octet-stream", "buffer": b"MZ" * 50}
    picker.set_input_files([wrong])  # type: ignore[list-item]
    expect(sheet.locator(".progress-place")).to_contain_text("scan.exe: ")
    expect(sheet.locator(".progress-place")).to_contain_text("not accepted")


@pytest.mark.parametrize(("there", "more"), [(9, 2), (8, 3)])
def test_a_file_that_has_no_room_is_named_and_not_dropped(
    sheet: Page, picker: Locator, there: int, more: int
) -> None:
    choose(picker, *(f"page {number}.pdf" for number in range(there)))
    expect(sheet.locator(".file-name")).to_have_count(there)
    choose(sheet.locator("input[data-upload]"), *(f"more {number}.pdf" for number in range(more)))
    expect(sheet.locator(".file-name")).to_have_count(10)
    left = sheet.locator(".progress-place")
    expect(left).to_contain_text(f"more {more - 1}.pdf: ")
    expect(left).not_to_contain_text("more 0.pdf")
    expect(left).to_contain_text("At most 10")
    expect(sheet.locator("[data-files-part]")).to_contain_text("delete one first")
    # What was said outlives a change of the questions.
    sheet.locator("[name=services][value=np_new_client]").check()
    settled(sheet)
    expect(left).to_contain_text(f"more {more - 1}.pdf: ")


def test_a_button_waits_for_the_files_that_are_on_their_way(sheet: Page, picker: Locator) -> None:
    def slowly(route: Route) -> None:
        sheet.wait_for_timeout(1_500)
        route.continue_()

    sheet.route(re.compile("/files/"), slowly)
    choose(picker, "passport.pdf")
    sheet.locator(".save-bar [value=submit]").click()
    expect(sheet.locator("#save-state")).to_contain_text("Files are still being sent")
    sheet.locator("#problems").wait_for()
    expect(sheet.locator(".file-name")).to_have_text("passport.pdf")


def test_nothing_is_submitted_without_a_file_that_was_refused(sheet: Page, picker: Locator) -> None:
    def slowly(route: Route) -> None:
        sheet.wait_for_timeout(800)
        route.abort()

    sheet.route(re.compile("/files/"), slowly)
    choose(picker, "passport.pdf")
    sheet.locator(".save-bar [value=submit]").click()
    expect(sheet.locator(".progress-place")).to_contain_text(
        "passport.pdf: The file could not be sent"
    )
    expect(sheet.locator("[data-files]")).to_be_focused()
    expect(sheet.locator("#problems")).to_have_count(0)


def test_the_password_is_marked_while_it_is_typed(page: Page, address: str) -> None:
    page.goto(f"{address}/en/magnetiq/register")
    page.locator("[name=client_type][value=natural]").check()
    page.locator("[name='client.citizenship_1']").select_option("LV")
    page.locator("[name='consents.privacy_notice'][type=checkbox]").check()
    page.locator("[name='consents.terms'][type=checkbox]").check()
    page.locator("button[value=continue]:not([tabindex='-1'])").click()
    secret = page.locator("[name='account.password']")
    secret.press_sequentially("Ābc")
    met = page.locator(".conditions .met")
    expect(met).to_have_count(2)
    secret.press_sequentially("def1€")
    expect(met).to_have_count(5)


@pytest.mark.parametrize("lang", ["lv", "ru"])
def test_the_language_pressed_meanwhile_is_the_one_that_comes(sheet: Page, lang: str) -> None:
    def slowly(route: Route) -> None:
        sheet.wait_for_timeout(500)
        route.continue_()

    sheet.route(re.compile("/typed$"), slowly)
    question(sheet, NAME).fill("Anna Bērziņa")
    with sheet.expect_request(re.compile("/typed$")):
        question(sheet, NAME).blur()
    sheet.locator(f"header button[lang={lang}]").click()
    expect(sheet.locator("html")).to_have_attribute("lang", lang)
    expect(question(sheet, NAME)).to_have_value("Anna Bērziņa")


def test_a_dropdown_of_a_row_has_its_whole_list_when_it_is_used(company_sheet: Page) -> None:
    page = company_sheet
    page.locator("[name=services][value=lp_current_account]").check()
    settled(page)
    page.locator("button[value='add:owners_np']").click()
    home = question(page, "owners_np.0.citizenship")
    expect(home.locator("option")).to_have_count(1)
    home.focus()
    expect(home.locator("option")).not_to_have_count(1)
    home.press_sequentially("Eston")
    expect(home).to_have_value("EE")
    settled(page)
    page.reload()
    expect(question(page, "owners_np.0.citizenship")).to_have_value("EE")
    other = question(page, "owners_np.0.citizenship")
    other.hover()
    expect(other.locator("option[value=LV]")).to_have_count(1)
