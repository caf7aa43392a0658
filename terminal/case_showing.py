"""``case list``, ``case show`` and ``case history``: stored cases as their own bank sees them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click

from engine.bootstrap import Product
from engine.language.catalogs import LANGUAGES
from engine.language.reader import Reader
from engine.meaning.flow.commands import Actor, Move
from engine.meaning.flow.decide import permitted
from engine.meaning.words.captions import Captions
from engine.meaning.words.happenings import actor_in_words
from engine.meaning.words.history import HistoryLine, history
from engine.meaning.words.overview import overview
from engine.services.case_loading import LoadedCase
from engine.store.cards import Query
from terminal.output import say, say_json, told
from terminal.overviews import tell_overview
from terminal.products import case_called, product_of, reader_of, seen_by_bank
from terminal.service import DATA, DEMO

LANG = click.option(
    "--lang", type=click.Choice(LANGUAGES), help="Language; else the programme's first."
)
FORMAT = click.option("--format", "form", type=click.Choice(("text", "json")), default="text")
MOST = 10_000
"""Cases that are listed; whoever has more names what to look for."""
_MINUTES = 16


@click.command("list")
@click.option("--programme", default="", help="Only cases of this programme.")
@click.option("--number", "words", default="", help="Only those whose number or id has this in it.")
@FORMAT
@DATA
@DEMO
@told
def list_cases(programme: str, words: str, form: str, data: Path | None, *, demo: bool) -> None:
    """Stored cases, last changed first: number, status, stages, whom they wait for, id."""
    query = Query(programme=programme, words=words)
    with product_of(data, demo=demo) as product, product.store.read() as view:
        cards = view.cards.find(query, count=MOST)
    if form == "json":
        names = ("case", "programme", "number", "status", "current", "waits_for")
        say_json([{name: getattr(card, name) for name in names} for card in cards])
        return
    for card in cards:
        waits = f"  waits for {', '.join(card.waits_for)}" if card.waits_for else ""
        stages = f"  {', '.join(card.current)}" if card.current else ""
        say(f"{card.number}  {card.programme}  {card.status}{stages}{waits}  {card.case}")


@click.command("show")
@click.argument("name", metavar="CASE")
@LANG
@DATA
@DEMO
@told
def show(name: str, lang: str | None, data: Path | None, *, demo: bool) -> None:
    """How a case stands: stages, every item with its status, and what is open to whom."""
    with product_of(data, demo=demo) as product:
        case = seen_by_bank(product, case_called(product, name))
        reader = reader_of(product, case, lang)
    state = case.state
    tell_overview(overview(state.world, state.picture, reader, to_bank=True))
    say()
    captions = Captions(case.ready.meaning, reader)
    for who, moves in _open(case):
        say(f"  {actor_in_words(who, captions)}:", "bold")
        for move in moves:
            unit = f" --of {move.unit}" if move.unit else ""
            proposes = " (proposes)" if move.proposes else ""
            say(f"      {move.name}{proposes}  --item {move.item}{unit}")
    say(f"  {reader.datetime(case.case.changed_at, case.ready.zone)}  {case.case.id}", "dim")


@click.command("history")
@click.argument("name", metavar="CASE")
@LANG
@FORMAT
@DATA
@DEMO
@told
def show_history(name: str, lang: str | None, form: str, data: Path | None, *, demo: bool) -> None:
    """What happened to a case, a row for each event: time, who, what, on what, from where to."""
    with product_of(data, demo=demo) as product:
        case = seen_by_bank(product, case_called(product, name))
        reader = reader_of(product, case, lang)
        lines = history_of(case, reader)
        names = {line.account: _name(product, line.account) for line in lines if line.account}
    if form == "json":
        say_json([_data(line) for line in lines])
        return
    for line in lines:
        say(told_line(line, names, case, reader))


def history_of(case: LoadedCase, reader: Reader, first: int = 1) -> tuple[HistoryLine, ...]:
    """The rows of a case from an event on."""
    captions = Captions(case.ready.meaning, reader)
    events = (event for event in case.events if event.number >= first)
    return history(case.state.world, case.state.picture, events, captions)


def told_line(line: HistoryLine, names: dict[str, str], case: LoadedCase, reader: Reader) -> str:
    """One row for people: time · name (role) · caption · item: before → after."""
    at = reader.datetime(line.at, case.ready.zone) if line.at else ""
    who = names.get(line.account, line.account)
    role = f"({line.who})" if who and line.who else line.who
    moved = " → ".join(each for each in (line.before, line.after) if each)
    about = f"{line.title}: {moved}" if line.title and moved else line.title or moved
    said = " ".join(f"“{text}”" for text in (line.text, line.reason) if text)
    parts = (at.ljust(_MINUTES), f"{who} {role}".strip(), line.what, about, said)
    return " · ".join(part for part in parts if part)


def names_of(product: Product, lines: tuple[HistoryLine, ...]) -> dict[str, str]:
    """What the people of some rows are called."""
    return {line.account: _name(product, line.account) for line in lines if line.account}


def _name(product: Product, account: str) -> str:
    """The name of a member of staff, the address of an applicant."""
    with product.store.read() as view:
        member = view.staff.find(account)
        found = view.accounts.find(account) if member is None else None
    if member is not None:
        return member.name
    return found.email if found else account


def _open(case: LoadedCase) -> Iterator[tuple[str, tuple[Move, ...]]]:
    """Everybody to whom something is open, with what is."""
    state, flow = case.state, case.state.route.flow
    persons = frozenset(unit for _, unit in state.picture.instances if unit)
    actors = [
        ("applicant", Actor("user", frozenset({"applicant"}), case.case.account)),
        ("the person", Actor("user", frozenset(), "", persons)),
        *((role.name, Actor("bank", frozenset({role.name}))) for role in flow.roles),
        *((each.name, Actor("provider", frozenset({each.name}))) for each in flow.providers),
    ]
    for who, actor in actors:
        moves = permitted(state.world, state.picture, actor)
        if moves:
            yield who, moves


def _data(line: HistoryLine) -> dict[str, object]:
    at: datetime | None = line.at
    return {
        "number": line.number,
        "at": at.isoformat() if at else None,
        "side": line.side,
        "who": line.who,
        "account": line.account,
        "what": line.what,
        "title": line.title,
        "before": line.before,
        "after": line.after,
        "comment": line.text,
        "reason": line.reason,
    }
