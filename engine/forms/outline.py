"""The questions of some forms by input name and in page order; made once, read by every request."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from engine.base.dataclass import dataclass
from engine.definitions.kinds import FIELD_TYPES, Sure
from engine.definitions.model.conditions import Subject
from engine.definitions.model.forms import (
    Field,
    Form,
    FormPart,
    Group,
)
from engine.definitions.model.programme import (
    Programme,
)
from engine.forms.fits import Fits
from engine.forms.walk import items_of
from engine.meaning.picture import ROW_ID
from engine.meaning.programme import ROW

ROW_INPUTS = frozenset({ROW, ROW_ID})
_ROW = re.compile(r"(.+?)\.(0|[1-9][0-9]{0,5})\.(.+)")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an input name points: a question, for a question of a group also its row from 0."""

    field: Field
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """``fields`` are those outside groups, by path; ``members`` those of groups by group and name.

    ``order`` numbers the paths of all questions and groups (``owners[].share``) as pages show them;
    ``fits`` is what the definitions demand of the answers; ``sure`` reads usual spellings, by path.
    ``needed_first`` are the questions of each group, and under the empty path those outside, those
    first that others need to be read.
    """

    forms: tuple[Form, ...]
    fields: Mapping[str, Field]
    groups: Mapping[str, Group]
    members: Mapping[str, Mapping[str, Field]]
    order: Mapping[str, int]
    fits: Fits
    sure: Mapping[str, Sure]
    needed_first: Mapping[str, tuple[Field, ...]]

    @classmethod
    def of(cls, forms: Iterable[Form]) -> Outline:
        """The outline of forms that are filled together."""
        chosen = tuple(forms)
        items = tuple(items_of(chosen))
        groups = {item.path: item for item in items if isinstance(item, Group)}
        paths = (path for item in items for path in _paths(item))
        fields = [item for item in items if isinstance(item, Field)]
        fields += [member for group in groups.values() for member in group.items]
        return cls(
            chosen,
            MappingProxyType({item.path: item for item in items if isinstance(item, Field)}),
            MappingProxyType(groups),
            MappingProxyType({path: _members(group) for path, group in groups.items()}),
            MappingProxyType({path: number for number, path in enumerate(paths)}),
            Fits.of(chosen),
            MappingProxyType({one.path: FIELD_TYPES[one.kind].sure(one) for one in fields}),
            MappingProxyType(
                {
                    "": _needed_first(item for item in items if isinstance(item, Field)),
                    **{path: _needed_first(group.items) for path, group in groups.items()},
                }
            ),
        )

    @classmethod
    def of_programme(cls, programme: Programme, names: Iterable[str] | None = None) -> Outline:
        """The outline of the named forms of a programme, or of all its forms."""
        wanted = None if names is None else frozenset(names)
        return cls.of(form for form in programme.forms if wanted is None or form.name in wanted)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the forms."""
        return tuple(form.name for form in self.forms)

    def place(self, name: str) -> Place | None:
        """The question that an input name means, or None."""
        if (field := self.fields.get(name)) is not None:
            return Place(field)
        found = _ROW.fullmatch(name)
        member = self.members.get(found[1], {}).get(found[3]) if found else None
        return Place(member, int(found[2])) if found and member else None

    def knows(self, name: str) -> bool:
        """Whether an input of this name is of these forms: a question, a group or one of a row."""
        return name in self.groups or bool(self.place(name) or self._marks_row(name))

    def row_input(self, name: str) -> tuple[str, int, str] | None:
        """Group, row and rest of the name of an input in a row: a question of the group, or

        ``row``, which only says that the row is there, or ``#``, the stable id of the row.
        """
        found = _ROW.fullmatch(name)
        if found is None:
            return None
        group, row, last = found.groups()
        members = self.members.get(group)
        if members is None or not (last in members or last in ROW_INPUTS):
            return None
        return group, int(row), last

    def _marks_row(self, name: str) -> bool:
        found = self.row_input(name)
        return found is not None and found[2] == ROW

    def rank(self, name: str) -> tuple[int, int, int]:
        """Sort key of an input name: page order, then row, then order inside the row."""
        last = len(self.order)
        if (found := _ROW.fullmatch(name)) and found[1] in self.groups:
            member = self.order.get(f"{found[1]}[].{found[3]}", last)
            return self.order[found[1]], int(found[2]) + 1, member
        return self.order.get(name, last), 0, 0


def input_name(field: Field, row: int | None) -> str:
    """Name of the input of a question; ``row`` counts from 0 and is None outside groups."""
    return field.path if row is None else f"{field.group}.{row}.{field.name}"


def _paths(item: FormPart) -> Iterator[str]:
    yield item.path
    if isinstance(item, Group):
        yield from (member.path for member in item.items)


def _needed_first(questions: Iterable[Field]) -> tuple[Field, ...]:
    return tuple(sorted(questions, key=lambda question: isinstance(question.country, Subject)))


def _members(group: Group) -> Mapping[str, Field]:
    return MappingProxyType({member.name: member for member in group.items})
