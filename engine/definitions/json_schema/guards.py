"""What decides whether a question is asked, by path, for all forms that are known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from engine.base.dataclass import dataclass
from engine.definitions.model.conditions import Condition
from engine.definitions.model.forms import (
    Field,
    Form,
    FormPart,
    Group,
    Section,
)

GROUP = "group"


@dataclass(frozen=True, slots=True)
class Guards:
    """``kinds`` of questions by path; ``conditions`` that must all be true for a question.

    ``choices`` are those that come and go: by path, each code with its condition.
    """

    kinds: Mapping[str, str]
    conditions: Mapping[str, tuple[Condition, ...]]
    choices: Mapping[str, Mapping[str, Condition | None]]

    @classmethod
    def of_forms(cls, forms: Iterable[Form]) -> Guards:
        """The guards of every question and group of these forms."""
        kinds: dict[str, str] = {}
        conditions: dict[str, tuple[Condition, ...]] = {}
        choices: dict[str, Mapping[str, Condition | None]] = {}
        for form, section, item in _items(forms):
            outer = _given(form.when, section.when, item.when)
            conditions[item.path] = outer
            if isinstance(item, Group):
                kinds[item.path] = GROUP
                conditions |= {member.path: _given(member.when) for member in item.items}
            members = item.items if isinstance(item, Group) else (item,)
            kinds |= {each.path: each.kind for each in members}
            choices |= {each.path: found for each in members if (found := _moving(each))}
        return cls(MappingProxyType(kinds), MappingProxyType(conditions), MappingProxyType(choices))

    def kind(self, path: str) -> str | None:
        """Kind of a question, ``group`` for a group; None for what is neither."""
        return self.kinds.get(path)

    def of(self, path: str, group: str = "") -> tuple[Condition, ...]:
        """The conditions of a question; in the rows of ``group`` only those of the row."""
        return self.conditions.get(path, ()) if group or "[]." not in path else ()


def _items(forms: Iterable[Form]) -> Iterator[tuple[Form, Section, FormPart]]:
    for form in forms:
        for section in form.sections:
            for item in section.items:
                yield form, section, item


def _given(*conditions: Condition | None) -> tuple[Condition, ...]:
    return tuple(condition for condition in conditions if condition is not None)


def _moving(field: Field) -> Mapping[str, Condition | None]:
    options = field.options.options if field.options else ()
    if all(option.when is None for option in options):
        return {}
    return {option.code: option.when for option in options}
