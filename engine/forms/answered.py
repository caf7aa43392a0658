"""Whether single answers fit: their form, the list they come from, and the test of the question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.base.values import Problem, StoredFile
from engine.definitions.kinds import ReadContext
from engine.definitions.kinds.file import file_problems
from engine.definitions.kinds.sentences import IN_FUTURE, NOT_IN_LIST, WRONG_FORMAT
from engine.definitions.model.conditions import (
    TODAY,
    Between,
    OneOf,
    Subject,
)
from engine.definitions.model.forms import (
    Field,
)
from engine.forms.outline import Outline
from engine.forms.sentences import UNFIT, problem, said
from engine.forms.spots import Spot, rows_of


def answer_problems(spot: Spot, outline: Outline) -> Iterable[Problem]:
    """What is wrong with, or worth saying about, the answer that is stored for a question."""
    given = spot.given
    if given is None or given in ("", ()):
        return ()
    path = spot.field.path
    found: tuple[Problem, ...] = ()
    if outline.sure[path](spot.kind.texts(given), spot.case.today) is None:  # type: ignore[arg-type]
        found = tuple(_form_problems(spot))
        if any(each.level == "refuse" for each in found):
            return found
    if not _is_offered(spot):
        return (*found, problem(spot.name, NOT_IN_LIST))
    fits = outline.fits.must_be.get(path)
    if fits is not None and fits(spot.scope) is False:
        sentence = IN_FUTURE if _ends_today(spot.field) else UNFIT
        return (*found, said(spot.name, spot.field.unfit, sentence))
    return found


def _form_problems(spot: Spot) -> Iterator[Problem]:
    kind, given = spot.kind, spot.given
    if kind.value == "files":
        files = given if isinstance(given, tuple) else ()
        stored = [file for file in files if isinstance(file, StoredFile)]
        yield from file_problems(stored, spot.field, spot.name)
        return
    texts = kind.texts(given)  # type: ignore[arg-type]  # stored answers are values
    if not texts:
        yield problem(spot.name, WRONG_FORMAT)
    context = ReadContext(spot.name, spot.case.today, spot.country)
    yield from kind.parse(texts, spot.field, context).problems


def _is_offered(spot: Spot) -> bool:
    """Whether every choice may be chosen now, and every row that is named exists."""
    codes = spot.given if isinstance(spot.given, tuple) else (spot.given,)
    if spot.kind.value == "row":
        count = len(rows_of(spot.case, spot.field.rows_of))
        return all(str(code).isdecimal() and 0 < int(str(code)) <= count for code in codes)
    if not spot.case.meaning.questions[spot.field.path].options:
        return True
    offered = {option.code for option in spot.case.offered(spot.field.path, spot.row)}
    return offered.issuperset(str(code) for code in codes)


def _ends_today(field: Field) -> bool:
    test = field.must_be
    return (
        isinstance(test, OneOf)
        and len(test.alternatives) == 1
        and isinstance(test.alternatives[0], Between)
        and test.alternatives[0].high == Subject(TODAY)
    )
