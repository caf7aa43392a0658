"""S-54, first part: logging in, being refused and locked, and the end of sessions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.accounts import login, recovery, sessions
from engine.accounts.desk import AccountRefused, Desk, Visitor
from engine.accounts.sessions import LoggedIn
from engine.base.recoveries import Recovery
from tests.accounts.front import BROWSER, CONTACTS, HERE, PASSWORD, WHERE, Front, somebody
from tests.stores import at_once

FORMAT, REFUSED = AccountRefused("login-format"), AccountRefused("login-refused")
LOCKED = AccountRefused("login-locked")


def attempt(front: Front, typed: str, password: str = PASSWORD) -> LoggedIn | AccountRefused:
    return login.log_in(front.desk, typed, password, BROWSER)


@pytest.mark.parametrize(
    "typed",
    ["anna@example.org", " Anna@Example.org ", "+37120000000", "+371 20000000", " +371 2000 0000"],
)
def test_s54_either_contact_logs_in(front: Front, typed: str) -> None:
    front.registered()
    assert isinstance(attempt(front, typed), LoggedIn)


@pytest.mark.parametrize("typed", ["20000000", "", "+", "+03", "anna", "+371abc", "00371200000"])
def test_s54_another_format_is_told(front: Front, typed: str) -> None:
    front.registered()
    assert attempt(front, typed) == FORMAT


@pytest.mark.parametrize(
    ("typed", "password"),
    [
        ("anna@example.org", "Abcdef1?"),
        ("anna@example.org", ""),
        ("nobody@example.org", PASSWORD),
        ("+37129999999", PASSWORD),
        ("@", PASSWORD),
        ("anna@example.org\0", PASSWORD),
        ("ā" * 250 + "@x", PASSWORD),
        ("anna@example.org", "x" * 10_000),
    ],
)
def test_s54_wrong_and_unknown_are_answered_alike(front: Front, typed: str, password: str) -> None:
    front.registered()
    assert attempt(front, typed, password) == REFUSED


def test_s54_five_failures_lock_for_fifteen_minutes(front: Front) -> None:
    front.registered()
    for _ in range(5):
        told = attempt(front, CONTACTS.email, "wrong")
    assert told == LOCKED
    assert attempt(front, CONTACTS.email) == LOCKED
    front.move(minutes=14, seconds=59)
    assert attempt(front, CONTACTS.email) == LOCKED
    front.move(seconds=1)
    assert isinstance(attempt(front, CONTACTS.email), LoggedIn)


def test_s54_unknown_names_are_locked_alike(front: Front) -> None:
    """Somebody who tries cannot tell from the lock whether there is an account."""
    name = somebody().email
    answers = [attempt(front, name, "wrong") for _ in range(6)]
    assert answers == [REFUSED] * 4 + [LOCKED] * 2
    assert front.post() == []
    claims = front.desk.limits.login
    with front.desk.store.write() as unit:
        assert not unit.throttles.claim_try(login.tries_key(HERE, name), claims, front.clock.now())


def test_the_owner_is_told_of_a_lock_and_not_all_day(front: Front) -> None:
    front.registered()
    front.move(minutes=1)
    before = len(front.post())
    inside = replace(BROWSER, programme="programme")
    for round in range(1, 6):
        for _ in range(7):
            login.log_in(front.desk, CONTACTS.phone, "wrong", inside)
        told = front.post()[before:]
        assert len(told) == min(round, 3)
        front.move(minutes=16)
    assert {(one.to, one.body.split(" (")[0]) for one in told} == {
        (CONTACTS.email, "log-in locked")
    }


def test_a_hundred_failures_by_any_contact_leave_only_recovery(front: Front) -> None:
    front.registered()
    for typed in (CONTACTS.email, CONTACTS.phone) * 10:
        for _ in range(5):
            attempt(front, typed, "wrong")
        front.move(minutes=16)
    assert attempt(front, CONTACTS.email) == REFUSED
    front.move(minutes=16)
    begun = recovery.start(front.desk, CONTACTS.email, WHERE, BROWSER)
    assert isinstance(begun, Recovery)
    code = front.secret(CONTACTS.email)
    front.move(seconds=1)
    assert recovery.confirm(front.desk, begun.id, code, WHERE) is None
    done = attempt(front, CONTACTS.email, front.secret(CONTACTS.email))
    assert isinstance(done, LoggedIn)
    assert done.session.must_change_password


def test_four_failures_are_forgotten_by_success(front: Front) -> None:
    front.registered()
    for _ in range(3):
        for _ in range(4):
            attempt(front, CONTACTS.email, "wrong")
        assert isinstance(attempt(front, CONTACTS.email), LoggedIn)


def test_the_same_work_for_known_and_unknown(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every log-in of the right format checks two hashes, whoever it is."""
    front.registered()
    checked: list[int] = []
    match = type(front.desk.passwords).match

    def counting(self: object, stored: str, password: str) -> bool:
        checked.append(1)
        return match(self, stored, password)  # type: ignore[arg-type]

    monkeypatch.setattr(type(front.desk.passwords), "match", counting)
    tries = [(CONTACTS.email, PASSWORD), (CONTACTS.email, "wrong"), (somebody().email, "wrong")]
    tries += [(CONTACTS.phone, "wrong")] * 6
    for typed, password in tries:
        attempt(front, typed, password)
        assert len(checked) == 2
        checked.clear()


