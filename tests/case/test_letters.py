"""Every kind of notice: who is written to, by which channel, in whose words, and only once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from engine.base.records import Message
from engine.case.effects import Contact, Effects
from engine.case.receivers import AddressBook, Receiver
from tests.case.office import ANNA, MONDAY, RULES, Office, office, person

PHOTO = """
stages: {asking: {title: Asking, items: photo}}
items:
  photo:
    title: Photo
    for each: members
    statuses:
      invited:
        caption: Invited
        waits for: the person
        scanner passes: passed
        scanner fails: stays
        after 30 days: expired
      expired: {caption: Expired, officer asks again: invited}
      passed: {caption: Passed, is: good}
"""
BILL = """
stages:
  fee: {title: Fee, items: bill_item}
  work: {title: Work, items: job}
items:
  bill_item:
    title: The bill
    any time: yes
    values: {paid so far: sum of payments.amount, rest: difference of bill.amount and paid so far}
    statuses:
      to_issue: {caption: To issue, due: 1 working day, officer issues: {to: issued, form: bill}}
      issued:
        caption: Issued
        waits for: applicant
        becomes: {paid: {rest: ..0}, part_paid: {paid so far: 0.01..}}
        officer records a payment: {form: payment, adds to: payments}
      part_paid:
        caption: Part paid
        waits for: applicant
        becomes: {paid: {rest: ..0}}
        officer records a payment: {form: payment, adds to: payments}
      paid: {caption: Paid, is: good}
  job:
    title: Job
    statuses:
      open: {caption: Open, officer ends: done}
      done: {caption: Done, is: good, officer opens again: {to: open, any time: yes}}
"""
CASE = """
case:
  officer closes: closed
  ends: {completed: Completed, closed: Closed}
"""
MEMBER = person("Anna", email="a@x.org", phone="+37120000001", language="ru")
JURIS = person("Juris", email="j@x.org")


def notice(on: str, to: str = "applicant", channels: str = "email", **more: str) -> str:
    """A flow's notice about the case number and what else is said."""
    text = more.pop("text", "Hello")
    rest = "".join(f", {name}: {value}" for name, value in more.items())
    return (
        f"  N1 note: {{on: {on}, to: {to}, channels: {channels}, subject: Subject, "
        f'text: "{text}"{rest}}}\n'
    )


def photo(*notices: str, **answers: object) -> Office:
    answers = {"people": (MEMBER, JURIS), **answers}
    return office(PHOTO + CASE + "notices:\n" + "".join(notices), **answers)


def bill(*notices: str, **answers: object) -> Office:
    return office(BILL + CASE + "notices:\n" + "".join(notices), **answers)


def sent(made: Effects | Office) -> list[tuple[str, str]]:
    messages = made.outbox.values() if isinstance(made, Office) else made.messages
    return [(message.channel, message.to) for message in messages]


def bodies(made: Effects) -> list[str]:
    return [message.body for message in made.messages]


def mail(made: Effects) -> Message:
    (message,) = made.messages
    return message


def test_an_arrival_writes_to_the_person_it_is_for() -> None:
    case = photo(notice("photo becomes invited", "the person", "[email, sms]"))
    assert sent(case) == [("email", "a@x.org"), ("sms", "+37120000001"), ("email", "j@x.org")]
    assert [message.language for message in case.outbox.values()] == ["ru", "ru", "lv"]


def test_entering_anew_writes_again_and_staying_does_not() -> None:
    case = photo(notice("photo becomes invited", "the person"))
    assert sent(case.do("photo", "scanner fails", "people.anna", by="scanner")) == []
    case.clock(MONDAY + timedelta(days=40))
    assert case["photo", "people.anna"] == "expired"
    made = case.do("photo", "officer asks again", "people.anna")
    assert sent(made) == [("email", "a@x.org")]


