"""Second factors: asked for after the password, each code once, guesses counted."""

from __future__ import annotations

from dataclasses import replace

import pyotp
import pytest

from engine.accounts import login, recovery, second_factor, sessions
from engine.accounts.desk import AccountRefused, Visitor
from engine.accounts.second_factor import BACKUP_CODES
from engine.accounts.sessions import LoggedIn
from engine.base.records import Account
from engine.base.recoveries import Recovery
from engine.store.rotation import reseal
from engine.store.store import Store
from engine.store.vault import Vault
from tests.accounts.front import BROWSER, CONTACTS, HERE, PASSWORD, WHERE, Front, wrong
from tests.stores import VAULT, at_once

WRONG = AccountRefused("second-factor-wrong")


def app(front: Front, account: Account) -> pyotp.TOTP:
    """The authenticator app of somebody who set one up."""
    return pyotp.TOTP(second_factor.offer_totp(front.desk, account, "Bank").secret)


def code(front: Front, of: pyotp.TOTP) -> str:
    """What the app shows now."""
    return of.at(front.clock.now())


def equipped(front: Front) -> tuple[pyotp.TOTP, tuple[str, ...], Account]:
    """Somebody with an app and backup codes."""
    account = front.registered().account
    shown = app(front, account)
    codes = second_factor.confirm_totp(front.desk, account, code(front, shown))
    assert isinstance(codes, tuple)
    front.move(seconds=30)
    return shown, codes, account


def half_in(front: Front) -> Visitor:
    """A browser that gave the right password."""
    done = login.log_in(front.desk, CONTACTS.email, PASSWORD, BROWSER)
    assert isinstance(done, LoggedIn)
    assert done.session.waits_for_factor
    return replace(BROWSER, token=done.token)


def test_the_password_alone_opens_nothing(front: Front) -> None:
    shown, _codes, _account = equipped(front)
    half = half_in(front)
    assert sessions.present(front.desk, half.token, HERE) is None
    done = second_factor.give_code(front.desk, code(front, shown), half)
    assert isinstance(done, LoggedIn)
    assert done.token != half.token
    assert sessions.present(front.desk, done.token, HERE) is not None
    assert sessions.waiting(front.desk, half.token, HERE) is None
    assert sessions.waiting(front.desk, done.token, HERE) is None


def test_an_app_is_asked_for_only_once_it_has_shown_its_code(front: Front) -> None:
    account = front.registered().account
    shown = app(front, account)
    assert code(front, shown) == code(front, app(front, account))
    assert second_factor.confirm_totp(front.desk, account, wrong(code(front, shown))) == WRONG
    open_at_once = login.log_in(front.desk, CONTACTS.email, PASSWORD, BROWSER)
    assert isinstance(open_at_once, LoggedIn)
    assert not open_at_once.session.waits_for_factor
    front.move(minutes=16)
    assert second_factor.confirm_totp(front.desk, account, code(front, shown)) == WRONG


def test_a_code_of_the_app_works_once_and_for_its_time(front: Front) -> None:
    shown, _codes, _account = equipped(front)
    given = code(front, shown)
    assert isinstance(second_factor.give_code(front.desk, given, half_in(front)), LoggedIn)
    assert second_factor.give_code(front.desk, given, half_in(front)) == WRONG
    front.move(seconds=90)
    assert second_factor.give_code(front.desk, given, half_in(front)) == WRONG
    early = shown.at(front.clock.now(), counter_offset=2)
    assert second_factor.give_code(front.desk, early, half_in(front)) == WRONG
    spaced = f"{code(front, shown)[:3]} {code(front, shown)[3:]}"
    assert isinstance(second_factor.give_code(front.desk, spaced, half_in(front)), LoggedIn)


def test_the_code_that_set_the_app_up_opens_nothing(front: Front) -> None:
    account = front.registered().account
    shown = app(front, account)
    given = code(front, shown)
    assert isinstance(second_factor.confirm_totp(front.desk, account, given), tuple)
    assert second_factor.give_code(front.desk, given, half_in(front)) == WRONG


