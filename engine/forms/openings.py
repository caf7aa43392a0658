"""Which answers of a form are open to be changed while the others stay as they were sent.

A key names an answer wherever its row stands: ``company.name``, ``owners`` (the whole group),
``owners.r0123456789ab`` (a row) or ``owners.r0123456789ab.share``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from engine.base.dataclass import dataclass
from engine.base.values import Answer, Answers, StoredFile
from engine.definitions.kinds import FIELD_TYPES
from engine.definitions.model.forms import Field
from engine.forms.outline import Outline, input_name
from engine.forms.read import Raw
from engine.forms.spots import asked_groups, asked_spots
from engine.meaning.picture import ROW_ID
from engine.meaning.programme import ROW
from engine.meaning.situation import Situation


@dataclass(frozen=True, slots=True)
class Openings:
    """The keys that are open; a group opens its rows, a row opens its answers."""

    keys: frozenset[str] = frozenset()

    def covers(self, key: str) -> bool:
        """Whether the answer at a key is open."""
        parts = key.split(".")
        return any(".".join(parts[:count]) in self.keys for count in range(1, len(parts) + 1))

    def with_more(self, keys: Iterable[str]) -> Openings:
        """These and more."""
        return Openings(self.keys | frozenset(keys))


def key_of(name: str, outline: Outline, answers: Answers) -> str:
    """The key of an input name (``owners.0.share``, ``owners.0``); the name itself outside rows."""
    for group in outline.groups:
        if not name.startswith(f"{group}."):
            continue
        index, _, rest = name[len(group) + 1 :].partition(".")
        if index.isdecimal() and index.isascii():
            own = _id_of(_rows(answers, group), int(index))
            return f"{group}.{own}.{rest}" if rest else f"{group}.{own}"
    return name


def name_of(key: str, outline: Outline, answers: Answers) -> str:
    """The input name of a key in these answers; the key itself where its row is not there."""
    for group in outline.groups:
        if not key.startswith(f"{group}."):
            continue
        own, _, rest = key[len(group) + 1 :].partition(".")
        rows = _rows(answers, group)
        for index in range(len(rows)):
            if _id_of(rows, index) == own:
                return f"{group}.{index}.{rest}" if rest else f"{group}.{index}"
    return key


def is_known(key: str, outline: Outline, answers: Answers) -> bool:
    """Whether a key names something that was asked or answered."""
    if key in outline.fields or key in outline.groups:
        return True
    name = name_of(key, outline, answers)
    group = name.rpartition(".")[0]
    return name != key and (outline.place(name) is not None or group in outline.groups)


def answer_at(key: str, outline: Outline, answers: Answers) -> object:
    """What stands at a key: an answer, a row or a group; files by their content only."""
    if key in outline.fields or key in outline.groups:
        return _compared(answers.get(key))
    name = name_of(key, outline, answers)
    for group in outline.groups:
        if name != key and name.startswith(f"{group}."):
            index, _, rest = name[len(group) + 1 :].partition(".")
            row = _rows(answers, group)[int(index)]
            return _compared(row.get(rest)) if rest else tuple(sorted(_texts(row)))
    return None


def overlaid(outline: Outline, sent: Answers, typed: Answers, openings: Openings) -> Answers:
    """What was sent, with what was typed in the place of all that is open."""
    found: dict[str, Answer] = {}
    for path in (*outline.fields, *outline.groups):
        source = typed if openings.covers(path) else sent
        if path in source:
            found[path] = source[path]
        if path in outline.groups and path in found and source is sent:
            rows = tuple(_mixed_rows(outline, path, sent, typed, openings))
            found[path] = rows
    return found


def raw_of(outline: Outline, answers: Answers) -> dict[str, tuple[str, ...]]:
    """The answers as a page would post them, all of them."""
    raw: dict[str, tuple[str, ...]] = {}
    for path, question in outline.fields.items():
        if FIELD_TYPES[question.kind].value not in ("files", "none"):
            raw[path] = _written(question, answers.get(path))
    for path, members in outline.members.items():
        raw[path] = ()
        for index, row in enumerate(_rows(answers, path)):
            raw[f"{path}.{index}.{ROW}"] = ()
            if ROW_ID in row:
                raw[f"{path}.{index}.{ROW_ID}"] = (str(row[ROW_ID]),)
            for name, question in members.items():
                if name in row:
                    raw[input_name(question, index)] = _written(question, row[name])
    return raw


def posted_over(
    outline: Outline, answers: Answers, posted: Raw, openings: Openings
) -> dict[str, tuple[str, ...]]:
    """A whole post: the answers as they are, and of what was posted only what is open."""
    raw = raw_of(outline, answers)
    for group in outline.groups:
        is_posted = group in posted or any(name.startswith(f"{group}.") for name in posted)
        if is_posted and openings.covers(group):
            raw = {name: one for name, one in raw.items() if not name.startswith(f"{group}.")}
    for name, texts in posted.items():
        if openings.covers(key_of(name, outline, answers)):
            raw[name] = tuple(texts)
    return raw


def asked_keys(case: Situation, outline: Outline) -> Mapping[str, bool]:
    """Every answer and group that is asked, in page order, and whether it is needed and blank."""
    found = {group.path: False for group in asked_groups(case, outline)}
    for spot in asked_spots(case, outline):
        row = spot.row
        key = spot.field.path if row is None else f"{row.group}.{row.id}.{spot.field.name}"
        is_needed = case.required(spot.field.path, row) is True
        found[key] = is_needed and spot.given in (None, "", ())
    return found


def _mixed_rows(
    outline: Outline, group: str, sent: Answers, typed: Answers, openings: Openings
) -> Iterator[Mapping[str, Answer]]:
    rows, others = _rows(sent, group), _rows(typed, group)
    typed_by_id = {_id_of(others, index): row for index, row in enumerate(others)}
    for index, row in enumerate(rows):
        own = _id_of(rows, index)
        new = typed_by_id.get(own, row)
        key = f"{group}.{own}"
        names = [name for name in outline.members[group] if openings.covers(f"{key}.{name}")]
        kept = {name: one for name, one in row.items() if name not in names}
        yield {**kept, **{name: new[name] for name in names if name in new}}


def _rows(answers: Answers, group: str) -> tuple[Mapping[str, Any], ...]:
    rows: Any = answers.get(group, ())
    return rows if isinstance(rows, tuple) else ()


def _id_of(rows: tuple[Mapping[str, Any], ...], index: int) -> str:
    row = rows[index] if index < len(rows) else {}
    return str(row.get(ROW_ID) or index)


def _written(question: Field, answer: Answer | None) -> tuple[str, ...]:
    return () if answer is None else FIELD_TYPES[question.kind].texts(answer)


def _compared(answer: Any) -> Any:
    if isinstance(answer, tuple) and answer and isinstance(answer[0], StoredFile):
        return frozenset(file.sha256 for file in answer)
    if isinstance(answer, tuple) and answer and isinstance(answer[0], Mapping):
        return tuple(sorted(_texts(row)) for row in answer)
    return None if answer in ("", ()) else answer


def _texts(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield from ((name, str(answer)) for name, answer in row.items())
