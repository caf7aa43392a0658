"""What an applicant is told to have at hand before anything is chosen."""

from __future__ import annotations

from datetime import date

import pytest

from engine.case.judgement import Facts, situation
from engine.forms.requirements import needs
from tests.bank.applications import LIBRARY

READY = LIBRARY.today("magnetiq")


def told(who: str) -> set[str]:
    case = situation(READY, Facts(date(2026, 11, 22), {"client_type": who}))
    wording = LIBRARY.wording(READY, "en")
    return {need.caption for need in needs(case, READY.items["application"], wording)}


def test_a_person_is_not_told_of_a_companys_people_and_papers() -> None:
    assert told("natural") == {"Personal code", "Identity document"}


@pytest.mark.parametrize("what", ["Representatives of the company", "Ultimate beneficial owners"])
def test_a_company_is_told_of_its_people_from_the_start(what: str) -> None:
    assert what in told("legal")
