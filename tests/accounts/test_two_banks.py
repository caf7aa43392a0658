"""One person at two banks: two accounts that know nothing of each other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.accounts import codes, contact_change, login, recovery, sessions
from engine.accounts.desk import AccountRefused, Entrance, LetterContext
from engine.accounts.sessions import LoggedIn
from engine.base.records import Account
from engine.base.recoveries import Recovery
from engine.base.staff import STAFF
from tests.accounts.front import BROWSER, CONTACTS, HERE, PASSWORD, WHERE, Front, somebody

ELSEWHERE = replace(BROWSER, entrance=Entrance.of("other"))
AT_OTHER = LetterContext("other", "programme", "en")
OTHERS = replace(CONTACTS, password="Zyxwvu9?")
BOTH_DESKS = Entrance(frozenset(("bank", "other")), is_desk=True)


@pytest.fixture
def accounts(either_front: Front) -> tuple[Front, LoggedIn, LoggedIn]:
    """The same e-mail address and phone at both, with a password for each."""
    here = either_front.registered()
    either_front.move(minutes=2)
    return either_front, here, either_front.registered(OTHERS, "other")


def test_each_bank_knows_its_own_account_only(
    accounts: tuple[Front, LoggedIn, LoggedIn],
) -> None:
    front, here, there = accounts
    assert here.account.id != there.account.id
    for one in (CONTACTS.email, CONTACTS.phone):
        for visitor, password, done in (
            (BROWSER, PASSWORD, here),
            (ELSEWHERE, OTHERS.password, there),
        ):
            entered = login.log_in(front.desk, one, password, visitor)
            assert isinstance(entered, LoggedIn)
            assert entered.account.id == done.account.id
        for visitor, password in ((BROWSER, OTHERS.password), (ELSEWHERE, PASSWORD)):
            refused = login.log_in(front.desk, one, password, visitor)
            assert refused == AccountRefused("login-refused")
    assert sessions.present(front.desk, here.token, HERE)
    assert sessions.present(front.desk, here.token, ELSEWHERE.entrance) is None
    assert sessions.present(front.desk, there.token, HERE) is None
    for one in (here, there):
        assert sessions.present(front.desk, one.token, BOTH_DESKS) is None
    front.move(minutes=2)
    again = front.complete(front.given(), front.codes())
    assert again == AccountRefused("data-refused")


def test_wrong_tries_and_many_codes_at_one_lock_nothing_at_the_other(
    accounts: tuple[Front, LoggedIn, LoggedIn],
) -> None:
    front, _here, there = accounts
    for _ in range(6):
        refused = login.log_in(front.desk, CONTACTS.email, "wrong", BROWSER)
    assert refused == AccountRefused("login-locked")
    there_still = login.log_in(front.desk, CONTACTS.email, OTHERS.password, ELSEWHERE)
    assert isinstance(there_still, LoggedIn)
    for _ in range(10):
        front.move(minutes=2)
        recovery.start(front.desk, CONTACTS.email, WHERE, BROWSER)
    sent = len(front.post())
    recovery.start(front.desk, CONTACTS.email, WHERE, BROWSER)
    assert len(front.post()) == sent
    begun = recovery.start(front.desk, CONTACTS.email, AT_OTHER, ELSEWHERE)
    assert isinstance(begun, Recovery)
    assert begun.account == there.account.id
    assert len(front.post()) == sent + 1


def test_a_recovery_begun_at_one_is_nothing_at_the_other(
    accounts: tuple[Front, LoggedIn, LoggedIn],
) -> None:
    front, here, _there = accounts
    front.move(minutes=2)
    begun = recovery.start(front.desk, CONTACTS.email, WHERE, BROWSER)
    assert isinstance(begun, Recovery)
    code = front.secret(CONTACTS.email)
    invalid = AccountRefused("code-invalid")
    assert recovery.confirm(front.desk, begun.id, code, AT_OTHER) == invalid
    front.move(seconds=1)
    assert recovery.confirm(front.desk, begun.id, code, WHERE) is None
    temporary = front.secret(CONTACTS.email)
    refused = login.log_in(front.desk, CONTACTS.email, temporary, ELSEWHERE)
    assert refused == AccountRefused("login-refused")
    done = login.log_in(front.desk, CONTACTS.email, temporary, BROWSER)
    assert isinstance(done, LoggedIn)
    assert done.account.id == here.account.id


def test_a_contact_of_the_other_bank_is_free(accounts: tuple[Front, LoggedIn, LoggedIn]) -> None:
    front, _here, there = accounts
    new = somebody()
    front.move(minutes=2)
    front.registered(new)
    front.move(minutes=2)
    changed = contact_change.start(front.desk, there.account, new.email, AT_OTHER, ELSEWHERE)
    assert not isinstance(changed, AccountRefused)
    code = front.secret(new.email)
    after = contact_change.confirm(front.desk, there.account.id, "email", code, AT_OTHER)
    assert isinstance(after, Account)
    done = login.log_in(front.desk, new.email, OTHERS.password, ELSEWHERE)
    assert isinstance(done, LoggedIn)


def test_only_the_budget_of_a_network_address_is_shared(front: Front) -> None:
    limits = replace(front.desk.limits, codes_per_address=3, codes_per_range=2)
    front.desk = replace(front.desk, limits=limits)
    reach = {"phone": "+37120000000"}

    def may(bank: str, address: str) -> bool:
        with front.desk.store.write() as unit:
            return codes.within_limits(front.desk, unit, codes.Reach(bank, reach), address, most=9)

    assert [may("bank", "") for _ in range(3)] == [True, True, False]
    assert may("other", "")
    assert [may(bank, "192.0.2.7") for bank in ("a", "b", "c", "d")] == [True, True, True, False]


def test_staff_come_in_at_the_desk_of_their_bank_only(front: Front) -> None:
    now, hashed = front.clock.now(), front.desk.passwords.hash(PASSWORD)
    boss = Account("boss", CONTACTS.email, "", hashed, "en", now, "bank", role=STAFF)
    with front.desk.store.write() as unit:
        unit.accounts.add(boss)
    front.registered()  # a member of staff may be a client as well

    def at(*banks: str, is_desk: bool = True) -> LoggedIn | AccountRefused:
        door = Entrance(frozenset(banks), is_desk)
        return login.log_in(front.desk, boss.email, PASSWORD, replace(BROWSER, entrance=door))

    for banks in (("bank",), ("bank", "other")):
        done = at(*banks)
        assert isinstance(done, LoggedIn)
        assert done.account.id == "boss"
        assert sessions.present(front.desk, done.token, HERE) is None
    for _ in range(6):
        assert isinstance(at("other"), AccountRefused)
    assert isinstance(at("bank"), LoggedIn), "tries at the other desk lock nothing here"
    client = at("bank", is_desk=False)
    assert isinstance(client, LoggedIn)
    assert client.account.id != "boss"
