"""What a page is given to show: only what is asked, in words, with what was typed and why not."""

from __future__ import annotations

from datetime import date

import html5lib
import pytest
from markupsafe import Markup

from engine.base.values import Answers, StoredFile
from engine.definitions.kinds import FIELD_TYPES
from engine.forms.compose import Typed, form_view
from engine.forms.influence import influential
from engine.forms.view import FieldView, FormView, GroupView
from engine.forms.widgets import WIDGETS, control
from engine.forms.wording import Wording, html_id
from engine.language.reader import Reader
from engine.meaning.situation import Situation
from tests.definitions.kinds.questions import question
from tests.forms.club import TODAY, club, good, outline, walked
from tests.meaning.definitions import situation

NAUGHTY = "\"><script>alert(1)</script>&amp;'{max}"


def reader(lang: str = "en", words: dict[str, str] | None = None) -> Reader:
    return Reader(lang, lambda _context, source: (words or {}).get(source, source))


def viewed(
    case: Situation | Answers, typed: Typed | None = None, words: Reader | None = None
) -> FormView:
    found = case if isinstance(case, Situation) else situation(club(), case)
    form = next(form for form in club().programme.forms if form.name == "questions")
    return form_view(found, form, Wording.of(club(), words or reader()), typed or Typed())


def shown_items(view: FormView) -> dict[str, FieldView | GroupView]:
    return {item.path: item for section in view.sections for item in section.items}


def field(view: FormView, path: str) -> FieldView:
    for item in shown_items(view).values():
        rows = item.rows if isinstance(item, GroupView) else ()
        for each in (item, *(cell for row in rows for cell in row.items)):
            if isinstance(each, FieldView) and each.path == path:
                return each
    raise KeyError(path)


def group(view: FormView, path: str) -> GroupView:
    found = shown_items(view)[path]
    assert isinstance(found, GroupView)
    return found


def test_only_what_is_asked_is_shown_in_page_order() -> None:
    assert list(shown_items(viewed({}))) == [
        "kind", "plan", "name", "born", "locker", "code", "country", "company", "photo", "rules",
        "intro", "guests", "friends", "speaker",
    ]  # fmt: skip
    assert "parent" in shown_items(viewed({"kind": "child"}))


def test_a_question_says_everything_a_page_needs() -> None:
    name = field(viewed(walked(good()).case), "name")
    assert (name.id, name.widget, name.caption, name.hint) == (
        "q-name", "text", "Name", "As in the passport",
    )  # fmt: skip
    assert (name.required, name.raw, name.shown) == (True, ("Anna Bērziņa",), "Anna Bērziņa")
    assert not field(viewed({}), "code").required


def test_words_are_those_of_the_reader() -> None:
    latvian = reader("lv", {"Name": "Vārds", "Name a guest": "Norādiet viesi"})
    done = walked({})
    view = viewed(done.case, Typed(problems=done.problems), latvian)
    assert field(view, "name").caption == "Vārds"
    assert [each.text for each in group(view, "guests").problems] == ["Norādiet viesi"]


def test_choices_that_are_not_offered_now_are_not_shown() -> None:
    plans = lambda kind: [each.code for each in field(viewed({"kind": kind}), "plan").options]  # noqa: E731
    assert plans("adult") == ["pool", "sauna", "club"]
    assert plans("child") == ["pool", "club"]
    room = field(viewed({}), "plan").options[-1]
    assert (room.caption, room.hint, room.heading) == ("Club room", "From 6 p.m.", "Rooms")


def test_countries_stand_in_the_alphabet_of_the_reader_with_the_home_country_first() -> None:
    options = field(viewed({}, words=reader("lv")), "country").options
    names = [each.caption for each in options]
    assert (len(options), names[0]) == (249, "Latvija")
    assert names.index("Čehija") > names.index("Austrija")
    assert names.index("Čehija") < names.index("Dānija")


