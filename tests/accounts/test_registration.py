"""S-05 and S-07: both codes, and what happens with wrong, old and repeated ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from engine.accounts import codes, registration, sessions
from engine.accounts.desk import AccountRefused, LetterContext, Visitor
from engine.accounts.registration import Contacts, Start
from engine.accounts.sessions import LoggedIn
from engine.base.records import PendingRegistration
from engine.store.errors import StaleVersion
from tests.accounts.front import BROWSER, CONTACTS, HERE, PASSWORD, Front, somebody, wrong
from tests.stores import at_once

INVALID = AccountRefused("code-invalid")


def test_s05_two_different_codes_go_by_mail_and_sms(front: Front) -> None:
    front.given()
    mail, sms = sorted(front.post(), key=lambda message: message.channel)
    assert (mail.channel, mail.to) == ("email", "anna@example.org")
    assert (sms.channel, sms.to) == ("sms", "+37120000000")
    both = front.codes()
    assert both["email"] != both["phone"]
    assert all(len(code) == 6 and code.isdecimal() for code in both.values())
    assert mail.ends_at == front.clock.now() + timedelta(minutes=10)
    assert mail.language == "lv"


def test_s05_both_right_codes_make_the_account_and_log_in(either_front: Front) -> None:
    front = either_front
    given = front.given()
    assert front.accounts() == 0
    done = front.complete(given, front.codes())
    assert isinstance(done, LoggedIn)
    assert front.accounts() == 1
    present = sessions.present(front.desk, done.token, HERE)
    assert present is not None
    assert (present.account.email, present.account.phone) == ("anna@example.org", "+37120000000")
    assert present.account.language == "lv"
    assert registration.find(front.desk, given.id) is None
    with front.desk.store.read() as view:
        (action,) = view.audit.of_account(done.account.id)
    assert (action.action, action.side) == ("registration completed", "user")


def test_s05_codes_may_be_typed_with_spaces(front: Front) -> None:
    given, both = front.given(), front.codes()
    typed = {kind: f" {code[:3]} {code[3:]}-" for kind, code in both.items()}
    assert isinstance(front.complete(given, typed), LoggedIn)


@pytest.mark.parametrize(
    "second",
    [
        Contacts("ANNA@example.org", "+37129999999", PASSWORD),
        Contacts("other@example.org", "+37120000000", PASSWORD),
        CONTACTS,
    ],
    ids=["same e-mail", "same phone", "both"],
)
def test_s05_a_taken_contact_shows_only_to_who_holds_both(front: Front, second: Contacts) -> None:
    front.registered()
    front.move(minutes=2)
    given, both = front.given(second), front.codes(second)
    assert front.complete(given, {**both, "phone": wrong(both["phone"])}) == INVALID
    assert front.complete(given, both) == AccountRefused("data-refused")
    assert front.accounts() == 1
    assert front.complete(given, both) == AccountRefused("registration-gone")


def test_s05_known_and_unknown_contacts_are_answered_alike(front: Front) -> None:
    """Until both codes are right, nothing that a visitor gets differs."""
    front.registered()
    front.move(hours=2)

    def answers(contacts: Contacts) -> list[object]:
        given = front.given(contacts)
        wanted = replace(given, id="", email="", phone="", password="")
        before = len(front.post())
        return [
            wanted,
            front.complete(given, {"email": "000000", "phone": "000000"}),
            registration.send_again(front.desk, given, BROWSER),
            len(front.post()) - before,
            front.complete(given, {}),
            type(registration.find(front.desk, given.id)),
        ]

    assert answers(CONTACTS) == answers(somebody())


def test_s05_two_registrations_of_one_person_make_one_account(either_front: Front) -> None:
    front = either_front
    first = front.given()
    front.move(minutes=1)
    first_codes = front.codes()
    second = front.given()
    second_codes = front.codes()
    done = at_once(
        2,
        lambda number: front.complete(*((first, first_codes), (second, second_codes))[number]),
    )
    assert sorted(type(one).__name__ for one in done) == ["AccountRefused", "LoggedIn"]
    assert AccountRefused("data-refused") in done


@pytest.mark.parametrize("which", ["email", "phone"])
def test_s07_one_right_code_is_not_enough(front: Front, which: str) -> None:
    given, both = front.given(), front.codes()
    assert front.complete(given, {**both, which: wrong(both[which])}) == INVALID
    assert front.complete(given, {**both, which: ""}) == INVALID
    swapped = {"email": both["phone"], "phone": both["email"]}
    assert front.complete(given, swapped) == INVALID
    assert front.accounts() == 0
    assert isinstance(front.complete(given, both), LoggedIn)


def test_s07_five_wrong_codes_make_it_void(front: Front) -> None:
    given, both = front.given(), front.codes()
    for _ in range(5):
        assert front.complete(given, {**both, "phone": wrong(both["phone"])}) == INVALID
    assert front.complete(given, both) == INVALID
    front.move(seconds=60)
    assert registration.send_again(front.desk, given, BROWSER) is None
    assert isinstance(front.complete(given, front.codes()), LoggedIn)


def test_s07_codes_are_sent_again_after_a_minute(front: Front) -> None:
    given, old = front.given(), front.codes()
    front.move(seconds=59)
    assert registration.send_again(front.desk, given, BROWSER) == AccountRefused("code-wait")
    assert len(front.post()) == 2
    front.move(seconds=1)
    assert registration.send_again(front.desk, given, BROWSER) is None
    assert len(front.post()) == 4
    assert front.complete(given, old) == INVALID
    assert isinstance(front.complete(given, front.codes()), LoggedIn)


@pytest.mark.parametrize(
    ("seconds", "answer"), [(599, LoggedIn), (600, AccountRefused), (601, AccountRefused)]
)
def test_s07_codes_are_valid_for_ten_minutes(
    front: Front, seconds: int, answer: type[object]
) -> None:
    given = front.given()
    front.move(seconds=seconds)
    assert isinstance(front.complete(given, front.codes()), answer)


def test_s07_a_used_code_is_used(front: Front) -> None:
    given, both = front.given(), front.codes()
    assert isinstance(front.complete(given, both), LoggedIn)
    assert front.complete(given, both) == AccountRefused("registration-gone")
    assert front.accounts() == 1


def test_s07_an_unfinished_registration_is_gone_after_a_day(front: Front) -> None:
    given = front.given()
    front.move(hours=23, minutes=59)
    assert registration.find(front.desk, given.id) is not None
    front.move(minutes=1)
    assert registration.find(front.desk, given.id) is None
    assert front.complete(given, front.codes()) == AccountRefused("registration-gone")


def test_codes_of_another_registration_do_not_fit(front: Front) -> None:
    front.given()
    strange = front.codes()
    other = front.given(somebody())
    assert front.complete(other, strange) == INVALID


def test_five_repetitions_an_hour_and_no_more(front: Front) -> None:
    given = front.given()
    for _ in range(5):
        front.move(seconds=61)
        assert registration.send_again(front.desk, given, BROWSER) is None
    front.move(seconds=61)
    refused = registration.send_again(front.desk, given, BROWSER)
    assert refused == AccountRefused("too-many-codes")
    again = registration.give_contacts(front.desk, front.started(), CONTACTS, BROWSER)
    assert again == refused
    front.move(hours=1)
    assert registration.send_again(front.desk, given, BROWSER) is None


def test_an_address_cannot_send_to_everybody(front: Front) -> None:
    """Many numbers, one network address: 200 registrations cause no more than its budget."""
    answers = [
        registration.give_contacts(front.desk, front.started(), somebody(), BROWSER)
        for _ in range(200)
    ]
    sent = [answer for answer in answers if isinstance(answer, PendingRegistration)]
    assert len(sent) <= front.desk.limits.codes_per_address
    assert len(front.post()) == 2 * len(sent)
    elsewhere = Visitor("192.0.2.2", entrance=HERE)
    other = replace(somebody(), phone="+37167000000")
    assert isinstance(
        registration.give_contacts(front.desk, front.started(), other, elsewhere),
        PendingRegistration,
    )


def test_an_address_begins_no_more_registrations_than_its_budget(front: Front) -> None:
    def begun(id: str = "") -> PendingRegistration | AccountRefused:
        where = Start("bank", "programme", "bundle", "lv", id)
        return registration.start(front.desk, where, {}, Visitor("192.0.2.1", entrance=HERE))

    begun("of-two-clicks")
    with pytest.raises(StaleVersion):
        begun("of-two-clicks")
    tries = [begun() for _ in range(front.desk.limits.codes_per_address)]
    assert AccountRefused("too-many-registrations") in tries
    front.move(hours=1)
    assert isinstance(begun(), PendingRegistration)


def test_going_back_keeps_codes_that_are_fresh(front: Front) -> None:
    given, both = front.given(), front.codes()
    front.move(seconds=5)
    changed = replace(CONTACTS, email="berta@example.org")
    again = registration.give_contacts(front.desk, given, changed, BROWSER)
    assert isinstance(again, PendingRegistration)
    assert [message.to for message in front.post()][2:] == ["berta@example.org"]
    assert front.complete(again, both) == INVALID
    typed = {"email": front.secret("berta@example.org"), "phone": both["phone"]}
    done = front.complete(again, typed)
    assert isinstance(done, LoggedIn)
    assert done.account.email == "berta@example.org"


def test_answers_may_be_changed_on_the_way_back(front: Front) -> None:
    started = front.started()
    changed = registration.change_answers(front.desk, started, {"client_type": "legal"})
    found = registration.find(front.desk, started.id)
    assert found == changed
    with pytest.raises(StaleVersion):
        registration.change_answers(front.desk, started, {})


def test_without_contacts_there_is_nothing_to_complete(front: Front) -> None:
    started = front.started()
    assert front.complete(started, {"email": "", "phone": ""}) == INVALID
    assert registration.send_again(front.desk, started, BROWSER) == AccountRefused(
        "registration-gone"
    )


def test_the_pause_is_told(front: Front) -> None:
    given = front.given()
    use = codes.Use("registration", given.id, LetterContext("bank", "programme", "lv"))
    front.move(seconds=20)
    with front.desk.store.read() as view:
        assert codes.wait(front.desk, view, use) == timedelta(seconds=40)
        assert codes.wait(front.desk, view, replace(use, subject="other")) == timedelta(0)


def test_a_failure_inside_makes_no_account_and_uses_no_code(front: Front) -> None:
    given, both = front.given(), front.codes()

    def fails(*_: object) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        registration.complete(front.desk, given.id, both, BROWSER, fails)
    assert isinstance(front.complete(given, both), LoggedIn)


def test_a_hundred_parallel_completions_make_one_account(either_front: Front) -> None:
    front = either_front
    given, both = front.given(), front.codes()
    done = [one for _ in range(5) for one in at_once(20, lambda _: front.complete(given, both))]
    assert sum(isinstance(one, LoggedIn) for one in done) == 1
    assert front.accounts() == 1


def test_s06_the_store_holds_an_argon2id_hash_and_no_contact(front: Front, sqlite_url: str) -> None:
    done = front.registered()
    assert done.account.password.startswith("$argon2id$")
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    raw = b"".join(path.read_bytes() for path in file.parent.glob(f"{file.name}*"))
    for secret in (PASSWORD, CONTACTS.email, CONTACTS.phone, done.token, *front.codes().values()):
        assert secret.encode() not in raw
    for shown in (done, CONTACTS, done.account):
        assert PASSWORD not in repr(shown)
        assert "anna@" not in repr(shown)
        assert done.token not in repr(shown)
