"""S-54, second part: password recovery."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import Engine, event

from engine.accounts import known_browsers, login, recovery, sessions
from engine.accounts.desk import AccountRefused
from engine.accounts.recovery import PasswordChange
from engine.accounts.sessions import LoggedIn
from engine.base.records import Account
from engine.base.recoveries import Recovery
from engine.base.system import SystemRandomness
from engine.validators import password as rules
from engine.validators.context import Context
from tests.accounts.front import BROWSER, CONTACTS, HERE, PASSWORD, WHERE, Front, somebody, wrong
from tests.stores import at_once

NEW = "Ghijkl2?"
INVALID = AccountRefused("code-invalid")


def begun(front: Front, typed: str = CONTACTS.phone) -> Recovery:
    found = recovery.start(front.desk, typed, WHERE, BROWSER)
    assert isinstance(found, Recovery)
    return found


def temporary(front: Front, typed: str = CONTACTS.phone) -> str:
    """The temporary password, as it arrived."""
    front.move(minutes=2)
    started = begun(front, typed)
    code = front.secret(typed)
    front.move(seconds=1)
    assert recovery.confirm(front.desk, started.id, code, WHERE) is None
    return front.secret(typed)


def logged_in(front: Front, password: str) -> LoggedIn | AccountRefused:
    return login.log_in(front.desk, CONTACTS.email, password, BROWSER)


def change(front: Front, done: LoggedIn, old: str, new: str) -> LoggedIn | AccountRefused:
    present = sessions.present(front.desk, done.token, HERE)
    assert present is not None
    return recovery.change(front.desk, present, PasswordChange(old, new), BROWSER)


@pytest.mark.parametrize(("typed", "channel"), [(CONTACTS.phone, "sms"), (CONTACTS.email, "email")])
def test_s54_code_and_password_go_to_the_contact_stated(
    front: Front, typed: str, channel: str
) -> None:
    front.registered()
    before = len(front.post())
    password = temporary(front, typed)
    sent = front.post()[before:]
    assert [(message.channel, message.to) for message in sent] == [(channel, typed)] * 2
    events = [message.body.split(" (")[0] for message in sent]
    assert events == [
        "password code",
        "temporary password",
    ]
    assert rules.validate(password, Context(front.clock.now().date())).codes == ()


def test_s54_the_whole_way(front: Front) -> None:
    old = front.registered()
    password = temporary(front)
    done = logged_in(front, password)
    assert isinstance(done, LoggedIn)
    assert done.session.must_change_password
    changed = change(front, done, password, NEW)
    assert isinstance(changed, LoggedIn)
    assert not changed.session.must_change_password
    assert [sessions.present(front.desk, one.token, HERE) for one in (old, done)] == [None, None]
    assert sessions.present(front.desk, changed.token, HERE) is not None
    assert logged_in(front, PASSWORD) == AccountRefused("login-refused")
    assert isinstance(logged_in(front, NEW), LoggedIn)
    with front.desk.store.read() as view:
        actions = [action.action for action in view.audit.of_account(old.account.id)]
    assert "password changed" in actions


def test_s54_the_old_password_works_until_the_change(front: Front) -> None:
    front.registered()
    password = temporary(front)
    assert isinstance(logged_in(front, PASSWORD), LoggedIn)
    assert isinstance(logged_in(front, password), LoggedIn)
    again = logged_in(front, PASSWORD)
    assert isinstance(again, LoggedIn)
    assert not again.session.must_change_password


def test_s54_the_temporary_password_works_once(front: Front) -> None:
    front.registered()
    password = temporary(front)
    assert isinstance(logged_in(front, password), LoggedIn)
    assert logged_in(front, password) == AccountRefused("login-refused")


@pytest.mark.parametrize(("minutes", "answer"), [(29, LoggedIn), (30, AccountRefused)])
def test_s54_the_temporary_password_works_for_half_an_hour(
    front: Front, minutes: int, answer: type[object]
) -> None:
    front.registered()
    password = temporary(front)
    front.move(minutes=minutes)
    assert isinstance(logged_in(front, password), answer)


@pytest.mark.parametrize("same", ["temporary", "permanent"])
def test_s54_the_new_password_equals_no_previous_one(front: Front, same: str) -> None:
    front.registered()
    password = temporary(front)
    done = logged_in(front, password)
    assert isinstance(done, LoggedIn)
    new = {"temporary": password, "permanent": PASSWORD}[same]
    assert change(front, done, password, new) == AccountRefused("password-same")


def test_s54_the_temporary_password_must_be_repeated(front: Front) -> None:
    front.registered()
    password = temporary(front)
    done = logged_in(front, password)
    assert isinstance(done, LoggedIn)
    for old in (PASSWORD, "", wrong("1")):
        assert change(front, done, old, NEW) == AccountRefused("password-wrong")


def test_a_password_can_be_changed_without_recovery(front: Front) -> None:
    done = front.registered()
    assert change(front, done, "wrong", NEW) == AccountRefused("password-wrong")
    assert change(front, done, PASSWORD, PASSWORD) == AccountRefused("password-same")
    assert isinstance(change(front, done, PASSWORD, NEW), LoggedIn)
    assert isinstance(logged_in(front, NEW), LoggedIn)


def test_a_browser_left_open_is_no_place_to_guess_and_the_owner_is_told(front: Front) -> None:
    done = front.registered()
    told = [change(front, done, f"guess {n}", NEW) for n in range(7)]
    wrong_one, used_up = AccountRefused("password-wrong"), AccountRefused("tries-used-up")
    assert told == [wrong_one] * 5 + [used_up] * 2
    assert change(front, done, PASSWORD, NEW) == used_up
    front.move(minutes=15)
    done = logged_in(front, PASSWORD)
    assert isinstance(done, LoggedIn)
    present = sessions.present(front.desk, done.token, HERE)
    assert present is not None
    inside = replace(BROWSER, programme="programme")
    assert isinstance(
        recovery.change(front.desk, present, PasswordChange(PASSWORD, NEW), inside), LoggedIn
    )
    last = front.post()[-1]
    assert (last.to, last.body.split(" (")[0]) == (CONTACTS.email, "password changed")


def test_staff_recover_nothing_here(front: Front) -> None:
    now = front.clock.now()
    account = Account("boss", "boss@example.org", "", "", "en", now, "bank", role="staff")
    with front.desk.store.write() as unit:
        unit.accounts.add(account)
    begun(front, account.email)
    assert front.post() == []


def test_s54_an_unknown_contact_sees_the_same_and_gets_nothing(front: Front) -> None:
    front.registered()
    before = len(front.post())
    unknown = begun(front, somebody().phone)
    known = begun(front)
    assert len(front.post()) == before + 1
    wrong_code = wrong(front.secret(CONTACTS.phone))
    for started in (unknown, known):
        assert recovery.confirm(front.desk, started.id, wrong_code, WHERE) == INVALID
    assert recovery.confirm(front.desk, unknown.id, front.secret(CONTACTS.phone), WHERE) == INVALID
    assert len(front.post()) == before + 1


@pytest.mark.parametrize("typed", ["20000000", "", "anna"])
def test_another_format_is_told(front: Front, typed: str) -> None:
    assert recovery.start(front.desk, typed, WHERE, BROWSER) == AccountRefused("login-format")


def test_codes_of_recovery_run_out_like_others(front: Front) -> None:
    front.registered()
    front.move(minutes=2)
    started = begun(front)
    code = front.secret(CONTACTS.phone)
    for _ in range(5):
        assert recovery.confirm(front.desk, started.id, wrong(code), WHERE) == INVALID
    assert recovery.confirm(front.desk, started.id, code, WHERE) == INVALID
    front.move(minutes=2)
    late, code = begun(front), front.secret(CONTACTS.phone)
    front.move(minutes=10)
    assert recovery.confirm(front.desk, late.id, code, WHERE) == INVALID
    assert recovery.confirm(front.desk, "unknown", code, WHERE) == INVALID


def test_asking_again_and_again_sends_no_more_than_the_limit(front: Front) -> None:
    front.registered()
    front.move(hours=1)
    before = len(front.post())
    for _ in range(20):
        front.move(seconds=61)
        begun(front)
    assert len(front.post()) - before == front.desk.limits.starts_per_hour


def test_a_right_code_in_parallel_gives_one_password(either_front: Front) -> None:
    front = either_front
    front.registered()
    front.move(minutes=2)
    started, code = begun(front), front.secret(CONTACTS.phone)
    before = len(front.post())
    answers = at_once(10, lambda _: recovery.confirm(front.desk, started.id, code, WHERE))
    assert answers.count(None) == 1
    assert len(front.post()) == before + 1


def test_temporary_passwords_differ_and_keep_the_rules(front: Front) -> None:
    made = {recovery.temporary_password(front.desk) for _ in range(200)}
    assert len(made) == 200
    today = Context(front.clock.now().date())
    assert all(rules.validate(one, today).codes == () for one in made)


def test_a_new_password_makes_recoveries_begun_before_worthless(front: Front) -> None:
    owner = front.registered()
    stolen = temporary(front)
    begun_too, code = begun(front), front.secret(CONTACTS.phone)
    assert isinstance(change(front, owner, PASSWORD, NEW), LoggedIn)
    assert logged_in(front, stolen) == AccountRefused("login-refused")
    assert recovery.confirm(front.desk, begun_too.id, code, WHERE) == INVALID


def test_strangers_who_keep_the_door_locked_do_not_keep_the_owner_out(front: Front) -> None:
    front.registered()
    for _ in range(30):
        front.move(minutes=16)
        for _guess in range(5):
            logged_in(front, "wrong")
    assert logged_in(front, PASSWORD).code == "login-locked"  # type: ignore[union-attr]
    started, code = begun(front), front.secret(CONTACTS.phone)
    front.move(seconds=1)
    assert recovery.confirm(front.desk, started.id, code, WHERE) is None
    password = front.secret(CONTACTS.phone)
    for _guess in range(5):
        logged_in(front, "wrong")
    assert isinstance(logged_in(front, password), LoggedIn)


def test_a_browser_that_was_let_in_before_has_tries_of_its_own(front: Front) -> None:
    owner = front.registered()
    known = replace(BROWSER, known=known_browsers.mark(front.desk, owner.account.id, BROWSER))
    other = front.registered(somebody())
    foreign = replace(BROWSER, known=known_browsers.mark(front.desk, other.account.id, BROWSER))
    forged = replace(known, known=known.known[:-1] + ("0" if known.known[-1] != "0" else "1"))
    for _ in range(25):
        front.move(minutes=16)
        for _guess in range(5):
            logged_in(front, "wrong")
    for browser in (BROWSER, foreign, forged):
        refused = login.log_in(front.desk, CONTACTS.email, PASSWORD, browser)
        assert refused == AccountRefused("login-locked")
    assert isinstance(login.log_in(front.desk, CONTACTS.email, PASSWORD, known), LoggedIn)
    for _guess in range(5):
        login.log_in(front.desk, CONTACTS.email, "wrong", known)
    locked = login.log_in(front.desk, CONTACTS.email, PASSWORD, known)
    assert locked == AccountRefused("login-locked")


def test_strangers_who_ask_for_codes_all_day_do_not_use_up_those_of_the_owner(front: Front) -> None:
    owner = front.registered()
    known = replace(BROWSER, known=known_browsers.mark(front.desk, owner.account.id, BROWSER))
    for _ in range(10):
        begun(front, CONTACTS.email)
    before = len(front.post())
    begun(front, CONTACTS.email)
    assert len(front.post()) == before
    found = recovery.start(front.desk, CONTACTS.email, WHERE, known)
    assert isinstance(found, Recovery)
    assert len(front.post()) == before + 1


def test_the_same_is_done_for_a_contact_that_nobody_has(front: Front) -> None:
    front.registered()
    told, begun_for = [], []
    for contact in (CONTACTS.email, "nobody@example.org"):
        with statements() as asked:
            begun_for.append(begun(front, contact))
        code = front.secret(CONTACTS.email)
        with statements() as guessed:
            answer = recovery.confirm(front.desk, begun_for[-1].id, wrong(code), WHERE)
        assert answer == INVALID
        told.append((asked, guessed))
    assert told[0] == told[1]
    assert any("INSERT INTO messages" in one for one in told[1][0])
    assert any("UPDATE codes" in one for one in told[1][1])
    assert not any(message.to == "nobody@example.org" for message in front.post())


def test_a_code_that_went_to_nobody_brings_no_password(front: Front) -> None:
    digits = CodesInTurn("123456")
    desk = replace(front.desk, randomness=digits)
    started = recovery.start(desk, "nobody@example.org", WHERE, BROWSER)
    assert isinstance(started, Recovery)
    assert recovery.confirm(desk, started.id, "123456", WHERE) == INVALID
    assert front.post() == []


class CodesInTurn(SystemRandomness):
    """Randomness whose codes are known."""

    def __init__(self, digits: str) -> None:
        self.digits = digits

    def code(self, _length: int) -> str:
        return self.digits


@contextmanager
def statements() -> Iterator[list[str]]:
    """What is asked of the database meanwhile; a savepoint that is kept and one that is not alike.

    Commits and values are left out.
    """
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield asked
    event.remove(Engine, "before_cursor_execute", note)
    ends = ("RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")
    asked[:] = ["end" if one.startswith(ends) else one for one in asked]
