"""What a submission is refused for, what is only warned of, and what saving says."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from engine.base.values import StoredFile
from engine.forms.asked import asked_paths, required_paths
from engine.forms.outline import Outline
from engine.forms.problems import problems
from engine.meaning.words.why import why_problem
from tests.forms.club import TODAY, club, good, outline, said, walked
from tests.meaning.definitions import meaning, situation


def test_good_answers_have_no_problem() -> None:
    assert walked(good()).problems == ()


def test_an_empty_form_lists_everything_that_is_missing_at_once() -> None:
    done = walked({})
    assert done.said == {
        "kind": "E-01", "plan": "E-39", "name": "E-01", "born": "E-01", "photo": "E-38",
        "rules": "E-07", "guests": "E-49",
    }  # fmt: skip
    assert [each.path for each in done.problems] == list(done.said)
    assert done.on_save == ()


CASES: list[tuple[str, dict[str, list[str] | None], dict[str, str]]] = [
    ("a hidden question is not demanded", {"parent": None}, {}),
    ("a shown one is", {"kind": ["child"], "plan": ["pool"]}, {"parent": "E-01"}),
    (
        "a hidden answer is not judged",
        {"locker": [""], "locker_number": ["x"]},
        {},
    ),
    (
        "an asked one is",
        {"locker": ["yes"], "locker_number": ["x"]},
        {"locker_number": "E-02"},
    ),
    (
        "required while its condition is true",
        {"locker": ["yes"]},
        {"locker_number": "E-01"},
    ),
    (
        "not required while it is false",
        {"locker": ["yes"], "plan": ["sauna"]},
        {},
    ),
    (
        "a choice that is not offered now",
        {"kind": ["child"], "plan": ["sauna"], "parent": ["Ilze"]},
        {"plan": "E-03"},
    ),
    ("a test of the question", {"born": ["2026-11-23"]}, {"born": "E-23"}),
    ("one thing wrong is one message", {"name": ["Анна"]}, {"name": "E-20"}),
    ("a row number that does not exist", {"speaker": ["2"]}, {"speaker": "E-03"}),
    ("a row number that does", {"speaker": ["1"]}, {}),
    ("a missing answer in a row", {"guests.0.email": [""]}, {"guests.0.email": "E-01"}),
    ("a check of a row", {"guests.0.born": ["2024-01-01"]}, {"guests.0.born": "E-22"}),
    (
        "a question that a row shows",
        {"guests.0.born": ["2011-01-01"]},
        {"guests.0.school": "E-01"},
    ),
    (
        "no contact",
        {"guests.0.contact": [""]},
        {"guests": "E-40"},
    ),
    (
        "the same guest twice, in other letters",
        {
            "guests.0.born": ["1990-01-01"],
            "guests.1.name": ["JĀNIS OZOLS"],
            "guests.1.born": ["1990-01-01"],
        },
        {"guests.1.name": "E-46"},
    ),
    (
        "blank answers are not alike",
        {"guests.1.name": ["Jānis Ozols"]},
        {},
    ),
    (
        "one e-mail for two contacts",
        {
            "guests.1.name": ["Ilze Kalna"],
            "guests.1.contact": ["yes"],
            "guests.1.email": ["Janis@example.org"],
        },
        {"guests.1.email": "E-41"},
    ),
    (
        "too many rows",
        {f"guests.{number}.name": [f"Guest {'ABCD'[number]}"] for number in range(4)},
        {"guests": "E-05"},
    ),
    (
        "a sum over rows",
        {
            "friends.0.name": ["Anna"], "friends.0.share": ["60"],
            "friends.1.name": ["Ilze"], "friends.1.share": ["40,01"],
        },
        {"friends": "E-43"},
    ),
    ("a check of a hidden question is silent", {"parent": ["Nobody"]}, {}),
    (
        "and speaks when it is shown, at the question it is about",
        {"kind": ["child"], "plan": ["pool"], "parent": ["Nobody"]},
        {"parent": "E-50"},
    ),
    ("a file of a wrong format", {"photo": ["me.pdf"]}, {"photo": "E-33"}),
    ("too many files", {"photo": ["a.jpg", "b.jpg", "c.png"]}, {"photo": "E-32"}),
    ("an unknown name", {"nobody": ["x"]}, {"nobody": "E-02"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "expected"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_what_is_refused(changes: dict[str, list[str] | None], expected: dict[str, str]) -> None:
    assert walked(good(**changes)).said == expected


def test_warnings_and_marks_for_staff_refuse_nothing() -> None:
    done = walked(
        good(
            name=["Anna"], code=["321357-24680"], country=["US"],
            friends__0__name=["Ilze"], friends__0__share=["99.99"],
        )
    )  # fmt: skip
    assert done.said == {}
    assert said(done.problems, "warn") == {"name": "E-21", "friends": "E-44"}
    assert said(done.problems, "staff") == {"code": "E-29", "country": "E-45"}


def test_saving_demands_nothing_and_warns_of_what_would_be_refused() -> None:
    done = walked(
        {
            "name": ["Anna"],
            "code": ["321357-24680"],
            "locker": ["yes"],
            "locker_number": ["0"],
            "guests.0.born": ["2024-01-01"],
        }
    )
    assert said(done.on_save) == {"locker_number": "E-02"}
    assert said(done.on_save, "warn") == {"name": "E-21", "guests.0.born": "E-22"}
    assert said(done.on_save, "staff") == {}


def test_stored_answers_are_judged_again_on_the_day() -> None:
    answers = {"born": date(2026, 11, 22)}
    today = situation(club(), answers, today=TODAY)
    earlier = situation(club(), answers, today=date(2026, 11, 21))
    assert "born" not in said(problems(today, outline()))
    assert said(problems(earlier, outline()))["born"] == "E-23"


def test_a_stored_answer_of_another_type_is_refused_not_believed() -> None:
    case = situation(club(), {"name": True, "locker": "perhaps", "plan": "pool"})
    found = said(problems(case, outline()))
    assert (found["name"], found["locker"], found["plan"]) == ("E-02", "E-02", "E-02")


def test_stored_files_are_judged_by_what_is_known_of_them() -> None:
    files = (StoredFile("1", "me.jpg", 0, "", "image/jpeg"),)
    assert said(problems(situation(club(), {"photo": files}), outline()))["photo"] == "E-34"


def test_while_it_is_not_known_whether_an_answer_is_needed_the_form_stays_open() -> None:
    answers = walked(good(locker=["yes"])).case.answers
    without = {path: answer for path, answer in answers.items() if path != "plan"}
    undecided = situation(club(), {**without, "locker_number": None})
    found = problems(undecided, outline())
    assert [(each.path, each.code) for each in found] == [("plan", "E-39")]


def test_asked_and_required_paths() -> None:
    case = walked(good(locker=["yes"])).case
    asked, required = asked_paths(case, outline()), required_paths(case, outline())
    assert "parent" not in asked
    assert "intro" not in asked
    assert asked.index("locker") < asked.index("locker_number")
    assert "guests[].email" in asked
    assert "guests[].school" not in asked
    assert required == (
        "kind", "plan", "name", "born", "locker_number", "photo", "rules", "guests",
        "guests[].name", "guests[].email", "friends[].name", "friends[].share",
    )  # fmt: skip


def test_a_row_that_asks_makes_its_column_asked() -> None:
    case = walked(good(guests__0__born=["2011-01-01"])).case
    assert "guests[].school" in asked_paths(case, outline())
    assert "guests[].school" in required_paths(case, outline())


def test_required_is_always_asked() -> None:
    for changes in (
        {},
        {"kind": ["child"]},
        {"locker": ["yes"]},
        {"guests.0.born": ["2011-01-01"]},
    ):
        case = walked(good(**changes)).case
        assert set(required_paths(case, outline())) <= set(asked_paths(case, outline()))


def test_values_of_decimals_are_compared_as_numbers() -> None:
    case = situation(club(), {"friends": [{"name": "A", "share": Decimal("100.00")}]})
    assert "friends" not in said(problems(case, outline()))


def test_a_check_at_a_value_stands_at_the_questions_behind_it(tmp_path: Path) -> None:
    fields = {
        "born": {"date": "Born"},
        "guests": {
            "rows": "0..3",
            "each": "Guest",
            "title": "Guests",
            "fields": {"paid": {"money": "Paid"}, "owed": {"money": "Owed"}},
            "values": {"left": "difference of owed and paid"},
            "checks": [
                {"left": "0..", "else": "Too much", "code": "E-50", "at": "left"},
                {"paid": "1..", "else": "Nothing", "code": "E-51", "at": "born"},
            ],
        },
    }
    checks = [
        {"age": "18..", "else": "Too young", "code": "E-22", "at": "age"},
        {"today": "2030-01-01..", "else": "Too early", "code": "E-23"},
    ]
    form = {"values": {"age": "years from born to today"}, "checks": checks}
    ready = meaning(tmp_path, fields=fields, form=form)
    case = situation(
        ready, {"born": date(2020, 1, 1), "guests": [{"paid": Decimal(0), "owed": Decimal(-1)}]}
    )
    found = problems(case, Outline.of_programme(ready.programme, ["questions"]))
    assert [(each.path, each.code) for each in found] == [
        ("born", "E-22"), ("born", "E-51"), ("guests.0.paid", "E-50"), ("guests.0.owed", "E-50"),
        ("", "E-23"),
    ]  # fmt: skip
    for each in found:
        why = why_problem(case, each, *case.place(each.path))
        assert [reason.fits for reason in why.reasons] == [False]
