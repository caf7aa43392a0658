"""The moments a case waits for: what they are, that each acts once, and only in its own arrival."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.meaning.flow.commands import Actor, Command, Refusal
from engine.meaning.flow.decide import decide, permitted
from engine.meaning.flow.reminders import REMINDERS
from engine.meaning.flow.times import Awaited, due_at, is_overdue
from engine.meaning.picture import ItemState, fold
from tests.case.office import MONDAY, Office, office, person

FLOW = """
stages: {one: {title: One, items: [job, visit]}}
items:
  job:
    title: Job
    statuses:
      open:
        caption: Open
        due: 2 working days
        officer starts: running
        officer notes: stays
        after 3 days: late
      running:
        caption: Running
        waits for: officer
        officer ends: done
        officer begins anew: open
        after 12 hours: {to: late, when: {wants: much}}
      late: {caption: Late, officer starts: running, due: 1 working day}
      done: {caption: Done, is: good, 30 days before valid_until: late}
  visit:
    title: Visit
    for each: members
    statuses:
      agreed:
        caption: Agreed
        officer agrees: {to: agreed, form: slot}
        officer ends: done
        on slot.date: missed
      missed: {caption: Missed, is: bad, officer agrees: {to: agreed, form: slot}}
      done: {caption: Done, is: good}
case:
  officer closes: closed
  ends: {completed: Completed, closed: Closed}
notices:
  N1: {on: job stays open or late for 1 days, to: applicant, channels: cabinet, text: A}
  N2: {on: job stays open for every 6 hours, to: applicant, channels: cabinet, text: B}
  N3: {on: 1 days before slot.date, to: the person, channels: cabinet, text: C}
  N4: {on: 2 hours before valid_until, to: applicant, channels: cabinet, text: D}
  N5: {on: job stays open or late for 1 days, to: officer, channels: email, subject: S, text: E}