def test_a_step_that_stays_is_written_about_by_its_name() -> None:
    case = photo(notice("{photo: scanner fails}", "[applicant, the person]"))
    made = case.do("photo", "scanner fails", "people.juris", by="scanner")
    assert sent(made) == [("email", "anna@example.org"), ("email", "j@x.org")]


def test_an_arrival_passed_through_in_one_breath_is_written_about() -> None:
    case = bill(notice("bill_item becomes issued or part_paid", text="{rest}"))
    made = case.do("bill_item", "officer issues", set={"bill.no": "7", "bill.amount": 100})
    assert len(made.messages) == 1
    made = case.do("bill_item", "officer records a payment", add={"payments": {"amount": 30}})
    assert len(made.messages) == 1


def test_the_condition_of_a_notice_is_judged_at_the_end_of_the_breath() -> None:
    case = bill(notice("{bill_item: officer records a payment}", when="{bill_item: part_paid}"))
    case.do("bill_item", "officer issues", set={"bill.no": "7", "bill.amount": 100})
    part = case.do("bill_item", "officer records a payment", add={"payments": {"amount": 30}})
    rest = case.do("bill_item", "officer records a payment", add={"payments": {"amount": 70}})
    assert (len(part.messages), len(rest.messages)) == (1, 0)


def test_a_stage_starts_when_it_is_so_at_the_end_of_a_breath() -> None:
    case = bill(notice("work starts"))
    made = case.do("bill_item", "officer issues", set={"bill.no": "7", "bill.amount": 100})
    assert sent(made) == []
    made = case.do("bill_item", "officer records a payment", add={"payments": {"amount": 100}})
    assert sent(made) == [("email", "anna@example.org")]


@pytest.mark.parametrize("on", ["case completed", "case ends"])
def test_a_case_is_completed_each_time_it_becomes_so(on: str) -> None:
    case = bill(notice(on))
    case.do("bill_item", "officer issues", set={"bill.no": "7", "bill.amount": 100})
    case.do("bill_item", "officer records a payment", add={"payments": {"amount": 100}})
    assert sent(case.do("job", "officer ends")) == [("email", "anna@example.org")]
    assert sent(case.do("job", "officer opens again")) == []
    assert sent(case.do("job", "officer ends")) == [("email", "anna@example.org")]
    assert len(case.outbox) == 2


@pytest.mark.parametrize(("on", "count"), [("case becomes closed", 1), ("case completed", 0)])
def test_a_case_that_is_closed_ends(on: str, count: int) -> None:
    case = bill(notice(on))
    made = case.do("case", "officer closes", by="officer")
    assert len(made.messages) == count
    assert made.closed is None
    assert made.timers == ()


def test_a_message_of_the_bank_is_an_event_of_the_product() -> None:
    case = bill(notice("message from the bank", channels="[cabinet, email]"))
    made = case.message_from_staff()
    assert sent(made) == [("email", "anna@example.org")]
    # The letter is itself a message event; it must not write about itself.
    assert [event.kind for event in made.events] == ["message"]


def test_who_stays_for_long_is_reminded_once() -> None:
    case = photo(notice("photo stays invited for 7 days", "the person"))
    case.do("photo", "scanner passes", "people.juris", by="scanner")
    assert [len(made.messages) for made in case.clock(MONDAY + timedelta(days=20))] == [1]
    assert case.picture.instance("photo", "people.anna").reminded == {"stays invited 7 days": 1}


def test_who_stays_is_reminded_again_and_again() -> None:
    case = photo(notice("photo stays invited for every 7 days", "the person"), people=(MEMBER,))
    made = case.clock(MONDAY + timedelta(days=29))
    assert [sent(each) for each in made] == [[("email", "a@x.org")]] * 4
    case.clock(MONDAY + timedelta(days=31))
    assert case["photo", "people.anna"] == "expired"
    assert case.waits == []


