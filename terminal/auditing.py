"""``audit``: whether everything that was done and decided still stands as it was written."""

from __future__ import annotations

import json
from pathlib import Path

import click

from engine.base.errors import AnketaError
from engine.store import checkpoints
from engine.store.checkpoints import Checkpoint, CheckpointRefused, InclusionProof
from engine.store.kept_bytes import unfit_file
from terminal.output import say, say_json, told
from terminal.service import DATA, DEMO, files_of, store_of

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("audit")
def audit() -> None:
    """The ledger of everything that was done and decided."""


@audit.command("verify")
@click.option("--checkpoint", "note", type=FILE, help="A checkpoint that was taken before.")
@click.option("--files", is_flag=True, help="Read every byte of files, too: slow.")
@DATA
@DEMO
@told
def verify(note: Path | None, data: Path | None, *, files: bool, demo: bool) -> None:
    """Compare every row with the ledger; exit 1 and name the first thing that does not fit."""
    with store_of(data, demo=demo) as store, store.read() as view:
        report = view.ledger.verify()
        if report.broken:
            raise AnketaError(f"The ledger is broken at {report.broken}: {report.reason}")
        if files and (unfit := unfit_file(view, files_of(data, demo=demo)))[0]:
            raise AnketaError(f"The ledger is broken at {unfit[0]}: {unfit[1]}")
        since = None
        if note is not None:
            key = checkpoints.public_key(view.vault)
            before = checkpoints.opened(note.read_text(encoding="utf-8"), key)
            since = checkpoints.compare(view.ledger, before)
    say(f"{report.size} entries, unbroken, root {report.root}")
    if since is not None:
        say(f"{since} entries since the checkpoint, which the ledger begins with")


@audit.command("checkpoint")
@DATA
@DEMO
@told
def checkpoint(data: Path | None, *, demo: bool) -> None:
    """Print a signed checkpoint, to be kept where nobody who can write the database can."""
    with store_of(data, demo=demo) as store, store.read() as view:
        click.echo(checkpoints.taken(view.ledger), nl=False)


@audit.command("key")
@DATA
@DEMO
@told
def key(data: Path | None, *, demo: bool) -> None:
    """Print the public key that checks the signatures of checkpoints."""
    with store_of(data, demo=demo) as store, store.read() as view:
        click.echo(checkpoints.public_key(view.vault))


@audit.command("prove")
@click.argument("entry", type=int)
@DATA
@DEMO
@told
def prove(entry: int, data: Path | None, *, demo: bool) -> None:
    """Print a proof that an entry stands in the ledger, with a checkpoint that it holds against."""
    with store_of(data, demo=demo) as store, store.read() as view:
        found = checkpoints.proved(view.ledger, entry)
        note = checkpoints.taken(view.ledger)
    say_json(
        {
            "entry": found.sequence,
            "leaf": found.leaf.hex(),
            "proof": [step.hex() for step in found.steps],
            "checkpoint": note,
        }
    )


@audit.command("check")
@click.argument("file", type=FILE)
@click.option("--key", "public", required=True, help="What `audit key` printed.")
@told
def check(file: Path, public: str) -> None:
    """Check a printed proof or an exported case, without a database; exit 1 if it fails."""
    try:
        told_of = json.loads(file.read_text(encoding="utf-8"))
        if "export" in told_of:
            count, size = checkpoints.check_export(told_of, public)
            say(f"The export is as it was made; its {count} entries stand in the ledger of {size}.")
            return
        at: Checkpoint = checkpoints.opened(told_of["checkpoint"], public)
        steps = tuple(bytes.fromhex(step) for step in told_of["proof"])
        proof = InclusionProof(int(told_of["entry"]), bytes.fromhex(told_of["leaf"]), steps)
    except (ValueError, KeyError, TypeError):
        raise CheckpointRefused("This is no proof.") from None
    if not checkpoints.holds(proof, at):
        raise CheckpointRefused("The proof does not hold.")
    say(f"Entry {proof.sequence} stands in the ledger of {at.size} entries.")
