"""The answers of a stored case as somebody would type them, and as a file would tell them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from engine.base.records import SavedAnswers
from engine.base.values import Answers, Row
from engine.bundles.compiled import Ready
from engine.case.form_pages import form_pages
from engine.definitions.kinds import FIELD_TYPES
from engine.definitions.reading.scenario_text import Given
from engine.forms.read import is_typed
from engine.services.case_loading import LoadedCase

Raw = Mapping[str, tuple[str, ...]]


def known_of(case: LoadedCase) -> Answers:
    """Everything that is answered in a case: what was sent, and drafts of the rest."""
    pages = form_pages(case.state)
    typed = {path: one for page in pages for path, one in case.answers(page).items()}
    return {**case.given, **typed, **case.state.world.answers}


def typed_of(ready: Ready, answers: Answers, pages: Iterable[SavedAnswers] = ()) -> Raw:
    """Answers as somebody would type them, with what could not be read on ``pages``."""
    found: dict[str, tuple[str, ...]] = {}
    for path, answer in answers.items():
        if (question := ready.everything.fields.get(path)) is not None:
            found[path] = FIELD_TYPES[question.kind].texts(answer)
        elif path in ready.everything.groups and isinstance(answer, tuple):
            found.update(_rows(ready, path, answer))
    for page in pages:
        places = ((name, ready.everything.place(name)) for name in page.unread)
        found.update({name: page.unread[name] for name, place in places if place is not None})
    in_order = sorted(found, key=ready.everything.rank)
    return {name: found[name] for name in in_order if any(found[name])}


def _rows(ready: Ready, group: str, rows: Sequence[Row]) -> Iterator[tuple[str, Any]]:
    members = ready.everything.members[group]
    kept = 0
    for row in rows:
        texts = {
            name: FIELD_TYPES[members[name].kind].texts(value)
            for name, value in row.items()
            if name in members
        }
        if any(is_typed(members[name], one) for name, one in texts.items()):
            yield from ((f"{group}.{kept}.{name}", one) for name, one in texts.items())
            kept += 1


def nested(ready: Ready, raw: Raw) -> Given:
    """The same with the rows of a group as a list."""
    given: dict[str, Any] = {}
    for name, texts in raw.items():
        place = ready.everything.place(name)
        if place is None or place.row is None:
            given[name] = texts
            continue
        rows = given.setdefault(place.field.group, [])
        while len(rows) <= place.row:
            rows.append({})
        rows[place.row][place.field.name] = texts
    return given