def test_another_arrival_counts_from_the_beginning() -> None:
    case = photo(notice("photo stays invited for 20 days", "the person"), people=(MEMBER,))
    case.clock(MONDAY + timedelta(days=32))
    case.do("photo", "officer asks again", "people.anna")
    made = case.clock(case.now + timedelta(days=25))
    assert [sent(each) for each in made] == [[("email", "a@x.org")]]


def test_what_is_overdue_is_an_event_also_where_nobody_is_written_to() -> None:
    case = bill(notice("bill_item is overdue", "officer"))
    case.staff["officer"] = (Contact("ilze", "ilze@bank.example", "", "en"),)
    (made,) = case.clock(MONDAY + timedelta(days=3))
    assert case.events[-2].at == datetime(2026, 11, 24, 15, 0, tzinfo=MONDAY.tzinfo)
    assert sent(made) == [("email", "ilze@bank.example")]
    assert mail(made).language == "en"
    silent = bill(notice("work starts"))
    (made,) = silent.clock(MONDAY + timedelta(days=3))
    assert (silent.events[-1].kind, silent.events[-1].step) == ("due", "overdue")
    assert made.messages == ()


def test_a_date_is_counted_back_from() -> None:
    case = bill(notice("2 days before valid_until"), valid_until=date(2026, 12, 10))
    (overdue, made) = case.clock(MONDAY + timedelta(days=30))
    assert case.events[-2].at == datetime(2026, 12, 7, 22, 0, tzinfo=MONDAY.tzinfo)
    assert (sent(overdue), sent(made)) == ([], [("email", "anna@example.org")])
    case.answers(valid_until=date(2027, 1, 10))
    assert [len(each.messages) for each in case.clock(MONDAY + timedelta(days=90))] == [1]


def test_a_date_that_has_passed_reminds_of_nothing() -> None:
    case = bill(notice("2 days before valid_until"), valid_until=date(2026, 11, 22))
    assert [each.step for each in case.waits] == ["overdue"]
    case.answers(valid_until=date(2026, 11, 23))
    assert [each.step for each in case.waits] == ["date", "overdue"]


def test_staff_of_a_role_is_written_to_in_the_language_of_each() -> None:
    case = bill(notice("work starts", "officer"))
    case.staff["officer"] = (
        Contact("ilze", "ilze@bank.example", "", "lv"),
        Contact("john", "john@bank.example", "", "en"),
    )
    case.do("bill_item", "officer issues", set={"bill.no": "7", "bill.amount": 100})
    made = case.do("bill_item", "officer records a payment", add={"payments": {"amount": 100}})
    assert [(message.to, message.language) for message in made.messages] == [
        ("ilze@bank.example", "lv"),
        ("john@bank.example", "en"),
    ]


def test_a_person_group_means_all_who_are_in_it() -> None:
    case = photo(notice("{photo: scanner fails}", "members"))
    made = case.do("photo", "scanner fails", "people.anna", by="scanner")
    assert sent(made) == [("email", "a@x.org"), ("email", "j@x.org")]


def test_who_is_in_a_block_without_contacts_is_reached_as_the_applicant_is() -> None:
    case = photo(notice("photo becomes passed"))
    book = AddressBook(case.world.situation(case.picture), ANNA, lambda _: (), ("lv", "en"))
    assert book.person("client") == Receiver("person", ANNA, "client", has_cabinet=True)
    juris = Contact(email="j@x.org", language="lv")
    assert book.person("people.juris") == Receiver("person", juris, "people.juris")


def test_channels_are_what_a_rule_names() -> None:
    flow = PHOTO + CASE + "notices:\n" + notice("photo becomes passed", channels="ways")
    for wants, channels in (("much", ["email"]), ("little", ["email", "sms"])):
        case = office(flow, {"ways": RULES}, wants=wants, people=(MEMBER,))
        made = case.do("photo", "scanner passes", "people.anna", by="scanner")
        assert [message.channel for message in made.messages] == channels


