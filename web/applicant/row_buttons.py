"""Buttons that add, copy, take over and remove rows of a repeating group."""

from __future__ import annotations

from collections.abc import Sequence

from flask import abort

from engine.definitions.model.forms import (
    Field,
    Group,
)
from engine.forms.copies import takeable
from engine.forms.view import GroupView, RowView
from engine.forms.wording import html_id
from engine.language.marker import N_
from web import locale
from web.applicant.desk import viewer
from web.applicant.rows import row_numbers, with_copy, with_row, without_row
from web.applicant.saving import Answered, saved
from web.applicant.sheet import Press
from web.product import product
from web.render import page
from web.typed import Raw


def add(press: Press) -> Answered:
    """One more blank row, unless there are as many as there may be."""
    group = _group(press, press.post.operand)
    if len(row_numbers(press.post.raw, group.path)) >= group.maximum:
        return saved(press, press.post.raw)
    raw = with_row(press.post.raw, group.path, _questions(group))
    return saved(press, raw, onward=_at_last(press, raw, group.path))


def copy(press: Press) -> Answered:
    """One more row with what is known from a row of another group."""
    path, _, source = press.post.operand.partition(":")
    other, number = _row(source)
    group = _group(press, path)
    if other not in group.copy_from or len(row_numbers(press.post.raw, path)) >= group.maximum:
        return saved(press, press.post.raw)
    raw = with_copy(press.post.raw, path, (other, number), _questions(group))
    return saved(press, raw, onward=_at_last(press, raw, path))


def take(press: Press) -> Answered:
    """What is known of the row that a question has picked answers the questions beside it."""
    meaning = product().queries.ready(viewer(), press.case_id).meaning
    question = meaning.questions.get(press.post.operand)
    if question is None or not isinstance(question.item, Field):
        abort(400)
    picked = press.post.raw.get(question.item.path, ("",))[-1]
    if not picked.isascii() or not picked.isdecimal() or len(picked) > 6:
        return saved(press, press.post.raw)
    row = f"{question.item.rows_of}.{int(picked) - 1}"
    answers = {
        path: press.post.raw[f"{row}.{column}"]
        for path, column in takeable(meaning, question.item).items()
        if f"{row}.{column}" in press.post.raw
    }
    here = press.address(html_id(question.item.path))
    return saved(press, {**press.post.raw, **answers}, onward=here)


def ask_removal(press: Press) -> Answered:
    """Ask before anything is removed; what was typed is carried along."""
    group, number = _row(press.post.operand)
    view = _shown(press, group)
    rows: Sequence[RowView] = view.rows if view else ()
    if number >= len(rows) or view is None:
        return saved(press, press.post.raw)
    return page(
        "applicant/remove.html",
        question=_question(view, rows[number]),
        row=press.post.operand,
        version=press.post.version,
        kept=press.post.raw,
        here=press.address(),
        typed_form="typed",
    )


def removed(press: Press) -> Answered:
    """The row is gone; those behind it move up."""
    group, number = _row(press.post.operand)
    raw = without_row(press.post.raw, _group(press, group).path, number)
    return saved(press, raw, onward=press.address(html_id(group)))


def _question(group: GroupView, row: RowView) -> str:
    reader = locale.reader()
    if row.title:
        return reader.message(N_("Delete the entry “{name}”?"), name=row.title)
    return reader.message(N_("Delete {what} {number}?"), what=group.object_form, number=row.number)


def _group(press: Press, path: str) -> Group:
    group = product().queries.ready(viewer(), press.case_id).outline.groups.get(path)
    if group is None:
        abort(400)
    return group


def _questions(group: Group) -> tuple[str, ...]:
    return tuple(item.name for item in group.items if item.kind not in ("file", "note"))


def _row(name: str) -> tuple[str, int]:
    group, _, number = name.rpartition(".")
    if not number.isascii() or not number.isdecimal() or len(number) > 6:
        abort(400)
    return group, int(number)


def _at_last(press: Press, raw: Raw, group: str) -> str:
    return press.address(html_id(f"{group}.{len(row_numbers(raw, group)) - 1}"))


def _shown(press: Press, path: str) -> GroupView | None:
    items = (item for form in press.sheet().forms for one in form.sections for item in one.items)
    return next((item for item in items if isinstance(item, GroupView) and item.path == path), None)
