"""What an applicant is told after sending: the first card, documents, money, decisions, notices."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader

from engine.accounts.desk import LetterContext
from engine.base.records import Message, Sender
from engine.base.sites import Sites
from engine.base.staff import STAFF_BOOK
from engine.bootstrap import Product
from engine.services.desk_case import DeskCase
from engine.services.desk_lists import StaffViewer
from engine.services.desk_marks import marks_of
from engine.services.programme_letters import letters_of
from engine.services.views import FirstCard, Overview, Viewer
from tests.bank.applications import application
from tests.bank.life import ACCOUNTANT, APPROVER, BOTH, OFFICER, PHOTO, READY, Life, led, own
from tests.bank.test_life import INVOICE, company, identified, paid, signed, to_sign
from tests.corridor.people import PASSWORD, Applicant
from tests.documents.read_aloud import read_aloud
from tests.fakes import FixedClock
from tests.journeys.serving import soup, token

LANGUAGES = ("lv", "en", "ru")


@pytest.fixture
def firm(bank: Product, tmp_path: Path) -> Iterator[Life]:
    with led(bank, tmp_path, "legal") as life:
        yield life


def seen(life: Life, lang: str = "en") -> Overview:
    viewer = Viewer(life.person.account_id, lang)
    return life.product.queries.overview(viewer, life.person.case_id)


def card(life: Life) -> FirstCard:
    return seen(life).first


def facts(life: Life) -> dict[str, str]:
    return {fact.about: fact.text for fact in card(life).facts}


def logged_in(life: Life, app: Flask) -> FlaskClient:
    client, (email, *_) = app.test_client(), reached(life)
    address = "/en/magnetiq/login"
    words = {"login.identifier": email, "login.password": PASSWORD}
    posted = {**words, "csrf_token": token(soup(client.get(address)))}
    assert client.post(address, data={**posted, "_do": "continue"}).status_code == 303
    return client


def reached(life: Life) -> tuple[str, str]:
    with life.product.store.read() as view:
        account = view.accounts.one(life.person.account_id)
    return account.email, account.phone


def pages(life: Life, client: FlaskClient) -> Iterator[BeautifulSoup]:
    """The overview in every language; at most one main button, and only on the first card."""
    for lang in LANGUAGES:
        page = soup(client.get(f"/{lang}/magnetiq/case/{life.person.case_id}"))
        main = page.select("main .btn-primary")
        assert len(main) <= 1
        assert main == page.select(".turn .btn-primary")
        yield page


def mails(life: Life) -> list[Message]:
    email, _ = reached(life)
    return [one for one in life.product.sent.newest(5_000) if one.to == email]


def test_a_company_is_told_what_to_do_until_both_decisions(firm: Life, app: Flask) -> None:
    client = logged_in(firm, app)
    assert card(firm).heading == "Fill in: Application form"
    assert card(firm).button is not None
    given = company()
    firm.sends("application", given)
    assert card(firm).turn in ("you", "others")
    assert [line.note.partition(" ")[0] for line in seen(firm).documents] == ["sent"]
    for unit in firm.units("photo"):
        firm.does("photo system passes", PHOTO, "photo", unit)
    count = len(firm.units("questionnaire"))
    assert count > 1
    assert card(firm).heading == f"Fill in {count} documents"
    assert facts(firm)["What comes next"] == "The Bank checks it, usually within 2 working days"
    identified_again(firm, given)
    assert (card(firm).turn, card(firm).heading) == ("bank", "The Bank is checking your documents")
    assert set(facts(firm)) == {"Who", "By when", "What comes next"}
    returned = firm.units("questionnaire")[0]
    said = "Whose money is it?"
    firm.does("officer returns", OFFICER, "questionnaire", returned, more=["--comment", said])
    shown = card(firm)
    assert (shown.returned, [one.text for one in shown.comments]) == (True, [said])
    assert shown.eyebrow == "Your turn · the Bank has a question"
    assert all(said in page.get_text() for page in pages(firm, client))
    firm.does("applicant sends", "applicant", "questionnaire", returned)
    notes = {line.item.line.unit: line.note for line in seen(firm).documents}
    assert notes[returned].startswith("version 2, sent ")
    signed(firm)
    paying(firm, client)
    deciding(firm, client)


def test_the_card_after_an_upload_is_the_banks_until_it_is_refused(firm: Life, app: Flask) -> None:
    given = company()
    firm.sends("application", given)
    for unit in firm.units("photo"):
        firm.does("photo system passes", PHOTO, "photo", unit)
    identified_again(firm, given)
    to_sign(firm)
    turns = {"en": "The Bank’s turn", "lv": "Tagad jārīkojas Bankai", "ru": "На рассмотрении Банка"}
    assert (card(firm).turn, {*firm.status("signature")}) == ("others", {"missing"})
    address = f"/en/magnetiq/case/{firm.person.case_id}/package/do/"
    client = logged_in(firm, app)
    page = client.get(f"{address}applicant-uploads-the-signed-package")
    assert (
        len(soup(page).select("form .shown a[href*='/files/']")) == 3
    )  # it, and twice all of them
    again = client.get(f"{address}applicant-agrees", follow_redirects=True)  # pressed a second time
    assert "This step is not open now." in soup(again).get_text()
    step = "applicant uploads the signed package"
    firm.does(step, "applicant", "package", files=["signed_package.file"])
    assert {card(firm).turn, *firm.status("signature")} == {"bank", "under_review"}
    assert {lang: seen(firm, lang).first.eyebrow for lang in LANGUAGES} == turns
    assert "By when" in facts(firm)
    refused = "officer refuses the signatures"
    firm.does(refused, OFFICER, "package", more=["--comment", "Not valid"])
    assert (card(firm).turn, {*firm.status("signature")}) == ("others", {"missing"})


def test_what_the_bank_looks_at_is_not_the_turn_of_whom_it_is_about(
    bank: Product, tmp_path: Path
) -> None:
    with led(bank, tmp_path, "natural") as life:
        life.sends("application", application(["N1"]))
        (unit,) = life.units("photo")
        assert (card(life).turn, card(life).heading) == ("you", "Start identification")
        life.does("photo system doubts", PHOTO, "photo", unit)
        assert card(life).turn == "bank"


def test_whoever_is_identified_is_told_where_and_when_it_is_somebody_elses_turn(
    bank: Product, tmp_path: Path
) -> None:
    with led(bank, tmp_path, "natural") as human:
        human.sends("application", application(["N1"]))
        assert (card(human).turn, card(human).heading) == ("you", "Start identification")
        assert "Until" not in facts(human), "the term is that of a company"
        shown = {fact.name for fact in seen(human).words.facts}
        assert shown == {"fee"}, "what the items say themselves is not told beside them"
        (unit,) = human.units("photo")
        human.does("officer asks to come in person", OFFICER, "photo", unit)
        asked = (card(human).turn, card(human).heading)
        assert asked == ("you", "Come to the Bank for the identification")
        told = [one.data["channels"] for one in human.events if one.step == "NT-11 in person"]
        assert sum("cabinet" in channels for channels in told) == 1


def identified_again(life: Life, given: dict[str, tuple[str, ...]]) -> None:
    for unit in life.units("questionnaire"):
        life.sends("questionnaire", given, unit)


def paying(life: Life, client: FlaskClient) -> None:
    """What is asked, what was paid and what is left."""
    life.does("officer issues", OFFICER, "invoice", raw=INVOICE)
    assert card(life).heading == "Pay EUR 200.00"
    life.does("accountant records a payment", ACCOUNTANT, "invoice", raw=paid("50"))
    assert card(life).heading == "Pay EUR 150.00"
    (invoice,) = card(life).shown
    assert invoice.title == "Invoice"
    assert invoice not in seen(life).shown
    values = {one.name: one.text for one in invoice.values}
    assert values["Paid"] == "50.00"
    assert values["Remaining (unpaid) amount"] == "150.00"
    assert re.search(r"\d{4}-\d{5}, RF\d{11}$", values["Payment purpose"])
    assert "Attachments" in values
    fees = life.product.library.today("magnetiq").programme.flow.account("fees")
    payee = (fees.payee, fees.registration_number, fees.address)
    assert set(payee) < set(values.values())
    page = next(pages(life, client))
    copies = [str(one["data-copies"]) for one in page.select(".turn .shown [data-copies]")]
    told = (values[one] for one in ("Payment reference", "Payment purpose"))
    assert copies == [fees.iban, "200,00", *told, "150,00"], "as it is typed in Latvian"
    links = [str(one["href"]) for one in page.select(".turn .shown a")]
    assert len(links) == 1
    answer = client.get(links[0])
    written = PdfReader(BytesIO(answer.data)).pages[0].extract_text()
    assert all(one in written for one in payee)
    life.does("accountant records a payment", ACCOUNTANT, "invoice", raw=paid("150"))


def deciding(life: Life, client: FlaskClient) -> None:
    """One service is given and one refused: both are said, and nothing reads as completed."""
    decide(life, "officer opens", "account", "lp_current_account")
    decide(life, "officer refuses", "acquiring", reason="Risk")
    shown = card(life)
    assert (shown.heading, shown.button) == ("The Bank has decided on both services", None)
    for page in pages(life, client):
        kinds = [one["class"][-1] for one in page.select(".turn .decision")]
        assert kinds == ["decision-good", "decision-bad"]
        first = page.select_one(".turn")
        assert first is not None
        assert "+371 67 772 999" in first.get_text()
        assert "Risk" not in page.get_text()


def decide(life: Life, step: str, item: str, *of: str, reason: str = "") -> None:
    life.does(step, BOTH, item, *of, more=["--reason", reason] if reason else [])
    life.does("approver confirms", APPROVER, item, *of)


def test_what_the_bank_told_is_new_everywhere_until_it_is_read(firm: Life, app: Flask) -> None:
    identified(firm, company())
    client = logged_in(firm, app)
    of_case = f"/lv/magnetiq/case/{firm.person.case_id}"

    def counted(address: str, marks: str) -> tuple[int, int]:
        """The number in the head of a page, and how many lines say that they are new."""
        told = soup(client.get(address))
        number = told.select_one(".mailbox-count")
        return int(number.contents[0]) if number else 0, len(told.select(marks))

    count, shown = counted(of_case, ".companion .talk-new")
    assert count > 3
    assert shown == 3, "the last three stand beside the application"
    assert counted(f"{of_case}/messages", ".talk-said .talk-new") == (0, count), "read by now"
    assert counted(f"{of_case}/messages", ".talk-said .talk-new") == (0, 0)
    assert counted(of_case, ".companion .talk-new") == (0, 0)


def test_a_form_that_was_begun_and_left_is_written_of_once(firm: Life, time: FixedClock) -> None:
    clock = firm.product.worker._bench.case_clock
    assert clock is not None
    for _ in range(2):
        time.move(timedelta(days=4))
        with firm.product.store.read() as view:
            come = view.timers.come(time.now(), 500)
        for timer in (one for one in come if one.case == firm.person.case_id):
            clock.ring(timer)
    (mail,) = (one for one in mails(firm) if one.frame and one.frame.facts)
    assert mail.subject == "Jūsu pieteikums vēl nav iesniegts"
    assert mail.frame is not None
    assert mail.frame.link.endswith(f"/lv/magnetiq/case/{firm.person.case_id}")


def test_a_receipt_says_what_arrived_under_which_number_and_when(firm: Life) -> None:
    firm.sends("application", company())
    (mail,) = (one for one in mails(firm) if one.subject == "Banka ir saņēmusi Jūsu dokumentu")
    assert mail.frame is not None
    about = dict(mail.frame.facts)
    assert about["Pieteikums"] in mail.body
    assert about["Kad"] == "22.11.2026 12:00"
    assert "Pieteikuma veidlapa" in mail.body


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_code_says_how_long_it_holds_and_phones_fill_it_in(bank: Product, lang: str) -> None:
    letters = letters_of(bank.library, Sites("https://cabinet.example:8443/"))
    params = {"code": "012345", "minutes": "10"}
    where = LetterContext(bank.library.bank_of("magnetiq"), "magnetiq", lang)
    (sms,) = letters(where, "registration phone code", params)
    (mail,) = letters(where, "registration email code", params)
    assert sms.body.splitlines()[-1] == "@cabinet.example #012345"
    assert re.search(r"\b10\b", sms.body)
    assert re.search(r"\b10\b", mail.body)
    assert "@" not in mail.body
    assert mail.frame is not None
    assert mail.frame.bank == "AS Magnetiq Bank"
    assert mail.sender == Sender("noreply@magnetiq.example", "AS Magnetiq Bank")
    assert sms.sender == Sender("Magnetiq")


def test_s52_a_further_service_asks_only_what_is_new(firm: Life, app: Flask) -> None:
    client, viewer = logged_in(firm, app), Viewer(firm.person.account_id, "en")
    adding, first = firm.product.added_cases, firm.person.case_id
    given = application(("L1",))
    identified(firm, given)
    assert adding.offer(viewer, first) is None
    address = f"/en/magnetiq/case/{first}"
    assert client.get(f"{address}/add").status_code == 404
    signed(firm)
    firm.does("officer issues", OFFICER, "invoice", raw=INVOICE)
    firm.does("accountant records a payment", ACCOUNTANT, "invoice", raw=paid("200"))
    decide(firm, "officer opens", "account", "lp_current_account")
    page = soup(client.get(address))
    assert any("+add a service of interest" in one.get_text() for one in page.select(".turn a"))
    page = soup(client.get(f"{address}/add"))
    offered = [str(one["value"]) for one in page.select("[name=added]")]
    assert offered == ["lp_safeguarding", "lp_acquiring", "lp_doc_renewal", "lp_ecom_doc_renewal"]
    blank = client.post(f"{address}/add", data={"csrf_token": token(page)})
    assert blank.status_code == 422
    posted = {"csrf_token": token(page), "added": "lp_acquiring"}
    opened = client.post(f"{address}/add", data=posted)
    assert opened.status_code == 303
    further = opened.location.rsplit("/", 2)[1]
    assert further != first
    form = client.get(opened.location).get_data(as_text=True)
    assert given["company.name"][0] in form
    assert "company.website" in form or "url" in form
    has_own_copies(firm, further, form)
    person = Applicant(firm.product, firm.person.account_id, further)
    second = Life(firm.product, person, firm.folder)
    raw, files = own(READY.items["application"], with_ids(application(("L1", "L3")), firm))
    sending = ("applicant sends", "applicant", "application")
    code, said = second.run(*sending, raw=raw, files=files)
    assert code == 1
    assert "Leave only what is new" in said
    second.sends("application", with_ids(application(("L3",)), firm))
    assert second.status("photo") == ["passed"] * len(firm.units("photo"))
    assert all("fotoidentif" not in one.subject for one in mails(second) if one.case == further)
    assert "lp_acquiring" not in dict(adding.offer(viewer, first).choices)  # type: ignore[union-attr]


def has_own_copies(firm: Life, further: str, form: str) -> None:
    """The further case has the files of the first once more, and its form shows them."""
    with firm.product.store.read() as view:
        of_first, copies = (view.files.of_case(one) for one in (firm.person.case_id, further))
    known = {(one.path, one.name, one.sha256): one.id for one in of_first if not one.draft}
    carried = {(one.path, one.name, one.sha256): one.id for one in copies}
    assert known
    assert carried, "files that were sent are there again"
    assert {mark: id for mark, id in carried.items() if mark in known} == carried
    assert set(carried.values()).isdisjoint(known.values()), "each case has its own copy"
    for path, name, _ in carried:
        assert name in form or path not in READY.items["application"].outline.fields


def with_ids(given: dict[str, tuple[str, ...]], life: Life) -> dict[str, tuple[str, ...]]:
    """Rows with the ids that a page would send back."""
    units = (unit for unit in life.units("photo") if unit.startswith("representatives."))
    ids = {
        f"representatives.{place}.#": (unit.partition(".")[2],) for place, unit in enumerate(units)
    }
    return {**given, **ids}


def test_what_was_sent_says_by_whom_and_to_which_terms(firm: Life, app: Flask) -> None:
    client, (email, phone) = logged_in(firm, app), reached(firm)
    firm.sends("application", company())
    address = f"/lv/magnetiq/case/{firm.person.case_id}/application/pdf"
    said = read_aloud(client.get(address).data)
    captions = [words for _, role, words in said if role in ("TH", "H2")]
    assert {"Iesniedza", "Veidlapas redakcija", "Apstiprinātie noteikumi"} <= set(captions)
    words = " ".join(" ".join(each for _, _, each in said).split())
    assert f"{email}, {phone}" in words
    assert "Bankas cenrādis 1. versija · 22.11.2026 12:00" in words


def test_an_answer_in_several_places_is_looked_at_once(firm: Life) -> None:
    code = ("321111-11111",)
    places = ("representatives.0", "owners_np.0", "ubos.0", "submitter")
    firm.sends("application", {**company(), **{f"{one}.personal_code": code for one in places}})
    desk = firm.product.case_desk
    with firm.product.store.read() as view:
        officer = view.accounts.by_contact(OFFICER, STAFF_BOOK)
    assert officer is not None

    def opened() -> DeskCase:
        viewer = StaffViewer(officer.id, "magnetiq", ("officer",), "en")
        return desk.open(viewer, firm.person.case_id)

    first, *others = desk.now(opened()).marks
    assert [one.whom for one in others] == ["Juris Kalniņš", "Ilze Ozola"]
    assert len(marks_of(opened())) == len(others) + len(places)
    desk.look_at(opened(), first.id, "")
    assert [one.id for one in desk.now(opened()).marks] == [one.id for one in others]
