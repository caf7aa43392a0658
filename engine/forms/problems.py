"""Everything that is to be said about the answers of a case, all at once and in page order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from engine.base.values import BLANK, Problem
from engine.forms.answered import answer_problems
from engine.forms.demanded import demand_problems, row_count_problems
from engine.forms.outline import Outline
from engine.forms.sentences import UNDECIDED, problem, said
from engine.forms.spots import Spot, asked_spots
from engine.meaning.situation import Situation


def problems(
    case: Situation, outline: Outline, unread: Iterable[Problem] = ()
) -> tuple[Problem, ...]:
    """What a submission of the outlined forms would be refused for, with warnings and staff marks.

    ``unread`` are the problems of the reading that ``case`` came from: what could not be read is
    no answer, and is told as wrong rather than as missing. What is not asked is never a problem.
    """
    spots = tuple(asked_spots(case, outline))
    found = [*_misread(case, outline, unread), *_given(case, outline, spots)]
    found += row_count_problems(case, outline)
    faulty = {each.path for each in found if each.level == "refuse"}
    found += _missing(case, spots, faulty)
    return _in_order(found, outline)


def save_problems(
    case: Situation, outline: Outline, unread: Iterable[Problem] = ()
) -> tuple[Problem, ...]:
    """What is to be said when answers are only saved: nothing is demanded yet.

    Only what could not be read is refused; what a submission would refuse of the answers that are
    there is a warning. Marks for staff are left out, and so is what is said of whole groups, there
    and at other questions: they may not be complete yet.
    """
    found = list(_misread(case, outline, unread))
    told = {(each.path, each.code) for each in found}
    given = tuple(_given(case, outline, asked_spots(case, outline)))
    of_groups = {(each.code, each.message) for each in given if each.path in outline.groups}
    found += (
        replace(each, level="warn")
        for each in given
        if each.level != "staff"
        and (each.code, each.message) not in of_groups
        and (each.path, each.code) not in told
    )
    return _in_order(found, outline)


def _given(case: Situation, outline: Outline, spots: Iterable[Spot]) -> Iterator[Problem]:
    for spot in spots:
        yield from answer_problems(spot, outline)
    yield from demand_problems(case, outline)


def _misread(case: Situation, outline: Outline, unread: Iterable[Problem]) -> Iterator[Problem]:
    for each in unread:
        if each.level == "refuse" and _is_asked(case, outline, each.path):
            yield each


def _is_asked(case: Situation, outline: Outline, name: str) -> bool:
    place = outline.place(name)
    if place is None:
        return name not in outline.groups or bool(case.asked(name))
    if place.row is None:
        return bool(case.asked(place.field.path))
    row = case.row(place.field.group, place.row)
    return bool(case.asked(place.field.group)) and bool(case.asked(place.field.path, row))


def _missing(case: Situation, spots: Iterable[Spot], faulty: set[str]) -> Iterator[Problem]:
    blank = [spot for spot in spots if spot.value is BLANK and spot.name not in faulty]
    demanded = [spot for spot in blank if case.required(spot.field.path, spot.row)]
    for spot in demanded:
        yield said(spot.name, spot.field.missing, spot.kind.missing)
    if not demanded and not faulty:
        # Only now: an answer that decides whether this one is needed may be among the missing.
        yield from (problem(spot.name, UNDECIDED) for spot in blank if _is_open(case, spot))


def _is_open(case: Situation, spot: Spot) -> bool:
    return case.required(spot.field.path, spot.row) is None


def _in_order(found: Iterable[Problem], outline: Outline) -> tuple[Problem, ...]:
    once = {(each.path, each.code, each.message): each for each in found}
    return tuple(sorted(once.values(), key=lambda each: outline.rank(each.path)))
