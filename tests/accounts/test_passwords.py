"""Hashes of passwords."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from engine.accounts.passwords import Passwords
from tests.fakes import QUICK


def test_a_password_fits_its_hash_only() -> None:
    passwords = Passwords(QUICK)
    stored = passwords.hash("Abcdef1!")
    assert passwords.match(stored, "Abcdef1!")
    assert not passwords.match(stored, "Abcdef1?")
    assert passwords.hash("Abcdef1!") != stored


def test_spelling_in_unicode_does_not_matter() -> None:
    passwords = Passwords(QUICK)
    assert passwords.match(passwords.hash("Ābčdēf1€"), "Ābčdēf1€")


@pytest.mark.parametrize("stored", ["", "no hash", "$argon2id$"])
def test_without_a_hash_nothing_fits(stored: str) -> None:
    passwords = Passwords(QUICK)
    assert not passwords.match(stored, "nobody")
    assert not passwords.match(stored, "")


def test_the_default_is_slow_argon2id() -> None:
    assert PasswordHasher().memory_cost >= 64 * 1024
    assert Passwords().hash("Abcdef1!").startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_nobody_costs_as_much_as_somebody() -> None:
    """Parameters, salt and hash of the same length: the work is the same, and nothing fits."""
    for passwords in (Passwords(QUICK), Passwords()):
        *made, salt, hashed = passwords.hash("Abcdef1!").split("$")
        *known, no_salt, no_hash = passwords._nobody.split("$")
        assert made == known
        assert (len(salt), len(hashed)) == (len(no_salt), len(no_hash))
