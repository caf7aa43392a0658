"""The same demands on persons wherever a form asks for one (S-09 to S-13)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pytest

from tests.bank.applications import (
    COMPANY,
    NATURAL,
    TODAY,
    Raw,
    answer,
    application,
    changed,
    codes,
    judged,
    marks,
    saved,
    stands,
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person is asked for; ``raw`` is an application in which all but the person fits."""

    name: str
    raw: Raw

    def with_person(self, code: str | None, born: str) -> dict[str, tuple[str, ...]]:
        changes = {f"{self.name}.personal_code": code, f"{self.name}.birth_date": born}
        return changed(self.raw, **changes)


PLACES = {
    "client": Place("client", application(["N1"])),
    "submitter of a renewal": Place("submitter", application(["L4"])),
    "submitter of a full form": Place("submitter", application(["L1"])),
    "representative": Place("representatives.0", application(["L1"])),
    "owner": Place("owners_np.0", application(["L2"])),
    "beneficial owner": Place("ubos.0", application(["L3"])),
}
everywhere = pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)


@pytest.mark.parametrize(
    ("citizen", "second", "permit", "resident", "code"),
    [
        ("LV", None, None, None, "E-24"),
        ("EE", "LV", None, None, "E-24"),
        ("XX-LVNC", None, "no", "no", "E-24"),
        ("UA", None, "yes", None, "E-24"),
        ("UA", None, "no", "yes", "E-24"),
        ("UA", None, "no", "no", None),
    ],
)
def test_s09_when_the_personal_code_is_required(
    citizen: str, second: str | None, permit: str | None, resident: str | None, code: str | None
) -> None:
    raw = application(
        ["N1"],
        client__personal_code=None,
        client__citizenship_1=citizen,
        client__citizenship_2=second,
        client__lv_residence_permit=permit,
        client__lv_resident=resident,
    )
    assert codes(raw).get("client.personal_code") == ([code] if code else None)
    assert stands(raw, "client.lv_residence_permit") == ("optional" if permit else "not asked")
    assert stands(raw, "client.lv_resident") == ("optional" if resident else "not asked")


def test_s09_a_permit_ticked_before_does_not_count_but_comes_back() -> None:
    foreign = application(
        ["N1"], client__citizenship_1="UA", client__lv_residence_permit="yes",
        client__personal_code=None,
    )  # fmt: skip
    latvian = changed(foreign, client__citizenship_1="LV")
    assert "client.lv_residence_permit" in judged(foreign).asked
    assert "client.lv_residence_permit" not in judged(latvian).asked
    unticked = changed(foreign, client__lv_residence_permit="no")
    assert codes(foreign) == {"client.personal_code": ["E-24"]}
    assert codes(unticked) == {}


@everywhere
def test_s10_eighteen_today_is_old_enough(place: Place) -> None:
    assert codes(place.with_person("221108-22345", "2008-11-22")) == {}


@everywhere
def test_s10_a_day_less_is_warned_of_and_then_refused(place: Place) -> None:
    raw = place.with_person("231108-22340", "2008-11-23")
    born = f"{place.name}.birth_date"
    assert saved(raw)[born] == ["warn E-22"]
    assert codes(raw) == {born: ["E-22"]}
    assert codes(raw, date(2026, 11, 23)) == {}


@everywhere
@pytest.mark.parametrize("born", ["2026-11-23", "1900-01-01", "23.11.2026"])
def test_s10_nobody_is_born_in_the_future_or_120_years_ago(place: Place, born: str) -> None:
    assert codes(place.with_person(None, born))[f"{place.name}.birth_date"] == ["E-23"]


def test_s11_the_29th_of_february_is_a_day_in_leap_years_only() -> None:
    place = PLACES["client"]
    assert codes(place.with_person("290200-20017", "29.02.2000")) == {}
    assert codes(place.with_person("150685-11230", "29.02.2001"))["client.birth_date"] == ["E-02"]


VALID: Mapping[str, str] = {
    "150685-11230": "1985-06-15",
    "15068511230": "1985-06-15",
    "150685-10000": "1985-06-15",
    "311299-19993": "1999-12-31",
    "300690-11005": "1990-06-30",
    "290208-23450": "2008-02-29",
    "290200-20017": "2000-02-29",
    "221108-22345": "2008-11-22",
}
REFUSED: Mapping[str, str] = {
    "150685-11231": "E-27",
    "290200-10011": "E-26",
    "290201-20018": "E-26",
    "310499-10008": "E-26",
    "011399-10004": "E-26",
    "000000-10007": "E-26",
    "220630-20007": "E-26",
    "010100-30006": "E-26",
    "011208-00008": "E-26",
    "40003521600": "E-26",
    "LV150685-11230": "E-25",
    "150685-1123": "E-25",
    "150685-112300": "E-25",
    "150685-1123O": "E-25",
}
NEW: Mapping[str, list[str]] = {
    "321357-24687": [],
    "341357-24686": [],
    "399999-99997": [],
    "321357-24680": ["E-29"],
}


@everywhere
@pytest.mark.parametrize(("code", "born"), VALID.items(), ids=VALID)
def test_s12_codes_of_the_old_format(place: Place, code: str, born: str) -> None:
    raw = place.with_person(code, born)
    assert codes(raw) == {}
    assert answer(raw, f"{place.name}.personal_code") == f"{code[:6]}-{code[-5:]}"


@everywhere
@pytest.mark.parametrize(("code", "problem"), REFUSED.items(), ids=REFUSED)
def test_s12_what_is_no_code(place: Place, code: str, problem: str) -> None:
    raw = place.with_person(code, "1985-06-15")
    assert codes(raw) == {f"{place.name}.personal_code": [problem]}


@everywhere
def test_s12_a_code_of_another_day_is_told_at_both(place: Place) -> None:
    assert codes(place.with_person("150685-11230", "1985-06-16")) == {
        f"{place.name}.personal_code": ["E-28"],
        f"{place.name}.birth_date": ["E-28"],
    }


@everywhere
@pytest.mark.parametrize(("code", "marked"), NEW.items(), ids=NEW)
def test_s13_codes_of_the_new_format(place: Place, code: str, marked: list[str]) -> None:
    raw = place.with_person(code, "1985-06-15")
    assert codes(raw) == {}
    assert marks(raw).get(f"{place.name}.personal_code", []) == marked
    assert codes(place.with_person(code, "1991-01-02")) == {}


def test_s13_a_new_code_does_not_hide_the_age() -> None:
    raw = PLACES["client"].with_person("321357-24687", "2008-11-23")
    assert codes(raw) == {"client.birth_date": ["E-22"]}


def test_s13_31_at_the_beginning_is_still_a_day() -> None:
    raw = PLACES["client"].with_person("311299-19993", "1999-12-30")
    assert codes(raw)["client.personal_code"] == ["E-28"]


def test_the_applications_fit_before_anything_is_changed() -> None:
    assert codes(NATURAL) == codes(COMPANY) == {}
    assert date(2026, 11, 22) == TODAY
