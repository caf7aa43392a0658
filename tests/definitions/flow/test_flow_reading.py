"""A flow is read whole: every part of it stands in the model."""

from __future__ import annotations

import pytest

from engine.base.values import Text
from engine.definitions.loader import check_texts, load
from engine.definitions.model.calendars import WorkingHours
from engine.definitions.model.conditions import Compare, OverRows, Statuses, Subject
from engine.definitions.model.durations import Duration
from engine.definitions.model.forms import Field, Group
from engine.definitions.model.items import (
    Branch,
    Confirmation,
    ForEach,
    Item,
    Limit,
    Status,
    Step,
)
from engine.definitions.model.programme import Programme
from engine.definitions.model.route import Flow, Notice, Stage
from engine.definitions.model.texts import texts
from tests.definitions.folders import FLOW_VALID


@pytest.fixture(scope="module")
def programme() -> Programme:
    return load(FLOW_VALID).programmes["harbour"]


@pytest.fixture(scope="module")
def flow(programme: Programme) -> Flow:
    return programme.flow


def step(flow: Flow, item: str, status: str, name: str) -> Step:
    found = flow.item(item).step(status, name)
    assert found is not None
    return found


def status(flow: Flow, item: str, name: str) -> Status:
    return flow.item(item).status(name)


def stage(flow: Flow, name: str) -> Stage:
    return next(each for each in flow.stages if each.name == name)


def notice(flow: Flow, name: str) -> Notice:
    return next(each for each in flow.notices if each.name == name)


def test_roles_have_their_rights(flow: Flow) -> None:
    assert {role.name: role.may for role in flow.roles} == {
        "officer": ("read", "take", "note"),
        "approver": ("read", "take", "note"),
        "director": ("read", "take", "note"),
        "accountant": ("read", "take", "note"),
        "auditor": ("read",),
    }


def test_providers_have_a_port_or_none(flow: Flow) -> None:
    ports = {provider.name: provider.port for provider in flow.providers}
    assert ports == {"photo system": "identification", "post": ""}


def test_stages_hold_items(flow: Flow) -> None:
    assert [(each.name, each.items, each.together) for each in flow.stages] == [
        ("filling", ("application",), ""),
        ("identification", ("photo",), ""),
        ("papers", ("questionnaire",), ""),
        ("payment", ("invoice",), ""),
        ("meetings", ("meeting",), ""),
        ("accounts", ("account",), "final"),
        ("cards", ("card",), "final"),
    ]
    assert stage(flow, "meetings").opens_after == "identification"
    assert stage(flow, "identification").given_by == "stages"
    assert stage(flow, "filling").done_when is not None
    assert stage(flow, "identification").text == Text("Have your passport ready.", "harbour")


def test_what_an_item_is_taken_for(flow: Flow) -> None:
    assert flow.item("photo").each == ForEach("persons", Subject("people"))
    assert flow.item("account").each == ForEach("values", Subject("services"), ("account", "loan"))
    assert flow.item("invoice").each is None


def test_rows_that_count_fulfil_a_condition() -> None:
    item = changed(
        ("for each: {services: account or loan}", "for each: {owners: {signs: yes}}"),
        ("{opened: {services: account}, lent", "{opened: {signs: yes}, lent"),
    )
    assert item.each is not None
    assert (item.each.kind, item.each.subject) == ("rows", Subject("owners"))
    assert isinstance(item.each.where, Compare)
    assert item.each.where.subject == Subject("signs", in_row=True)


def changed(*words: tuple[str, str]) -> Item:
    """The account of the flow with some words replaced."""
    files = (path for path in FLOW_VALID.rglob("*") if path.is_file())
    written = {path.relative_to(FLOW_VALID).as_posix(): path.read_text("utf-8") for path in files}
    for old, new in words:
        assert old in written["flows/harbour.yaml"]
        written["flows/harbour.yaml"] = written["flows/harbour.yaml"].replace(old, new)
    definitions, faults = check_texts(written)
    assert definitions is not None, faults
    found = definitions.programmes["harbour"].flow
    assert found is not None
    return found.item("account")


