"""The bank's process end to end: from the form to the decisions, step by step, by everybody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.bootstrap import Product
from tests.bank.applications import SCENARIOS, application
from tests.bank.life import (
    ACCOUNTANT,
    APPROVER,
    BOTH,
    DOKOBIT,
    OFFICER,
    PHOTO,
    VIDEO,
    Life,
    Raw,
    led,
)

OTHERS = (
    ("Juris Kalniņš", "322222-22222", "1979-01-31", "2"),
    ("Ilze Ozola", "323333-33333", "1990-12-01", "3"),
)
INVOICE: Raw = {
    "invoice.due": ("2026-12-06",),
    "invoice.amount": ("200",),
}


def company() -> dict[str, tuple[str, ...]]:
    """An account and payment acceptance for a company with three representatives."""
    given = application(("L1", "L3"))
    for place, (name, code, born, number) in enumerate(OTHERS, start=1):
        own = {
            "full_name": name, "personal_code": code, "birth_date": born, "citizenship": "LV",
            "basis": "Valdes loceklis", "type": "sole", "represents_before_bank": "yes",
            "email": f"person{number}@example.org", "phone": f"+3712000000{number}",
        }  # fmt: skip
        given |= {f"representatives.{place}.{key}": (text,) for key, text in own.items()}
    return given


def paid(amount: str) -> Raw:
    return {"amount": (amount,), "paid_on": ("2026-11-22",), "payer": ("SIA Piemērs",)}


@pytest.fixture
def firm(bank: Product, tmp_path: Path) -> Iterator[Life]:
    with led(bank, tmp_path, "legal") as life:
        yield life


@pytest.fixture
def human(bank: Product, tmp_path: Path) -> Iterator[Life]:
    with led(bank, tmp_path, "natural") as life:
        yield life


def identified(life: Life, given: Raw) -> None:
    """From the form to the documents."""
    life.sends("application", given)
    for unit in life.units("photo"):
        life.does("photo system passes", PHOTO, "photo", unit)
    for unit in life.units("questionnaire"):
        life.sends("questionnaire", given, unit)


def to_sign(life: Life) -> None:
    """From documents that are in to a package that is agreed to."""
    for unit in life.units("questionnaire"):
        life.does("officer accepts", OFFICER, "questionnaire", unit)
    life.does("officer accepts", OFFICER, "application")
    life.does("officer sends for agreement", OFFICER, "package", files=["package.documents"])
    life.does("applicant agrees", "applicant", "package")


def signed(life: Life) -> None:
    """Everybody signs."""
    to_sign(life)
    for unit in life.units("signature"):
        life.does("Dokobit signs", DOKOBIT, "signature", unit)
    assert life.status("package") == ["signed"]


def decided(life: Life, step: str, item: str, *of: str, reason: str = "") -> None:
    """By two people, never by one of them."""
    more = ["--reason", reason] if reason else []
    assert "[other role]" in life.refused(step, APPROVER, item, *of, more=more)
    life.does(step, BOTH, item, *of, more=more)
    assert "[same person]" in life.refused("approver confirms", BOTH, item, *of)
    assert "[other role]" in life.refused("approver confirms", OFFICER, item, *of)
    life.does("approver confirms", APPROVER, item, *of)


def corrected(life: Life, given: Raw) -> None:
    """The form is returned and comes back; who was identified stays so."""
    life.does("officer returns", OFFICER, "application", more=["--comment", "Which company?"])
    assert life.status("application") == ["info_required"]
    ids = {
        f"representatives.{place}.#": (unit.partition(".")[2],)
        for place, unit in enumerate(life.units("photo"))
    }
    life.sends("application", {**given, **ids, "company.name": ("SIA Piemērs Plus",)})
    assert life.status("photo") == ["passed"] * 3


def signed_by_hand(life: Life) -> None:
    """The package goes out twice, and staff report who has signed what was uploaded."""
    life.does("officer sends for agreement", OFFICER, "package", files=["package.documents"])
    life.does("applicant declines", "applicant", "package", more=["--comment", "A typing error"])
    life.does("officer sends a new version", OFFICER, "package", files=["package.documents"])
    life.does("applicant agrees", "applicant", "package")
    anyone = life.units("signature")[0]
    before = life.status("signature")
    assert "nothing changed" in life.does("Dokobit signs", DOKOBIT, "signature", "nobody")
    assert life.status("signature") == before
    assert "[no such unit]" in life.refused(
        "officer confirms the signature", OFFICER, "signature", "nobody"
    )
    assert "[other role]" in life.refused("Dokobit signs", "applicant", "signature", anyone)
    assert "[other status]" in life.refused(
        "officer confirms the signature", OFFICER, "signature", anyone
    )
    life.does(
        "applicant uploads the signed package", "applicant", "package",
        files=["signed_package.file"],
    )  # fmt: skip
    for unit in life.units("signature"):
        assert life.status("package") == ["checking"]
        life.does("officer confirms the signature", OFFICER, "signature", unit)
    assert life.status("package") == ["signed"]


def in_full(life: Life) -> None:
    """Paid in two parts, and never by word."""
    life.does("officer issues", OFFICER, "invoice", raw=INVOICE)
    assert "[no such step]" in life.refused("accountant says it is paid", ACCOUNTANT, "invoice")
    step = "accountant records a payment"
    assert "[other role]" in life.refused(step, OFFICER, "invoice", raw=paid("200"))
    assert "amount" in life.refused(step, ACCOUNTANT, "invoice", raw=paid("0"))
    assert "[not begun]" in life.refused("officer opens", OFFICER, "account", "lp_current_account")
    life.does(step, ACCOUNTANT, "invoice", raw=paid("50"))
    assert life.status("invoice") == ["partially_paid"]
    life.does(step, ACCOUNTANT, "invoice", raw=paid("150"))
    assert life.status("invoice") == ["paid"]


def asked_and_withdrawn(life: Life) -> None:
    """While a demand is open nothing is decided; two people withdraw it."""
    unit = life.units("demand")[1]
    life.does("officer demands video identification", OFFICER, "demand", unit)
    said = life.refused("officer opens", OFFICER, "account", "lp_current_account")
    assert "[earlier stage]" in said
    late: Raw = {"slot.date": ("2026-11-22",), "slot.time": ("10:00",)}
    # On a Sunday the day is refused, and nothing is said of an hour that it does not have.
    said = life.refused("officer agrees a time", OFFICER, "demand", unit, raw=late)
    assert said.count("E-52") == 1
    decided(life, "officer withdraws the demand", "demand", unit, reason="Not needed")
    assert life.status("demand") == ["not_required", "withdrawn", "not_required"]


def test_a_company_with_three_representatives_gets_both_services(firm: Life) -> None:
    given = company()
    assert "[no such unit]" in firm.refused(
        "applicant sends", "applicant", "questionnaire", "lp_client_questionnaire"
    )
    identified(firm, given)
    assert len(firm.units("photo")) == 3
    corrected(firm, given)
    returned, *_ = firm.units("questionnaire")
    firm.does("officer returns", OFFICER, "questionnaire", returned, more=["--comment", "More"])
    said = firm.refused("officer accepts", OFFICER, "questionnaire", returned)
    assert "[other status]" in said
    firm.does("applicant sends", "applicant", "questionnaire", returned)
    for unit in firm.units("questionnaire"):
        firm.does("officer accepts", OFFICER, "questionnaire", unit)
    assert "[not begun]" in firm.refused("officer sends for agreement", OFFICER, "package")
    firm.does("officer accepts", OFFICER, "application")
    signed_by_hand(firm)
    in_full(firm)
    asked_and_withdrawn(firm)
    decided(firm, "officer opens", "account", "lp_current_account")
    assert "[decided]" in firm.refused(
        "officer returns", OFFICER, "application", more=["--comment", "Too late"]
    )
    decided(firm, "officer starts the cooperation", "acquiring")
    assert (firm.status("account"), firm.status("acquiring")) == (["opened"], ["started"])
    assert firm.ended == "completed"
    assert "[completed]" in firm.refused("applicant withdraws", "applicant", "case")


def test_of_card_and_user_one_is_accepted_and_one_refused(human: Life) -> None:
    given = application(("N2", "N3"))
    identified(human, given)
    signed(human)
    assert human.units("invoice") == ()
    decided(human, "officer issues", "card")
    assert human.ended != "completed"
    decided(human, "officer refuses", "user", reason="Not the holder")
    assert (human.status("card"), human.status("user")) == (["issued"], ["refused"])
    assert human.ended == "completed"


def test_documents_are_renewed(firm: Life) -> None:
    given = {
        **SCENARIOS["S-18 document renewal only"].given,
        "submitter.identity_document": ("new_passport.pdf",),
    }
    identified(firm, given)
    assert firm.units("photo") == ("submitter",)
    signed(firm)
    decided(firm, "officer approves", "doc_renewal", "lp_doc_renewal")
    assert firm.ended == "completed"


def test_an_outside_party_speaks_for_its_own_items_only(human: Life) -> None:
    human.sends("application", application(("N1",)))
    assert "[other role]" in human.refused("photo system passes", VIDEO, "photo", "client")
    assert "[other role]" in human.refused("photo system passes", "applicant", "photo", "client")
