"""``case rebuild-cards`` and ``case erase``: what an operator does to stored cases."""

from __future__ import annotations

from pathlib import Path

import click

from engine.services.opened import renewing
from terminal.environment import has_own_secrets, settings_of
from terminal.output import say, told
from terminal.products import case_called, product_of
from terminal.service import DATA, DEMO


@click.command("rebuild-cards")
@DATA
@DEMO
@told
def rebuild_cards(data: Path | None, *, demo: bool) -> None:
    """Make cards, lists and timers of all cases anew; cases themselves are not changed."""
    settings = settings_of(data, demo=demo or has_own_secrets(data))
    with renewing(settings) as renewal:
        done = renewal.every(ended=True)
    say(f"cards rebuilt: {done.renewed}, timers set: {done.timers}")
    if done.failed:
        say(f"{len(done.failed)} cases cannot be read: {', '.join(done.failed)}", "red")
        raise click.exceptions.Exit(1)


@click.command("erase")
@click.argument("name", metavar="CASE")
@click.option("--reason", required=True, help="Why, for the history.")
@DATA
@DEMO
@told
def erase(name: str, reason: str, data: Path | None, *, demo: bool) -> None:
    """Erase a case for good: answers, files, messages. That it was decided stays, unreadable."""
    with product_of(data, demo=demo) as product:
        case = case_called(product, name)
        files = product.erasure.erase(case.id, reason)
    say(f"{case.id} erased, with {files} files")