"""
ANNA = person("Anna", email="a@x.org")


def case(**answers: object) -> Office:
    return office(FLOW, people=(ANNA,), **answers)


def local(day: int, hour: int, month: int = 11) -> datetime:
    """A time in Riga, in winter."""
    return datetime(2026, month, day, tzinfo=MONDAY.tzinfo) + timedelta(hours=hour - 2)


def waits(made: Office) -> dict[str, datetime]:
    return {each.name: each.at for each in made.waits}


def test_a_case_waits_for_what_its_statuses_and_notices_name() -> None:
    assert waits(case()) == {
        "after 3 days": local(26, 24),
        "overdue open": local(25, 17),
        "stays open 1 days": local(24, 24),
        "stays open every 6 hours": MONDAY + timedelta(hours=6),
    }


def test_what_several_notices_count_comes_once() -> None:
    names = [each.name for each in case().waits]
    assert len(names) == len(set(names))


def test_a_step_that_stays_restarts_nothing() -> None:
    made = case()
    before = waits(made)
    made.now += timedelta(hours=5)
    made.do("job", "officer notes")
    assert waits(made) == before


def test_entering_anew_begins_to_count_anew() -> None:
    made = case()
    made.do("job", "officer starts")
    made.now += timedelta(hours=5)
    made.do("job", "officer begins anew")
    assert waits(made)["stays open every 6 hours"] == MONDAY + timedelta(hours=11)


def test_a_reminder_is_raised_once_and_repeats_where_it_says_every() -> None:
    made = case()
    made.clock(local(24, 24))
    raised = [event.data for event in made.events if event.kind == "due"]
    times = [data["time"] for data in raised if data["every"]]
    once = [data["occasion"] for data in raised if not data["every"]]
    assert (times, once) == ([1, 2, 3, 4, 5, 6], ["stays open 1 days"])
    assert "stays open 1 days" not in waits(made)


def test_of_what_was_missed_only_the_last_is_raised() -> None:
    made = case()
    made.clock(local(23, 19))
    made.world = replace(made.world, today=date(2026, 11, 26))
    made.now = local(26, 10)
    (every,) = [each for each in made.waits if each.data.get("every")]
    assert (every.time, every.at) == (10, local(25, 24))
    found = decide(made.world, made.picture, every.command(made.now))
    assert not isinstance(found, Refusal)
    made.happened(found)
    (every,) = [each for each in made.waits if each.data.get("every")]
    assert (every.time, every.at) == (11, local(26, 6))


def test_a_moment_of_another_arrival_does_nothing() -> None:
    made = case()
    old = made.waits
    made.do("job", "officer starts")
    made.do("job", "officer begins anew")
    for each in old:
        assert decide(made.world, made.picture, each.command(made.now)) == ()


def test_a_moment_acts_once() -> None:
    made = case()
    late = next(each for each in made.waits if each.name == "after 3 days")
    made.clock(late.at)
    assert made["job", ""] == "late"
    assert decide(made.world, made.picture, late.command(made.now)) == ()


def test_a_step_of_time_with_a_condition_waits_until_it_holds() -> None:
    made = case()
    made.do("job", "officer starts")
    (timer,) = [each for each in made.waits if each.name == "after 12 hours"]
    made.now = timer.at
    assert decide(made.world, made.picture, timer.command(made.now)) == ()
    made.answers(wants="much")
    (again,) = [each for each in made.waits if each.name == "after 12 hours"]
    assert again == timer
    assert (bool(timer.to), bool(again.to)) == (False, True)
    assert decide(made.world, made.picture, timer.command(made.now)) != ()


def test_a_date_is_waited_for_by_whom_it_belongs_to() -> None:
    made = case()
    made.do("visit", "officer agrees", "people.anna", set={"slot.date": date(2026, 12, 1)})
    assert waits(made)["on slot.date"] == local(1, 0, 12)
    assert waits(made)["date 1 days slot.date 2026-12-01"] == local(30, 0)
    made.clock(local(30, 1))
    assert "date 1 days slot.date 2026-12-01" not in waits(made)
    made.do("visit", "officer agrees", "people.anna", set={"slot.date": date(2026, 12, 5)})
    assert waits(made)["date 1 days slot.date 2026-12-05"] == local(4, 0, 12)
    made.clock(local(5, 1, 12))
    assert made["visit", "people.anna"] == "missed"


def test_a_date_of_the_case_is_counted_back_from_once() -> None:
    made = case(valid_until=date(2026, 11, 25))
    said = "date 2 hours valid_until 2026-11-25"
    assert waits(made)[said] == local(24, 22)
    made.clock(local(24, 23))
    assert said not in waits(made)
    assert made.picture.reminded == {said: 1}


def test_a_step_of_time_before_a_date_that_is_near_comes_at_once() -> None:
    made = case(valid_until=date(2026, 12, 1))
    made.do("job", "officer starts")
    made.do("job", "officer ends")
    assert waits(made)["30 days before valid_until"] < made.now
    made.clock(made.now)
    assert made["job", ""] == "late"


def test_after_an_end_nothing_is_waited_for() -> None:
    made = case(valid_until=date(2026, 12, 1))
    old = made.waits
    made.do("case", "officer closes")
    assert made.waits == []
    for each in old:
        assert decide(made.world, made.picture, each.command(made.now)) == ()


def test_what_is_due_and_overdue() -> None:
    made = case()
    where = made.context.calendar
    job = made.world.route.items["job"]

    def state() -> ItemState:
        return ItemState(job, "", made.picture.instance("job"))

    assert due_at(made.picture, state(), where) == local(25, 17)
    assert not is_overdue(made.picture, state(), where, local(25, 16))
    assert is_overdue(made.picture, state(), where, local(25, 17))
    made.do("job", "officer starts")
    assert due_at(made.picture, state(), where) is None
    made.do("job", "officer ends")
    assert due_at(made.picture, state(), where) is None


def test_a_time_may_count_from_an_earlier_status() -> None:
    since = FLOW.replace("due: 1 working day}", "due: 2 working days since job becomes running}")
    made = office(since, people=(ANNA,), wants="much")
    made.do("job", "officer starts")
    made.clock(local(24, 12))

    def due() -> datetime | None:
        state = ItemState(made.world.route.items["job"], "", made.picture.instance("job"))
        assert state.instance.status == "late"
        return due_at(made.picture, state, made.context.calendar)

    assert due() == local(25, 17)
    never_ran = office(since, people=(ANNA,))
    never_ran.clock(local(27, 12))
    made = never_ran
    assert due() == local(1, 17, 12)


@pytest.mark.parametrize("step", REMINDERS)
def test_only_the_clock_says_that_a_time_has_come(step: str) -> None:
    made = case()
    staff = Actor("bank", frozenset({"officer"}), "ilze")
    found = decide(made.world, made.picture, Command("job", step, staff))
    assert isinstance(found, Refusal)
    empty = Command("job", step, Actor("system", frozenset({"clock"})))
    assert isinstance(decide(made.world, made.picture, empty), Refusal)


ACTORS = (
    Actor("bank", frozenset({"officer"}), "ilze"),
    Actor("user", frozenset({"applicant"}), "anna"),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 60)), max_size=12))
def test_whatever_happens_each_moment_acts_while_it_is_waited_for_and_only_then(
    run: list[tuple[int, int]],
) -> None:
    made = case(valid_until=date(2026, 12, 1), wants="much")
    known: dict[tuple[object, ...], Awaited] = {}
    for choice, hours in run:
        known |= {(w.item, w.unit, w.name, w.arrival, w.time): w for w in made.waits}
        made.clock(made.now + timedelta(hours=hours))
        moves = [
            (actor, move)
            for actor in ACTORS
            for move in permitted(made.world, made.picture, actor)
            if move.item != "case"
        ]
        if moves:
            actor, move = moves[choice % len(moves)]
            data = {"slot.date": date(2026, 11, 23 + choice % 8)}
            set_ = {"set": data} if move.form == "slot" else {}
            made.do(move.item, move.name, move.unit, by=actor, **set_)
        waiting = {(w.item, w.unit, w.name, w.arrival, w.time) for w in made.waits}
        for mark, each in known.items():
            found = decide(made.world, made.picture, each.command(made.now))
            assert not isinstance(found, Refusal)
            missed = bool(each.data.get("every")) and mark not in waiting
            assert bool(found) is (mark in waiting) or (found and missed), each
        assert replace(fold(made.events), number=0) == replace(made.picture, number=0)
