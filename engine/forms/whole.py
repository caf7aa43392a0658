"""A form with all its questions, whoever is asked: for printing, for translators, for review."""

from __future__ import annotations

from dataclasses import replace

from engine.definitions.model.forms import (
    ChoiceList,
    Field,
    Form,
    FormPart,
    Group,
    Section,
)
from engine.definitions.model.programme import (
    Programme,
)


def whole(programme: Programme, name: str) -> Programme:
    """The programme with every question of one form asked, and every choice offered."""
    forms = tuple(_form(form) if form.name == name else form for form in programme.forms)
    return replace(programme, forms=forms)


def _form(form: Form) -> Form:
    return replace(form, when=None, sections=tuple(_section(one) for one in form.sections))


def _section(section: Section) -> Section:
    return replace(section, when=None, items=tuple(_item(item) for item in section.items))


def _item(item: FormPart) -> FormPart:
    if isinstance(item, Group):
        return replace(item, when=None, items=tuple(_field(field) for field in item.items))
    return _field(item)


def _field(field: Field) -> Field:
    options = _options(field.options) if field.options else None
    return replace(field, when=None, options=options)


def _options(choices: ChoiceList) -> ChoiceList:
    return replace(choices, options=tuple(replace(one, when=None) for one in choices.options))
