"""Accounts, registrations, sessions and codes as rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from engine.base.records import Code, PendingRegistration, Session
from engine.base.recoveries import Recovery
from engine.store.errors import AlreadyStored, NotStored, StaleVersion
from engine.store.store import Store
from engine.store.throttles import Budget, LockRule
from tests.stores import NOON, account, at_once

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def test_an_account_is_found_by_either_contact(store: Store) -> None:
    anna = account(email="Anna@Example.org")
    with store.write() as unit:
        unit.accounts.add(anna)
    with store.read() as view:
        assert view.accounts.by_contact("anna@example.ORG", "bank") == anna
        assert view.accounts.by_contact("+37120000000", "bank") == anna
        assert view.accounts.by_contact("+37120000001", "bank") is None
        assert view.accounts.by_contact("", "bank") is None
        assert view.accounts.one("anna") == anna
        with pytest.raises(NotStored):
            view.accounts.one("nobody")


@pytest.mark.parametrize(
    ("email", "phone", "taken"),
    [
        ("ANNA@example.org", "+37129999999", True),
        ("other@example.org", "+37120000000", True),
        ("other@example.org", "+37129999999", False),
    ],
    ids=["same e-mail", "same phone", "neither"],
)
def test_contacts_are_unique(store: Store, email: str, phone: str, taken: bool) -> None:
    second = account("second", email=email, phone=phone)
    with store.write() as unit:
        unit.accounts.add(account())
        assert unit.accounts.is_taken(email, phone, "bank") is taken
    if taken:
        with pytest.raises(AlreadyStored), store.write() as unit:
            unit.accounts.add(second)
    with store.read() as view:
        assert view.accounts.find("second") is None


def test_accounts_change_by_version(store: Store) -> None:
    anna = account()
    with store.write() as unit:
        unit.accounts.add(anna)
        changed = unit.accounts.change_password(anna, "other")
        assert unit.accounts.change_language(changed, "ru").version == 3
    with pytest.raises(StaleVersion), store.write() as unit:
        unit.accounts.disable(anna)
    with store.write() as unit:
        assert unit.accounts.disable(unit.accounts.one("anna")).disabled
    with store.read() as view:
        stored = view.accounts.one("anna")
    assert (stored.password, stored.language, stored.disabled) == ("other", "ru", True)


def _registration() -> PendingRegistration:
    return PendingRegistration(
        "r", "bank", "programme", "bundle", "lv", NOON, NOON + 24 * HOUR, answers={"a": "1"}
    )


def test_a_registration_ends_by_itself(store: Store) -> None:
    given = replace(_registration(), email="a@example.org", phone="+1", password="hash")
    with store.write() as unit:
        unit.registrations.add(_registration())
        assert unit.registrations.change(given, NOON) == 2
    with store.read() as view:
        assert view.registrations.find("r", NOON) == replace(given, version=2)
        assert view.registrations.find("r", NOON + 24 * HOUR) is None
    with pytest.raises(StaleVersion), store.write() as unit:
        unit.registrations.change(given, NOON)
    with store.write() as unit:
        assert unit.registrations.purge(NOON + 24 * HOUR - MINUTE) == 0
        assert unit.registrations.purge(NOON + 24 * HOUR) == 1
        assert unit.registrations.remove("r") is False


def _code(id: str, channel: str, subject: str = "r") -> Code:
    return Code(id, "registration", subject, channel, channel, f"{id}!", NOON, NOON + 10 * MINUTE)


def test_all_codes_are_redeemed_or_none(store: Store) -> None:
    with store.write() as unit:
        unit.codes.add(_code("e", "email"))
        unit.codes.add(_code("p", "phone"))
        assert unit.codes.live("registration", "r", NOON) == {"email": "e", "phone": "p"}
        assert not unit.codes.redeem({"e": "e!", "p": "wrong"}, NOON)
        assert not unit.codes.redeem({}, NOON)
        assert unit.codes.redeem({"e": "e!", "p": "p!"}, NOON)
        assert not unit.codes.redeem({"e": "e!", "p": "p!"}, NOON)
        assert unit.codes.live("registration", "r", NOON) == {}


def test_five_wrong_guesses_make_a_code_void(store: Store) -> None:
    with store.write() as unit:
        unit.codes.add(_code("e", "email"))
        for _ in range(4):
            assert not unit.codes.redeem({"e": "wrong"}, NOON)
        assert unit.codes.live("registration", "r", NOON) == {"email": "e"}
        assert not unit.codes.redeem({"e": "wrong"}, NOON)
        assert not unit.codes.redeem({"e": "e!"}, NOON)


def test_a_code_ends(store: Store) -> None:
    with store.write() as unit:
        unit.codes.add(_code("e", "email"))
        assert not unit.codes.redeem({"e": "e!"}, NOON + 10 * MINUTE)
        assert unit.codes.redeem({"e": "e!"}, NOON + 10 * MINUTE - timedelta(seconds=1))
        assert unit.codes.purge(NOON + 10 * MINUTE) == 0
        assert unit.codes.purge(NOON + 11 * MINUTE) == 1


def test_a_new_code_makes_the_old_one_void(store: Store) -> None:
    with store.write() as unit:
        unit.codes.add(_code("old", "email"))
        unit.codes.add(_code("new", "email"))
        unit.codes.add(_code("else", "email", subject="another"))
        assert not unit.codes.redeem({"old": "old!"}, NOON)
        assert unit.codes.redeem({"new": "new!"}, NOON)
        assert unit.codes.redeem({"else": "else!"}, NOON)
        assert unit.codes.sent_since("email", NOON - MINUTE) == 3
        assert unit.codes.sent_since("email", NOON) == 0


def test_of_a_hundred_parallel_guesses_five_are_judged(store: Store) -> None:
    with store.write() as unit:
        unit.codes.add(_code("e", "email"))

    def guess(number: int) -> bool:
        with store.write() as unit:
            return unit.codes.redeem({"e": f"wrong {number}"}, NOON)

    for _ in range(5):
        assert not any(at_once(20, guess))
    with store.write() as unit:
        assert unit.connection.execute(text("SELECT wrong FROM codes")).scalar_one() == 5
        assert not unit.codes.redeem({"e": "e!"}, NOON)


def test_a_hundred_parallel_right_codes_are_used_once(store: Store) -> None:
    with store.write() as unit:
        unit.codes.add(_code("e", "email"))
        unit.codes.add(_code("p", "phone"))

    def redeem(_: int) -> bool:
        with store.write() as unit:
            return unit.codes.redeem({"e": "e!", "p": "p!"}, NOON)

    assert sum(sum(map(bool, at_once(20, redeem))) for _ in range(5)) == 1


def _session(id: str) -> Session:
    return Session(id, "anna", NOON, NOON, NOON + 12 * HOUR)


def test_sessions_end_in_every_way(store: Store) -> None:
    def is_open(id: str, after: timedelta = MINUTE, idle: timedelta = 15 * MINUTE) -> bool:
        with store.read() as view:
            return view.sessions.find(id, NOON + after, NOON + after - idle) is not None

    with store.write() as unit:
        unit.accounts.add(account())
        for id in ("a", "b", "c"):
            unit.sessions.add(_session(id))
    assert is_open("a")
    assert not is_open("a", after=15 * MINUTE)
    assert not is_open("a", after=12 * HOUR, idle=24 * HOUR)
    assert not is_open("unknown")
    with store.write() as unit:
        unit.sessions.touch("a", NOON + 10 * MINUTE)
        assert unit.sessions.revoke("b", NOON)
        assert not unit.sessions.revoke("b", NOON)
    assert is_open("a", after=24 * MINUTE)
    assert not is_open("b")
    with store.write() as unit:
        assert unit.sessions.revoke_others("anna", NOON, keep="a") == 1
    assert is_open("a")
    assert not is_open("c")
    with store.write() as unit:
        assert unit.sessions.purge(NOON + 12 * HOUR) == 0
        assert unit.sessions.purge(NOON + 13 * HOUR) == 3


def test_a_temporary_password_is_given_and_used_once(store: Store) -> None:
    given = Recovery("x", "bank", "anna", "email", "anna@example.org", NOON, NOON + 10 * MINUTE)
    with store.write() as unit:
        unit.recoveries.add(given)
        assert unit.recoveries.with_password("anna", NOON) == []
        assert unit.recoveries.give_password("x", "hash", NOON + 30 * MINUTE)
        assert not unit.recoveries.give_password("x", "other", NOON + 30 * MINUTE)
        (found,) = unit.recoveries.with_password("anna", NOON + 29 * MINUTE)
        assert found == replace(given, password="hash", ends_at=NOON + 30 * MINUTE)
        assert unit.recoveries.with_password("anna", NOON + 30 * MINUTE) == []
        assert unit.recoveries.use("x", NOON)
        assert not unit.recoveries.use("x", NOON)
        assert unit.recoveries.with_password("anna", NOON) == []
        assert unit.recoveries.find("x", NOON + 30 * MINUTE) is None
        assert unit.recoveries.purge(NOON + HOUR) == 1


def test_a_budget_refills_evenly(store: Store) -> None:
    budget = Budget(3, HOUR)
    with store.write() as unit:
        taken = [unit.throttles.take("a", budget, NOON) for _ in range(4)]
        assert taken == [True, True, True, False]
        assert unit.throttles.take("b", budget, NOON)
        assert not unit.throttles.take("a", budget, NOON + 19 * MINUTE)
        assert unit.throttles.take("a", budget, NOON + 21 * MINUTE)
        assert not unit.throttles.take("a", budget, NOON + 22 * MINUTE)
        # A clock that was set back gives nothing.
        assert not unit.throttles.take("a", budget, NOON - HOUR)
        later = [unit.throttles.take("a", budget, NOON + 24 * HOUR) for _ in range(4)]
        assert later == [True, True, True, False]


RULE = LockRule(3, 15 * MINUTE, 15 * MINUTE)


@pytest.mark.parametrize(
    ("minutes", "allowed"),
    [
        ([0, 0, 0, 0, 14], [True, True, True, False, False]),
        ([0, 0, 0, 15], [True, True, True, True]),
        ([0, 0, 0, 15, 15, 15, 16], [True, True, True, True, True, True, False]),
        ([0, 14, 16, 17, 18], [True, True, True, True, False]),
        ([0, 20, 40, 60, 80], [True] * 5),
    ],
    ids=["locked", "lock is over", "a new count", "a sliding window", "slow tries"],
)
def test_failures_lock(store: Store, minutes: list[int], allowed: list[bool]) -> None:
    with store.write() as unit:
        tries = [unit.throttles.claim_try("k", RULE, NOON + at * MINUTE) for at in minutes]
        assert tries == allowed
        assert unit.throttles.claim_try("other", RULE, NOON)


def test_success_is_forgiven(store: Store) -> None:
    with store.write() as unit:
        for _ in range(3):
            unit.throttles.claim_try("k", RULE, NOON)
        unit.throttles.forgive("k")
        assert unit.throttles.claim_try("k", RULE, NOON)
        assert unit.throttles.purge(NOON + 31 * MINUTE) == 1


def test_parallel_tries_do_not_outrun_the_count(store: Store) -> None:
    def attempt(_: int) -> bool:
        with store.write() as unit:
            return unit.throttles.claim_try("k", RULE, NOON)

    assert sum(map(bool, at_once(30, attempt))) == 3
