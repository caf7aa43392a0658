"""The stage line after submission for each of the 38 routes, in three languages (S-30)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from engine.base.receipts import Receipt
from engine.base.records import SavedAnswers
from engine.base.values import StoredFile
from engine.bootstrap import Product
from engine.services import senders
from engine.services.case_entries import FormEntry
from engine.services.case_loading import REGISTRATION
from engine.services.case_opening import Opening, open_case
from engine.services.uploads import NewFile
from tests.bank.applications import READY, application
from tests.bank.pages import overview, stages, typed
from tests.bank.test_routes import ROUTES, STAGES, Route
from tests.journeys.answers import PDF
from tests.journeys.serving import Applicant, register

TITLES = {
    "lv": (
        "Sākotnējās informācijas iesniegšana", "Fotoidentifikācija", "Dokumentu iesniegšana",
        "Dokumentu parakstīšana", "Komisijas naudas samaksa", "Identifikācija", "Konta atvēršana",
        "Pakalpojuma pieslēgšana", "Kartes izsniegšana", "Lietotāja aktivizēšana",
    ),
    "en": (
        "Submission of initial information", "Photo identification", "Document submission",
        "Document signing", "Payment of the commission fee", "Identification", "Account opening",
        "Service activation", "Card issue", "User activation",
    ),
    "ru": (
        "Первичные сведения", "Фотоидентификация", "Предоставление документов",
        "Подписание документов", "Оплата комиссии", "Идентификация", "Открытие счёта",
        "Подключение услуги", "Выпуск карты", "Активация пользователя",
    ),
}  # fmt: skip
STATES = {
    "lv": ("Izpildīts", "Jāveic tagad", "Vēl nav sākts", "Nav nepieciešams"),
    "en": ("Completed", "Current", "Waiting", "Not required"),
    "ru": ("Выполнено", "Нужно сейчас", "Впереди", "Не требуется"),
}
FINAL = tuple(STAGES.values())[6:]


@pytest.fixture(scope="module")
def people(bank: Product, app: Flask) -> dict[str, Applicant]:
    return {
        "n": register(bank, app, "natural", "lv"),
        "l": register(bank, app, "legal", "lv"),
    }


def another_case(bank: Product, person: Applicant, name: str) -> Applicant:
    """One more application of the same person, as it is after the registration."""
    id = f"case-{name}"
    with bank.store.write() as unit:
        first = unit.cases.one(person.case_id)
        begun = unit.answers.of(first.id, REGISTRATION)
        page = SavedAnswers(id, REGISTRATION, begun.answers)
        case, account = replace(first, id=id, version=1), unit.accounts.one(first.account)
        open_case(unit, bank.cases.committing, Opening(case, READY, account, page))
    return replace(person, case_id=id)


def submitted(bank: Product, person: Applicant, route: Route) -> Applicant:
    case = another_case(bank, person, route.name)
    with bank.store.read() as view:
        sender = senders.applicant(view.cases.one(case.case_id).account)
    raw = application(route.services)
    for name in ("client.identity_document", "submitter.identity_document"):
        if name in raw and READY.outline.place(name):
            file = NewFile(case.case_id, sender, name, "pase.pdf", [PDF])
            assert isinstance(bank.uploads.attach(file), StoredFile)
    sent = bank.cases.submit(FormEntry(case.case_id, sender, "application", raw=typed(raw)))
    assert isinstance(sent, Receipt), sent
    assert sent.engines == "agree"
    return case


def expected(route: Route, lang: str) -> list[tuple[str, str]]:
    """Titles and states: one is done, one is current, the others wait or are not required."""
    done, current, waiting, not_required = STATES[lang]
    states = {STAGES["1"]: done, STAGES["2"]: current}
    lines = []
    for title, stage in zip(TITLES[lang], STAGES.values(), strict=True):
        if stage in route.stages:
            lines.append((title, states.get(stage, waiting)))
        elif stage not in FINAL:
            lines.append((title, not_required))
    return lines


@pytest.mark.parametrize("route", ROUTES, ids=lambda one: one.name)
def test_s30_the_stage_line_is_that_of_the_tables(
    bank: Product, people: dict[str, Applicant], route: Route
) -> None:
    person = submitted(bank, people[route.name[0]], route)
    for lang in TITLES:
        found = stages(overview(person, lang))
        wanted = expected(route, lang)
        assert [title for title, _ in found] == [title for title, _ in wanted]
        for (title, state), (_, short) in zip(found, wanted, strict=True):
            # What the Bank may still ask for is not required only until then, and says so.
            about = (title, state, short)
            assert state.startswith(short) if title == TITLES[lang][5] else state == short, about
