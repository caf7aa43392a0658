"""What people write instead of a test is told together with the test that they mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.definitions.folders import faults, replaced

DETAILS = "forms/corner/details.yaml"
OWNERS = "forms/corner/owners.yaml"
SERVICES = "services: account or loan"


@pytest.mark.parametrize(
    ("file", "old", "new", "advice"),
    [
        (DETAILS, SERVICES, "services: account and loan", "Write “all account or loan”."),
        (DETAILS, SERVICES, "services: account AND loan", "Write “all account or loan”."),
        (DETAILS, SERVICES, "services: account OR loan", "Write “account or loan”."),
        (DETAILS, SERVICES, "services: account | loan", "Write “account or loan”."),
        (DETAILS, SERVICES, "services: Card", "Write its code: “card”."),
        (DETAILS, SERVICES, "services: A card", "Did you mean “card”?"),
        (DETAILS, SERVICES, "services: accounts and loan", ""),
        (DETAILS, "income: 100..<5000", "income: 100-5000", "Write “100..5000”."),
        (DETAILS, "income: 100..<5000", "income: 100...5000", "Write digits and a point, as 33.5."),
        (DETAILS, "income: 100..<5000", "income: from 100 to 5000", "Write “100..5000”."),
        (DETAILS, "income: 100..<5000", "income: 100+", "Write “100..”."),
        (DETAILS, "income: 100..<5000", "income: 1 000", "Write digits and a point, as 33.5."),
        (DETAILS, "must be: today..", "must be: 2026-01-01 - 2026-12-31",
         "Write “2026-01-01..2026-12-31”."),
        (OWNERS, "when: company", "when: client_type = legal", "Write {client_type: legal}."),
        (OWNERS, "when: company", "when: client_type is legal", "Write {client_type: legal}."),
        (OWNERS, "when: company", "when: {client_type != legal}",
         "Write {client_type: not legal}."),
        (OWNERS, "when: company", "when: not company", "Write {not: company}."),
        (OWNERS, "when: company", "when: confirmed", "Write {confirmed: yes}."),
        (OWNERS, "when: company", "when: not confirmed", "Write {confirmed: no}."),
        (OWNERS, "when: company", "when: client_type",
         "Write a test after its name: {client_type: …}."),
        (DETAILS, SERVICES, "owners: 2..",
         "Ask it {any: …}, {all: …} or {none: …}, or test a value “count of …”."),
        (OWNERS, "when: company", "when: companies = legal", "Known: company."),
    ],
)  # fmt: skip
def test_the_advice_is_what_was_meant(
    tmp_path: Path, file: str, old: str, new: str, advice: str
) -> None:
    (found,) = faults(replaced(tmp_path, file, old, new))
    assert found.suggestion == advice
