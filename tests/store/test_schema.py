"""Migrations lead to exactly the tables that the code uses, and to their guards."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from engine.base.events import CaseEvent
from engine.base.reads import CaseRead
from engine.base.receipts import Receipt
from engine.base.records import (
    Action,
    Consent,
    Submission,
)
from engine.store import schema
from engine.store.case_writing import CaseWriting
from engine.store.connect import connect
from engine.store.errors import StoreBehind, StoreForeign, StoreUnavailable
from engine.store.store import Store, Unit
from engine.store.tables import METADATA, UNCHANGEABLE, UNDELETABLE
from tests.stores import NOON, with_case


def test_migrations_make_the_tables_of_the_code(bare_url: str) -> None:
    schema.upgrade(bare_url)
    engines = connect(bare_url)
    with engines.writing.begin() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, METADATA) == []
    engines.dispose()


def test_upgrading_twice_changes_nothing(store: Store, url: str) -> None:
    with_case(store)
    assert schema.upgrade(url) == schema.check(url)
    with store.read() as view:
        assert view.cases.one("case").id == "case"


def test_a_database_without_tables_is_told_apart(bare_url: str) -> None:
    with pytest.raises(StoreBehind, match="db upgrade"):
        schema.check(bare_url)


@pytest.mark.parametrize("act", [schema.check, schema.upgrade])
@pytest.mark.parametrize("revision", ["0005", "abc"])
def test_a_database_of_an_early_version_is_refused(
    bare_url: str, act: Callable[[str], str], revision: str
) -> None:
    schema.upgrade(bare_url)
    engines = connect(bare_url)
    with engines.writing.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": revision})
    engines.dispose()
    with pytest.raises(StoreForeign) as refused:
        act(bare_url)
    assert str(refused.value) == (
        f"The database has schema {revision}, which this program does not know: begin anew with "
        "an empty ANKETA_DATA, or with an empty database in DATABASE_URL."
    )


def _fill(store: Store) -> None:
    with_case(store)
    with store.write() as unit:
        unit.audit.append(Action("login", "user", "anna", NOON))
        unit.consents.add(Consent("c", "anna", "agree", "terms", "1", "lv", NOON))
        unit.submissions.add(
            Submission("s", "case", "k", "bundle", "st", NOON, "", {}, {}, {}, {}, "agree")
        )
        writing = CaseWriting(unit, unit.cases.one("case"))
        writing.add_events([CaseEvent("followed", "form", after="new", at=NOON, number=1)])
        writing.add_receipt(Receipt("case", "anna k", 1, 1, NOON))
        unit.reads.add(CaseRead("r", "ilze", "case", "now", NOON))


COLUMNS = {
    "audit": "action",
    "bundles": "sources",
    "case_events": "kind",
    "consents": "terms",
    "ledger": "digest",
    "reads": "part",
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
    again = text(f"{verb} INTO audit SELECT * FROM audit LIMIT 1")
    with pytest.raises(DBAPIError), store.write() as unit:
        unit.connection.execute(again)


def test_a_view_cannot_write(store: Store) -> None:
    case = with_case(store)
    with pytest.raises(StoreUnavailable), store.read() as view:
        CaseWriting(Unit(view.connection, view.vault), case).take_turn("active", NOON)