def test_parallel_guesses_cannot_outrun_the_lock(either_front: Front) -> None:
    front = either_front
    front.registered()
    tried = []
    match = front.desk.passwords.match

    class Counting:
        def match(self, stored: str, password: str) -> bool:
            tried.append(password)
            return match(stored, password)

    desk = replace(front.desk, passwords=Counting())  # type: ignore[arg-type]
    answers = at_once(30, lambda n: login.log_in(desk, CONTACTS.email, f"guess {n}", BROWSER))
    assert set(answers) <= {REFUSED, LOCKED}
    assert attempt(front, CONTACTS.email) == LOCKED


def test_one_address_cannot_try_everybody(front: Front) -> None:
    limits = replace(front.desk.limits, logins_per_address=10)
    desk: Desk = replace(front.desk, limits=limits)
    front.registered()
    for _ in range(10):
        login.log_in(desk, somebody().email, "wrong", BROWSER)
    assert login.log_in(desk, CONTACTS.email, PASSWORD, BROWSER) == REFUSED
    assert isinstance(
        login.log_in(desk, CONTACTS.email, PASSWORD, Visitor("192.0.2.9", entrance=HERE)), LoggedIn
    )


def test_a_disabled_account_is_refused_and_its_sessions_end(front: Front) -> None:
    done = front.registered()
    with front.desk.store.write() as unit:
        unit.accounts.disable(unit.accounts.one(done.account.id))
    assert attempt(front, CONTACTS.email) == REFUSED
    assert sessions.present(front.desk, done.token, HERE) is None


def test_logging_in_gives_a_new_session_and_ends_the_old(front: Front) -> None:
    before = front.registered()
    visitor = replace(BROWSER, token=before.token)
    after = login.log_in(front.desk, CONTACTS.email, PASSWORD, visitor)
    assert isinstance(after, LoggedIn)
    assert after.token != before.token
    assert sessions.present(front.desk, before.token, HERE) is None
    assert sessions.present(front.desk, after.token, HERE) is not None


def test_log_ins_are_in_the_history(front: Front) -> None:
    done = front.registered()
    attempt(front, CONTACTS.email)
    with front.desk.store.read() as view:
        actions = [action.action for action in view.audit.of_account(done.account.id)]
    assert actions == ["registration completed", "login"]


def asks(front: Front, token: str) -> bool:
    """A request of somebody: whether it is let in, and written down."""
    found = sessions.present(front.desk, token, HERE)
    if found is not None:
        sessions.seen(front.desk, found.session)
    return found is not None


def test_s54_fifteen_idle_minutes_end_a_session(front: Front) -> None:
    """What is written down once a minute shuts nobody out earlier."""
    done = front.registered()
    for _ in range(4):
        front.move(minutes=14, seconds=59)
        assert asks(front, done.token)
    front.move(seconds=59)
    assert asks(front, done.token)
    front.move(minutes=14, seconds=59)
    assert asks(front, done.token)
    front.move(minutes=16)
    assert not asks(front, done.token)


def test_twelve_hours_end_a_session_in_any_case(front: Front) -> None:
    done = front.registered()
    for _ in range(71):
        front.move(minutes=10)
        assert asks(front, done.token)
    front.move(minutes=10)
    assert not asks(front, done.token)


def test_logging_out_ends_the_session(front: Front) -> None:
    done = front.registered()
    sessions.end(front.desk, done.token)
    sessions.end(front.desk, done.token)
    assert sessions.present(front.desk, done.token, HERE) is None


def test_other_sessions_can_be_ended(front: Front) -> None:
    first = front.registered()
    second, third = attempt(front, CONTACTS.email), attempt(front, CONTACTS.phone)
    assert isinstance(second, LoggedIn)
    assert isinstance(third, LoggedIn)
    assert sessions.end_others(front.desk, second.session) == 2
    alive = [
        sessions.present(front.desk, one.token, HERE) is not None for one in (first, second, third)
    ]
    assert alive == [False, True, False]


@pytest.mark.parametrize("token", ["", "x", "\0", "ā" * 1000])
def test_a_strange_token_is_nobody(front: Front, token: str) -> None:
    front.registered()
    assert sessions.present(front.desk, token, HERE) is None


def test_the_secret_of_a_session_is_not_stored(front: Front) -> None:
    done = front.registered()
    assert done.session.id != done.token
    assert len(done.token) >= 43
    assert done.token not in repr(done)


def test_a_long_browser_name_is_cut(front: Front) -> None:
    front.registered()
    done = login.log_in(
        front.desk, CONTACTS.email, PASSWORD, Visitor("", "x" * 10_000, entrance=HERE)
    )
    assert isinstance(done, LoggedIn)
    assert len(done.session.user_agent) == 200