def test_a_backup_code_works_once(front: Front) -> None:
    _shown, codes, account = equipped(front)
    assert len(set(codes)) == BACKUP_CODES
    typed = f" {codes[3].upper()} "
    assert isinstance(second_factor.give_code(front.desk, typed, half_in(front)), LoggedIn)
    assert second_factor.give_code(front.desk, codes[3], half_in(front)) == WRONG
    assert second_factor.of(front.desk, account.id).backup_codes == BACKUP_CODES - 1
    renewed = second_factor.renew_backup_codes(front.desk, account.id)
    assert second_factor.give_code(front.desk, codes[4], half_in(front)) == WRONG
    assert isinstance(second_factor.give_code(front.desk, renewed[4], half_in(front)), LoggedIn)


@pytest.mark.parametrize("typed", ["", "0", "000000", "٠٠٠٠٠٠", "\udc80", "a" * 100_000])
def test_nonsense_is_a_wrong_code(front: Front, typed: str) -> None:
    equipped(front)
    assert second_factor.give_code(front.desk, typed, half_in(front)) == WRONG


def test_guesses_are_counted_over_all_browsers(either_front: Front) -> None:
    front = either_front
    shown, codes, _account = equipped(front)
    halves = [half_in(front) for _ in range(12)]
    bad = wrong(code(front, shown))
    answers = at_once(12, lambda n: second_factor.give_code(front.desk, bad, halves[n]))
    told = [answer.code for answer in answers if isinstance(answer, AccountRefused)]
    assert told.count("second-factor-wrong") == front.desk.limits.login.failures
    assert told.count("tries-used-up") == 12 - front.desk.limits.login.failures
    for right in (code(front, shown), codes[0]):
        refused = second_factor.give_code(front.desk, right, half_in(front))
        assert refused == AccountRefused("tries-used-up")
    front.move(minutes=15)
    right = code(front, shown)
    assert isinstance(second_factor.give_code(front.desk, right, half_in(front)), LoggedIn)


def test_one_code_given_by_many_browsers_lets_one_in(either_front: Front) -> None:
    front = either_front
    shown, codes, _account = equipped(front)
    for right in (code(front, shown), codes[0]):
        halves = [half_in(front) for _ in range(4)]
        given = right
        answers = at_once(
            4, lambda n, g=given, h=halves: second_factor.give_code(front.desk, g, h[n])
        )
        assert sum(isinstance(answer, LoggedIn) for answer in answers) == 1


def test_a_log_in_that_waits_too_long_starts_again(front: Front) -> None:
    shown, _codes, _account = equipped(front)
    half = half_in(front)
    front.move(minutes=10)
    gone = AccountRefused("second-factor-gone")
    assert second_factor.give_code(front.desk, code(front, shown), half) == gone
    assert second_factor.give_code(front.desk, code(front, shown), BROWSER) == gone


def test_with_the_last_factor_the_backup_codes_go(front: Front) -> None:
    _shown, _codes, account = equipped(front)
    factor = second_factor.of(front.desk, account.id).factors[0]
    assert not second_factor.remove(front.desk, "somebody else", factor.id)
    assert second_factor.remove(front.desk, account.id, factor.id)
    assert not second_factor.remove(front.desk, account.id, factor.id)
    assert second_factor.of(front.desk, account.id) == second_factor.FactorsOf((), 0)
    done = login.log_in(front.desk, CONTACTS.email, PASSWORD, BROWSER)
    assert isinstance(done, LoggedIn)
    assert not done.session.waits_for_factor