def test_a_form_names_one_for_each_value_or_stands_alone(flow: Flow) -> None:
    questionnaire, application = flow.item("questionnaire"), flow.item("application")
    assert (questionnaire.forms, questionnaire.forms_from) == ((), "questionnaires")
    assert (application.forms, application.forms_from) == (("details", "owners"), "")


def test_a_reviewed_form_has_its_usual_life(flow: Flow) -> None:
    item = flow.item("application")
    assert [(each.name, each.caption.context, each.waits_for) for each in item.statuses] == [
        ("not_started", "status", "applicant"),
        ("new", "status", "applicant"),
        ("processing", "status", "officer"),
        ("info_required", "status", "applicant"),
        ("draft", "status", "applicant"),
        ("accepted", "status", "nobody"),
        ("lapsed", "harbour status", "nobody"),
    ]
    assert status(flow, "application", "accepted").is_done
    sends = step(flow, "application", "info_required", "applicant sends")
    assert sends.to == (Branch("processing"),)
    returns = step(flow, "application", "accepted", "officer returns")
    assert (returns.to, returns.form, returns.kind) == (
        (Branch("info_required"),), "comment", "role",
    )  # fmt: skip
    comments = step(flow, "application", "info_required", "officer comments")
    assert (comments.to, comments.form) == ((), "comment")


def test_statuses_below_a_reviewed_form_add_to_its_life(flow: Flow) -> None:
    processing = status(flow, "application", "processing")
    assert processing.due == Duration(2, "working days")
    assert processing.text == Text("We look at it.", "harbour")
    (timer,) = status(flow, "application", "info_required").timers
    assert (timer.after, timer.to) == (Duration(30, "days"), (Branch("lapsed"),))


def test_steps_say_who_does_what(flow: Flow) -> None:
    found = step(flow, "photo", "under_review", "officer passes")
    assert (found.actor, found.kind, found.verb) == ("officer", "role", "passes")
    assert (found.to, found.form) == ((Branch("passed"),), "reason")
    assert found.confirmed_by == (Confirmation("approver"),)
    assert found.caption == Text("Pass", "harbour step")


def test_a_written_caption_wins_over_the_made_one(flow: Flow) -> None:
    found = step(flow, "photo", "under_review", "officer fails")
    assert found.caption == Text("Not identified", "harbour step")


def test_steps_may_be_limited(flow: Flow) -> None:
    fails = step(flow, "photo", "invited", "photo system fails")
    assert (fails.kind, fails.to, fails.limit) == ("provider", (), Limit(3, None, "under_review"))
    again = step(flow, "photo", "invited", "applicant sends the invitation again")
    assert again.limit == Limit(1, Duration(1, "hours"))


def test_branches_are_judged_in_their_order(flow: Flow) -> None:
    opened, lent = step(flow, "account", "pending", "officer opens").to
    assert (opened.to, lent) == ("opened", Branch("lent"))
    assert isinstance(opened.when, Compare)
    assert opened.when.subject == Subject("services", in_row=True)


def test_who_must_confirm_may_depend(flow: Flow) -> None:
    always, sometimes = step(flow, "account", "pending", "officer opens").confirmed_by
    assert (always.role, always.when, sometimes.role) == ("approver", None, "director")
    assert sometimes.when is not None


def test_any_time_is_said_of_an_item_or_of_a_step(flow: Flow) -> None:
    assert step(flow, "invoice", "issued", "accountant records a payment").any_time
    assert not step(flow, "invoice", "issued", "accountant takes back a payment").any_time
    assert not step(flow, "photo", "invited", "photo system passes").any_time


def test_whose_turn_it_is_follows_from_the_steps(flow: Flow) -> None:
    assert status(flow, "photo", "under_review").waits_for == "officer"
    assert status(flow, "photo", "invited").waits_for == "the person"
    assert status(flow, "photo", "passed").waits_for == "nobody"
    assert status(flow, "photo", "failed").waits_for == "officer"


