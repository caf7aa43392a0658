"""Changing the encryption key.

The new key is put before the old one in the setting, then everything long-lived is sealed again.
What must not be changed (submissions) and what goes by itself (registrations, messages) keeps the
key it has, so the old key stays behind the new one.
"""

from __future__ import annotations

from engine.store.store import Store


def reseal(store: Store) -> int:
    """Encrypt answers, contacts and cards again with the current key; how many were not yet."""
    with store.write() as unit:
        return (
            unit.answers.reseal()
            + unit.accounts.reseal()
            + unit.cards.reseal()
            + unit.staff.reseal()
            + unit.factors.reseal()
        )