def test_the_applicant_reads_in_the_language_that_was_asked_for() -> None:
    flow = PHOTO + CASE + "notices:\n" + notice("photo becomes passed")
    case = office(flow, people=(MEMBER,), **{"client.language": "en"})
    made = case.do("photo", "scanner passes", "people.anna", by="scanner")
    assert mail(made).language == "en"
    case = office(flow, people=(MEMBER,))
    assert mail(case.do("photo", "scanner passes", "people.anna", by="scanner")).language == "lv"


def test_placeholders_are_filled_in_the_language_of_the_reader() -> None:
    text = "{bill.no} {bill.amount} {rest} {document} {number} {bank} {link}"
    case = bill(notice("bill_item becomes issued", text=text))
    amount = Decimal("1234.5")
    made = case.do("bill_item", "officer issues", set={"bill.no": "7", "bill.amount": amount})
    number = made.card.number
    page = "https://bank.example/lv/office/case/case1"
    shown = "1\xa0234,50"
    assert mail(made).body == f"7 {shown} {shown} The bill {number} The office {page}"


def test_answers_of_one_of_several_are_those_of_whom_it_is_about() -> None:
    flow = PHOTO.replace("scanner fails: stays", "officer agrees: {to: stays, form: slot}")
    flow = flow.replace("{to: stays, form", "{form")
    text = "{slot.date} {slot.time} {document}"
    case = office(
        flow + CASE + "notices:\n" + notice("{photo: officer agrees}", "the person", text=text),
        people=(MEMBER, JURIS),
    )
    made = case.do(
        "photo", "officer agrees", "people.juris",
        set={"slot.date": date(2026, 12, 1), "slot.time": "10:00"},
    )  # fmt: skip
    assert mail(made).to == "j@x.org"
    assert mail(made).body == "01.12.2026 10:00 Photo – Juris"


def test_a_secret_is_in_the_message_and_in_no_event() -> None:
    case = photo(notice("{photo: scanner fails}", "the person", "sms", text="Code {code}"))
    case.secrets = {"code": "123456"}
    made = case.do("photo", "scanner fails", "people.anna", by="scanner")
    assert mail(made).body == "Code 123456"
    assert mail(made).ends_at == case.now
    assert made.events[0].data["text"] == "Code …"
    assert "123456" not in repr(made)


def test_a_personal_link_is_in_the_message_and_only_its_hash_is_kept() -> None:
    case = photo(notice("photo becomes invited", "the person", text="{link}"), people=(MEMBER,))
    (message,) = case.outbox.values()
    assert case.last is not None
    (link,) = case.last.links
    assert message.body == "https://bank.example/ru/office/link/token1"
    assert link.hash == "personal link:token1"
    assert (link.item, link.of) == ("photo", "people.anna")
    assert link.ends_at == message.ends_at == datetime(2026, 12, 23, 22, tzinfo=MONDAY.tzinfo)
    assert "token1" not in repr(case.events)
    assert "token1" not in repr(case.last)


def test_an_applicant_gets_no_personal_link() -> None:
    case = photo(notice("photo becomes invited", "applicant", text="{link}"), people=(MEMBER,))
    assert case.last is not None
    assert case.last.links == ()


def test_links_of_somebody_who_left_are_closed() -> None:
    case = photo(notice("photo becomes invited", "the person", text="{link}"))
    assert case.answers(people=(JURIS,)).closed == (("photo", "people.anna"),)


def test_links_to_an_address_that_was_corrected_are_closed() -> None:
    case = photo(notice("photo becomes invited", "the person", text="{link}"))
    right = person("Juris", email="juris@x.org")
    assert case.answers(people=(MEMBER, right)).closed == (("photo", "people.juris"),)
    assert case.answers(people=(MEMBER, {**right, "full_name": "Juris"})).closed == ()


