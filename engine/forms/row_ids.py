"""Stable ids of rows: a row stays the same row when others are added, removed or moved.

A page posts the id of each row it shows. A row without one takes over the id of the stored row in
its place, if no posted row has it, since pages that save while somebody types are not made anew;
otherwise it is a new row. New ids are made of what the page was made of, so that pressing twice
gives the same ones.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any, Final

from engine.base.values import Answer, Answers
from engine.meaning.picture import ROW_ID

LENGTH: Final = 12


def with_row_ids(answers: Answers, groups: Iterable[str], stored: Answers, seed: str) -> Answers:
    """The answers with an id for each row of the groups; ``seed`` is made of page and version."""
    found: dict[str, Answer] = dict(answers)
    for group in groups:
        rows: Any = answers.get(group)
        if isinstance(rows, tuple) and rows:
            before: Any = stored.get(group, ())
            found[group] = tuple(_identified(rows, before, f"{seed}/{group}"))
    return found


def _identified(
    rows: Iterable[Mapping[str, Answer]], before: Iterable[Mapping[str, Answer]], seed: str
) -> list[Mapping[str, Answer]]:
    rows, places = tuple(rows), tuple(str(row.get(ROW_ID, "")) for row in before)
    posted = {str(row[ROW_ID]) for row in rows if ROW_ID in row}
    taken: set[str] = set()
    found: list[Mapping[str, Answer]] = []
    for place, row in enumerate(rows):
        own = str(row.get(ROW_ID, ""))
        if not own and place < len(places) and places[place] not in posted:
            own = places[place]
        if not own or own in taken:
            own = _fresh(f"{seed}/{place}", taken | posted)
        taken.add(own)
        found.append({**row, ROW_ID: own})
    return found


def _fresh(seed: str, taken: Iterable[str]) -> str:
    known, number = frozenset(taken), 0
    while True:
        digest = hashlib.sha256(f"{seed}/{number}".encode()).hexdigest()
        made = f"r{digest[:LENGTH]}"
        if made not in known:
            return made
        number += 1