def test_an_item_may_begin_elsewhere(flow: Flow) -> None:
    refused, pending = flow.item("account").begins
    assert (refused.to, pending) == ("refused", Branch("pending"))
    assert refused.when is not None


def test_times_count_from_the_arrival_or_towards_a_date(flow: Flow) -> None:
    timer, after = status(flow, "meeting", "agreed").timers
    assert (after.after_appointment, after.after, after.date) == (True, None, None)
    assert (timer.before, timer.date) == (Duration(3, "days"), Subject("slot.date", in_row=True))
    assert isinstance(timer.when, Compare)
    (on,) = status(flow, "card", "in_preparation").timers
    assert (on.date, on.before, on.after) == (Subject("today"), None, None)


def test_an_appointment_opens_before_it_and_closes_after_it(flow: Flow) -> None:
    agreed = flow.item("meeting").appointment
    assert agreed is not None
    assert (agreed.day.path, agreed.clock.path) == ("slot.date", "slot.time")
    assert (agreed.opens, agreed.closes) == (Duration(10, "minutes"), Duration(1, "hours"))
    steps = {step.name: step for step in status(flow, "meeting", "agreed").steps}
    asks, comes = steps["the person asks for a code"], steps["the person comes in"]
    assert (asks.code, asks.at_appointment, asks.to) == ("sent", True, ())
    assert (comes.code, comes.at_appointment) == ("entered", True)
    assert not steps["officer meets"].at_appointment


def test_what_follows_by_itself(flow: Flow) -> None:
    (paid,) = status(flow, "invoice", "issued").becomes
    assert (paid.to, paid.on) == ("paid", ())
    assert isinstance(paid.when, Compare)
    (back,) = status(flow, "meeting", "agreed").becomes
    (event,) = back.on
    assert (back.when, event.kind, event.item, event.statuses) == (
        None, "becomes", "photo", ("failed",),
    )  # fmt: skip


def test_step_forms_of_items_taken_once_are_forms_of_the_case(programme: Programme) -> None:
    (invoice,) = (form for form in programme.forms if form.name == "invoice")
    assert [part.path for part in invoice.sections[0].items] == ["invoice.no", "invoice.amount"]


def test_forms_that_are_kept_become_the_rows_of_a_group(programme: Programme) -> None:
    (payment,) = (form for form in programme.forms if form.name == "payment")
    (group,) = payment.sections[0].items
    assert isinstance(group, Group)
    assert (group.path, group.minimum) == ("payments", 0)
    assert [(each.path, each.name, each.group) for each in group.items] == [
        ("payments[].amount", "amount", "payments"),
        ("payments[].paid_on", "paid_on", "payments"),
    ]
    paid_on = group.items[1]
    assert isinstance(paid_on.when, Compare)
    assert paid_on.when.subject == Subject("amount", in_row=True)


def test_forms_of_an_item_taken_for_each_belong_to_it(programme: Programme, flow: Flow) -> None:
    assert "slot" not in {form.name for form in programme.forms}
    (slot,) = flow.item("meeting").own_forms
    date, time = slot.sections[0].items
    assert isinstance(date, Field)
    assert isinstance(time, Field)
    assert (date.path, date.name, date.group) == ("meeting[].slot.date", "slot.date", "meeting")
    assert isinstance(time.required, Compare)
    assert time.required.subject == Subject("photo", in_row=True)
    assert time.required.test == Statuses(("passed",))


def test_step_forms_are_found_by_their_name(flow: Flow) -> None:
    asked = {"invoice": "invoice", "payment": "invoice", "slot": "meeting", "refusal": "account"}
    assert flow.step_forms == asked


def test_values_of_items(flow: Flow) -> None:
    identified, paid, rest = flow.item("invoice").values
    assert (identified.function, identified.arguments, identified.codes) == (
        "count of items", (Subject("photo"),), ("passed", "failed"),
    )  # fmt: skip
    assert (paid.path, paid.arguments) == ("paid so far", (Subject("payments[].amount"),))
    assert rest.arguments == (Subject("invoice.amount"), Subject("paid so far"))


