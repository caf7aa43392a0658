"""Rows of repeating groups in a post: added, removed and copied before the post is read.

Input names of a row are ``group.number.question``, numbered from 0 without gaps.
"""

from __future__ import annotations

from collections.abc import Iterable

from web.typed import Raw


def row_numbers(raw: Raw, group: str) -> tuple[int, ...]:
    """Numbers of the rows of ``group`` that were posted, in order."""
    found = (_row(name, group) for name in raw)
    return tuple(sorted({number for number, _question in filter(None, found)}))


def with_row(raw: Raw, group: str, questions: Iterable[str]) -> Raw:
    """``raw`` with one more row of blank answers to ``questions``."""
    numbers = row_numbers(raw, group)
    new = numbers[-1] + 1 if numbers else 0
    return {**raw, **{f"{group}.{new}.{question}": ("",) for question in questions}}


def without_row(raw: Raw, group: str, number: int) -> Raw:
    """``raw`` without a row; the rows behind it move up."""
    kept: dict[str, tuple[str, ...]] = {}
    for name, values in raw.items():
        found = _row(name, group)
        if found is None or found[0] < number:
            kept[name] = values
        elif found[0] > number:
            kept[f"{group}.{found[0] - 1}.{found[1]}"] = values
    return kept


def with_copy(raw: Raw, group: str, source: tuple[str, int], questions: Iterable[str]) -> Raw:
    """``raw`` with one more row of ``group`` that answers as row ``source`` of another group does.

    ``questions`` are all questions of the new row; those that the source has not stay blank.
    """
    names = tuple(questions)
    wider = with_row(raw, group, names)
    new = row_numbers(wider, group)[-1]
    other, number = source
    copied = {
        f"{group}.{new}.{question}": raw[f"{other}.{number}.{question}"]
        for question in names
        if f"{other}.{number}.{question}" in raw
    }
    return {**wider, **copied}


def _row(name: str, group: str) -> tuple[int, str] | None:
    if not name.startswith(f"{group}."):
        return None
    number, dot, question = name[len(group) + 1 :].partition(".")
    if not dot or not number.isascii() or not number.isdecimal() or len(number) > 6:
        return None
    return int(number), question
