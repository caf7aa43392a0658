"""Save, submit, clash: nothing is lost, nothing is done twice, nothing is decided alone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest

from engine.base.errors import NotFound
from engine.base.receipts import Receipt
from engine.bootstrap import Product
from engine.case.judgement import RuleEngines
from engine.meaning.flow.commands import Refusal
from engine.rules.host import Absent, Failed
from engine.rules.straight import Straight
from engine.services import senders
from engine.services.case_entries import StepEntry
from engine.services.document_pages import DocumentAsked
from engine.services.replies import Clash, Refused, Saved
from engine.services.staff_accounts import NewStaff
from engine.services.views import Entered, Viewer
from engine.store.cards import Query
from tests.corridor.people import FORM, NATURAL, PROGRAMME, Applicant, register


def view_of(applicant: Applicant) -> Viewer:
    return Viewer(applicant.account_id, "lv")


def stored(applicant: Applicant) -> dict[str, object]:
    with applicant.product.store.read() as view:
        return dict(view.answers.of(applicant.case_id, FORM).answers)


def test_s16_saving_demands_nothing_and_keeps_what_cannot_be_read(product: Product) -> None:
    person = register(product)
    raw = {"client.full_name": ["Анна"], "client.birth_date": ["31.02.2001"]}
    saved = product.cases.save(person.entry(raw))
    assert isinstance(saved, Saved)
    assert saved.version == 1
    assert {(each.path, each.code) for each in saved.problems if each.level == "refuse"} == {
        ("client.full_name", "E-20"),
        ("client.birth_date", "E-02"),
    }
    page = product.queries.form_page(view_of(person), person.case_id, FORM)
    shown = {
        item.path: item.raw for form in page.forms for part in form.sections for item in part.items
    }
    assert shown["client.birth_date"] == ("31.02.2001",)
    assert shown["client.full_name"] == ("Анна",)


def test_s16_submitting_tells_everything_that_is_missing_and_sends_nothing(
    product: Product,
) -> None:
    person = register(product)
    refused = product.cases.submit(person.entry({"services": ["np_new_client"]}))
    assert isinstance(refused, Refused)
    assert {(each.path, each.code) for each in refused.problems} >= {
        ("client.full_name", "E-01"),
        ("client.personal_code", "E-24"),
        ("client.birth_date", "E-01"),
        ("client.communication_language", "E-01"),
    }
    assert stored(person) == {"services": ("np_new_client",)}
    with product.store.read() as view:
        assert view.submissions.of_case(person.case_id) == ()
        kinds = [event.kind for event in view.case_events.of_case(person.case_id)]
    assert "submitted" not in kinds


def test_s08_a_submission_is_stored_whole_and_read_only_afterwards(product: Product) -> None:
    person = register(product)
    receipt = product.cases.submit(person.entry(NATURAL))
    assert isinstance(receipt, Receipt)
    assert (receipt.engines, receipt.held) == ("agree", False)
    assert stored(person)["client.birth_date"] == date(1985, 6, 15)
    with product.store.read() as view:
        (submission,) = view.submissions.of_case(person.case_id)
        actions = [action.action for action in view.audit.of_case(person.case_id)]
        assert view.ledger.verify().broken == ""
    assert submission.verdict["facts"]["fee"] == "applies"
    assert submission.straight == submission.durable
    assert [one for one in actions if one not in ("followed", "NT-27 received (message)")] == [
        "case opened", "form submitted", "applicant sends",
    ]  # fmt: skip
    overview = product.queries.overview(view_of(person), person.case_id)
    states = {stage.line.stage: stage.line.state for stage in overview.stages}
    assert states["initial_info"] == "done"
    assert states["photo_id"] == "current"
    assert states["fee"] == "waiting"
    assert "service_activation" not in states
    late = product.cases.save(person.entry({"client.full_name": ["Cits Vārds"]}, 1))
    assert isinstance(late, Refusal)
    case = product.cases.load(person.entry({}).request)
    assert product.documents.pdf(case, DocumentAsked(FORM, "en")).startswith(b"%PDF-")


def test_a_second_click_gives_the_receipt_of_the_first(product: Product) -> None:
    person = register(product)
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(product.cases.submit, [person.entry(NATURAL)] * 8))
    (receipt,) = set(found)
    assert isinstance(receipt, Receipt)
    assert (receipt.engines, receipt.held) == ("agree", False)
    with product.store.read() as view:
        assert len(view.submissions.of_case(person.case_id)) == 1
        kinds = [event.kind for event in view.case_events.of_case(person.case_id)]
    assert kinds.count("submitted") == 1


def test_two_tabs_are_never_silently_overwritten(product: Product) -> None:
    person = register(product)
    product.cases.save(person.entry({"client.full_name": ["Anna Bērziņa"]}))
    other = {"client.full_name": ["Anna Kalniņa"]}
    clash = product.cases.save(person.entry(other))
    assert isinstance(clash, Clash)
    (difference,) = clash.differing
    assert (difference.name, difference.stored, difference.typed) == (
        "client.full_name", "Anna Bērziņa", "Anna Kalniņa",
    )  # fmt: skip
    assert stored(person)["client.full_name"] == "Anna Bērziņa"
    kept = product.cases.save(person.entry(other), "theirs")
    assert isinstance(kept, Saved)
    assert stored(person)["client.full_name"] == "Anna Bērziņa"
    mine = product.cases.save(person.entry(other), "mine")
    assert isinstance(mine, Saved)
    assert stored(person)["client.full_name"] == "Anna Kalniņa"


def test_a_stale_page_cannot_be_submitted_over_newer_answers(product: Product) -> None:
    person = register(product)
    product.cases.save(person.entry({**NATURAL, "client.full_name": ["Cits Cilvēks"]}))
    clash = product.cases.submit(person.entry(NATURAL))
    assert isinstance(clash, Clash)
    with product.store.read() as view:
        assert view.submissions.of_case(person.case_id) == ()


def test_saving_the_same_again_changes_nothing(product: Product) -> None:
    person = register(product)
    raw = {"client.full_name": ["Anna Bērziņa"]}
    versions = {product.cases.save(person.entry(raw, seen)).version for seen in (0, 1, 0)}
    assert versions == {1}


def test_s09_hidden_answers_are_kept_aside_and_come_back(product: Product) -> None:
    person = register(product, country="UA")
    shown = {"client.lv_residence_permit": ["yes"]}
    product.cases.save(person.entry(shown))
    page = product.queries.form_page(
        view_of(person), person.case_id, FORM, Entered({"client.lv_residence_permit": ["no"]})
    )
    paths = {item.path for form in page.forms for part in form.sections for item in part.items}
    assert "client.lv_resident" in paths
    assert stored(person)["client.lv_residence_permit"] is True


def test_somebody_elses_case_is_not_there(product: Product) -> None:
    person, other = register(product), register(product)
    with pytest.raises(NotFound):
        product.cases.save(replace(person.entry(NATURAL), sender=other.sender))
    with pytest.raises(NotFound):
        product.queries.overview(view_of(other), person.case_id)


@pytest.mark.parametrize("item", ["photo", "invoice", "nothing", "", "../application"])
def test_an_item_that_is_not_the_applicants_takes_nothing(on_sqlite: Product, item: str) -> None:
    person = register(on_sqlite)
    before = person.product.cases.load(person.entry({}).request).events
    with pytest.raises(NotFound):
        on_sqlite.cases.submit(replace(person.entry(NATURAL), item=item))
    assert person.product.cases.load(person.entry({}).request).events == before


@pytest.mark.parametrize(
    ("second", "engines", "reason"),
    [
        (Absent(), "single", None),
        (Failed("crash"), "differ", "crash"),
        (Failed("hang"), "differ", "hang"),
        (Failed("corrupt"), "differ", "corrupt"),
        (Failed("refused"), "differ", "refused"),
    ],
)
def test_without_two_agreeing_engines_a_person_looks(
    on_sqlite: Product, second: object, engines: str, reason: str | None
) -> None:
    class Second:
        def judge(self, _situation: object) -> object:
            return second

    person = register(on_sqlite)
    corridor = replace(on_sqlite.cases, engines=RuleEngines(Straight(), Second()))
    receipt = corridor.submit(person.entry(NATURAL))
    assert isinstance(receipt, Receipt)
    assert (receipt.engines, receipt.held) == (engines, True)
    with on_sqlite.store.read() as view:
        held = [one for one in view.audit.of_case(person.case_id) if "held" in one.action]
        cards = view.cards.find(Query(account=person.account_id, only_needing_person=True))
    assert [card.case for card in cards] == [person.case_id]
    assert len(held) == 1
    assert set(held[0].detail) == {"straight", "durable"}
    if reason is not None:
        assert held[0].comment == reason
    overview = on_sqlite.queries.overview(view_of(person), person.case_id)
    assert overview.held
    assert (overview.words.facts == ()) is (engines == "differ")
    loaded = on_sqlite.cases.load(person.entry(NATURAL).request)
    assert not loaded.state.picture.of("photo")  # nothing goes on alone
    officer = NewStaff(
        f"{person.case_id[:8]}@bank.example", "Ilze", {PROGRAMME: ("officer",)}, "lv"
    )
    account = on_sqlite.staff.add(officer).account.id
    looked = on_sqlite.cases.do(
        StepEntry(person.case_id, senders.staff(account), FORM, "officer accepts")
    )
    assert isinstance(looked, Receipt)
    after = on_sqlite.cases.load(person.entry(NATURAL).request).state.picture
    assert after.of("photo")
    assert not after.held


def test_sensitive_answers_are_not_readable_in_the_database(on_sqlite: Product) -> None:
    person = register(on_sqlite)
    on_sqlite.cases.submit(person.entry(NATURAL))
    with on_sqlite.store.read() as view:
        account = view.accounts.one(person.account_id)
    data = on_sqlite.settings.data
    content = b"".join(file.read_bytes() for file in data.glob("anketa.sqlite3*"))
    assert b"np_new_client" in content
    contacts = (account.email, account.phone)
    for secret in ("150685-11230", "1985-06-15", "Abcdef1!", *contacts):
        assert secret.encode() not in content
