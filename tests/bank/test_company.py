"""Questions and checks of the company's form (S-18 to S-29)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from engine.meaning.units import units
from tests.bank.applications import (
    READY,
    Raw,
    answer,
    application,
    changed,
    codes,
    judged,
    marks,
    stands,
    warnings,
    without,
)

FULL = application(["L1"])
RENEWAL = application(["L4"])
URL = "company.resource_url"
REPRESENTATIVE: Mapping[str, str] = {
    "full_name": "Juris Kalniņš",
    "personal_code": "290200-20017",
    "birth_date": "2000-02-29",
    "citizenship": "LV",
    "basis": "Valdes loceklis",
    "type": "sole",
    "represents_before_bank": "yes",
    "email": "juris@example.org",
    "phone": "+37120000001",
}
OWNED_BY_A_COMPANY: Mapping[str, str] = {
    "name": "OÜ Näidis",
    "registration_number": "12345678",
    "registration_date": "2010-01-01",
    "registration_country": "EE",
}


def with_row(
    raw: Raw, group: str, number: int, row: Mapping[str, object]
) -> dict[str, tuple[str, ...]]:
    return changed(raw, **{f"{group}.{number}.{name}": value for name, value in row.items()})


def owned(*people: object, by_companies: tuple[object, ...] = ()) -> dict[str, tuple[str, ...]]:
    """A company whose owners hold these shares."""
    raw = without(FULL, "owners_np")
    person = {name: REPRESENTATIVE[name] for name in ("full_name", "birth_date", "citizenship")}
    for number, share in enumerate(people):
        row = {**person, "full_name": f"Ilze {'ABCD'[number]}pse", "residence": "EE",
               "citizenship": "EE", "share_percent": share}  # fmt: skip
        raw = with_row(raw, "owners_np", number, row)
    for number, share in enumerate(by_companies):
        row = {**OWNED_BY_A_COMPANY, "registration_number": f"1234567{number}",
               "share_percent": share}  # fmt: skip
        raw = with_row(raw, "owners_lp", number, row)
    return raw


@pytest.mark.parametrize(
    ("resident", "code", "problem"),
    [("yes", None, ["E-24"]), ("yes", "150685-11230", None), ("no", None, None)],
)
def test_s18_the_submitter_of_a_renewal(
    resident: str, code: str | None, problem: list[str] | None
) -> None:
    raw = changed(
        RENEWAL,
        company__name="SIA Piemērs & Co",
        company__communication_language="ru",
        submitter__lv_citizen_or_resident=resident,
        submitter__personal_code=code,
        submitter__birth_date="1985-06-15",
    )
    assert codes(raw).get("submitter.personal_code") == problem
    assert stands(raw, "company.personal_manager") == "optional"


def test_s18_papers_and_names_of_a_renewal() -> None:
    assert codes(changed(RENEWAL, submitter__identity_document=None)) == {
        "submitter.identity_document": ["E-38"]
    }
    assert codes(changed(RENEWAL, company__name="ООО Пример")) == {"company.name": ["E-20"]}


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        (None, "E-01"),
        ("shop", "E-36"),
        ("ftp://shop.example", "E-36"),
        ("shop.example/lv", None),
        ("https://veikals.example", None),
    ],
)
def test_s19_the_address_of_the_shop(typed: str | None, problem: str | None) -> None:
    raw = application(["L5"], company__resource_url=typed)
    assert codes(raw) == ({URL: [problem]} if problem else {})


def test_s19_an_address_is_completed_and_stays_when_it_becomes_optional() -> None:
    raw = application(["L5"], company__resource_url="shop.example/lv")
    assert answer(raw, URL) == "https://shop.example/lv"
    assert stands(raw, URL) == "required"
    other = application(["L4"], company__resource_url="shop.example/lv")
    assert stands(other, URL) == "optional"
    assert answer(other, URL) == "https://shop.example/lv"


def test_s20_what_a_merchant_is_asked() -> None:
    raw = application(["L3"])
    fields = READY.outline.fields
    industries, bands = fields["company.industry"].options, fields["company.employee_count"].options
    assert industries is not None
    assert bands is not None
    assert "".join(one.code for one in industries.options) == "ABCDEFGHIJKLMNOPQRSTU"
    assert [one.code for one in bands.options] == ["0", "1_9", "10_49", "50_249", "250_plus"]
    assert codes(raw) == {}
    assert codes(changed(raw, company__registration_date="2026-11-23")) == {
        "company.registration_date": ["E-37"]
    }
    assert codes(changed(raw, company__registration_date="2026-11-22")) == {}


@pytest.mark.parametrize("services", [("L1",), ("L2",), ("L1", "L2")])
@pytest.mark.parametrize("typed", ["https://shop.example", "shop", None])
def test_s21_without_a_merchant_the_address_is_not_asked(
    services: tuple[str, ...], typed: str | None
) -> None:
    raw = application(services, company__resource_url=typed)
    assert stands(raw, URL) == "not asked"
    assert codes(raw) == {}


def test_s23_three_persons_are_identified_and_sign() -> None:
    raw = with_row(application(["L1", "L4"]), "representatives", 1, REPRESENTATIVE)
    now = judged(raw)
    assert now.refused == ()
    everybody = ["representatives.0", "representatives.1", "submitter"]
    items = READY.meaning.route.items
    for item in ("photo", "signature"):
        assert sorted(units(now.situation, items[item]) or ()) == everybody


def test_s24_somebody_must_represent_the_client() -> None:
    assert codes(without(FULL, "representatives"))["representatives"] == ["E-49"]
    unflagged = changed(FULL, **{"representatives.0.represents_before_bank": "no"})
    assert codes(unflagged) == {"representatives": ["E-40"]}


@pytest.mark.parametrize("missing", ["email", "phone"])
def test_s24_who_represents_the_client_can_be_reached(missing: str) -> None:
    name = f"representatives.0.{missing}"
    assert codes(changed(FULL, **{name: None})) == {name: ["E-01"]}
    two = with_row(FULL, "representatives", 1, {**REPRESENTATIVE, "represents_before_bank": "no"})
    assert codes(changed(two, **{f"representatives.1.{missing}": None})) == {}


def test_s24_two_who_represent_the_client_need_two_addresses() -> None:
    same = {**REPRESENTATIVE, "email": "anna@example.org"}
    found = codes(with_row(FULL, "representatives", 1, same))
    assert {code for one in found.values() for code in one} == {"E-41"}
    aside = {**same, "represents_before_bank": "no"}
    assert codes(with_row(FULL, "representatives", 1, aside)) == {}


@pytest.mark.parametrize(
    ("citizen", "resident", "problem"),
    [("LV", None, "E-24"), ("XX-LVNC", None, "E-24"), ("EE", "yes", "E-24"), ("EE", "no", None)],
)
def test_s24_whose_personal_code_is_required(
    citizen: str, resident: str | None, problem: str | None
) -> None:
    row = {"personal_code": None, "citizenship": citizen, "lv_resident": resident}
    raw = with_row(FULL, "representatives", 0, row)
    name = "representatives.0.personal_code"
    assert codes(raw) == ({name: [problem]} if problem else {})


def test_s24_two_representatives_are_accepted_and_one_twice_is_not() -> None:
    assert codes(with_row(FULL, "representatives", 1, REPRESENTATIVE)) == {}
    first = {name.rpartition(".")[2]: one[0] for name, one in FULL.items()
             if name.startswith("representatives.0.")}  # fmt: skip
    twin = {**first, "email": "other@example.org"}
    for again in (
        twin,
        {**twin, "full_name": "Anna Cita"},
        {**twin, "personal_code": "321357-24687"},
    ):
        found = codes(with_row(FULL, "representatives", 1, again))
        assert {code for one in found.values() for code in one} == {"E-46"}


def test_s25_owners_or_the_word_that_there_are_none() -> None:
    nobody = without(FULL, "owners_np")
    assert set(codes(nobody)) == {"owners_np", "no_owners"}
    assert codes(nobody)["no_owners"] == ["E-47"]
    assert codes(changed(nobody, no_owners="yes")) == {}


@pytest.mark.parametrize(
    ("citizen", "residence", "problem"),
    [("EE", "LV", "E-24"), ("LV", "EE", "E-24"), ("EE", "EE", None), ("XX-LVNC", "EE", "E-24")],
)
def test_s25_whose_personal_code_is_required(
    citizen: str, residence: str, problem: str | None
) -> None:
    row = {"personal_code": None, "citizenship": citizen, "residence": residence}
    raw = with_row(FULL, "owners_np", 0, row)
    assert codes(raw) == ({"owners_np.0.personal_code": [problem]} if problem else {})


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({}, {}),
        ({"registration_country": "LV"}, {"registration_number": ["E-30"]}),
        (
            {"registration_country": "LV", "registration_number": "40003521600"},
            {},
        ),
        ({"registration_date": "2026-11-23"}, {"registration_date": ["E-37"]}),
    ],
)
def test_s25_owners_that_are_companies(
    change: Mapping[str, str], problem: Mapping[str, list[str]]
) -> None:
    raw = without(FULL, "owners_np")
    raw = with_row(raw, "owners_lp", 0, {**OWNED_BY_A_COMPANY, "share_percent": "100", **change})
    assert codes(raw) == {f"owners_lp.0.{name}": one for name, one in problem.items()}


@pytest.mark.parametrize("share", ["0", "-1", "100.01", "33.333", "x"])
@pytest.mark.parametrize("group", ["owners_np", "ubos"])
def test_s25_s26_no_share(group: str, share: str) -> None:
    name = f"{group}.0.share_percent"
    assert codes(changed(FULL, **{name: share})) == {name: ["E-42"]}


def test_s25_a_comma_is_a_point() -> None:
    assert answer(owned("33,33", "66,67"), "owners_np.0.share_percent") == Decimal("33.33")
    assert codes(owned("33,33", "66,67")) == warnings(owned("33,33", "66,67")) == {}


@pytest.mark.parametrize(
    ("by_companies", "refused", "warned"),
    [("40.01", ["E-43"], None), ("40", None, None), ("39.99", None, ["E-44"])],
)
def test_s25_shares_of_both_kinds_of_owners_are_added_up(
    by_companies: str, refused: list[str] | None, warned: list[str] | None
) -> None:
    raw = owned("60", by_companies=(by_companies,))
    assert codes(raw).get("owners_np") == refused
    assert warnings(raw).get("owners_np") == warned


def test_s26_somebody_is_the_beneficial_owner() -> None:
    assert codes(without(FULL, "ubos"))["ubos"] == ["E-48"]


@pytest.mark.parametrize(
    ("citizen", "taxed", "problem"),
    [("EE", "LV", "E-24"), ("EE", "EE", None), ("LV", "EE", "E-24")],
)
def test_s26_whose_personal_code_is_required(citizen: str, taxed: str, problem: str | None) -> None:
    row = {"personal_code": None, "citizenship": citizen, "tax_residence": taxed}
    raw = with_row(FULL, "ubos", 0, row)
    assert codes(raw) == ({"ubos.0.personal_code": [problem]} if problem else {})


def test_s26_shares_of_beneficial_owners_are_not_added_up() -> None:
    second = {
        "full_name": "Juris Kalniņš", "birth_date": "2000-02-29", "citizenship": "EE",
        "tax_residence": "EE", "share_percent": "60",
    }  # fmt: skip
    raw = with_row(changed(FULL, **{"ubos.0.share_percent": "60"}), "ubos", 1, second)
    assert codes(raw) == warnings(raw) == {}


def test_s27_what_the_submitter_is_asked() -> None:
    roles = READY.outline.fields["submitter.role"].options
    assert roles is not None
    assert len(roles.options) == 9
    raw = changed(FULL, submitter__lv_citizen_or_resident="yes", submitter__personal_code=None)
    assert codes(raw) == {"submitter.personal_code": ["E-24"]}


@pytest.mark.parametrize(
    ("change", "start"),
    [
        ({}, "overview"),
        ({"submitter.role": "representative"}, "overview"),
        (
            {"submitter.role": "representative", "submitter.representative_row": "1"},
            "button",
        ),
        ({"submitter.personal_code": "150685-11230", "submitter.birth_date": "1985-06-15"},
         "button"),
        ({"account.email": "anna@example.org"}, "button"),
        ({"account.email": "other@example.org"}, "overview"),
    ],
    ids=["nobody of them", "no row picked", "row picked", "same code", "same e-mail", "other"],
)  # fmt: skip
def test_s27_the_submitter_is_recognised(change: Mapping[str, str], start: str) -> None:
    now = judged(changed({**FULL, "account.email": ("registrant@example.org",)}, **change))
    assert now.refused == ()
    assert now.situation.fact("identification_start") == start


def test_s27_a_picked_row_that_does_not_represent_the_client_does_not_count() -> None:
    two = with_row(FULL, "representatives", 1, {**REPRESENTATIVE, "represents_before_bank": "no"})
    raw = changed(two, submitter__role="representative", submitter__representative_row="2")
    assert judged(raw).situation.fact("identification_start") == "overview"


@pytest.mark.parametrize(
    "row",
    [
        {"ubos.0.tax_residence": "US"},
        {"ubos.0.citizenship": "US"},
        {"owners_np.0.residence": "US"},
        {"owners_np.0.citizenship": "US"},
    ],
)
def test_s28_a_connection_with_the_usa_is_marked_for_staff(row: Mapping[str, str]) -> None:
    raw = changed(FULL, company__us_related="no", **row)
    assert codes(raw) == warnings(raw) == {}
    assert marks(raw)["company.us_related"] == ["E-45"]
    ticked = changed(raw, company__us_related="yes")
    assert marks(ticked) == {}


def test_s28_a_company_registered_in_the_usa_is_marked_too() -> None:
    raw = changed(
        FULL, company__registration_country="US", company__registration_number="12-3456789"
    )
    assert marks(raw)["company.us_related"] == ["E-45"]


@pytest.mark.parametrize("service", ["L1", "L2", "L3"])
def test_s28_both_ticks_are_shown_and_optional(service: str) -> None:
    raw = application([service])
    assert stands(raw, "company.us_related") == "optional"
    assert stands(raw, "company.licensed_payment_institution") == "optional"


@pytest.mark.parametrize(
    ("country", "number", "kept"),
    [
        ("LV", "40003521600", "40003521600"),
        ("LV", "LV40003521600", "40003521600"),
        ("LV", "40100000011", "40100000011"),
        ("LV", "40003521601", None),
        ("LV", "4000352160", None),
        ("LV", "16117519997", None),
        ("LV", "4020300001X", None),
        ("EE", "12345678", "12345678"),
        ("EE", "1" * 30, "1" * 30),
        ("EE", "1" * 31, None),
    ],
)
def test_s29_registration_numbers(country: str, number: str, kept: str | None) -> None:
    raw = changed(FULL, company__registration_country=country, company__registration_number=number)
    name = "company.registration_number"
    assert codes(raw) == ({} if kept else {name: ["E-30"]})
    if kept:
        assert answer(raw, name) == kept
