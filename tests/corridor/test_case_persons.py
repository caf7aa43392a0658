"""People stay the same people while rows move, and somebody else is identified anew."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.base.events import CaseEvent
from engine.bootstrap import Product
from engine.case.actors import applicant
from engine.case.form_pages import form_page
from engine.case.judgement import RuleEngines
from engine.case.sending import Sending, decide_sending
from engine.forms.view import GroupView
from engine.meaning.flow.commands import Refusal
from engine.rules.straight import Straight
from engine.services.replies import Saved
from engine.services.views import Viewer
from tests.corridor.club_people import REQUEST, SCANNER, Member, Raw, Staff, friends, join

BOTH = ("Berta Ozola", "Cirils Kalns")


def group(*names: str, ids: tuple[str, ...] = (), **changes: str) -> Raw:
    """A request with friends."""
    own = {f"client.{name}": [text] for name, text in changes.items()}
    return {**REQUEST, **own, **friends(*names, ids=ids)}


@pytest.fixture
def passed(club: Product, staff: Staff) -> Member:
    """A group whose members were all identified, and whose request was returned."""
    member = join(club, "group")
    member.send(group(*BOTH))
    for unit in member.units("photo"):
        member.do(SCANNER, "photo", "scanner passes", unit)
    member.do(staff.officer, "request", "officer returns", raw={"comment": "Who comes?"})
    return member


def ids_of(member: Member) -> tuple[str, ...]:
    rows = member.load().draft("request").answers["friends"]
    return tuple(row["#"] for row in rows)  # type: ignore[union-attr]


def standing(member: Member) -> dict[str, str]:
    picture = member.state.picture
    return {unit: instance.status for unit, instance in picture.of("photo").items()}


def test_rows_get_ids_when_they_are_saved_and_keep_them(club: Product) -> None:
    member = join(club, "group")
    assert isinstance(club.cases.save(member.entry(friends("Berta", "Cirils"))), Saved)
    first = ids_of(member)
    assert len(set(first)) == 2
    assert isinstance(club.cases.save(member.entry(friends("Berta Ozola", "Cirils"), 1)), Saved)
    assert ids_of(member) == first
    club.cases.save(member.entry(friends("Cirils", "Berta", ids=first[::-1]), 2))
    assert ids_of(member) == first[::-1]
    club.cases.save(member.entry(friends("Berta", ids=first[:1]), 3))
    assert ids_of(member) == first[:1]


def test_pressing_twice_makes_no_other_rows(club: Product) -> None:
    member = join(club, "group")
    entry = member.entry(friends("Berta"))
    first = club.cases.save(entry)
    assert club.cases.save(entry) == first


def test_an_id_is_kept_by_one_row_only(club: Product) -> None:
    member = join(club, "group")
    club.cases.save(member.entry(friends("Berta")))
    (own,) = ids_of(member)
    club.cases.save(member.entry(friends("Berta", "Cirils", ids=(own, own)), 1))
    first, second = ids_of(member)
    assert first == own
    assert second != own
    club.cases.save(member.entry(friends("Berta", ids=("x y",)), 2))
    assert ids_of(member) == (own,)


def test_units_are_named_by_the_ids_of_their_rows(passed: Member) -> None:
    ids = ids_of(passed)
    assert tuple(standing(passed)) == ("client", *(f"friends.{each}" for each in ids))


def test_who_moves_stays_identified(passed: Member) -> None:
    ids = ids_of(passed)
    passed.send(group(*BOTH[::-1], ids=ids[::-1]))
    assert set(standing(passed).values()) == {"passed"}
    assert ids_of(passed) == ids[::-1]
    assert all(event.kind != "lapsed" for event in passed.events)


def test_whoever_is_somebody_else_is_identified_anew(passed: Member) -> None:
    first, second = ids_of(passed)
    passed.send(group("Berta Ozola", "Dace Liepa", ids=(first, second)))
    assert standing(passed) == {
        "client": "passed", f"friends.{first}": "passed", f"friends.{second}": "invited",
    }  # fmt: skip
    lapsed = [event for event in passed.events if event.kind == "lapsed"]
    assert [(each.item, each.of, each.before) for each in lapsed] == [
        ("photo", f"friends.{second}", "passed"),
        ("visit", f"friends.{second}", "not_required"),
    ]


def test_answers_that_make_nobody_another_person_change_nothing(passed: Member) -> None:
    before = standing(passed)
    passed.send(group(*BOTH, ids=ids_of(passed), note="Something else"))
    assert standing(passed) == before
    passed_client = passed.instance("photo", "client").since
    assert passed_client < passed.events[-1].number


def test_who_leaves_lapses_and_who_comes_begins_at_once(passed: Member) -> None:
    first, second = ids_of(passed)
    passed.send(group("Cirils Kalns", "Eva Liepa", ids=(second,)))
    (new,) = set(ids_of(passed)) - {first, second}
    assert standing(passed) == {
        "client": "passed", f"friends.{second}": "passed", f"friends.{new}": "invited",
    }  # fmt: skip


def test_the_applicant_under_another_name_is_identified_anew(passed: Member) -> None:
    passed.send(group(*BOTH, ids=ids_of(passed), full_name="Zane Liepa"))
    assert standing(passed)["client"] == "invited"


def test_what_was_decided_cannot_be_taken_out_of_a_form(club: Product, passed: Member) -> None:
    case = passed.load()
    given = CaseEvent("followed", "place", "desk", after="given", number=case.events[-1].number + 1)
    state = case.state.after([given])
    page = form_page(case.ready, "request", "")
    assert page is not None
    answers = {**case.answers(page), "kinds": ("locker",)}
    sending = Sending(
        page, "s", "c", "k", applicant(state, "a"), case.now, answers, given=case.given
    )
    engines = RuleEngines(Straight(), Straight())
    refused = decide_sending(state, sending, engines)
    assert refused == Refusal("decided", "place", "desk", "applicant sends")
    added = replace(sending, answers={**answers, "kinds": ("desk", "locker")})
    assert not isinstance(decide_sending(state, added, engines), Refusal)
    del club


def test_pages_post_the_ids_of_the_rows_they_show(club: Product, passed: Member) -> None:
    ids = ids_of(passed)
    sheet = club.queries.form_page(Viewer(passed.account_id, "en"), passed.case_id, "request")
    posted = {
        name: value
        for form in sheet.forms
        for section in form.sections
        for group in section.items
        if isinstance(group, GroupView)
        for row in group.rows
        for name, value in row.kept
    }
    assert posted == {"friends.0.#": ids[0], "friends.1.#": ids[1]}
    assert not sheet.read_only