def test_the_case_has_steps_statuses_and_ends(flow: Flow) -> None:
    assert [each.name for each in flow.case.steps] == ["applicant withdraws", "officer closes"]
    assert flow.case.steps[0].to == (Branch("withdrawn"),)
    assert [(each.name, each.when is None) for each in flow.case.ends] == [
        ("completed", True), ("refused", False), ("withdrawn", True), ("closed", True),
    ]  # fmt: skip
    assert [(each.name, each.when is None) for each in flow.case.statuses] == [
        ("paying", False), ("review", True),
    ]  # fmt: skip
    assert flow.case.ends[0].caption == Text("Completed", "harbour status")


def test_queues(flow: Flow) -> None:
    stopped, payments = flow.queues
    assert (stopped.roles, stopped.columns, stopped.order) == (
        ("officer",), ("number", "name", "since", "full_name"), "since",
    )  # fmt: skip
    assert payments.roles == ("accountant", "officer")


def test_notices_wait_for_events(flow: Flow) -> None:
    (reminder,) = notice(flow, "reminder").on
    assert (reminder.kind, reminder.statuses, reminder.duration, reminder.every) == (
        "stays", ("invited", "under_review"), Duration(7, "days"), True,
    )  # fmt: skip
    (soon,) = notice(flow, "soon").on
    assert (soon.kind, soon.item, soon.date, soon.duration) == (
        "date", "meeting", Subject("slot.date", in_row=True), Duration(1, "days"),
    )  # fmt: skip
    kinds = [[each.kind for each in notice(flow, name).on] for name in ("code", "late", "started")]
    assert kinds == [["product"] * 5, ["overdue"], ["starts", "ends", "ends"]]
    assert [each.step for each in notice(flow, "decided").on] == ["", "approver returns"]


def test_notices_name_receivers_and_channels(flow: Flow) -> None:
    assert notice(flow, "reminder").to == ("applicant", "officer")
    assert notice(flow, "reminder").channels == ("cabinet", "email")
    assert notice(flow, "late").channels == ("ways",)
    assert notice(flow, "returned").to == ("people",)


def test_promises_hold_at_a_stage_an_end_or_always(flow: Flow) -> None:
    assert [promise.at for promise in flow.promises] == [
        "identification", "accounts", "always", "closed",
    ]  # fmt: skip


def test_the_calendar_knows_the_hours_of_every_day(flow: Flow) -> None:
    assert flow.calendar is not None
    assert flow.calendar.days == (0, 1, 2, 3, 4)
    assert flow.calendar.of(4) == WorkingHours((4,), "08:30", "15:00")
    assert flow.calendar.of(5) is None
    assert flow.calendar.days_off == ("2026-12-24",)


def test_what_makes_a_person_the_same(programme: Programme) -> None:
    same = {group.name: group.same for group in programme.persons}
    assert same == {"client": ("full_name", "birth_date"), "signers": ("full_name",)}


def test_captions_of_steps_and_statuses_are_translated_apart() -> None:
    found = {(text.context, text.source): comment for text, comment in texts(load(FLOW_VALID))}
    assert found["harbour step", "Ask to repeat"] == (
        "step officer asks to repeat: button and history, infinitive (caption)"
    )
    assert ("harbour status", "Invitation sent") in found
    assert ("harbour", "Photo identification") in found
    assert not {context for context, _ in found} & {"", "step", "status"}


def test_the_answers_of_each_one_can_be_asked() -> None:
    asked = "{meeting: {any: {slot.date: ..today}}}"
    item = changed(("{refused: {risk: high}, pending", f"{{refused: {asked}, pending"))
    condition = item.begins[0].when
    assert isinstance(condition, OverRows)
    assert condition.group == "meeting"
    assert isinstance(condition.part, Compare)
    assert condition.part.subject == Subject("slot.date", in_row=True)