def test_rows_that_may_be_chosen_are_called_by_their_titles() -> None:
    case = situation(club(), {"guests": [{"name": "Jānis Ozols"}, {}]})
    speaker = field(viewed(case), "speaker")
    assert [(each.code, each.caption) for each in speaker.options] == [
        ("1", "1. Jānis Ozols"), ("2", "2. Guest"),
    ]  # fmt: skip
    chosen = situation(club(), {"guests": [{"name": "Jānis Ozols"}], "speaker": "1"})
    assert field(viewed(chosen), "speaker").shown == "1. Jānis Ozols"


def test_what_was_typed_wins_over_what_is_stored() -> None:
    done = walked({"born": ["31.02.1985"]})
    view = viewed(done.case, Typed(done.reading.unread, done.problems))
    born = field(view, "born")
    assert born.raw == ("31.02.1985",)
    assert born.refused
    assert 'type="text"' in born.control()  # a date picker speaks the browser's language


def test_a_date_stands_there_by_day_month_and_year_and_is_read_so() -> None:
    born = field(viewed({"born": date(1985, 6, 15)}), "born")
    assert born.raw == ("15.06.1985",)
    assert 'inputmode="numeric"' in born.control()
    assert "q-born-format" in born.control()
    assert walked({"born": list(born.raw)}).reading.answers["born"] == date(1985, 6, 15)


def test_defaults_stand_there_only_while_nobody_has_seen_the_form() -> None:
    assert field(viewed({}, Typed(fresh=True)), "country").raw == ("LV",)
    assert field(viewed({}), "country").raw == ()


def test_a_group_shows_rows_titles_and_what_can_be_copied() -> None:
    answers = {
        "guests": [{"name": "Jānis Ozols"}, {}],
        "friends": [{"name": "Ilze"}, {"name": "Juris"}],
    }
    view = viewed(situation(club(), answers))
    guests = group(view, "guests")
    assert [(row.number, row.title, row.id) for row in guests.rows] == [
        (1, "Jānis Ozols", "q-guests-0"), (2, "", "q-guests-1"),
    ]  # fmt: skip
    assert [(copy.source, copy.caption, copy.title) for copy in guests.copies] == [
        ("friends.0", "Copy from friend", "Ilze"), ("friends.1", "Copy from friend", "Juris"),
    ]  # fmt: skip
    assert (guests.may_add, guests.required) == (True, True)
    assert not group(view, "friends").may_add


def test_answers_of_a_row_that_are_not_asked_now_are_kept_with_the_row() -> None:
    answers = {"guests": [{"name": "Anna Kalna", "school": "First", "born": None}]}
    row = group(viewed(situation(club(), answers)), "guests").rows[0]
    assert row.kept == (("guests.0.school", "First"),)
    assert "guests.0.school" not in [each.path for each in row.items]


def test_problems_stand_at_their_questions_and_in_the_summary_with_a_place_to_go() -> None:
    done = walked(good(guests__0__email=["x"], evil=["1"]))
    view = viewed(done.case, Typed(done.reading.unread, done.problems))
    assert [each.code for each in field(view, "guests.0.email").problems] == ["E-19"]
    assert [(each.target, each.caption, each.code) for each in view.summary] == [
        ("q-guests-0-email", "Guest 1: E-mail", "E-19"),
        ("", "", "E-02"),
    ]
    assert [each.path for each in view.problems] == ["evil"]


def test_applicants_do_not_see_marks_for_staff() -> None:
    done = walked(good(code=["321357-24680"]))
    view = viewed(done.case, Typed(problems=done.problems))
    assert view.summary == ()
    assert [each.level for each in field(view, "code").problems] == ["staff"]


def test_why_and_source_come_from_the_definition() -> None:
    plan = field(viewed({}), "plan")
    assert [(each.text, each.source) for each in plan.why] == [
        ("The plan decides what you pay", "Rules 2")
    ]


def test_questions_that_others_depend_on_are_known() -> None:
    assert influential(club()) >= {"kind", "locker", "plan", "guests[].born", "guests[].contact"}
    assert influential(club()) & {"name", "code", "photo", "friends[].share"} == frozenset()
    assert field(viewed({}), "kind").conditional
    assert not field(viewed({}), "name").conditional


