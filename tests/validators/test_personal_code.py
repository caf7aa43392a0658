"""Personal code: the table of the requirements, both formats, and python-stdnum's opinion."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.exceptions import InvalidChecksum, InvalidComponent, InvalidFormat
from stdnum.lv import pvn

from engine.validators import Context, personal_code
from engine.validators.result import accepted

TODAY = date(2026, 11, 22)
CONTEXT = Context(TODAY)

VALID = {
    "150685-11230": date(1985, 6, 15),
    "150685-10000": date(1985, 6, 15),  # remainder 10 counts as 0
    "311299-19993": date(1999, 12, 31),
    "300690-11005": date(1990, 6, 30),
    "290208-23450": date(2008, 2, 29),
    "290200-20017": date(2000, 2, 29),
    "221108-22345": date(2008, 11, 22),
    "231108-22340": date(2008, 11, 23),
    "011208-20009": date(2008, 12, 1),
    "321357-24687": None,
    "341357-24686": None,
    "399999-99997": None,
}

REFUSED = {
    "personal-code-format": [
        "",
        "LV150685-11230",
        "150685-1123",
        "150685-112300",
        "150685-1123O",
        "1506-8511230",
        "150685--11230",
        "15068511230\n1",
        "１５０６８５-１１２３０",
        "150685/11230",
        "150685- -11230",
        "١٥٠٦٨٥-١١٢٣٠",
    ],
    "personal-code-date": [
        "290200-10011",  # 1900 was no leap year
        "290201-20018",
        "310499-10008",
        "011399-10004",
        "000000-10007",
        "220630-20007",  # in the future
        "010100-30006",  # century digit 3
        "011208-00008",  # born in 1808
        "40003521600",  # a company
        "90000000014",
    ],
    "personal-code-check-digit": ["150685-11231", "15068511239"],
}


@pytest.mark.parametrize("code", VALID)
def test_valid_codes_are_kept_as_they_are(code: str) -> None:
    assert personal_code.validate(code, CONTEXT) == accepted(code)


@pytest.mark.parametrize(("code", "born"), VALID.items())
def test_the_date_in_an_old_code_is_read_and_a_new_code_has_none(
    code: str, born: date | None
) -> None:
    assert personal_code.birth_date(code, TODAY) == born
    assert personal_code.is_new_format(code) == (born is None)


@pytest.mark.parametrize(
    ("code", "fault"), [(code, fault) for fault, codes in REFUSED.items() for code in codes]
)
def test_refused_codes_name_the_one_reason(code: str, fault: str) -> None:
    assert personal_code.validate(code, CONTEXT).codes == (fault,)


@pytest.mark.parametrize(
    "typed",
    [
        "15068511230",
        " 150685-11230 ",
        "\u00a0150685-11230\n",
        "150685 11230",
        "150685 - 11230",
        "150685\u201311230",
        "150685\u00a0\u2014\u00a011230",
        "150685\u00ad11230",
    ],
)
def test_the_hyphen_is_put_in_and_blanks_are_trimmed(typed: str) -> None:
    assert personal_code.validate(typed, CONTEXT).value == "150685-11230"


@pytest.mark.parametrize("code", ["321357-24680", "331357-24680", "390000-00001"])
def test_a_new_code_is_never_refused_for_its_check_digit_but_marked_for_staff(code: str) -> None:
    result = personal_code.validate(code, CONTEXT)
    assert result.value == code
    assert [note.code for note in result.notes] == ["personal-code-unverified"]


@pytest.mark.parametrize(
    ("today", "fits"),
    [
        (date(1985, 6, 14), False),
        (date(1985, 6, 15), True),
        (date(2106, 6, 14), True),  # the last day of being 120
        (date(2106, 6, 15), False),
    ],
)
def test_a_code_is_believed_from_birth_to_the_age_of_120(today: date, fits: bool) -> None:
    assert (personal_code.birth_date("150685-11230", today) is not None) == fits


@pytest.mark.parametrize("code", ["010100-30006", "010100-90006"])
def test_a_fourth_century_is_unknown_even_when_its_time_has_come(code: str) -> None:
    assert personal_code.birth_date(code, date(2101, 1, 1)) is None


@pytest.mark.parametrize("text", ["", "15", "abc", "150685-41230", "310499-10008", "\ud800"])
def test_no_date_is_read_from_what_holds_none(text: str) -> None:
    assert personal_code.birth_date(text, TODAY) is None


def old_code(born: date, serial: int, last: str) -> str:
    return f"{born:%d%m%y}-{born.year // 100 - 18}{serial:03}{last}"


def stdnum_fault(code: str) -> tuple[str, ...]:
    try:
        pvn.validate(code)
    except InvalidChecksum:
        return ("personal-code-check-digit",)
    except (InvalidComponent, InvalidFormat):
        return ("personal-code-date",)
    return ()


LIVING = st.dates(TODAY.replace(year=TODAY.year - 120), TODAY)


@given(born=LIVING, serial=st.integers(0, 999), last=st.sampled_from("0123456789"))
def test_old_codes_are_judged_as_stdnum_judges_them(born: date, serial: int, last: str) -> None:
    code = old_code(born, serial, last)
    assert personal_code.validate(code, CONTEXT).codes == stdnum_fault(code)


@given(born=LIVING, serial=st.integers(0, 999))
def test_one_check_digit_fits_every_old_code(born: date, serial: int) -> None:
    fitting = [
        last
        for last in "0123456789"
        if personal_code.validate(old_code(born, serial, last), CONTEXT).value
    ]
    assert fitting == [pvn.calc_check_digit_pers(old_code(born, serial, "0").replace("-", ""))]


@given(
    day=st.integers(0, 31),
    month=st.integers(0, 99),
    rest=st.from_regex(r"[0-9]{2}[0-2][0-9]{4}", fullmatch=True),
)
def test_impossible_days_are_refused_as_stdnum_refuses_them(
    day: int, month: int, rest: str
) -> None:
    code = f"{day:02}{month:02}{rest}"
    ours = personal_code.validate(code, CONTEXT).codes
    if personal_code.birth_date(code, TODAY) is None:
        assert ours == ("personal-code-date",)
    else:
        assert ours == stdnum_fault(code)


@given(ahead=st.integers(1, 20_000), serial=st.integers(0, 999), last=st.sampled_from("0123456789"))
def test_a_date_after_today_is_always_refused(ahead: int, serial: int, last: str) -> None:
    code = old_code(TODAY + timedelta(days=ahead), serial, last)
    assert personal_code.validate(code, CONTEXT).codes == ("personal-code-date",)


@given(st.from_regex(r"3[2-9][0-9]{4}-[0-9]{5}", fullmatch=True))
def test_every_new_code_is_accepted_and_marked_exactly_if_the_old_formula_fails(code: str) -> None:
    result = personal_code.validate(code, CONTEXT)
    fits = pvn.calc_check_digit_pers(code.replace("-", "")) == code[-1]
    assert result.value == code
    assert bool(result.notes) == (not fits)
