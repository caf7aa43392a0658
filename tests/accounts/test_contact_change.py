"""Another e-mail address or phone number: a code to the new one, a word to the old one."""

from __future__ import annotations

import pytest

from engine.accounts import contact_change, login, recovery, sessions
from engine.accounts.desk import AccountRefused
from engine.accounts.sessions import LoggedIn
from engine.base.records import Account
from engine.base.recoveries import ContactChange, Recovery
from tests.accounts.front import BROWSER, CONTACTS, HERE, PASSWORD, WHERE, Front, somebody, wrong
from tests.stores import at_once

OTHER = {"email": "anna.new@example.org", "phone": "+37129999999"}


def begun(front: Front, account: Account, contact: str) -> str:
    """A change that waits, and the code that was sent."""
    change = contact_change.start(front.desk, account, contact, WHERE, BROWSER)
    assert isinstance(change, ContactChange)
    return front.secret(contact)


@pytest.mark.parametrize("kind", ["email", "phone"])
def test_a_contact_changes_with_the_code_and_the_old_one_is_told(front: Front, kind: str) -> None:
    account = front.registered().account
    old, new = {"email": CONTACTS.email, "phone": CONTACTS.phone}[kind], OTHER[kind]
    code = begun(front, account, new)
    invalid = AccountRefused("code-invalid")
    assert contact_change.confirm(front.desk, account.id, kind, wrong(code), WHERE) == invalid
    front.move(seconds=1)
    after = contact_change.confirm(front.desk, account.id, kind, code, WHERE)
    assert isinstance(after, Account)
    assert {"email": after.email, "phone": after.phone}[kind] == new
    last = front.post()[-1]
    event = {"email": "e-mail changed", "phone": "phone changed"}[kind]
    assert (last.to, last.body.split(" (")[0]) == (old, event)
    assert login.log_in(front.desk, old, PASSWORD, BROWSER) == AccountRefused("login-refused")
    assert isinstance(login.log_in(front.desk, new, PASSWORD, BROWSER), LoggedIn)
    gone = AccountRefused("change-gone")
    assert contact_change.confirm(front.desk, account.id, kind, code, WHERE) == gone


def test_whoever_does_not_hold_a_contact_does_not_learn_that_it_is_taken(front: Front) -> None:
    account, other = front.registered().account, somebody()
    front.registered(other)
    front.move(minutes=2)
    code = begun(front, account, other.email)
    refused = contact_change.confirm(front.desk, account.id, "email", wrong(code), WHERE)
    assert refused == AccountRefused("code-invalid")
    taken = contact_change.confirm(front.desk, account.id, "email", code, WHERE)
    assert taken == AccountRefused("contact-taken")
    with front.desk.store.read() as view:
        assert view.accounts.one(account.id).email == CONTACTS.email


def test_codes_of_a_change_run_out_like_others(front: Front) -> None:
    account = front.registered().account
    code = begun(front, account, OTHER["email"])
    assert OTHER["email"] not in str(_rows(front))
    for _ in range(5):
        contact_change.confirm(front.desk, account.id, "email", wrong(code), WHERE)
    invalid = AccountRefused("code-invalid")
    assert contact_change.confirm(front.desk, account.id, "email", code, WHERE) == invalid
    front.move(minutes=1)
    assert contact_change.send_again(front.desk, account.id, "email", WHERE, BROWSER) is None
    waits = contact_change.send_again(front.desk, account.id, "email", WHERE, BROWSER)
    assert waits == AccountRefused("code-wait")
    front.move(minutes=9)
    gone, code = AccountRefused("change-gone"), front.secret(OTHER["email"])
    assert contact_change.confirm(front.desk, account.id, "email", code, WHERE) == gone


def test_the_code_of_one_change_does_not_confirm_another(front: Front) -> None:
    account = front.registered().account
    first = begun(front, account, OTHER["email"])
    second = begun(front, account, "third@example.org")
    invalid = AccountRefused("code-invalid")
    assert contact_change.confirm(front.desk, account.id, "email", first, WHERE) == invalid
    after = contact_change.confirm(front.desk, account.id, "email", second, WHERE)
    assert isinstance(after, Account)
    assert after.email == "third@example.org"


def test_changes_are_no_way_to_write_to_strangers(front: Front) -> None:
    account = front.registered().account
    before = len(front.post())
    for _ in range(30):
        contact_change.start(front.desk, account, somebody().email, WHERE, BROWSER)
    assert len(front.post()) - before == front.desk.limits.starts_per_hour


def test_of_two_who_want_one_contact_one_gets_it(either_front: Front) -> None:
    front = either_front
    accounts = [front.registered(contacts).account for contacts in (somebody(), somebody())]
    codes = []
    for account in accounts:
        front.move(minutes=2)
        codes.append(begun(front, account, OTHER["phone"]))

    def confirmed(n: int) -> Account | AccountRefused:
        return contact_change.confirm(front.desk, accounts[n].id, "phone", codes[n], WHERE)

    answers = at_once(2, confirmed)
    assert sorted(type(one).__name__ for one in answers) == ["Account", "AccountRefused"]


def _rows(front: Front) -> list[object]:
    with front.desk.store.read() as view:
        return list(view.connection.exec_driver_sql("SELECT * FROM contact_changes").all())


def test_a_recovery_that_began_at_the_old_contact_ends_with_the_change(front: Front) -> None:
    """Else whoever has taken over a mailbox comes in after its owner has left it."""
    account = front.registered().account
    front.move(minutes=2)
    started = recovery.start(front.desk, CONTACTS.email, WHERE, BROWSER)
    assert isinstance(started, Recovery)
    known = front.secret(CONTACTS.email)
    code = begun(front, account, OTHER["email"])
    assert isinstance(contact_change.confirm(front.desk, account.id, "email", code, WHERE), Account)
    invalid = AccountRefused("code-invalid")
    assert recovery.confirm(front.desk, started.id, known, WHERE) == invalid


def test_a_change_that_a_thief_began_ends_with_another_password(front: Front) -> None:
    done = front.registered()
    code = begun(front, done.account, OTHER["email"])
    who = sessions.present(front.desk, done.token, HERE)
    assert who is not None
    words = recovery.PasswordChange(PASSWORD, "Ghijkl2?")
    assert isinstance(recovery.change(front.desk, who, words, BROWSER), LoggedIn)
    gone = AccountRefused("change-gone")
    assert contact_change.confirm(front.desk, done.account.id, "email", code, WHERE) == gone