def test_another_app_takes_the_place_of_the_first(front: Front) -> None:
    shown, codes, account = equipped(front)
    other = app(front, account)
    assert other.secret != shown.secret
    assert second_factor.confirm_totp(front.desk, account, code(front, other)) == ()
    front.move(seconds=30)
    assert second_factor.give_code(front.desk, code(front, shown), half_in(front)) == WRONG
    right = code(front, other)
    assert isinstance(second_factor.give_code(front.desk, right, half_in(front)), LoggedIn)
    assert isinstance(second_factor.give_code(front.desk, codes[0], half_in(front)), LoggedIn)


def test_secrets_are_sealed_and_follow_another_key(front: Front, sqlite_url: str) -> None:
    shown, codes, account = equipped(front)
    with front.desk.store.read() as view:
        rows = str(view.connection.exec_driver_sql("SELECT * FROM factors").all())
        rows += str(view.connection.exec_driver_sql("SELECT * FROM backup_codes").all())
    assert shown.secret not in rows
    assert not any(one.replace("-", "") in rows for one in codes)
    newer = Vault({"second": b"2" * 32, **VAULT.keys}, VAULT.secret)
    store = Store.open(sqlite_url, newer)
    assert reseal(store)
    with store.read() as view:
        assert view.factors.of_account(account.id)[0].secret == shown.secret
        assert view.factors.reseal() == 0
    store.close()


def test_a_browser_that_waits_is_let_in_once_however_many_right_codes_come(front: Front) -> None:
    _, codes, account = equipped(front)
    browser = half_in(front)
    let_in = at_once(4, lambda n: second_factor.give_code(front.desk, codes[n], browser))
    assert sum(isinstance(one, LoggedIn) for one in let_in) == 1
    assert len(sessions.open_of(front.desk, account.id)) <= 2


def test_whoever_knows_the_password_has_fifty_guesses_and_the_owner_is_told(front: Front) -> None:
    shown, _codes, account = equipped(front)
    inside = replace(half_in(front), programme="programme")
    front.move(seconds=1)
    before, said = len(front.post()), set()
    for _ in range(11):
        for _ in range(5):
            answer = second_factor.give_code(front.desk, "000000", inside)
            assert isinstance(answer, AccountRefused)
            said.add(answer.code)
        front.move(minutes=16)
        inside = replace(half_in(front), programme="programme")
    assert said == {"second-factor-wrong", "factor-closed"}
    told = front.post()[before:]
    assert {(one.to, one.body.split(" (")[0]) for one in told} == {
        (CONTACTS.email, "second factor locked")
    }
    assert 3 <= len(told) <= 4
    right = second_factor.give_code(front.desk, code(front, shown), inside)
    assert right == AccountRefused("factor-closed")
    recovered(front, shown)
    front.move(minutes=1)
    with front.desk.store.read() as view:
        assert view.accounts.one(account.id).password != account.password
    again = login.log_in(front.desk, CONTACTS.email, "Ghijkl2?", BROWSER)
    assert isinstance(again, LoggedIn)
    open_again = second_factor.give_code(
        front.desk, code(front, shown), replace(BROWSER, token=again.token)
    )
    assert isinstance(open_again, LoggedIn)


def recovered(front: Front, shown: pyotp.TOTP) -> None:
    """The owner comes in by a temporary password and the app, and sets another password."""
    started = recovery.start(front.desk, CONTACTS.phone, WHERE, BROWSER)
    assert isinstance(started, Recovery)
    given = front.secret(CONTACTS.phone)
    front.move(seconds=1)
    assert recovery.confirm(front.desk, started.id, given, WHERE) is None
    temporary = front.secret(CONTACTS.phone)
    half = login.log_in(front.desk, CONTACTS.email, temporary, BROWSER)
    assert isinstance(half, LoggedIn)
    due = second_factor.give_code(
        front.desk, code(front, shown), replace(BROWSER, token=half.token)
    )
    assert isinstance(due, LoggedIn)
    present = sessions.present(front.desk, due.token, HERE)
    assert present is not None
    words = recovery.PasswordChange(temporary, "Ghijkl2?")
    assert isinstance(recovery.change(front.desk, present, words, BROWSER), LoggedIn)
