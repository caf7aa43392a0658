"""The ledger shows every way of tampering with what was done and decided."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from engine.base.events import By, CaseEvent
from engine.base.reads import CaseRead
from engine.base.receipts import Receipt
from engine.base.records import Action, Bundle, CaseFile, Consent, Submission
from engine.base.staff import StaffMember
from engine.store import checkpoints
from engine.store.case_writing import CaseWriting
from engine.store.checkpoints import CheckpointRefused
from engine.store.ledger import COVERED, LedgerBroken
from engine.store.store import Store
from engine.store.vault import Vault
from tests.stores import NOON, VAULT, account, opened, with_case

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
CONSENT = Consent("consent", "anna", "consents.terms", "terms", "1", "lv", NOON, case="case")
SUBMISSION = Submission(
    "submission", "case", "key", "bundle", "form", NOON, "hash", {"name": "Anna"},
    {"facts": {}}, {"facts": {}}, {"facts": {}}, "agree", number=2,
)  # fmt: skip
EVENTS = tuple(
    CaseEvent(
        kind="moved", item="form", before="new", after="sent", by=By("user", "applicant", "anna"),
        at=NOON + timedelta(seconds=number), data={"comment": "x"}, number=number,
    )
    for number in (1, 2, 3)
)  # fmt: skip
SIZE = 15
KEYS = {
    "audit": "sequence = 6",
    "case_events": "number = 2",
    "submissions": "1 = 1",
    "consents": "1 = 1",
    "receipts": "1 = 1",
    "reads": "1 = 1",
    "bundles": "fingerprint = 'other'",
}
"""Which row of each table is spoilt."""


class Undo(Exception):
    """Rolls back what a test has done to the tables."""


@pytest.fixture
def written(store: Store) -> Store:
    """A store with fifteen entries, of every kind."""
    case = with_case(store)
    with store.write() as unit:
        unit.audit.append(ACTION)
        unit.consents.add(CONSENT)
        writing = CaseWriting(unit, case)
        writing.add_events(EVENTS)
        writing.add_submission(SUBMISSION)
        writing.add_receipt(Receipt("case", "key", 1, 3, NOON))
        unit.reads.add(CaseRead("read", "berta", "case", "answers", NOON, reason="a call"))
        unit.bundles.keep(Bundle("other", {"flow.yaml": "programme: y"}, NOON))
    with store.write() as unit:
        unit.audit.append(replace(ACTION, at=NOON + timedelta(seconds=1)))
    return store


def spoilt(store: Store, *statements: str) -> tuple[str, str]:
    """What is said to be broken after somebody with full rights ran ``statements``."""
    found = ("", "")
    with suppress(Undo), store.write() as unit:
        for table in (*(one.name for one in COVERED), "ledger"):
            for what in ("no_update", "no_delete", "no_replace"):
                on = "" if unit.connection.dialect.name == "sqlite" else f" ON {table}"
                unit.connection.execute(text(f"DROP TRIGGER IF EXISTS {table}_{what}{on}"))
        for statement in statements:
            unit.connection.execute(text(statement))
        report = unit.ledger.verify()
        found = (report.broken, report.reason)
        raise Undo
    return found


def test_an_untouched_ledger_holds(written: Store) -> None:
    with written.read() as view:
        report = view.ledger.verify()
        kinds = [leaf.kind for leaf in view.ledger.leaves()]
        actions = view.audit.of_case("case")
    assert (report.broken, report.size, len(report.root)) == ("", SIZE, 64)
    assert kinds == [
        "bundles", *["contacts"] * 2, "accounts", "cases", "audit", "consents",
        *["case_events"] * 3, "submissions", "receipts", "reads",
        "bundles", "audit",
    ]  # fmt: skip
    assert [action.sequence for action in actions] == [6, SIZE]
    assert actions[0] == replace(ACTION, sequence=6)


def test_an_empty_ledger_holds(store: Store) -> None:
    with store.read() as view:
        assert view.ledger.verify().broken == ""


def test_any_altered_value_is_found(written: Store) -> None:
    """Every column of every table, with any other value that its type takes."""
    for table in COVERED:
        for column in table.columns:
            if column.primary_key or column.foreign_keys:
                continue
            kind = str(column.type.compile()).upper()
            other = (
                "'{}'"
                if column.name in {"detail", "answers", "verdict", "straight", "sources"}
                else "'x'"
            )
            other = "'[]'" if column.name == "terms" and table.name == "submissions" else other
            other = "'{}'" if column.name == "durable" else other
            other = "'2027-01-01 00:00:00'" if kind.startswith("DATE") else other
            other = "true" if kind.startswith("BOOL") else other
            other = "99" if kind.startswith(("INT", "BIGINT")) else other
            with written.read() as view:
                stored = view.connection.execute(
                    text(f'SELECT "{column.name}" FROM {table.name} WHERE {KEYS[table.name]}')
                ).scalar()
            if str(stored) == other.strip("'"):
                continue
            change = f'UPDATE {table.name} SET "{column.name}" = {other} WHERE {KEYS[table.name]}'
            where, reason = spoilt(written, change)
            assert (where.split()[0], reason) == (table.name, "the row was altered"), change
    assert spoilt(written) == ("", "")


@pytest.mark.parametrize("table", [one.name for one in COVERED])
def test_what_is_deleted_is_missed(written: Store, table: str) -> None:
    where, reason = spoilt(written, f"DELETE FROM {table} WHERE {KEYS[table]}")
    assert (where.split()[0], reason) == (table, "the row is gone")


OTHERWISE = {
    "all of a table": (["DELETE FROM case_events"], "the row is gone"),
    "with its leaf": (
        ["DELETE FROM audit WHERE sequence = 6", "DELETE FROM ledger WHERE sequence = 6"],
        "an entry before it is missing",
    ),
    "the last with its leaf": (
        ["DELETE FROM audit WHERE sequence = 15", "DELETE FROM ledger WHERE sequence = 15"],
        "entries at the end are missing",
    ),
    "the last, and counted down": (
        [
            "DELETE FROM audit WHERE sequence = 15",
            "DELETE FROM ledger WHERE sequence = 15",
            "UPDATE ledger_head SET size = 6",
        ],
        "it was altered",
    ),
    "added": (
        [
            'INSERT INTO audit SELECT 8, action, side, actor, at, "case", account, subject, '
            "before, after, comment, detail FROM audit WHERE sequence = 6"
        ],
        "the row was put in past the ledger",
    ),
    "a digest": (["UPDATE ledger SET digest = 'x' WHERE sequence = 7"], "the row was altered"),
    "the order": (
        [
            "UPDATE ledger SET sequence = 90 WHERE sequence = 7",
            "UPDATE ledger SET sequence = 7 WHERE sequence = 8",
            "UPDATE ledger SET sequence = 8 WHERE sequence = 90",
        ],
        "entries at the end are missing",
    ),
    "the frontier": (["UPDATE ledger_head SET frontier = '[]'"], "it was altered"),
    "the seal": (["UPDATE ledger_head SET seal = 'x'"], "it was altered"),
    "the head": (["DELETE FROM ledger_head"], "it was altered"),
}


def test_any_other_tampering_is_found(written: Store) -> None:
    found = {name: spoilt(written, *statements)[1] for name, (statements, _) in OTHERWISE.items()}
    assert found == {name: reason for name, (_, reason) in OTHERWISE.items()}


IN_ROWS_THAT_CHANGE = {
    "accounts": (
        "UPDATE accounts SET password = 'x'",
        "UPDATE accounts SET disabled = true",
        "UPDATE accounts SET bank = 'x'",
    ),
    "contacts": ("UPDATE contacts SET channel = 'other' WHERE channel = 'phone'",),
    "staff": ("UPDATE staff SET roles = '{}'", "DELETE FROM staff"),
    "cases": ("UPDATE cases SET account = 'berta'", "UPDATE cases SET programme = 'x'"),
    "files": ("UPDATE files SET sha256 = 'x'", "DELETE FROM files"),
}


def test_who_people_are_and_whose_a_case_is_changes_by_the_product_only(written: Store) -> None:
    ilze = StaffMember("berta", "bank", "Ilze", {"bank": ("officer",)})
    paper = CaseFile("file", "case", "paper", "a.pdf", 3, "0" * 64, "application/pdf", NOON)
    with written.write() as unit:
        unit.accounts.add(account("berta", phone="", role="staff"))
        unit.staff.add(ilze)
        unit.files.add(paper)
    for kind, statements in IN_ROWS_THAT_CHANGE.items():
        for statement in statements:
            where, reason = spoilt(written, statement)
            assert where.split()[0] == kind, statement
            assert reason in ("the row was altered", "the row is gone"), statement
    more = "INSERT INTO staff SELECT 'anna', sealed, roles, subject, keys_off, version FROM staff"
    assert spoilt(written, more) == ("staff anna", "the row was put in past it")
    with written.write() as unit:
        unit.staff.change(replace(ilze, roles={"bank": ("auditor",)}))
        unit.staff.switch_keys("berta", off=True)
        unit.accounts.change_contact(unit.accounts.one("berta"), "email", "ilze@example.org")
        unit.files.remove("file", "case", NOON)
        unit.files.forget("file", "case")
    assert spoilt(written) == ("", "")
    back = """UPDATE staff SET roles = '{"bank": ["officer"]}'"""
    assert spoilt(written, back) == ("staff berta", "the row was altered")


def test_nothing_is_written_to_a_forged_head(written: Store) -> None:
    with written.write() as unit:
        unit.connection.execute(text("UPDATE ledger_head SET size = 3"))
    with pytest.raises(LedgerBroken), written.write() as unit:
        unit.audit.append(ACTION)


def test_digests_cannot_be_made_without_the_secret(written: Store, url: str) -> None:
    vault = Vault({"first": b"1" * 32}, b"another secret")
    with opened(url, vault=vault) as stranger, stranger.read() as view:
        assert view.ledger.verify().broken
    with written.read() as view:
        assert view.ledger.verify().broken == ""


def test_what_is_rolled_back_leaves_no_gap(store: Store) -> None:
    with suppress(Undo), store.write() as unit:
        unit.audit.append(ACTION)
        raise Undo
    with store.write() as unit:
        assert unit.audit.append(ACTION) == 1
    with store.read() as view:
        assert view.ledger.verify().size == 1


def test_a_checkpoint_shows_growth_an_older_copy_and_a_ledger_written_anew(
    written: Store, store: Store
) -> None:
    key = checkpoints.public_key(VAULT)
    with written.read() as view:
        note = checkpoints.taken(view.ledger)
    before = checkpoints.opened(note, key)
    assert (before.size, len(before.root)) == (SIZE, 32)
    with written.write() as unit:
        unit.audit.append(ACTION)
    with written.read() as view:
        assert checkpoints.compare(view.ledger, before) == 1
        later = checkpoints.opened(checkpoints.taken(view.ledger), key)
        proof = checkpoints.proved(view.ledger, 3)
        with pytest.raises(CheckpointRefused, match="no entry 99"):
            checkpoints.proved(view.ledger, 99)
    assert checkpoints.holds(proof, later)
    assert not checkpoints.holds(replace(proof, sequence=4), later)
    with written.write() as unit:  # everything anew, in another order, with the secret
        for table in ("audit", "ledger"):
            on = "" if unit.connection.dialect.name == "sqlite" else f" ON {table}"
            unit.connection.execute(text(f"DROP TRIGGER {table}_no_delete{on}"))
        unit.connection.execute(text("DELETE FROM ledger WHERE sequence > 10"))
        unit.connection.execute(text("DELETE FROM audit WHERE sequence > 10"))
    with written.read() as view, pytest.raises(CheckpointRefused, match="older copy"):
        checkpoints.compare(view.ledger, before)
    wrong = replace(before, root=b"x" * 32, size=5)
    with written.read() as view, pytest.raises(CheckpointRefused, match="written anew"):
        checkpoints.compare(view.ledger, wrong)


@pytest.mark.parametrize("change", [("\n15\n", "\n14\n"), ("anketa", "other"), ("\u2014", "-")])
def test_a_note_that_was_altered_is_refused(written: Store, change: tuple[str, str]) -> None:
    with written.read() as view:
        note = checkpoints.taken(view.ledger)
    with pytest.raises(CheckpointRefused):
        checkpoints.opened(note.replace(*change), checkpoints.public_key(VAULT))
    other = checkpoints.public_key(Vault({"first": b"1" * 32}, b"another secret"))
    with pytest.raises(CheckpointRefused, match="signature"):
        checkpoints.opened(note, other)
