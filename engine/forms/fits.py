"""What definitions demand of answers, compiled once: tests of questions and checks of forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from engine.base.dataclass import dataclass
from engine.definitions.model.conditions import (
    AllOf,
    AnyOf,
    Compare,
    Condition,
    Named,
    Negation,
    OverRows,
    Subject,
)
from engine.definitions.model.forms import (
    Check,
    Computed,
    Field,
    Form,
    Group,
)
from engine.forms.walk import items_of
from engine.meaning.checks import compile_check
from engine.meaning.conditions import Holds, compile_condition


@dataclass(frozen=True, slots=True)
class FitDemand:
    """A check with its closures. ``places`` are the paths of the questions it stands at.

    A check that ``floats`` has no ``at``: it stands at the first asked question it speaks of.
    """

    check: Check
    holds: Holds
    when: Holds | None
    places: tuple[str, ...]
    floats: bool


@dataclass(frozen=True, slots=True)
class Fits:
    """Closures by path: ``must_be`` of questions, ``demands`` and ``distinct`` of groups.

    The demands of whole forms stand under the empty path.
    """

    must_be: Mapping[str, Holds]
    demands: Mapping[str, tuple[FitDemand, ...]]
    distinct: Mapping[str, tuple[Holds | None, ...]]

    @classmethod
    def of(cls, forms: tuple[Form, ...]) -> Fits:
        """Compile the tests and checks of forms."""
        items = tuple(items_of(forms))
        groups = [item for item in items if isinstance(item, Group)]
        fields = [item for item in items if isinstance(item, Field)]
        fields += [member for group in groups for member in group.items]
        values = {each.path: each for form in forms for each in form.computed}
        demands = {"": tuple(_demand(each, values, "") for form in forms for each in form.checks)}
        for group in groups:
            own = values | {each.name: each for each in group.computed}
            prefix = f"{group.path}[]."
            members = frozenset(member.name for member in group.items)
            demands[group.path] = tuple(
                _demand(each, own, prefix, members) for each in group.checks
            )
        return cls(
            MappingProxyType({each.path: _must_be(each) for each in fields if each.must_be}),
            MappingProxyType(demands),
            MappingProxyType(
                {
                    group.path: tuple(
                        None if each.where is None else compile_condition(each.where)
                        for each in group.distinct
                    )
                    for group in groups
                }
            ),
        )


def _must_be(field: Field) -> Holds:
    subject = Subject(field.name, in_row=True) if field.group else Subject(field.path)
    assert field.must_be is not None  # noqa: S101 - the caller has asked
    return compile_condition(Compare(subject, field.must_be, field.must_be_text, field.span))


def _demand(
    check: Check,
    values: Mapping[str, Computed],
    prefix: str,
    members: frozenset[str] = frozenset(),
) -> FitDemand:
    """A check of a form, or with the ``prefix`` and the ``members`` of a group one of its rows."""
    spoken_of = dict.fromkeys(_paths(check.condition, values, prefix))
    named = dict.fromkeys(
        path for name in check.at for path in _places(name, values, prefix, members)
    )
    return FitDemand(
        check,
        compile_check(check.condition),
        None if check.when is None else compile_condition(check.when),
        tuple(named or spoken_of),
        floats=not check.at,
    )


def _places(
    name: str, values: Mapping[str, Computed], prefix: str, members: frozenset[str]
) -> Iterator[str]:
    """Where a message stands: at the question that is named, or at those behind a value."""
    return _of_subject(Subject(name, in_row=name in members), values, prefix)


def _paths(condition: Condition, values: Mapping[str, Computed], prefix: str) -> Iterator[str]:
    match condition:
        case Compare():
            yield from _of_subject(condition.subject, values, prefix)
        case Named() | Negation():
            yield from _paths(condition.part, values, prefix)
        case OverRows():
            yield condition.group
        case AllOf() | AnyOf():
            for part in condition.parts:
                yield from _paths(part, values, prefix)


def _of_subject(subject: Subject, values: Mapping[str, Computed], prefix: str) -> Iterator[str]:
    computed = values.get(subject.path)
    if computed is None:
        yield f"{prefix}{subject.path}" if subject.in_row else subject.path.partition("[].")[0]
    else:
        for argument in computed.arguments:
            yield from _of_subject(argument, values, prefix)
