"""Series of numbers and references that payers quote: written in the commit that makes them."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, insert, select, update

from engine.base.dataclass import dataclass
from engine.base.money import PaymentReference, SeriesNumber
from engine.store import tables as t
from engine.store.rows import insert_missing


@dataclass(frozen=True, slots=True)
class Series:
    """Rows of ``number_series`` of one database."""

    connection: Connection

    def counts(self, programme: str) -> Mapping[tuple[str, int], int]:
        """How far each series is, by its name and year."""
        table = t.number_series
        found = select(table).where(table.c.programme == programme)
        return {
            (row["series"], row["year"]): row["count"]
            for row in self.connection.execute(found).mappings()
        }

    def take(self, programme: str, number: SeriesNumber) -> bool:
        """Take the next number of a series; False where it is not the next one any more."""
        table = t.number_series
        key = {"programme": programme, "series": number.series, "year": number.year}
        if number.count == 1:
            return insert_missing(self.connection, table, {**key, "count": 1})
        here = [table.c[name] == value for name, value in key.items()]
        change = update(table).where(*here, table.c.count == number.count - 1)
        return self.connection.execute(change.values(count=number.count)).rowcount == 1


@dataclass(frozen=True, slots=True)
class References:
    """Rows of ``payment_references``."""

    connection: Connection

    def add(self, programme: str, made: PaymentReference) -> None:
        """Keep what payers will quote."""
        row = {
            "programme": programme,
            "reference": made.reference,
            "case": made.case,
            "item": made.item,
            "account": made.account,
            "currency": made.currency,
        }
        self.connection.execute(insert(t.payment_references).values(**row))

    def of(self, programme: str) -> Mapping[str, PaymentReference]:
        """All that were ever made, by reference."""
        table = t.payment_references
        columns = [one for one in table.c if one.name != "programme"]
        found = select(*columns).where(table.c.programme == programme)
        rows = (PaymentReference(**row) for row in self.connection.execute(found).mappings())
        return {row.reference: row for row in rows}
