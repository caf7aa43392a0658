"""Inputs as WTForms fields: which class asks for which widget, and how it is rendered.

A class of fields is declared once per form (``declare``); a page binds a field only where its
macros ask for the input, so a form of 500 rows costs what it shows and no more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

import wtforms
from markupsafe import Markup
from wtforms import widgets
from wtforms.fields.core import UnboundField
from wtforms.meta import DefaultMeta

from engine.base.dataclass import dataclass
from engine.definitions.kinds import FIELD_TYPES
from engine.definitions.model.forms import (
    Field,
)

WIDGETS: Final[Mapping[str, type[wtforms.Field]]] = MappingProxyType(
    {
        "text": wtforms.StringField,
        "textarea": wtforms.TextAreaField,
        "email": wtforms.EmailField,
        "tel": wtforms.TelField,
        "url": wtforms.StringField,  # type=url would refuse an address without its scheme
        "date": wtforms.StringField,  # type=date speaks the browser's language, not the page's
        "decimal": wtforms.StringField,  # type=number would lose what is typed wrongly
        "choice": wtforms.SelectField,
        "choices": wtforms.SelectMultipleField,
        "yesno": wtforms.RadioField,
        "checkbox": wtforms.BooleanField,
        "file": wtforms.MultipleFileField,
        "password": wtforms.PasswordField,
        "note": wtforms.HiddenField,
    }
)
"""To add a widget: name it in a field type and give its WTForms class here."""

ALWAYS: Final[Mapping[str, Mapping[str, Any]]] = MappingProxyType(
    {
        "textarea": {"rows": "4"},
        "email": {"autocapitalize": "off", "spellcheck": "false"},
    }
)
"""Attributes that every input of a widget has."""

_META = DefaultMeta()


@dataclass(frozen=True, slots=True)
class Control:
    """One declared input, not yet bound to a name."""

    widget: str
    declared: UnboundField[Any]

    def html(
        self,
        name: str,
        raw: Sequence[str],
        choices: Sequence[tuple[str, str]],
        attributes: Mapping[str, Any],
    ) -> Markup:
        """The input under ``name`` with ``raw`` in it."""
        bound = self.declared.field_class(
            **self.declared.kwargs, name=name, _form=None, _meta=_META
        )
        if isinstance(bound, wtforms.SelectField | wtforms.SelectMultipleField):
            bound.choices = self._offered(choices)
        self._fill(bound, raw)
        given = {**ALWAYS.get(self.widget, {}), **attributes}
        return Markup(bound(**given))  # noqa: S704 - WTForms has escaped it

    def _offered(self, choices: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        return [("", ""), *choices] if self.widget == "choice" else list(choices)

    def _fill(self, bound: wtforms.Field, raw: Sequence[str]) -> None:
        if isinstance(bound, wtforms.SelectMultipleField):
            bound.data = list(raw)
        elif isinstance(bound, wtforms.BooleanField):
            bound.data = "yes" in raw
        elif not isinstance(bound, wtforms.PasswordField):
            bound.data = raw[0] if raw else ""


def control(field: Field) -> Control:
    """The input of a question."""
    widget = FIELD_TYPES[field.kind].widget
    settings: dict[str, Any] = {"label": field.caption.source}
    if widget == "choices":
        settings |= {
            "widget": widgets.ListWidget(prefix_label=False),
            "option_widget": widgets.CheckboxInput(),
        }
    if widget in ("choice", "choices", "yesno"):
        settings["validate_choice"] = False
    if widget == "checkbox":
        settings["render_kw"] = {"value": "yes"}
    if widget == "password":
        settings["render_kw"] = {"autocomplete": "new-password"}
    return Control(widget, UnboundField(WIDGETS[widget], **settings))
