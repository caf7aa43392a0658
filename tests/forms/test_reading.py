"""Posts become answers, problems and what could not be read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.base.values import StoredFile
from engine.definitions.kinds import FIELD_TYPES
from engine.forms.outline import Outline
from engine.forms.read import Surroundings, merged, read
from tests.forms.club import GOOD, TODAY, club, outline, said, walked


def test_answers_have_the_types_of_their_questions() -> None:
    reading = read(outline(), {**GOOD, "locker": ["", "yes"], "locker_number": ["12"]}, PAGE)
    assert reading.problems == ()
    assert dict(reading.answers) == {
        "kind": "adult",
        "plan": ("pool", "sauna"),
        "name": "Anna Bērziņa",
        "born": date(1985, 6, 15),
        "rules": True,
        "locker": True,
        "locker_number": Decimal(12),
        "guests": ({"name": "Jānis Ozols", "contact": True, "email": "janis@example.org"},),
    }


PAGE = Surroundings(TODAY)


def test_only_what_was_on_the_page_is_replaced() -> None:
    known = {"name": "Anna Bērziņa", "parent": "Ilze", "friends": ({"name": "Juris"},)}
    reading = read(outline(), {"name": [""], "guests": [""]}, PAGE)
    assert reading.posted == {"name", "guests"}
    assert merged(known, reading) == {"parent": "Ilze", "friends": ({"name": "Juris"},)}


def test_what_cannot_be_read_is_kept_as_typed_and_is_no_answer() -> None:
    reading = read(outline(), {"born": ["31.02.1985"], "guests.4.email": ["janis@"]}, PAGE)
    assert reading.answers == {"guests": ({},)}
    assert reading.unread == {"born": ("31.02.1985",), "guests.0.email": ("janis@",)}
    assert said(reading.problems) == {"born": "E-02", "guests.0.email": "E-19"}
    assert merged({"born": date(1985, 1, 1)}, reading) == {"guests": ({},)}


def test_a_password_is_never_kept_as_typed() -> None:
    account = Outline.of_programme(club().programme, ["account"])
    reading = read(account, {"account.password": ["secret"], "account.email": ["x"]}, PAGE)
    assert reading.unread == {"account.email": ("x",)}
    assert "secret" not in repr(reading)


def test_rows_are_counted_anew_without_gaps_in_their_order() -> None:
    raw = {"guests.7.name": ["Cilda Ozola"], "guests.2.name": ["Anna Kalna"], "guests.5.row": ["5"]}
    reading = read(outline(), raw, PAGE)
    assert reading.answers["guests"] == ({"name": "Anna Kalna"}, {}, {"name": "Cilda Ozola"})


def test_rows_nobody_typed_into_are_left_out_of_a_submission() -> None:
    raw = {
        "guests.0.row": ["0"],
        "guests.0.contact": [""],
        "guests.1.name": [" "],
        "guests.1.contact": ["", "no"],
        "guests.2.name": ["Анна"],
    }
    reading = read(outline(), raw, Surroundings(TODAY, blank_rows=False))
    assert reading.answers["guests"] == ({},)
    assert said(reading.problems) == {"guests.0.name": "E-20"}


def test_an_empty_group_is_an_answer_of_no_rows() -> None:
    reading = read(outline(), {"friends": [""]}, PAGE)
    assert reading.posted == {"friends"}
    assert "friends" not in reading.answers


def test_more_rows_than_the_group_takes_are_refused_whatever_their_number() -> None:
    raw = {f"guests.{number}.name": [f"Guest Number{number}"] for number in range(10_000)}
    reading = read(outline(), raw, PAGE)
    assert [(each.path, each.code) for each in reading.problems if each.path == "guests"] == [
        ("guests", "E-05")
    ]
    rows = reading.answers["guests"]
    assert isinstance(rows, tuple)
    assert len(rows) <= 3


@pytest.mark.parametrize(
    "name",
    [
        "nobody", "name.0", "guests.-1.name", "guests.01.name", "guests.x.name", "guests.0",
        "guests.0.nobody", "guests.1000000.name", "guests..name", "", ".", "name\x00", "\ud800",
        "x" * 5000,
    ],
)  # fmt: skip
def test_names_that_mean_no_question_are_refused(name: str) -> None:
    reading = read(outline(), {name: ["x"], "name": ["Anna Kalna"]}, PAGE)
    assert [each.code for each in reading.problems] == ["E-02"]
    assert len(reading.problems[0].path) <= 200
    assert reading.problems[0].path.encode("utf-8") is not None
    assert reading.answers == {"name": "Anna Kalna"}


@pytest.mark.parametrize("name", ["csrf_token", "_do", "_version"])
def test_inputs_of_the_page_itself_are_no_answers(name: str) -> None:
    assert read(outline(), {name: ["x"]}, PAGE).problems == ()


def test_thousands_of_unknown_names_are_not_all_repeated() -> None:
    raw = {f"evil{number}": ["1"] for number in range(5000)}
    assert len(read(outline(), raw, PAGE).problems) == 20


def test_files_are_never_read_from_a_page() -> None:
    assert "photo" not in read(outline(), {"photo": ["me.jpg"]}, PAGE).answers


def test_files_may_be_named_in_a_file_of_answers() -> None:
    raw = {"photo": ["me.jpg"], "photo.0.name": ["you.png"], "photo.0.size": ["12"]}
    reading = read(outline(), raw, Surroundings(TODAY, named_files=True))
    files = reading.answers["photo"]
    assert isinstance(files, tuple)
    assert [(file.name, file.size) for file in files if isinstance(file, StoredFile)] == [
        ("me.jpg", -1), ("you.png", 12),
    ]  # fmt: skip
    assert reading.problems == ()


def test_a_number_follows_the_country_on_the_page_or_in_the_case() -> None:
    here = read(outline(), {"company": ["12345678"], "country": ["EE"]}, PAGE)
    before = read(outline(), {"company": ["12345678"]}, Surroundings(TODAY, {"country": "LV"}))
    assert said(here.problems) == {}
    assert said(before.problems) == {"company": "E-30"}


def test_problems_come_in_page_order() -> None:
    raw = {
        "friends.1.share": ["x"], "guests.1.email": ["x"], "guests.0.email": ["x"],
        "guests.0.name": ["Анна"], "born": ["x"], "name": ["Анна"], "zzz": [""],
    }  # fmt: skip
    assert [each.path for each in read(outline(), raw, PAGE).problems] == [
        "name", "born", "guests.0.name", "guests.0.email", "guests.1.email", "friends.0.share",
        "zzz",
    ]  # fmt: skip


names = st.sampled_from(
    [*GOOD, "guests", "guests.1.row", "guests.9.born", "friends.0.share", "speaker", "x", "_do"]
) | st.text(max_size=12)
posts = st.dictionaries(
    names,
    st.lists(st.sampled_from(["", "yes", "adult", "1", "x"]) | st.text(max_size=8), max_size=3),
)


@settings(max_examples=80)
@given(raw=posts)
def test_no_post_breaks_reading_or_judging(raw: dict[str, list[str]]) -> None:
    done = walked(raw)
    for found in (done.problems, done.on_save):
        assert len({(each.path, each.code, each.message) for each in found}) == len(found)


@settings(max_examples=50)
@given(raw=posts)
def test_what_was_read_can_be_posted_again(raw: dict[str, list[str]]) -> None:
    first = read(outline(), raw, PAGE)
    again = read(outline(), posted_again(first.answers), PAGE)
    assert again.answers == first.answers


def posted_again(answers: object) -> dict[str, tuple[str, ...]]:
    """The inputs of a page that shows these answers."""
    raw: dict[str, tuple[str, ...]] = {}
    assert isinstance(answers, dict)
    for path, value in answers.items():
        if path in outline().groups:
            for number, row in enumerate(value):
                raw[f"{path}.{number}.row"] = (str(number),)
                for name, cell in row.items():
                    kind = FIELD_TYPES[outline().members[path][name].kind]
                    raw[f"{path}.{number}.{name}"] = kind.texts(cell)
        else:
            raw[path] = FIELD_TYPES[outline().fields[path].kind].texts(value)
    return raw
