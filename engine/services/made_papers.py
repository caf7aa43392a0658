"""A document that a step makes of its form, in the language of the case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from engine.base.values import Answers
from engine.bundles.library import Library
from engine.bundles.step_forms import StepForm
from engine.case.number import number
from engine.case.search import card_names
from engine.case.step_answers import StepPlace, step_situation
from engine.definitions.model.forms import Field, Form
from engine.documents.sheet import SheetCode
from engine.forms.compose import Typed, form_view
from engine.forms.wording import Wording
from engine.language.marker import N_
from engine.services.case_loading import LoadedCase
from engine.services.sheets import Heading, sheet

EURO: Final = "EUR"
SCAN: Final = N_("Scan this code in the app of your bank")
CLIENT: Final = N_("Client")
APPLICATION: Final = N_("Application number")
UNFIT: Final = re.compile(r"[^\w.-]+")


def paper_of(
    case: LoadedCase, library: Library, place: StepPlace, answers: Answers
) -> tuple[bytes, str]:
    """The document of a form that is answered so, as PDF, and the name of its file."""
    from engine.documents.pdf import write  # noqa: PLC0415 - ReportLab waits for the first document

    form = place.form
    assert form is not None  # noqa: S101 - it makes the document
    reader = library.reader(case.case.language, case.ready)
    now = step_situation(case.state.world, case.state.picture, place, answers)
    wording = Wording.of_forms((_told(form),), form.meaning, reader)
    view = form_view(now, _told(form), wording, Typed())
    title = reader.text(form.form.title)
    named = next((answers.get(one.field.path) for one in form.made if one.making.how == "next"), "")
    facts = [(reader.message(APPLICATION), number(case.case))]
    names = card_names(case.state.world.situation(case.state.picture))
    if names:
        facts.insert(0, (reader.message(CLIENT), names[0].name))
    heading = Heading(
        f"{title} {named}".strip(), tuple(facts), reader.text(case.ready.programme.bank.title)
    )
    made = replace(
        sheet((view,), heading, reader),
        code=_code(case, form, answers, reader.message(SCAN)),
    )
    return write(made), f"{UNFIT.sub('-', f'{title} {named}'.strip())}.pdf"


def _told(form: StepForm) -> Form:
    """The form without the document itself, and without what is said to whoever fills it in."""
    whole = form.whole or form.form
    papers = {one.field.path for one in form.made if one.making.how == "document"}
    sections = (
        replace(part, items=tuple(one for one in part.items if one.path not in papers))
        for part in whole.sections
    )
    return replace(whole, sections=tuple(part for part in sections if part.items), hint=None)


def _code(case: LoadedCase, form: StepForm, answers: Answers, caption: str) -> SheetCode | None:
    """How it is paid, where the form makes an account and asks one amount."""
    ways = {one.making.how: one for one in form.made}
    amounts = [one for one in _fields(form) if one.kind == "money"]
    amount = answers.get(amounts[0].path) if len(amounts) == 1 else None
    if "iban" not in ways or not isinstance(amount, Decimal):
        return None
    account = case.state.route.flow.account(ways["iban"].making.of)
    purpose = ways.get("text") or ways.get("reference")
    told = answers.get(purpose.field.path) if purpose else None
    if account.currency != EURO or not isinstance(told, str):
        return None
    from engine.documents.payment_codes import payment_code  # noqa: PLC0415 - as above

    return payment_code(account, amount, told, caption)


def _fields(form: StepForm) -> Iterator[Field]:
    for part in (form.whole or form.form).sections:
        yield from (one for one in part.items if isinstance(one, Field))
