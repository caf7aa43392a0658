"""What the invented applicants of the journeys answer, as a person would type it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

Row = Mapping[str, str]
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


@dataclass(frozen=True, slots=True)
class Answers:
    """``services`` are chosen first; ``rows`` are typed row by row into their groups."""

    kind: str
    services: tuple[str, ...]
    fields: Row
    rows: Mapping[str, tuple[Row, ...]]
    document: str = ""
    """Path of the question that takes a file, or empty."""


def _person(name: str, code: str, born: str, **more: str) -> Row:
    known = {"full_name": name, "personal_code": code, "birth_date": born, "citizenship": "LV"}
    return known | more


_REPRESENTATIVES = (
    _person(
        "Anna Bērziņa", "321111-11111", "1985-06-15",
        basis="Member of the board", type="joint_some", represents_before_bank="yes",
        email="anna.berzina@example.org", phone="+37120000001",
    ),
    _person(
        "Juris Kalniņš", "322222-22222", "1979-01-31",
        basis="Member of the board", type="joint_some", represents_before_bank="yes",
        email="juris.kalnins@example.org", phone="+37120000002",
    ),
    _person(
        "Ilze Ozola", "323333-33333", "1990-12-01",
        basis="Holder of procuration", type="procuration", represents_before_bank="yes",
        email="ilze.ozola@example.org", phone="+37120000003",
    ),
)  # fmt: skip


def _owner(number: int, share: str, home: str) -> Row:
    one = _REPRESENTATIVES[number]
    known = {name: one[name] for name in ("full_name", "personal_code", "birth_date")}
    return {**known, "citizenship": "LV", home: "LV", "share_percent": share}


NATURAL = Answers(
    kind="natural",
    services=("np_new_client", "np_ib_user"),
    fields=MappingProxyType(
        {
            "client.full_name": "Anna Bērziņa",
            "client.personal_code": "321234-56789",
            "client.birth_date": "1985-06-15",
            "client.communication_language": "lv",
            "client.related_client": "Ziemeļu vējš SIA",
        }
    ),
    rows=MappingProxyType({}),
    document="client.identity_document",
)

LEGAL = Answers(
    kind="legal",
    services=("lp_current_account", "lp_acquiring"),
    fields=MappingProxyType(
        {
            "company.name": "Ziemeļu vējš SIA",
            "company.registration_number": "40003521600",
            "company.registration_date": "2001-02-03",
            "company.industry": "G",
            "company.communication_language": "lv",
            "company.resource_url": "shop.example/lv",
            "company.employee_count": "10_49",
            "submitter.full_name": "Anna Bērziņa",
            "submitter.lv_citizen_or_resident": "yes",
            "submitter.personal_code": "321111-11111",
            "submitter.birth_date": "1985-06-15",
            "submitter.role": "representative",
            "submitter.representative_row": "1",
        }
    ),
    rows=MappingProxyType(
        {
            "representatives": _REPRESENTATIVES,
            "owners_np": (_owner(0, "60", "residence"), _owner(2, "40", "residence")),
            "ubos": (_owner(0, "60", "tax_residence"), _owner(2, "40", "tax_residence")),
        }
    ),
)  # fmt: skip
