"""The action history shows every way of tampering with it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from engine.base.records import Action
from engine.store import tables
from engine.store.audit import AuditBroken
from engine.store.store import Store
from engine.store.vault import Vault
from tests.stores import NOON, opened

ROWS = 5
ACTION = Action(
    action="form saved",
    side="user",
    actor="anna",
    at=NOON,
    case="case",
    account="anna",
    subject="form",
    before="new",
    after="draft",
    comment="why",
    detail={"fields": 3},
)


class Undo(Exception):
    """Rolls back what a test has done to the history."""


@pytest.fixture
def written(store: Store) -> Store:
    """A store with five actions."""
    for number in range(ROWS):
        with store.write() as unit:
            unit.audit.append(replace(ACTION, at=NOON + timedelta(seconds=number)))
    return store


def _broken(store: Store, *statements: str) -> int | None:
    """Which row is said to be broken after somebody with full rights ran ``statements``."""
    broken = None
    with suppress(Undo), store.write() as unit:
        for trigger in ("audit_no_update", "audit_no_delete", "audit_no_replace"):
            on = "" if unit.connection.dialect.name == "sqlite" else " ON audit"
            unit.connection.execute(text(f"DROP TRIGGER IF EXISTS {trigger}{on}"))
        for statement in statements:
            unit.connection.execute(text(statement))
        broken = unit.audit.verify().broken
        raise Undo
    return broken


def test_an_untouched_history_holds(written: Store) -> None:
    with written.read() as view:
        report = view.audit.verify()
        actions = view.audit.of_case("case")
    assert (report.broken, report.rows, len(report.head)) == (None, ROWS, 64)
    assert [action.sequence for action in actions] == [1, 2, 3, 4, 5]
    assert actions[0] == replace(ACTION, sequence=1)


def test_an_empty_history_holds(store: Store) -> None:
    with store.read() as view:
        assert view.audit.verify().broken is None


COLUMNS = {
    "action": "'x'",
    "side": "'bank'",
    "actor": "'x'",
    "at": "'2027-01-01 00:00:00'",
    "case": "'x'",
    "account": "'x'",
    "subject": "'x'",
    "before": "'x'",
    "after": "'x'",
    "comment": "'x'",
    "detail": "'{}'",
    "previous": "'x'",
    "hash": "'x'",
}


TAMPERED = {
    "first gone": (["DELETE FROM audit WHERE sequence = 1"], 1),
    "middle gone": (["DELETE FROM audit WHERE sequence = 3"], 3),
    "last gone": (["DELETE FROM audit WHERE sequence = 5"], 5),
    "all gone": (["DELETE FROM audit"], 1),
    "last gone and counted down": (
        ["DELETE FROM audit WHERE sequence = 5", "UPDATE audit_head SET sequence = 4"],
        5,
    ),
    "closed up": (
        [
            "DELETE FROM audit WHERE sequence = 3",
            "UPDATE audit SET sequence = sequence - 1 WHERE sequence = 4",
            "UPDATE audit SET sequence = sequence - 1 WHERE sequence = 5",
        ],
        3,
    ),
    "swapped": (
        [
            "UPDATE audit SET sequence = 9 WHERE sequence = 2",
            "UPDATE audit SET sequence = 2 WHERE sequence = 3",
            "UPDATE audit SET sequence = 3 WHERE sequence = 9",
        ],
        2,
    ),
    "added": (
        [
            'INSERT INTO audit SELECT 6, action, side, actor, at, "case", account, subject, '
            "before, after, comment, detail, hash, hash FROM audit WHERE sequence = 5"
        ],
        6,
    ),
    "head altered": (["UPDATE audit_head SET hash = 'x'"], 6),
    "seal altered": (["UPDATE audit_head SET seal = 'x'"], 6),
    "head gone": (["DELETE FROM audit_head"], 6),
}


def test_any_altered_value_is_found(written: Store) -> None:
    changes = {
        (column, row): f"""UPDATE audit SET "{column}" = {value} WHERE sequence = {row}"""
        for column, value in COLUMNS.items()
        for row in (1, 3, ROWS)
    }
    assert {at: _broken(written, change) for at, change in changes.items()} == {
        at: at[1] for at in changes
    }
    assert _broken(written) is None


def test_every_column_is_tried() -> None:
    assert {*COLUMNS, "sequence"} == {column.name for column in tables.audit.columns}


def test_any_other_tampering_is_found(written: Store) -> None:
    assert {name: _broken(written, *statements) for name, (statements, _) in TAMPERED.items()} == {
        name: row for name, (_, row) in TAMPERED.items()
    }


def test_nothing_is_appended_to_a_forged_head(written: Store) -> None:
    with written.write() as unit:
        unit.connection.execute(text("UPDATE audit_head SET sequence = 3"))
    with pytest.raises(AuditBroken), written.write() as unit:
        unit.audit.append(ACTION)


def test_hashes_cannot_be_made_without_the_secret(written: Store, url: str) -> None:
    vault = Vault({"first": b"1" * 32}, b"another secret")
    with opened(url, vault=vault) as stranger, stranger.read() as view:
        assert view.audit.verify().broken == 1
    with written.read() as view:
        assert view.audit.verify().broken is None


def test_a_rolled_back_action_leaves_no_gap(store: Store) -> None:
    with suppress(Undo), store.write() as unit:
        unit.audit.append(ACTION)
        raise Undo
    with store.write() as unit:
        assert unit.audit.append(ACTION) == 1
    with store.read() as view:
        assert view.audit.verify().rows == 1