def test_who_cannot_be_reached_stands_in_the_event() -> None:
    case = photo(notice("{photo: scanner fails}", "the person", "[cabinet, email, sms]"))
    made = case.do("photo", "scanner fails", "people.juris", by="scanner")
    (event,) = made.events
    assert (event.step, event.item, event.of) == ("N1 note", "photo", "people.juris")
    assert (event.data["channels"], event.data["missing"]) == (["email"], ["sms"])
    assert (event.data["to"], event.data["about"]) == ("person people.juris", event.number - 1)


def test_the_cabinet_shows_what_was_written_to_the_applicant() -> None:
    case = photo(notice("{photo: scanner fails}", channels="cabinet"))
    made = case.do("photo", "scanner fails", "people.juris", by="scanner")
    (event,) = made.events
    assert made.messages == ()
    assert event.data["channels"] == ["cabinet"]
    assert (event.data["subject"], event.data["text"]) == ("Subject", "Hello")


def test_a_person_with_a_cabinet_is_the_applicant() -> None:
    mine = person("Anna", email="ANNA@example.org")
    case = photo(notice("{photo: scanner fails}", "the person", "cabinet"), people=(mine, JURIS))
    made = case.do("photo", "scanner fails", "people.anna", by="scanner")
    assert made.events[0].data["channels"] == ["cabinet"]
    assert case.do("photo", "scanner fails", "people.juris", by="scanner").events == ()


def test_one_address_is_written_to_once() -> None:
    mine = person("Anna", email="anna@example.org")
    case = photo(notice("{photo: scanner fails}", "[applicant, the person]"), people=(mine, JURIS))
    made = case.do("photo", "scanner fails", "people.anna", by="scanner")
    assert sent(made) == [("email", "anna@example.org")]


def test_the_same_words_for_several_people_reach_the_applicant_once() -> None:
    case = photo(notice("photo becomes invited", "applicant", "[cabinet, email]"))
    assert sent(case) == [("email", "anna@example.org")]
    assert [event.kind for event in case.events] == ["followed", "followed", "message"]


def test_two_events_that_a_notice_names_are_one_letter_if_they_are_one() -> None:
    case = bill(notice("[bill_item becomes issued, {bill_item: officer issues}]"))
    made = case.do("bill_item", "officer issues", set={"bill.no": "7", "bill.amount": 100})
    assert len(made.messages) == 1


def test_repeating_it_makes_the_same_letters() -> None:
    first = photo(notice("photo becomes invited", "the person", "[email, sms]"))
    second = photo(notice("photo becomes invited", "the person", "[email, sms]"))
    assert list(first.outbox) == list(second.outbox)
    assert len(set(first.outbox)) == 3


def test_what_only_the_clock_brought_waits_for_the_morning() -> None:
    case = photo(notice("photo stays invited for 7 days", "the person"), people=(MEMBER,))
    (made,) = case.clock(MONDAY + timedelta(days=9))
    assert made.quiet_until == datetime(2026, 12, 1, 7, 0, tzinfo=MONDAY.tzinfo)
    night = photo(notice("{photo: scanner fails}", "the person"))
    night.now = MONDAY.replace(hour=23)
    assert night.do("photo", "scanner fails", "people.anna", by="scanner").quiet_until is None


@pytest.mark.parametrize("optional", [True, False])
def test_what_is_switched_off_stays_away_only_where_it_is_optional(optional: bool) -> None:
    more = {"optional": "Ends of jobs"} if optional else {}
    case = bill(notice("job becomes done", channels="[cabinet, email, sms]", **more))
    case.applicant = replace(ANNA, off=frozenset({("N1 note", "email"), ("N2 other", "sms")}))
    case.do("bill_item", "officer issues", set={"bill.no": "7", "bill.amount": 100})
    case.do("bill_item", "officer records a payment", add={"payments": {"amount": 100}})
    made = case.do("job", "officer ends")
    assert [channel for channel, _ in sent(made)] == (["sms"] if optional else ["email", "sms"])
    (told,) = (event for event in made.events if event.kind == "message")
    assert told.data["channels"] == ["cabinet", *(channel for channel, _ in sent(made))]
