"""``payments``: statements of the bank as the product reads them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from engine.payments.camt import read_statements
from engine.payments.statements import BankEntry, Statement, StatementRefused
from terminal.output import fail, say, say_json, told

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("payments")
def payments() -> None:
    """Money that comes in."""


@payments.command("read")
@click.argument("file", type=FILE)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@told
def read(file: Path, form: str) -> None:
    """Show what a statement (camt.053) says; exit 1 with every reason where it is refused."""
    try:
        statements = read_statements(file.read_bytes())
    except StatementRefused as refused:
        if form == "json":
            say_json({"statements": [], "entries": [], "problems": _problems(refused)})
            raise click.exceptions.Exit(1) from None
        fail(str(refused))
    if form == "json":
        entries = [_entry(entry) for statement in statements for entry in statement.entries]
        say_json({"statements": [_statement(one) for one in statements], "entries": entries})
        return
    for statement in statements:
        _shown(statement)


def _problems(refused: StatementRefused) -> list[dict[str, Any]]:
    return [
        {"code": fault.code, "message": fault.message, "line": fault.line}
        for fault in refused.faults
    ]


def _statement(statement: Statement) -> dict[str, Any]:
    return {
        "account": statement.account,
        "id": statement.id,
        "sequence": statement.sequence,
        "balanced": statement.balanced,
    }


def _entry(entry: BankEntry) -> dict[str, Any]:
    return {
        "key": entry.key,
        "amount": f"{entry.amount:f}",
        "currency": entry.currency,
        "direction": entry.direction,
        "status": entry.status,
        "reversal": entry.reversal,
        "reference": entry.reference or None,
        "text": entry.text or None,
        "payer": entry.payer or None,
        "booked": entry.booked.isoformat() if entry.booked else None,
    }


def _shown(statement: Statement) -> None:
    balance = {True: "balanced", False: "NOT BALANCED", None: "balances not told"}
    number = f", No {statement.sequence}" if statement.sequence is not None else ""
    say(f"{statement.account}: statement {statement.id}{number}, {balance[statement.balanced]}")
    from rich.console import Console  # noqa: PLC0415 - only a statement is shown as a table
    from rich.table import Table  # noqa: PLC0415

    table = Table("Booked", "Amount", "", "Status", "Reference", "Text", "Payer", box=None)
    for entry in statement.entries:
        table.add_row(
            entry.booked.isoformat() if entry.booked else "",
            f"{'-' if entry.direction == 'DBIT' else ''}{entry.amount:f} {entry.currency}",
            "reversal" if entry.reversal else "",
            entry.status,
            entry.reference,
            entry.text,
            entry.payer,
        )
    if statement.entries:
        Console(highlight=False, soft_wrap=True).print(table)
