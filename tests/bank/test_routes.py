"""All 38 choices of services against the tables 3.4 and 3.5 of the requirements (S-17, S-30).

Number, services, form blocks, stages (5 is the fee, 7a to 7d the decisions), persons to identify,
and the services that each decision is about.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from engine.meaning.units import is_needed, units
from tests.bank.applications import READY, SERVICES, application, judged

TABLE = """
n1 | N1 | F0 F1 | 1 2 3 4 5 7a | client | 7a N1
n2 | N2 | F0 F1 F2 | 1 2 3 4 7c | client | 7c N2
n3 | N3 | F0 F1 F2 | 1 2 3 4 7d | client | 7d N3
n4 | N1 N2 | F0 F1 F2 | 1 2 3 4 5 7a 7c | client | 7a N1, 7c N2
n5 | N1 N3 | F0 F1 F2 | 1 2 3 4 5 7a 7d | client | 7a N1, 7d N3
n6 | N2 N3 | F0 F1 F2 | 1 2 3 4 7c 7d | client | 7c N2, 7d N3
n7 | N1 N2 N3 | F0 F1 F2 | 1 2 3 4 5 7a 7c 7d | client | 7a N1, 7c N2, 7d N3
l1 | L1 | F0 C1 C3 R O U I1 I2 | 1 2 3 4 5 7a | flagged | 7a L1
l2 | L2 | F0 C1 C3 R O U I1 I2 | 1 2 3 4 5 7a | flagged | 7a L2
l3 | L3 | F0 C1 C2! C3 R O U I1 I2 | 1 2 3 4 7b | flagged | 7b L3
l4 | L4 | F0 C1 C2? I1 D | 1 2 3 4 7b | registrant | 7b L4
l5 | L5 | F0 C1 C2! I1 D | 1 2 3 4 7b | registrant | 7b L5
l6 | L1 L2 | F0 C1 C3 R O U I1 I2 | 1 2 3 4 5 7a | flagged | 7a L1 L2
l7 | L1 L3 | F0 C1 C2! C3 R O U I1 I2 | 1 2 3 4 5 7a 7b | flagged | 7a L1, 7b L3
l8 | L1 L4 | F0 C1 C2? C3 R O U I1 I2 D | 1 2 3 4 5 7a 7b | both | 7a L1, 7b L4
l9 | L1 L5 | F0 C1 C2! C3 R O U I1 I2 D | 1 2 3 4 5 7a 7b | both | 7a L1, 7b L5
l10 | L2 L3 | F0 C1 C2! C3 R O U I1 I2 | 1 2 3 4 5 7a 7b | flagged | 7a L2, 7b L3
l11 | L2 L4 | F0 C1 C2? C3 R O U I1 I2 D | 1 2 3 4 5 7a 7b | both | 7a L2, 7b L4
l12 | L2 L5 | F0 C1 C2! C3 R O U I1 I2 D | 1 2 3 4 5 7a 7b | both | 7a L2, 7b L5
l13 | L3 L4 | F0 C1 C2! C3 R O U I1 I2 D | 1 2 3 4 7b | both | 7b L3 L4
l14 | L3 L5 | F0 C1 C2! C3 R O U I1 I2 D | 1 2 3 4 7b | both | 7b L3 L5
l15 | L4 L5 | F0 C1 C2! I1 D | 1 2 3 4 7b | registrant | 7b L4 L5
l16 | L1 L2 L3 | F0 C1 C2! C3 R O U I1 I2 | 1 2 3 4 5 7a 7b | flagged | 7a L1 L2, 7b L3
l17 | L1 L2 L4 | F0 C1 C2? C3 R O U I1 I2 D | 1 2 3 4 5 7a 7b | both | 7a L1 L2, 7b L4
l18 | L1 L2 L5 | F0 C1 C2! C3 R O U I1 I2 D | 1 2 3 4 5 7a 7b | both | 7a L1 L2, 7b L5
l19 | L1 L3 L4 | F0 C1 C2! C3 R O U I1 I2 D | 1 2 3 4 5 7a 7b | both | 7a L1, 7b L3 L4
l20 | L1 L3 L5 | F0 C1 C2! C3 R O U I1 I2 D | 1 2 3 4 5 7a 7b | both | 7a L1, 7b L3 L5
l21 | L1 L4 L5 | F0 C1 C2! C3 R O U I1 I2 D | 1 2 3 4 5 7a 7b | both | 7a L1, 7b L4 L5
l22 | L2 L3 L4 | F0 C1 C2! C3 R O U I1 I2 D | 1 2 3 4 5 7a 7b | both | 7a L2, 7b L3 L4
l23 | L2 L3 L5 | F0 C1 C2! C3 R O U I1 I2 D | 1 2 3 4 5 7a 7b | both | 7a L2, 7b L3 L5
l24 | L2 L4 L5 | F0 C1 C2! C3 R O U I1 I2 D | 1 2 3 4 5 7a 7b | both | 7a L2, 7b L4 L5
l25 | L3 L4 L5 | F0 C1 C2! C3 R O U I1 I2 D | 1 2 3 4 7b | both | 7b L3 L4 L5
l26 | L1 L2 L3 L4 | F0 C1 C2! C3 R O U I1 I2 D | 1 2 3 4 5 7a 7b | both | 7a L1 L2, 7b L3 L4
l27 | L1 L2 L3 L5 | F0 C1 C2! C3 R O U I1 I2 D | 1 2 3 4 5 7a 7b | both | 7a L1 L2, 7b L3 L5
l28 | L1 L2 L4 L5 | F0 C1 C2! C3 R O U I1 I2 D | 1 2 3 4 5 7a 7b | both | 7a L1 L2, 7b L4 L5
l29 | L1 L3 L4 L5 | F0 C1 C2! C3 R O U I1 I2 D | 1 2 3 4 5 7a 7b | both | 7a L1, 7b L3 L4 L5
l30 | L2 L3 L4 L5 | F0 C1 C2! C3 R O U I1 I2 D | 1 2 3 4 5 7a 7b | both | 7a L2, 7b L3 L4 L5
l31 | L1 L2 L3 L4 L5 | F0 C1 C2! C3 R O U I1 I2 D | 1 2 3 4 5 7a 7b | both | 7a L1 L2, 7b L3 L4 L5
"""
SERVICE = {"acquiring": "lp_acquiring", "card": "np_extra_card", "user": "np_ib_user"}
FORM = READY.items["application"]
ASKED = {
    path
    for outline in (FORM, READY.registration["client_information"])
    for path in (*outline.fields, *outline.groups)
    if "[]" not in path
}
REGISTRATION = {"client_type", "consents.privacy_notice", "consents.terms"}
CITIZENSHIPS = {"client.citizenship_1", "client.citizenship_2"}
BLOCKS = {
    "F0": {"services"},
    "F1": {
        "client.full_name", "client.personal_code", "client.birth_date",
        "client.communication_language", *CITIZENSHIPS,
    },
    "F2": {"client.related_client", "client.identity_document"},
    "C1": {
        "company.registration_country", "company.name", "company.registration_number",
        "company.communication_language", "company.personal_manager",
    },
    "C2!": {"company.resource_url"},
    "C2?": {"company.resource_url"},
    "C3": {
        "company.registration_date", "company.industry", "company.employee_count",
        "company.us_related", "company.licensed_payment_institution",
    },
    "R": {"representatives"},
    "O": {"no_owners", "owners_np", "owners_lp"},
    "U": {"ubos"},
    "I1": {
        "submitter.full_name", "submitter.personal_code", "submitter.lv_citizen_or_resident",
        "submitter.birth_date",
    },
    "I2": {"submitter.role", "submitter.representative_row"},
    "D": {"submitter.identity_document"},
}  # fmt: skip
STAGES = {
    "1": "initial_info",
    "2": "photo_id",
    "3": "doc_submission",
    "4": "doc_signing",
    "5": "fee",
    "6": "identification",
    "7a": "account_opening",
    "7b": "service_activation",
    "7c": "card_issue",
    "7d": "user_activation",
}


@dataclass(frozen=True, slots=True)
class Route:
    """One row of the tables."""

    name: str
    services: tuple[str, ...]
    blocks: tuple[str, ...]
    stages: tuple[str, ...]
    fee: str
    persons: tuple[str, ...]
    decided: dict[str, tuple[str, ...]]


def _route(line: str) -> Route:
    name, services, blocks, stages, persons, decided = map(str.strip, line.split("|"))
    finals = (part.split() for part in decided.split(", "))
    return Route(
        name,
        tuple(services.split()),
        tuple(blocks.split()),
        tuple(STAGES[one] for one in stages.split()),
        "applies" if "5" in stages.split() else "none",
        ("flagged", "registrant") if persons == "both" else (persons,),
        {STAGES[stage]: tuple(SERVICES[one] for one in of) for stage, *of in finals},
    )


ROUTES = tuple(map(_route, TABLE.strip().splitlines()))
each_route = pytest.mark.parametrize("route", ROUTES, ids=lambda one: one.name)


@each_route
def test_s17_the_form_has_exactly_the_blocks_of_the_table(route: Route) -> None:
    now = judged(application(route.services))
    expected = REGISTRATION.union(*(BLOCKS[block] for block in route.blocks))
    assert {path for path in now.asked if path in ASKED} == expected
    assert [one for one in now.refused if one.path in FORM.order] == []
    if "C2!" in route.blocks:
        assert "company.resource_url" in now.required
    elif "C2?" in route.blocks:
        assert "company.resource_url" not in now.required


@each_route
def test_s30_stages_fee_persons_and_decisions_are_those_of_the_table(route: Route) -> None:
    now = judged(application(route.services))
    flow, items = READY.meaning.route.flow, READY.meaning.route.items
    expected = [one for one in STAGES.values() if one in (*route.stages, STAGES["6"])]
    assert [one.name for one in flow.stages if is_needed(now.situation, one)] == expected
    assert now.situation.fact("fee") == route.fee
    assert sorted(now.situation.fact("persons")) == sorted(route.persons)  # type: ignore[arg-type]
    people = {
        "client": {"client"}, "flagged": {"representatives.0"}, "registrant": {"submitter"},
    }  # fmt: skip
    everybody = set[str]().union(*(people[one] for one in route.persons))
    for item in ("photo", "signature", "demand"):
        assert set(units(now.situation, items[item]) or ()) == everybody
    decided = {item.name: units(now.situation, item) for item in flow.items if item.decision}
    for stage in (one for one in flow.stages if is_needed(now.situation, one)):
        found = {unit or SERVICE[item] for item in stage.items for unit in decided.get(item) or ()}
        assert found == set(route.decided.get(stage.name, ()))


def test_the_tables_hold_every_choice() -> None:
    natural = {frozenset(one.services) for one in ROUTES if one.name.startswith("n")}
    legal = {frozenset(one.services) for one in ROUTES if one.name.startswith("l")}
    assert (len(natural), len(legal)) == (7, 31)


def test_the_blocks_hold_every_question_of_the_forms() -> None:
    """A question that stands in no block of the tables would never be looked for."""
    depends = {"client.lv_residence_permit", "client.lv_resident"}
    known = REGISTRATION.union(*BLOCKS.values())
    assert ASKED - depends == known
