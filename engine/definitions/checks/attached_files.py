"""Whether what a notice attaches is files, goes by mail, and goes to people of the case only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from engine.definitions.faults import Faults
from engine.definitions.model.forms import Field, Form
from engine.definitions.model.items import APPLICANT, THE_PERSON
from engine.definitions.model.programme import Programme
from engine.definitions.model.route import Notice

CODE: Final = "A641"
MAIL: Final = "email"


def report_attached_files(programme: Programme, faults: Faults) -> None:
    """Report notices with “attaches” that carry nothing, or to people who are not of the case."""
    known = files_asked(programme.forms)
    for notice in programme.flow.notices:
        for path in notice.attaches:
            if path not in known:
                message = f"“{path}” is no question for files that stands outside of groups."
                faults.add(CODE, notice.span, message, "Name a question of the type “file”.")
        for why in _why(programme, notice) if notice.attaches else ():
            faults.add(CODE, notice.span, f"“{notice.name}” carries no files: {why}.")


def files_asked(forms: Iterable[Form]) -> frozenset[str]:
    """The questions for files of some forms, groups left out."""
    parts = (part for form in forms for section in form.sections for part in section.items)
    return frozenset(one.path for one in parts if isinstance(one, Field) and one.kind == "file")


def _why(programme: Programme, notice: Notice) -> Iterator[str]:
    if MAIL not in notice.channels:
        yield "it is not sent by e-mail"
    people = _people(programme)
    yield from (f"“{name}” is nobody of the case" for name in notice.to if name not in people)


def _people(programme: Programme) -> frozenset[str]:
    """The applicant, persons, and facts that name nobody else."""
    persons = {one.name for one in programme.persons}
    outputs = (one for rules in programme.rules for one in rules.outputs)
    facts = {one.name for one in outputs if one.codes and set(one.codes) <= persons}
    return frozenset({APPLICANT, THE_PERSON, *persons, *facts})