@pytest.mark.parametrize(
    ("path", "answers", "shown"),
    [
        ("plan", {"plan": ("pool", "club")}, "Pool, Club room"),
        ("locker", {"locker": True}, "Yes"),
        ("locker", {"locker": False}, "No"),
        ("country", {"country": "LV"}, "Latvia"),
        ("born", {"born": date(1985, 6, 5)}, "5 June 1985"),
        ("photo", {"photo": (StoredFile("1", "me.jpg", 9, "", ""),)}, "me.jpg"),
        ("name", {}, ""),
    ],
)
def test_answers_in_words(path: str, answers: Answers, shown: str) -> None:
    case = Situation(club(), answers, TODAY)
    assert field(viewed(case), path).shown == shown


# inputs ------------------------------------------------------------------------------------------


INPUTS = {
    "text": "input text", "textarea": "textarea", "email": "input email", "tel": "input tel",
    "url": "input text", "date": "input text", "decimal": "input text", "choice": "select",
    "choices": "ul", "yesno": "ul", "checkbox": "input checkbox", "file": "input file",
    "password": "input password", "note": "input hidden",
}  # fmt: skip
"""By widget: the element that a page shows, and its type."""


@pytest.mark.parametrize("kind", sorted(FIELD_TYPES))
def test_every_kind_has_the_input_that_it_needs(kind: str) -> None:
    asked = question(kind)
    html = control(asked).html("q", ["a"], [("a", "A"), ("b", "B")], {})
    fragment = html5lib.HTMLParser(strict=True).parseFragment(str(html))
    (element,) = fragment
    tag = element.tag.rpartition("}")[2]
    assert f"{tag} {element.get('type', '')}".strip() == INPUTS[FIELD_TYPES[kind].widget]
    assert {each.get("name") for each in fragment.iter() if each.get("name")} == {"q"}
    kept = "a" in [each.get("value", each.text) for each in fragment.iter()]
    assert kept is (kind not in ("password", "tick", "consent", "file"))
    assert set(INPUTS) == set(WIDGETS)


@pytest.mark.parametrize("path", sorted(outline().fields.keys() - {"parent", "locker_number"}))
def test_every_input_is_well_formed_and_carries_its_name(path: str) -> None:
    control = field(viewed(walked(good()).case), path).control(class_="form-control")
    assert isinstance(control, Markup)
    fragment = html5lib.HTMLParser(strict=True).parseFragment(str(control))
    names = {each.get("name") for each in fragment.iter() if each.get("name")}
    assert names == {path}


def test_an_input_tells_a_screen_reader_what_belongs_to_it() -> None:
    done = walked({"name": ["Анна"]})
    name = field(viewed(done.case, Typed(done.reading.unread, done.problems)), "name")
    control = name.control()
    assert 'aria-describedby="q-name-hint q-name-problems"' in control
    assert 'aria-invalid="true"' in control
    assert 'aria-required="true"' in control


def test_what_was_typed_cannot_leave_its_input() -> None:
    done = walked({"name": [NAUGHTY], "kind": [NAUGHTY]})
    view = viewed(done.case, Typed(done.reading.unread, done.problems))
    for path in ("name", "kind"):
        control = str(field(view, path).control())
        assert "<script" not in control
    assert field(view, "name").raw == (NAUGHTY,)


def test_choices_are_marked_where_they_were_made() -> None:
    control = str(field(viewed(walked(good()).case), "plan").control())
    assert control.count("checked") == 2
    country = str(field(viewed({"country": "EE"}), "country").control())
    assert country.count("selected") == 1
    assert '<option selected value="EE">' in country


def test_a_password_is_never_put_into_a_page() -> None:
    account = next(form for form in club().programme.forms if form.name == "account")
    case = situation(club(), {"account.password": "Abcdef1!"})
    view = form_view(case, account, Wording.of(club(), reader()), Typed({}, ()))
    password = field(view, "account.password")
    assert "Abcdef1!" not in str(password.control()) + repr(password) + password.shown
    assert password.raw == ()


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a", "q-a"), ("a.b_c", "q-a-b-c"), ("guests.0.name", "q-guests-0-name")],
)
def test_ids_are_safe(name: str, expected: str) -> None:
    assert html_id(name) == expected
