"""Stored events are those that were decided, and their fold is the same however it is reached."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.base.events import By, CaseEvent
from engine.base.values import StoredFile
from engine.bundles.compiled import Ready, make_ready
from engine.definitions.loader import load
from engine.meaning.flow.answers import AnswersWorld
from engine.meaning.flow.commands import Actor, Command, Refusal
from engine.meaning.flow.decide import begin, decide, permitted
from engine.meaning.picture import EMPTY, fold
from engine.store.case_writing import CaseWriting
from engine.store.store import Store
from tests.corridor.club_people import FOLDER, PROGRAMME
from tests.stores import opened, with_case

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
ACTORS = (
    Actor("user", frozenset({"applicant"}), "anna", frozenset({"client"})),
    Actor("bank", frozenset({"officer"}), "olga"),
    Actor("bank", frozenset({"approver", "officer"}), "peter"),
    Actor("bank", frozenset({"cashier"}), "carol"),
    Actor("provider", frozenset({"scanner"})),
)
ANSWERS = {
    "kind": "group",
    "kinds": ("desk", "locker"),
    "client.full_name": "Anna Liepa",
    "friends": ({"#": "r000000000001", "full_name": "Berta", "comes": True},),
}
ASKED: Mapping[str, Mapping[str, Any]] = {
    "bill": {"set": {"bill.no": "1", "bill.amount": Decimal("3.00")}},
    "payment": {"add": {"payments": {"amount": Decimal("1.50"), "paid_on": date(2026, 11, 20)}}},
    "slot": {"set": {"slot.day": date(2026, 11, 30)}},
    "receipt": {"set": {"receipt.file": (StoredFile("f", "a.pdf", 3, "00", "application/pdf"),)}},
    "comment": {"comment": "Kāpēc?"},
    "reason": {"reason": "Потому"},
}
NUMBERS = count(1)


@cache
def ready() -> Ready:
    return make_ready(load(FOLDER), PROGRAMME)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with TemporaryDirectory() as folder, opened(f"sqlite:///{Path(folder, 'a.sqlite3')}") as made:
        yield made


def life(draw: st.DataObject, steps: int) -> tuple[CaseEvent, ...]:
    """A case that somebody or other moves, as far as it may be moved."""
    world = AnswersWorld(ready().meaning, ANSWERS, NOW.date(), NOW.date())
    events = [
        replace(event, number=number, at=NOW)
        for number, event in enumerate(begin(world, EMPTY), start=1)
    ]
    picture = fold(events)
    for _ in range(steps):
        moves = [(move, who) for who in ACTORS for move in permitted(world, picture, who)]
        if not moves:
            break
        move, who = draw.draw(st.sampled_from(moves))
        units = (move.unit,) if move.item != "case" else ()
        data = dict(ASKED.get(move.form, {}))
        if move.step.removes_from:
            rows: Any = picture.instance(move.item).answers.get(move.step.removes_from, ())
            data["remove"] = {move.step.removes_from: rows[0]["#"] if rows else "none"}
        happened = decide(
            world,
            picture,
            Command(move.item, move.name, who, units, MappingProxyType(data), at=NOW),
        )
        assert not isinstance(happened, Refusal), (move.name, happened)
        events += happened
        picture = fold(happened, picture)
    return tuple(events)


def stored(store: Store, events: tuple[CaseEvent, ...]) -> tuple[CaseEvent, ...]:
    """The events, written and read again."""
    case = with_case(store, f"case{next(NUMBERS)}")
    with store.write() as unit:
        CaseWriting(unit, case).add_events(events)
    with store.read() as view:
        return view.case_events.of_case(case.id)


@given(st.data(), st.integers(0, 25))
@settings(max_examples=40)
def test_the_fold_of_any_prefix_is_the_same_however_it_is_reached(
    store: Store, draw: st.DataObject, steps: int
) -> None:
    events = life(draw, steps)
    read = stored(store, events)
    assert read == events
    end = draw.draw(st.integers(0, len(read)))
    middle = draw.draw(st.integers(0, end))
    whole = fold(read[:end])
    assert fold(read[middle:end], fold(read[:middle])) == whole
    assert fold(events[:end]) == whole
    assert whole.number == end


EVERYTHING = {
    "set": {"a.b": Decimal("1.10"), "day": date(2026, 1, 2), "yes": True, "several": ("a", "b")},
    "add": {"rows": {"amount": Decimal(5), "note": "ķ"}},
    "remove": {"rows": "7"},
    "files": (StoredFile("f", "a.pdf", 3, "00", "application/pdf"),),
    "rows": ({"#": "1", "x": date(2026, 1, 2)},),
    "none": None,
    "number": 3,
    "duration": [30, "days"],
    "nobody": (),
    "nothing": {},
}


def test_whatever_an_event_holds_comes_back_and_is_sealed(store: Store) -> None:
    event = CaseEvent(
        "step", "bill", "", "officer issues", "a", "b", By("bank", "officer", "olga"), NOW,
        EVERYTHING, 1,
    )  # fmt: skip
    (read,) = stored(store, (event,))
    assert read == event
    with store.read() as view:
        rows = view.connection.exec_driver_sql("SELECT sealed FROM case_events").scalars().all()
    assert all("a.pdf" not in row and "1.10" not in row for row in rows)
