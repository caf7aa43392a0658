"""The forms page by page (S-08 to S-29), in Latvian.

What staff sees and does (the check list of S-14, the override of E-30 in S-29) has no pages yet.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from engine.base.values import StoredFile
from engine.bootstrap import Product
from tests.bank.applications import application, changed
from tests.bank.pages import (
    asked,
    chosen,
    options,
    overview,
    said,
    stages,
    submission,
    typed,
    typed_in,
    upload,
    warned,
    words,
)
from tests.fakes import FixedClock
from tests.journeys.serving import PASSWORD, Applicant, soup, token

REQUIRED, ATTACH = "Aizpildiet šo lauku", "Pievienojiet dokumentu"
CHOOSE = "Izvēlieties vismaz vienu pakalpojumu"
INSCRIPTION = "Kopija iesniegta AS Magnetiq Bank"
TOO_YOUNG = "Jābūt sasniegtam 18 gadu vecumam"
RIGA = ZoneInfo("Europe/Riga")
URL = "company.resource_url"


def logged_in_again(app: Flask, person: Applicant) -> Applicant:
    """The same person on another device."""
    client = app.test_client()
    page = soup(client.get("/lv/magnetiq/login"))
    answers = {"login.identifier": person.contact.email, "login.password": PASSWORD}
    done = client.post("/lv/magnetiq/login", data={**answers, "csrf_token": token(page)})
    assert done.status_code == 303
    return Applicant(client, person.contact, person.case_id, person.stage, person.lang)


def fit(services: list[str], **changes: object) -> dict[str, list[str]]:
    """A complete form for these services, as it is typed."""
    return typed(application(services, **changes))


def sections(page: BeautifulSoup) -> dict[str, set[str]]:
    """Questions of the form by the title of their section."""
    found: dict[str, set[str]] = {}
    for section in page.select("section.section"):
        title = section.select_one("h2")
        assert title is not None
        inputs = {str(one["name"]) for one in section.select("[name]") if one.get("name") != "_do"}
        inputs |= {str(one["data-upload"]).rpartition("/")[2]
                   for one in section.select("[data-upload]")}  # fmt: skip
        found[words(title)] = inputs
    return found


def test_s08_a_new_client_is_asked_five_things(natural: Applicant) -> None:
    page = soup(natural.press("refresh", {"services": ["np_new_client"]}))
    assert sections(page) == {
        "Interesējošie pakalpojumi": {"services"},
        "Informācija par klientu": {
            "client.full_name", "client.personal_code", "client.birth_date",
            "client.communication_language",
        },
    }  # fmt: skip


def test_s08_a_new_client_sends_the_form_and_goes_on_to_photo_identification(
    bank: Product, natural: Applicant
) -> None:
    response = natural.press("submit", fit(["N1"]))
    assert response.status_code == 303
    page = soup(natural.client.get(response.location))
    assert stages(page)[:2] == [
        ("Sākotnējās informācijas iesniegšana", "Izpildīts"),
        ("Fotoidentifikācija", "Jāveic tagad"),
    ]
    first = page.select_one("li.stage")
    assert first is not None
    assert "Pieteikuma veidlapa Apstrādē" in words(first)
    read = soup(natural.client.get(natural.address))
    assert read.select("form#typed, #form-part") == []
    shown = words(read.main)  # type: ignore[arg-type]
    for answer in ("Anna Bērziņa-O'Neil", "150685-11230", "latviešu", "Jauns klients"):
        assert answer in shown
    sent = submission(bank, natural)
    assert sent.answers["client.communication_language"] == "lv"
    assert sent.engines == "agree"


@pytest.mark.parametrize(
    ("name", "error", "warning"),
    [("Анна", ["Rakstiet ar latīņu burtiem"], []), ("Anna", [], ["Norādiet vārdu un uzvārdu"])],
)
def test_s08_names(natural: Applicant, name: str, error: list[str], warning: list[str]) -> None:
    page = soup(natural.press("save", {"services": ["np_new_client"], "client.full_name": name}))
    assert said(page, "client.full_name") == error
    assert set(warned(page, "client.full_name")) >= set(warning)
    assert typed_in(page, "client.full_name") == name


@pytest.mark.parametrize("who", ["natural", "company"])
def test_s08_s17_no_service_is_no_application(
    who: str, natural: Applicant, company: Applicant
) -> None:
    person = natural if who == "natural" else company
    page = soup(person.press("submit"))
    assert said(page, "services") == [CHOOSE]


@pytest.mark.parametrize(
    ("code", "born", "too_early", "birthday"),
    [
        ("231108-22340", "2008-11-23", (2026, 11, 22), (2026, 11, 23)),
        ("290208-23450", "2008-02-29", (2026, 2, 28), (2026, 3, 1)),
    ],
    ids=["s10", "s11"],
)
def test_the_birthday_begins_at_midnight_in_riga(
    natural: Applicant, app: Flask, time: FixedClock, code: str, born: str,
    too_early: tuple[int, int, int], birthday: tuple[int, int, int],
) -> None:  # fmt: skip
    """A minute before it is next day in Tokyo already, a minute later the day before in UTC."""
    raw = fit(["N1"], client__personal_code=code, client__birth_date=born)
    time.moment = datetime(*too_early, 23, 59, tzinfo=RIGA)
    person = logged_in_again(app, natural)
    refused = person.press("submit", raw)
    assert refused.status_code == 422
    assert said(soup(refused), "client.birth_date") == [TOO_YOUNG]
    time.moment = datetime(*birthday, 0, 0, tzinfo=RIGA)
    person = logged_in_again(app, natural)
    assert person.press("submit").status_code == 303


def test_s10_a_save_warns_of_the_age_and_keeps_it(natural: Applicant) -> None:
    raw = fit(["N1"], client__personal_code="231108-22340", client__birth_date="2008-11-23")
    page = soup(natural.press("save", raw))
    assert warned(page, "client.birth_date") == [TOO_YOUNG]
    assert said(page, "client.birth_date") == []
    assert typed_in(natural.sheet(), "client.birth_date") == "23.11.2008"


def test_s13_the_applicant_does_not_see_what_only_staff_is_told(natural: Applicant) -> None:
    raw = fit(["N1"], client__personal_code="321357-24680")
    page = natural.press("save", raw)
    assert page.status_code == 303
    assert natural.press("submit").status_code == 303
    for shown in (natural.sheet(), overview(natural)):
        assert "pārbaudiet pēc dokumenta" not in words(shown)


def test_s14_a_card_and_internet_bank_user(bank: Product, natural: Applicant) -> None:
    chosen = {"services": ["np_extra_card", "np_ib_user"]}
    page = soup(natural.press("refresh", chosen))
    heading = page.select_one(".options-heading")
    assert heading is not None
    assert words(heading) == "Papildu maksājumu kartes lietotājs / internetbankas lietotājs"
    found = sections(page)
    assert "client.related_client" in found["Informācija par klientu"]
    assert found["Personu apliecinošs dokuments"] == {"client.identity_document"}
    hint = page.select_one("section:has([data-upload]) .section-hint")
    assert hint is not None
    assert INSCRIPTION in words(hint)
    for word in ("angļu", "krievu", "datum", "parakst", "Augšupielādēt"):
        assert word in words(hint), word
    without = fit(["N2", "N3"], client__related_client=None)
    page = soup(natural.press("submit", without))
    assert said(page, "client.related_client") == [REQUIRED]
    assert said(page, "client.identity_document") == [ATTACH]
    upload(natural, "client.identity_document")
    services = ["np_extra_card", "np_ib_user", "np_new_client"]
    complete = {**fit(["N2", "N3"], client__related_client="SIA Piemērs"), "services": services}
    assert natural.press("submit", complete).status_code == 303
    sent = submission(bank, natural)
    assert set(sent.answers["services"]) == set(services)  # type: ignore[arg-type]
    (file,) = sent.answers["client.identity_document"]  # type: ignore[misc]
    assert isinstance(file, StoredFile)
    assert file.name == "pase ā.pdf"


FORMS = {
    "natural person": (["N1"], "client.full_name", "client.birth_date", "31.02.1985", 3),
    "renewal": (["L4"], "company.name", "company.registration_number", "4000352160", 6),
    "full form": (["L1"], "company.name", "company.registration_date", "2026-13-01", 12),
}
each_form = pytest.mark.parametrize(
    ("services", "filled", "wrong", "text", "least"), FORMS.values(), ids=FORMS
)


@each_form
def test_s16_save_keeps_and_submit_demands(
    app: Flask, natural: Applicant, company: Applicant, services: list[str], filled: str,
    wrong: str, text: str, least: int,
) -> None:  # fmt: skip
    person = natural if services == ["N1"] else company
    chosen = {"services": fit(services)["services"]}
    assert person.press("save", {**chosen, filled: "Anna Paraugs"}).status_code == 303
    later = logged_in_again(app, person)
    page = later.sheet()
    assert typed_in(page, filled) == "Anna Paraugs"
    page = soup(later.press("save", {wrong: text}))
    assert said(page, wrong) != []
    assert typed_in(page, wrong) == text
    refused = later.press("submit")
    assert refused.status_code == 422
    summary = soup(refused).select(".error-summary a")
    assert len(summary) >= least
    assert typed_in(later.sheet(), filled) == "Anna Paraugs"
    line = overview(later)
    assert stages(line)[0] == ("Sākotnējās informācijas iesniegšana", "Jāveic tagad")
    assert "Jauns" in words(line.select_one("li.stage"))  # type: ignore[arg-type]


@each_form
def test_s16_what_is_right_goes_to_the_bank(
    bank: Product, natural: Applicant, company: Applicant, services: list[str], filled: str,
    wrong: str, text: str, least: int,
) -> None:  # fmt: skip
    del wrong, text, least
    person = natural if services == ["N1"] else company
    if services == ["L4"]:
        person.press("save", {"services": ["lp_doc_renewal"]})
        upload(person, "submitter.identity_document", "jauna pase.pdf")
    answers = fit(services)
    assert person.press("submit", answers).status_code == 303
    sent = submission(bank, person)
    assert sent.answers[filled] == answers[filled][0]
    if services == ["L4"]:
        (file,) = sent.answers["submitter.identity_document"]  # type: ignore[misc]
        assert file.name == "jauna pase.pdf"


RENEWED = "Dokumentu atjaunošana (tostarp Pārstāvja / PLG / Īpašnieka(-u) maiņa)"
OPTIONS = {
    "lp_current_account": "Norēķinu konts uzņēmējdarbības vajadzībām",
    "lp_safeguarding": (
        "Līdzekļu nodrošināšana, BaaS, segregētais konts maksājumu iestādēm, VASP (virtuālo aktīvu "
        "pakalpojumu sniedzējs), CASP (kripto aktīvu pakalpojumu sniedzējs)"
    ),
    "lp_acquiring": "Norēķinu pieņemšana (jauns tirgotājs)",
    "lp_doc_renewal": RENEWED,
    "lp_ecom_doc_renewal": (
        "E-komercija, dokumentu atjaunošana (tostarp Pārstāvja / PLG / Īpašnieka(-u) maiņa)"
    ),
}


def test_s17_the_services_of_a_legal_person_in_full(company: Applicant) -> None:
    page = company.sheet()
    assert options(page, "services") == OPTIONS
    legend = page.select_one("fieldset:has([name=services]) legend")
    assert legend is not None
    assert words(legend) == "Interesējošie pakalpojumi"
    note = page.select_one("label:has([value=lp_current_account]) .option-note")
    assert note is not None
    assert words(note).casefold() == "nav piemērojams segregētajiem un termiņnoguldījuma kontiem"


def test_s18_a_renewal_shows_its_blocks_and_how_to_copy_the_document(company: Applicant) -> None:
    page = soup(company.press("refresh", {"services": ["lp_doc_renewal"]}))
    found = sections(page)
    assert set(found) == {
        "Interesējošie pakalpojumi", "Informācija par uzņēmumu",
        "Informācija par informācijas iesniedzēju", "Personu apliecinošs dokuments",
    }  # fmt: skip
    hint = page.select_one("section:has([data-upload]) .section-hint")
    assert hint is not None
    for word in (INSCRIPTION, "angļu", "krievu", "parakst", "datum"):
        assert word in words(hint), word


def test_s18_a_company_name_in_cyrillic(company: Applicant) -> None:
    page = soup(company.press("save", {"services": ["lp_doc_renewal"],
                                       "company.name": "ООО Пример"}))  # fmt: skip
    assert said(page, "company.name") == ["Rakstiet ar latīņu burtiem"]


def test_s19_the_same_address_stays_and_becomes_optional(company: Applicant) -> None:
    company.press("save", {"services": ["lp_ecom_doc_renewal"]})
    page = soup(company.press("save", {URL: "shop"}))
    assert said(page, URL) == ["Nepareiza tīmekļa adrese"]
    company.press("save", {URL: "shop.example/lv"})
    page = soup(company.press("refresh", {"services": ["lp_doc_renewal"]}))
    assert typed_in(page, URL) == "https://shop.example/lv"
    label = page.select_one("label[for='company-resource_url'], label:has(+ [name])")
    assert label is not None


def test_s21_an_address_that_is_not_asked_is_kept_and_not_submitted(
    bank: Product, company: Applicant
) -> None:
    company.press("save", fit(["L3"], company__resource_url="shop.example"))
    company.press("save", {"services": ["lp_current_account", "lp_safeguarding"]})
    assert URL not in asked(company.sheet())
    page = soup(company.press("refresh", {"services": ["lp_acquiring"]}))
    assert typed_in(page, URL) == "https://shop.example"
    assert company.press("submit").status_code == 303
    assert "shop.example" not in words(soup(company.client.get(company.address)).main)  # type: ignore[arg-type]
    assert URL not in submission(bank, company).answers


def test_s24_there_are_no_more_than_fifty_rows(company: Applicant) -> None:
    company.press("save", {"services": ["lp_current_account"]})
    rows = {f"representatives.{number}.full_name": "Anna Paraugs" for number in range(49)}
    company.press("save", rows)
    page = soup(company.client.get(company.press("add:representatives").location))
    assert len(page.select("#q-representatives .row-card")) == 50
    assert page.select("button[value='add:representatives']") == []
    company.press("add:representatives", page=page)
    crafted = soup(company.press("save", {"representatives.50.full_name": "Cits Paraugs"}))
    assert said(crafted, "representatives") != []
    assert len(company.sheet().select("#q-representatives .row-card")) == 50


def test_s24_delete_asks_first(company: Applicant) -> None:
    company.press("save", {"services": ["lp_current_account"]})
    company.press("save", {"representatives.0.full_name": "Anna Paraugs"})
    button = company.sheet().select_one("button[value='remove:representatives.0']")
    assert button is not None
    assert words(button).startswith("Dzēst")
    question = soup(company.press("remove:representatives.0"))
    assert "Anna Paraugs" in words(question.h1)  # type: ignore[arg-type]
    assert len(company.sheet().select("#q-representatives .row-card")) == 1
    company.press("removed:representatives.0", page=question)
    page = company.sheet()
    assert len(page.select("#q-representatives .row-card")) == 1  # one must be there
    assert typed_in(page, "representatives.0.full_name") == ""
    assert page.select("button[value='remove:representatives.0']") == []


def test_a_first_row_stands_where_one_is_obligatory(company: Applicant) -> None:
    page = soup(company.press("refresh", {"services": ["lp_current_account"]}))
    there = {one for one in ("representatives", "owners_np", "owners_lp", "ubos")
             if page.select(f"#q-{one.replace('_', '-')} .row-card")}  # fmt: skip
    assert there == {"representatives", "ubos"}
    company.press("save", {"representatives.0.full_name": "Anna Paraugs"}, page)
    assert len(company.sheet().select("#q-representatives .row-card")) == 1
    told = soup(company.press("submit", {"ubos.0.full_name": ""}))
    assert said(told, "ubos") == ["Norādiet vismaz vienu patieso labuma guvēju"]


def test_shares_are_added_up_while_they_are_typed(company: Applicant) -> None:
    company.press("save", {"services": ["lp_current_account"]})
    company.press("add:owners_np")
    page = company.sheet()
    total = page.select_one("#q-owners-lp .total")
    assert total is not None
    assert words(total) == ""
    company.press("save", {"owners_np.0.share_percent": "60,25", "owners_lp.0.share_percent": "50"})
    total = company.sheet().select_one("#q-owners-lp .total")
    assert total is not None
    assert words(total) == "Līdzdalības apjoms (%) kopā: 110,25 %"


def test_nobody_is_asked_twice_who_is_copied(company: Applicant) -> None:
    shared = {"full_name": "Anna Paraugs", "personal_code": "321111-11111",
              "birth_date": "15.06.1985", "citizenship": "EE"}  # fmt: skip
    company.press("save", {"services": ["lp_current_account"]})
    company.press("save", {f"representatives.0.{name}": one for name, one in shared.items()})
    company.press("copy:owners_np:representatives.0")
    page = company.sheet()
    assert chosen(page, "owners_np.0.citizenship") == [shared.pop("citizenship")]
    assert {name: typed_in(page, f"owners_np.0.{name}") for name in shared} == shared
    assert page.select("button[value='copy:owners_np:representatives.0']") == []
    company.press("copy:ubos:owners_np.0")
    page = company.sheet()
    assert chosen(page, "ubos.1.citizenship") == ["EE"]


def test_a_submitter_who_is_a_representative_types_nothing_again(company: Applicant) -> None:
    shared = {"full_name": "Anna Paraugs", "personal_code": "321111-11111",
              "birth_date": "15.06.1985"}  # fmt: skip
    company.press("save", {"services": ["lp_current_account"]})
    company.press("save", {f"representatives.0.{name}": one for name, one in shared.items()})
    page = company.sheet()
    names = [str(one["name"]) for one in page.select("[name^='submitter.']:not([type=hidden])")]
    assert names[0] == "submitter.representative_row"
    take = "button[value='take:submitter.representative_row']"
    assert page.select(take) == []
    page = soup(company.press("refresh", {"submitter.representative_row": "1"}))
    (button,) = page.select(take)
    assert words(button) == "Aizpildīt ar šīs personas datiem: Anna Paraugs"
    company.press("take:submitter.representative_row", page=page)
    page = company.sheet()
    assert {name: typed_in(page, f"submitter.{name}") for name in shared} == shared
    assert page.select(take) == []


def test_what_depends_on_other_answers_is_not_called_optional(company: Applicant) -> None:
    page = soup(company.press("refresh", {"services": ["lp_current_account"]}))
    label = page.select_one("label[for='q-representatives-0-personal-code'] .optional")
    assert label is not None
    assert words(label) == "(ja piemērojams)"
    company.press(
        "save", {"services": ["lp_current_account"], "representatives.0.citizenship": "LV"}
    )
    page = company.sheet()
    assert page.select("label[for='q-representatives-0-personal-code'] .optional") == []


def test_s26_a_representative_is_copied_to_the_beneficial_owners(company: Applicant) -> None:
    company.press("save", fit(["L1"]))
    page = company.sheet()
    assert page.select("button[value='copy:ubos:representatives.0']") == []  # she is one already
    company.press("save", {"representatives.0.full_name": "Juris Kalniņš"})
    page = company.sheet()
    button = page.select_one("button[value='copy:ubos:representatives.0']")
    assert button is not None
    company.press("copy:ubos:representatives.0")
    page = company.sheet()
    for name in ("full_name", "personal_code", "birth_date"):
        copied = typed_in(page, f"ubos.1.{name}")
        assert copied
        assert copied == typed_in(page, f"representatives.0.{name}")
    assert typed_in(page, "ubos.1.share_percent") == ""


def test_s27_the_submitter_is_asked_about_the_role(company: Applicant) -> None:
    page = soup(company.press("refresh", {"services": ["lp_current_account"]}))
    assert {
        "submitter.full_name", "submitter.personal_code", "submitter.birth_date",
        "submitter.lv_citizen_or_resident", "submitter.role",
    } <= asked(page)  # fmt: skip
    assert list(options(page, "submitter.role").values()) == [
        "Uzņēmuma pārstāvis / pārstāve", "Valdes loceklis / locekle", "Prokūrists / prokūriste",
        "Pilnvarotā persona", "Īpašnieks / īpašniece", "Patiesais labuma guvējs",
        "Grāmatvedis / grāmatvede", "Darbinieks / darbiniece", "Cita",
    ]  # fmt: skip
    assert "submitter.representative_row" in asked(page)
    page = soup(company.press("refresh", {"services": ["lp_doc_renewal"]}))
    assert "submitter.representative_row" not in asked(page)


@pytest.mark.parametrize(
    ("how", "start"),
    [
        ("row", "Sāciet identifikāciju"),
        ("code", "Sāciet identifikāciju"),
        ("e-mail", "Sāciet identifikāciju"),
        ("none", "Vēl gaidām: Anna Bērziņa"),
    ],
)
def test_s27_the_overview_says_how_the_submitter_is_identified(
    company: Applicant, how: str, start: str
) -> None:
    changes: dict[str, dict[str, object]] = {
        "row": {"submitter.role": "representative", "submitter.representative_row": "1"},
        "code": {"submitter.personal_code": "150685-11230", "submitter.birth_date": "1985-06-15"},
        "e-mail": {"representatives.0.email": company.contact.email},
        "none": {},
    }
    company.press("save", {"services": ["lp_current_account"]})
    answers = typed(changed(application(["L1"]), **changes[how]))
    assert company.press("submit", answers).status_code == 303
    assert [words(one) for one in overview(company).select("#turn")] == [start]
    people = [words(one) for one in overview(company).select(".people li")]
    assert people == ["Anna Bērziņa"]


def test_s28_both_ticks_are_shown_and_staff_marks_are_not(company: Applicant) -> None:
    page = soup(company.press("refresh", {"services": ["lp_safeguarding"]}))
    assert {"company.us_related", "company.licensed_payment_institution"} <= asked(page)
    box = page.select_one(".question:has([name='company.us_related']) .hint")
    assert box is not None
    for fact in ("reģistrācijas viet", "nodokļu rezidences", "dzīvesvietas", "korespondences",
                 "patiesais labuma guvējs", "pilson"):  # fmt: skip
        assert fact in words(box).casefold(), fact
    raw = changed(application(["L2"]), **{"ubos.0.tax_residence": "US"})
    page = soup(company.press("save", typed(raw)))
    assert "saistību ar ASV" not in words(page)
    assert company.press("submit", typed(raw)).status_code == 303
    assert "saistību ar ASV" not in words(overview(company))


def test_s29_a_wrong_registration_number_is_told_at_the_question(company: Applicant) -> None:
    page = soup(company.press("save", {"services": ["lp_doc_renewal"],
                                       "company.registration_number": "40003521601"}))  # fmt: skip
    assert said(page, "company.registration_number") == ["Nepareizs reģistrācijas numurs"]
    company.press("save", {"company.registration_number": "LV40003521600"})
    assert typed_in(company.sheet(), "company.registration_number") == "40003521600"
