"""Registration page by page (S-01 to S-07), in Latvian unless the language is the question."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient

from engine.bootstrap import Product
from tests.bank.pages import (
    CLIENT,
    COMPANY,
    Answers,
    Wizard,
    asked,
    buttons,
    chosen,
    contacts,
    options,
    said,
    words,
)
from tests.fakes import FixedClock
from tests.journeys.serving import Applicant, Contact, codes_for, register, soup, token

START: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "lv": ("Reģistrēties", "Esošajiem klientiem",
           ("jaunu klientu", "atjaunot", "maksājumu kart", "internetbankas lietotāj",
            "Juridiska persona", "Fiziska persona")),
    "en": ("Register", "For existing clients",
           ("new client", "renew", "payment card", "internet bank user", "Legal person",
            "Natural person")),
    "ru": ("Зарегистрироваться", "Существующим клиентам",
           ("новым клиентом", "обновить", "карт", "интернет-банка", "Юридическое лицо",
            "Физическое лицо")),
}  # fmt: skip
CHOOSE, TICK = "Izvēlieties valsti", "Nepieciešams apstiprinājums"
TOO_MANY_COUNTRIES = "Var norādīt ne vairāk kā 2 valstis"
WRONG_CONTACT = {
    "account.email": "Norādiet e-pasta adresi, piemēram, vards@example.org",
    "account.phone_number": "Norādiet tālruņa numuru ar valsts kodu, piemēram, +371 20 000 000",
}
WRONG_CODE = "Kods nav derīgs"
NOT_COMPLETED = (
    "Reģistrāciju ar šiem datiem nevar pabeigt. Ja reģistrācija jau ir pabeigta, izvēlieties "
    "„Esošajiem klientiem”"
)


@pytest.fixture
def wizard(browser: FlaskClient) -> Wizard:
    return Wizard(browser)


@pytest.fixture
def at_contacts(wizard: Wizard) -> Wizard:
    assert wizard.press("", CLIENT).status_code == 303
    return wizard


def step_of(address: str) -> str:
    return address.rpartition("/register")[2]


@pytest.mark.parametrize("lang", START)
def test_s01_the_start_page_in_each_language(browser: FlaskClient, lang: str) -> None:
    page = soup(browser.get(f"/{lang}/magnetiq/"))
    registers, existing, reasons = START[lang]
    assert buttons(page)[-2:] == [registers, existing]
    help = page.select_one("p.help")
    assert help is not None
    for reason in reasons:
        assert reason in words(help)
    assert {str(one.get("hreflang")) for one in page.select("a.language")} == set(START) - {lang}


def test_s01_registering_begins_with_the_choice_of_client_type(browser: FlaskClient) -> None:
    link = soup(browser.get("/lv/magnetiq/")).select_one("main a.btn-primary")
    assert link is not None
    page = soup(browser.get(str(link["href"])))
    assert options(page, "client_type") == {
        "natural": "Fiziska persona", "legal": "Juridiska persona",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("who", "services"),
    [
        ("natural", ["np_new_client", "np_extra_card", "np_ib_user"]),
        ("legal", ["lp_current_account", "lp_safeguarding", "lp_acquiring", "lp_doc_renewal",
                   "lp_ecom_doc_renewal"]),
    ],
)  # fmt: skip
def test_s01_each_client_type_has_services_of_its_own(
    bank: Product, app: Flask, who: str, services: list[str]
) -> None:
    page = register(bank, app, who, "lv").sheet()
    assert list(options(page, "services")) == services


def test_s02_a_natural_person_is_asked_for_citizenships(wizard: Wizard) -> None:
    page = soup(wizard.press("", {"client_type": "natural"}, "refresh"))
    assert {"client.citizenship_1", "client.citizenship_2"} <= asked(page)
    assert "company.registration_country" not in asked(page)


TERMS = {
    "lv": [
        "Paziņojums datu subjektiem par personas datu apstrādi",
        "Vispārējie darījumu noteikumi",
        "Bankas cenrādis",
        "Vispārējie klientu neklātienes identifikācijas noteikumi",
        "Lietotāja kabineta (neklātienes identifikācija) lietošanas instrukcija klientiem",
    ],
    "en": [
        "Notice to data subjects on personal data processing",
        "General terms of business",
        "Price list of the Bank",
        "General rules on remote identification of clients",
        "Instruction for clients on using the User cabinet (remote identification)",
    ],
    "ru": [
        "Уведомление об обработке персональных данных",
        "Общие условия обслуживания",
        "Прейскурант Банка",
        "Общие правила удалённой идентификации клиентов",
        "Инструкция для клиентов по использованию Кабинета пользователя (удалённая идентификация)",
    ],
}


@pytest.mark.parametrize("who", ["natural", "legal"])
@pytest.mark.parametrize("lang", TERMS)
def test_s02_s04_five_texts_are_given_to_read_in_the_language_of_the_page(
    browser: FlaskClient, lang: str, who: str
) -> None:
    wizard = Wizard(browser, lang)
    page = soup(wizard.press("", {"client_type": who}, "refresh"))
    links = page.select(".terms-list a")
    for link in links:
        for hidden in link.select(".visually-hidden"):
            hidden.extract()
    assert [words(link) for link in links] == TERMS[lang]
    for link in links:
        text = soup(browser.get(str(link["href"])))
        assert text.html is not None
        assert text.html["lang"] == lang
        assert words(link) in words(text.h1)  # type: ignore[arg-type]


def test_s02_without_country_and_ticks_the_step_stays_open(wizard: Wizard) -> None:
    response = wizard.press("", {"client_type": "natural"})
    assert response.status_code == 422
    page = soup(response)
    assert said(page, "client.citizenship_1") == [CHOOSE]
    assert said(page, "client.citizenship_2") == []
    assert said(page, "consents.privacy_notice") == said(page, "consents.terms") == [TICK]
    assert step_of(wizard.client.get(wizard.address("/contacts")).location) == ""


def test_s02_every_tick_is_kept_with_its_text_language_and_time(bank: Product, app: Flask) -> None:
    someone = register(bank, app, "natural", "ru")
    with bank.store.read() as view:
        account = view.cases.find(someone.case_id).account  # type: ignore[union-attr]
        given = view.consents.of_account(account)
    assert {one.terms for one in given if one.path == "consents.privacy_notice"} == {
        "privacy_notice"
    }
    assert {one.terms for one in given if one.path == "consents.terms"} == {
        "general_terms", "price_list", "remote_identification_rules", "cabinet_instruction",
    }  # fmt: skip
    for one in given:
        assert one.terms_version
        assert (one.language, one.at) == ("ru", bank.clock.now())
        assert "Werkzeug" in one.user_agent


def test_s03_the_countries_are_those_of_the_world_and_three_more(wizard: Wizard) -> None:
    page = soup(wizard.press("", {"client_type": "natural"}, "refresh"))
    found = options(page, "client.citizenship_1")
    assert len(found) == 249 + 3
    assert found["LV"] == "Latvija"
    assert next(iter(found)) == "LV"
    assert found["XX-LVNC"] == "Latvijas nepilsonis"
    assert found["XX-STL"] == "Bezvalstnieks"
    assert found["XX-REF"] == "Bēglis vai persona ar alternatīvo statusu"
    assert {name for name in asked(page) if "citizenship" in name} == {
        "client.citizenship_1", "client.citizenship_2",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["client.citizenship_1", "client.citizenship_2"])
def test_s03_a_third_country_is_refused_and_two_stay(wizard: Wizard, name: str) -> None:
    two = {**CLIENT, "client.citizenship_2": "EE"}
    assert wizard.press("", two).status_code == 303
    response = wizard.press("", {**two, name: [str(two[name]), "LT"]})
    assert response.status_code == 422
    assert said(soup(response), name) == [TOO_MANY_COUNTRIES]
    page = wizard.page()
    assert chosen(page, "client.citizenship_1") == ["LV"]
    assert chosen(page, "client.citizenship_2") == ["EE"]


def test_s03_a_question_that_does_not_exist_takes_no_third_country(wizard: Wizard) -> None:
    page = wizard.page()
    response = wizard.press("", {**CLIENT, "client.citizenship_3": "LT"}, page=page)
    assert response.status_code == 422


def test_s03_two_equal_countries_are_refused(wizard: Wizard) -> None:
    response = wizard.press("", {**CLIENT, "client.citizenship_2": "LV"})
    assert response.status_code == 422
    assert said(soup(response), "client.citizenship_2") == ["Valstīm jābūt atšķirīgām"]


def test_s04_another_client_type_clears_the_country_and_keeps_the_ticks(wizard: Wizard) -> None:
    natural = soup(wizard.press("", CLIENT, "refresh"))
    assert chosen(natural, "client.citizenship_1") == ["LV"]
    legal = soup(wizard.press("", {"client_type": "legal"}, "refresh", natural))
    assert "client.citizenship_1" not in asked(legal)
    assert chosen(legal, "company.registration_country") == []
    assert chosen(legal, "consents.privacy_notice") == chosen(legal, "consents.terms") == ["yes"]
    again = soup(wizard.press("", {"client_type": "natural"}, "refresh", legal))
    assert chosen(again, "client.citizenship_1") == []


def test_s04_a_country_that_was_kept_before_is_cleared_too(wizard: Wizard) -> None:
    assert wizard.press("", CLIENT).status_code == 303
    assert wizard.press("", COMPANY).status_code == 303
    back = wizard.page()
    again = soup(wizard.press("", {"client_type": "natural"}, "refresh", back))
    assert chosen(again, "client.citizenship_1") == []


@pytest.mark.parametrize(
    ("blank", "sentence"),
    [("company.registration_country", CHOOSE), ("consents.terms", TICK)],
)
def test_s04_without_country_or_undertaking_the_step_stays_open(
    wizard: Wizard, blank: str, sentence: str
) -> None:
    page = soup(wizard.press("", {"client_type": "legal"}, "refresh"))
    response = wizard.press("", {**COMPANY, blank: ""}, page=page)
    assert response.status_code == 422
    assert said(soup(response), blank) == [sentence]
    assert step_of(wizard.press("", COMPANY, page=page).location) == "/contacts"


@pytest.mark.parametrize("first", [CLIENT, COMPANY], ids=["natural", "legal"])
def test_s05_both_codes_make_an_account_that_is_logged_in(
    bank: Product, wizard: Wizard, first: Answers
) -> None:
    assert step_of(wizard.press("", first).location) == "/contacts"
    contact = Contact.new()
    assert step_of(wizard.press("/contacts", contacts(contact)).location) == "/codes"
    to = [one.to for one in bank.sent.newest(1000)]
    assert (to.count(contact.email), to.count(f"+371{contact.phone}")) == (1, 1)
    sent = codes_for(bank, contact)
    assert sent["email"] != sent["phone"]
    page = wizard.page("/codes")
    assert "Pabeigt reģistrāciju" in buttons(page)
    typed = {"account.email_code": sent["email"], "account.phone_code_received": sent["phone"]}
    done = wizard.press("/codes", typed)
    assert done.status_code == 303
    form = soup(wizard.client.get(done.location))
    own = "np_new_client" if first is CLIENT else "lp_acquiring"
    assert own in options(form, "services")
    assert "client_type" not in asked(form)
    crafted = {**dict.fromkeys(asked(form), ""), "client_type": "legal", "_do": "save",
               "csrf_token": token(form), "_version": "0"}  # fmt: skip
    wizard.client.post(done.location, data=crafted)
    assert own in options(soup(wizard.client.get(done.location)), "services")


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("account.email", "anna@"),
        ("account.email", "anna"),
        ("account.phone_number", "123"),
        ("account.phone_number", "2000000O"),
    ],
)
def test_s05_a_contact_that_cannot_be_is_told_at_once(
    at_contacts: Wizard, name: str, typed: str
) -> None:
    response = at_contacts.press("/contacts", {**contacts(Contact.new()), name: typed})
    assert response.status_code == 422
    assert said(soup(response), name) == [WRONG_CONTACT[name]]


@pytest.mark.parametrize("taken", ["email", "phone"])
def test_s05_a_taken_contact_is_told_in_neutral_words_at_the_end(
    bank: Product, natural: Applicant, at_contacts: Wizard, time: FixedClock, taken: str
) -> None:
    time.move(timedelta(minutes=2))
    new = Contact.new()
    old = natural.contact
    both = Contact(old.email, new.phone) if taken == "email" else Contact(new.email, old.phone)
    given = at_contacts.press("/contacts", contacts(both))
    assert step_of(given.location) == "/codes"
    sent = codes_for(bank, both)
    typed = {"account.email_code": sent["email"], "account.phone_code_received": sent["phone"]}
    response = at_contacts.press("/codes", typed)
    assert response.status_code == 422
    assert NOT_COMPLETED in words(soup(response).select_one(".error-summary"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("password", "again", "sentence"),
    [
        ("Abcdef1!", None, None),
        ("Abcde1!", None, "Parolē jābūt vismaz 8 rakstzīmēm"),
        ("Abcdefg!", None, "Parolē jābūt vismaz vienam ciparam"),
        ("ABCDEF1!", None, "Parolē jābūt vismaz vienam mazajam burtam"),
        ("abcdef1!", None, "Parolē jābūt vismaz vienam lielajam burtam"),
        ("Abcdefg1", None, "Parolē jābūt vismaz vienam simbolam"),
        ("Abcdef1 ", None, "Parolē jābūt vismaz vienam simbolam"),
        ("Ābčdēf1€", None, None),
        ("Aa1!" * 32 + "x", None, "Pārsniegts maksimālais garums (128)"),
        ("Abcdef1!", "Abcdef1?", "Paroles nesakrīt"),
    ],
)
def test_s06_what_a_password_must_be_like(
    at_contacts: Wizard, password: str, again: str | None, sentence: str | None
) -> None:
    response = at_contacts.press("/contacts", contacts(Contact.new(), password, again))
    if sentence is None:
        assert step_of(response.location) == "/codes"
        return
    assert response.status_code == 422
    page = soup(response)
    name = "account.password" if again is None else "account.password_repeat"
    assert said(page, name) == [sentence]
    assert password not in response.get_data(as_text=True)


def test_s06_the_five_conditions_stand_at_the_password(at_contacts: Wizard) -> None:
    page = at_contacts.page("/contacts")
    conditions = page.select("[data-password] [data-condition]")
    assert len(conditions) == 5
    assert all(one.select_one("[data-state]") is not None for one in conditions)


@pytest.fixture
def at_codes(at_contacts: Wizard) -> tuple[Wizard, Contact]:
    contact = Contact.new()
    assert at_contacts.press("/contacts", contacts(contact)).status_code == 303
    return at_contacts, contact


def codes(sent: Mapping[str, str], **wrong: str) -> Answers:
    both = {**sent, **wrong}
    return {"account.email_code": both["email"], "account.phone_code_received": both["phone"]}


def other(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def refused(wizard: Wizard, typed: Answers) -> str:
    response = wizard.press("/codes", typed)
    assert response.status_code == 422
    summary = soup(response).select_one(".error-summary li")
    assert summary is not None
    return words(summary).rpartition(": ")[2]


def red(page: BeautifulSoup) -> list[str]:
    """Names of the inputs that are marked as wrong."""
    return [str(one["name"]) for one in page.select("[aria-invalid]")]


@pytest.mark.parametrize(
    ("kind", "name"),
    [("email", "account.email_code"), ("phone", "account.phone_code_received")],
)
def test_only_the_code_that_is_wrong_is_marked(
    bank: Product, at_codes: tuple[Wizard, Contact], kind: str, name: str
) -> None:
    wizard, contact = at_codes
    sent = codes_for(bank, contact)
    page = soup(wizard.press("/codes", codes(sent, **{kind: other(sent[kind])})))
    assert red(page) == [name]
    assert [str(one["href"]) for one in page.select(".error-summary a")] == [f"#code-{kind}"]
    assert page.select_one(f"#code-{kind}-problems .error") is not None


def test_a_code_left_blank_is_asked_for_and_is_no_guess(
    bank: Product, at_codes: tuple[Wizard, Contact]
) -> None:
    wizard, contact = at_codes
    sent = codes_for(bank, contact)
    for _ in range(6):
        page = soup(wizard.press("/codes", codes(sent, phone=" ")))
        assert red(page) == ["account.phone_code_received"]
        assert "Ievadiet šo kodu" in words(one_of(page, "#code-phone-problems"))
    assert wizard.press("/codes", codes(sent)).status_code == 303


def test_having_to_wait_accuses_no_answer_and_says_how_long(
    at_codes: tuple[Wizard, Contact], time: FixedClock
) -> None:
    wizard, _contact = at_codes
    time.move(timedelta(seconds=17))
    page = soup(wizard.press("/codes", {"account.email_code": "123456"}, "resend"))
    assert page.select(".error-summary") == []
    assert red(page) == []
    assert "43" in words(one_of(page, ".notice"))
    assert one_of(page, "[data-countdown]")["data-countdown"] == "43"
    time.move(timedelta(seconds=43))
    assert wizard.page("/codes").select("[data-countdown]") == []


def one_of(page: BeautifulSoup, selector: str) -> Tag:
    (found,) = page.select(selector)
    return found


def test_s07_one_right_code_makes_no_account(
    bank: Product, at_codes: tuple[Wizard, Contact]
) -> None:
    wizard, contact = at_codes
    sent = codes_for(bank, contact)
    assert refused(wizard, codes(sent, phone=other(sent["phone"]))) == WRONG_CODE
    assert refused(wizard, codes(sent, email=other(sent["email"]))) == WRONG_CODE
    assert wizard.client.get("/lv/magnetiq/cabinet").location.endswith("/login")
    assert wizard.press("/codes", codes(sent)).status_code == 303


def test_s07_after_five_wrong_codes_the_right_one_is_void(
    bank: Product, at_codes: tuple[Wizard, Contact]
) -> None:
    wizard, contact = at_codes
    sent = codes_for(bank, contact)
    for _ in range(5):
        assert refused(wizard, codes(sent, phone=other(sent["phone"]))) == WRONG_CODE
    assert refused(wizard, codes(sent)) == WRONG_CODE


def test_s07_new_codes_come_after_a_minute_and_end_the_old_ones(
    bank: Product, at_codes: tuple[Wizard, Contact], time: FixedClock
) -> None:
    wizard, contact = at_codes
    old = codes_for(bank, contact)
    time.move(timedelta(seconds=59))
    before = len(bank.sent.newest(1000))
    response = wizard.press("/codes", {}, "resend")
    assert response.status_code == 422
    assert len(bank.sent.newest(1000)) == before
    time.move(timedelta(seconds=1))
    assert wizard.press("/codes", {}, "resend").status_code == 303
    assert len(bank.sent.newest(1000)) == before + 2
    new = codes_for(bank, contact)
    assert refused(wizard, codes(old)) == WRONG_CODE
    assert wizard.press("/codes", codes(new)).status_code == 303


@pytest.mark.parametrize(("seconds", "is_valid"), [(599, True), (601, False)])
def test_s07_codes_live_for_ten_minutes(
    bank: Product, at_codes: tuple[Wizard, Contact], time: FixedClock, seconds: int, is_valid: bool
) -> None:
    wizard, contact = at_codes
    sent = codes_for(bank, contact)
    time.move(timedelta(seconds=seconds))
    if is_valid:
        assert wizard.press("/codes", codes(sent)).status_code == 303
    else:
        assert refused(wizard, codes(sent)) == WRONG_CODE


def test_s07_a_used_code_is_used_and_a_day_later_nothing_is_left(
    bank: Product, at_codes: tuple[Wizard, Contact], app: Flask, time: FixedClock
) -> None:
    wizard, contact = at_codes
    page, sent = wizard.page("/codes"), codes_for(bank, contact)
    assert wizard.press("/codes", codes(sent)).status_code == 303
    again = wizard.press("/codes", codes(sent), page=page)
    assert "/case/" not in (again.location or "")
    unfinished = Wizard(app.test_client())
    unfinished.press("", CLIENT)
    time.move(timedelta(hours=24))
    assert step_of(unfinished.client.get(unfinished.address("/contacts")).location) == ""
