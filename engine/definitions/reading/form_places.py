"""Where the answers of a form belong: to the case, to the rows of a group, or to one of an item."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from engine.base.dataclass import dataclass
from engine.definitions.faults import Faults
from engine.definitions.model.conditions import AllOf, Condition
from engine.definitions.model.forms import Field, Form, Group, Section
from engine.definitions.reading.drafts import FieldDraft, FormDraft, ItemDraft, NodeAt, ValueDraft
from engine.definitions.reading.form_model import MOST_ROWS
from engine.definitions.reading.item_drafts import FormUse
from engine.definitions.reading.names import NameScope


@dataclass(frozen=True, slots=True)
class FormPlaces:
    """``rows``: form to the group whose rows it fills, and to the item that keeps them if it is
    taken for each. ``of_items``: form to the items taken for each that ask it. ``asked_by``: form
    to the first item (or ``case``) whose step asks it.
    """

    rows: Mapping[str, tuple[str, str]]
    of_items: Mapping[str, tuple[str, ...]]
    asked_by: Mapping[str, str]


def form_places(
    uses: Iterable[FormUse], several: frozenset[str], forms: Iterable[str], faults: Faults
) -> FormPlaces:
    """Where each form belongs. ``several`` are the items that are taken for each."""
    rows: dict[str, tuple[str, str]] = {}
    of_items: dict[str, tuple[str, ...]] = {}
    asked_by: dict[str, str] = {}
    first: dict[str, FormUse] = {}
    for use in uses:
        if use.form not in forms:
            faults.lose(use.adds_to)
            continue
        before = first.setdefault(use.form, use)
        if _clash(before, use, several, faults):
            continue
        if use.by_step:
            asked_by.setdefault(use.form, use.item)
        if use.adds_to:
            rows[use.form] = use.adds_to, use.item if use.item in several else ""
        elif use.item in several:
            of_items[use.form] = tuple(dict.fromkeys((*of_items.get(use.form, ()), use.item)))
    return FormPlaces(rows, of_items, asked_by)


def _clash(before: FormUse, use: FormUse, several: frozenset[str], faults: Faults) -> bool:
    """Whether a form cannot be asked in both places; that is reported."""
    if before.adds_to != use.adds_to:
        message = f"“{use.form}” fills rows in one step and not in another."
        faults.add("A624", use.span, message, "Write the same “adds to” in both, or two forms.")
        return True
    if before.item == use.item or {before.item, use.item} <= several:
        return False
    is_of_case = not {before.item, use.item} & several
    if is_of_case and not (before.by_step and use.by_step):
        return False  # what the applicant filled in may be asked anew by a step
    message = f"the form “{use.form}” is asked by “{before.item}” already."
    faults.add("A208", use.span, message, "Each item keeps its own answers: write a second form.")
    return True


def in_rows(form: FormDraft, group: str, faults: Faults, *, plain: bool) -> FormDraft:
    """The form with its questions in the rows of ``group``; ``plain`` names have no dot."""
    sections = tuple(
        replace(
            section,
            items=tuple(
                moved
                for item in section.items
                if (moved := _moved(item, group, faults, plain=plain)) is not None
            ),
        )
        for section in form.sections
    )
    values = tuple(_value(value, group) for value in form.values)
    checks = tuple(NodeAt(check.node, _place(check.place, group)) for check in form.checks)
    return replace(form, sections=sections, values=values, checks=checks)


def _moved(item: ItemDraft, group: str, faults: Faults, *, plain: bool) -> FieldDraft | None:
    if not isinstance(item, FieldDraft):
        message = "a group cannot stand in the rows of another group."
        faults.add("A110", item.span, message, "Ask it in a form of the case.")
        return None
    if plain and "." in item.path:
        faults.lose(item.path, item.name, f"{group}.{item.name}")
        message = f"“{item.path}” stands in the rows of “{group}”: its name has no dot."
        faults.add("A111", item.span, message, f"Write “{item.name}”.")
        return None
    place = _place(item.place, group)
    return replace(item, path=f"{group}[].{item.path}", name=item.path, place=place)


def _value(value: ValueDraft, group: str) -> ValueDraft:
    place = _place(value.place, group)
    return replace(value, path=f"{group}[].{value.path}", name=value.path, place=place)


def _place(place: NameScope, group: str) -> NameScope:
    return replace(place, group=group)


def as_group(form: Form, path: str) -> Form:
    """A form whose every filling-in is a row: one section that holds the group."""
    fields = tuple(
        replace(item, when=_together(form.when, section.when, item.when))
        for section in form.sections
        for item in section.items
        if isinstance(item, Field)
    )
    group = Group(
        path=path,
        caption=form.title,
        each=form.title,
        minimum=0,
        maximum=MOST_ROWS,
        items=fields,
        span=form.span,
        hint=form.hint,
        computed=form.computed,
        checks=form.checks,
    )
    section = Section(None, (group,), form.span)
    return Form(form.name, form.title, (section,), form.span, hint=form.hint)


def _together(*conditions: Condition | None) -> Condition | None:
    parts = tuple(condition for condition in conditions if condition is not None)
    if len(parts) > 1:
        return AllOf(parts, parts[0].span)
    return parts[0] if parts else None
