"""Migrations lead to exactly the tables that the code uses, and to their guards."""

from __future__ import annotations

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from engine.base.events import CaseEvent
from engine.base.receipts import Receipt
from engine.base.records import (
    Action,
    Consent,
    Event,
    Submission,
)
from engine.store import schema
from engine.store.case_writing import CaseWriting
from engine.store.connect import connect
from engine.store.errors import StoreBehind
from engine.store.store import Store
from engine.store.tables import METADATA, UNCHANGEABLE, UNDELETABLE
from tests.stores import NOON, opened, with_case


def test_migrations_make_the_tables_of_the_code(url: str) -> None:
    schema.upgrade(url)
    engines = connect(url)
    with engines.writing.begin() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, METADATA) == []
    engines.dispose()


def test_upgrading_twice_changes_nothing(store: Store, url: str) -> None:
    with_case(store)
    assert schema.upgrade(url) == schema.check(url)
    with store.read() as view:
        assert view.cases.one("case").id == "case"


def test_a_database_without_tables_is_told_apart(url: str) -> None:
    with pytest.raises(StoreBehind, match="db upgrade"):
        schema.check(url)


def test_what_an_older_schema_held_is_kept(url: str) -> None:
    engines = connect(url)
    moment = NOON.replace(tzinfo=None) if url.startswith("sqlite") else NOON
    with engines.writing.begin() as connection:
        command.upgrade(schema._config(connection), "0003")
        for table, row in OLD_ROWS.items():
            names = ", ".join(f'"{name}"' for name in row)
            marks = ", ".join(f":{name}" for name in row)
            values = {name: moment if value == "moment" else value for name, value in row.items()}
            connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({marks})"), values)
    engines.dispose()
    with opened(url) as store, store.read() as view:
        (submission,) = view.submissions.of_case("case")
        assert (submission.stage, submission.number, submission.given) == ("asking", 0, {})
        (file,) = view.files.of_case("case")
        assert file.draft == ""
        assert view.case_events.of_case("case") == ()


OLD_ROWS: dict[str, dict[str, object]] = {
    "bundles": {"fingerprint": "bundle", "sources": "{}", "stored_at": "moment"},
    "accounts": {
        "id": "anna", "password": "", "language": "lv", "role": "", "disabled": False,
        "created_at": "moment", "version": 1,
    },
    "cases": {
        "id": "case", "programme": "p", "bundle": "bundle", "account": "anna", "language": "lv",
        "status": "active", "created_at": "moment", "changed_at": "moment", "version": 1,
    },
    "submissions": {
        "id": "s", "case": "case", "key": "k", "bundle": "bundle", "stage": "asking",
        "at": "moment", "inputs": "", "answers": "{}", "verdict": "{}", "straight": "{}",
        "durable": "{}", "engines": "agree",
    },
    "files": {
        "id": "f", "case": "case", "path": "a.b", "name": "a.pdf", "size": 3, "sha256": "00",
        "media_type": "application/pdf", "added_at": "moment",
    },
}  # fmt: skip


def _fill(store: Store) -> None:
    with_case(store)
    with store.write() as unit:
        unit.audit.append(Action("login", "user", "anna", NOON))
        unit.events.add(Event("case", "outcome", "stage", "done", "", "bank", "b", NOON))
        unit.consents.add(Consent("c", "anna", "agree", "terms", "1", "lv", NOON))
        unit.submissions.add(
            Submission("s", "case", "k", "bundle", "st", NOON, "", {}, {}, {}, {}, "agree")
        )
        writing = CaseWriting(unit, unit.cases.one("case"))
        writing.add_events([CaseEvent("followed", "form", after="new", at=NOON, number=1)])
        writing.add_receipt(Receipt("case", "anna k", 1, 1, NOON))


COLUMNS = {
    "audit": "action",
    "bundles": "sources",
    "case_events": "kind",
    "consents": "terms",
    "events": "stage",
    "receipts": "engines",
    "submissions": "bundle",
}


def test_rows_that_only_grow_cannot_be_changed(store: Store) -> None:
    _fill(store)
    assert set(COLUMNS) == set(UNCHANGEABLE)
    for table, column in COLUMNS.items():
        with pytest.raises(DBAPIError, match=f"{table} is append-only"), store.write() as unit:
            unit.connection.execute(text(f"UPDATE {table} SET {column} = 'x'"))


def test_rows_that_only_grow_cannot_be_deleted(store: Store) -> None:
    _fill(store)
    for table in UNDELETABLE:
        with pytest.raises(DBAPIError, match=f"{table} is append-only"), store.write() as unit:
            unit.connection.execute(text(f"DELETE FROM {table}"))


def test_a_row_of_the_history_cannot_be_replaced(store: Store, url: str) -> None:
    _fill(store)
    verb = "INSERT OR REPLACE" if url.startswith("sqlite") else "INSERT"
    again = text(f"{verb} INTO audit SELECT * FROM audit WHERE sequence = 1")
    with pytest.raises(DBAPIError), store.write() as unit:
        unit.connection.execute(again)


def test_a_view_cannot_write(store: Store) -> None:
    case = with_case(store)
    with pytest.raises(DBAPIError), store.read() as view:
        view.cases.change(case, NOON)
