"""Changing the encryption key.

The new key is put before the old one in the setting, then everything long-lived is sealed again.
What people told and what was decided is sealed with the key of its case, so only that key is sealed
anew. What goes by itself (registrations, messages, links) keeps the key it has for as long as it is
there; then the old key can go.
"""

from __future__ import annotations

from engine.store.store import Store


def reseal(store: Store) -> int:
    """Seal all that lasts again with the current key; how many were not yet."""
    with store.write() as unit:
        return (
            unit.cases.reseal()
            + unit.accounts.reseal()
            + unit.cards.reseal()
            + unit.staff.reseal()
            + unit.staff_texts.reseal()
            + unit.factors.reseal()
        )
