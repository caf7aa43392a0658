"""A programme made ready to serve: compiled once for a bundle and shared by all its cases."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from engine.base.dataclass import dataclass
from engine.base.errors import AnketaError
from engine.bundles.step_forms import StepForm, StepFormKey, step_forms
from engine.definitions.model.dependencies import questions
from engine.definitions.model.forms import (
    Form,
)
from engine.definitions.model.items import Item
from engine.definitions.model.programme import (
    Definitions,
    Programme,
)
from engine.forms.dependence import depended_on
from engine.forms.outline import Outline
from engine.meaning.programme import Meaning, compile_programme


class UnknownProgramme(AnketaError):
    """There is no programme of this name; the text lists those that are."""


@dataclass(frozen=True, slots=True)
class Ready:
    """``outline`` covers all forms of a case, ``everything`` the form of the account too.

    ``items`` has the outline of the forms an item names, ``forms`` and ``registration`` that of
    each form alone. ``step_forms`` are those that steps ask, with plain names.
    ``depended_on`` are the answers by which pages of an outline, known by the names of its forms,
    ask what they ask. ``sensitive`` are the paths whose answers no list or history shows.
    """

    bundle: str
    definitions: Definitions
    programme: Programme
    meaning: Meaning
    outline: Outline
    everything: Outline
    forms: Mapping[str, Outline]
    registration: Mapping[str, Outline]
    sensitive: frozenset[str]
    items: Mapping[str, Outline]
    step_forms: Mapping[StepFormKey, StepForm]
    depended_on: Mapping[tuple[str, ...], tuple[str, ...]]

    def today(self, now: datetime) -> date:
        """The calendar date of a moment where the bank is."""
        return now.astimezone(self.zone).date()

    def is_of_case(self, path: str) -> bool:
        """Whether the answer belongs to cases: all but the password and the like of an account."""
        known = (self.programme.registration.email, self.programme.registration.phone)
        return path in self.outline.order or path in known

    @property
    def zone(self) -> ZoneInfo:
        """The bank's time zone."""
        return ZoneInfo(self.programme.time_zone)

    def depends_on(self, outline: Outline) -> tuple[str, ...]:
        """The answers by which a page of forms of an item asks what it asks."""
        return self.depended_on[outline.names]

    def asked_in(self, item: Item, unit: str) -> Outline | None:
        """What the applicant fills in of an item for a unit; None where there is nothing."""
        return self.forms.get(unit) if item.forms_from else self.items.get(item.name)

    def form(self, name: str) -> Form:
        """One form. Raises KeyError."""
        return next(form for form in self.programme.forms if form.name == name)


def make_ready(definitions: Definitions, name: str) -> Ready:
    """Compile one programme of the definitions. Raises UnknownProgramme."""
    programme = definitions.programmes.get(name)
    if programme is None:
        known = ", ".join(sorted(definitions.programmes)) or "none"
        raise UnknownProgramme(f"There is no programme “{name}”. Known: {known}.")
    registration = programme.registration
    of_case = dict.fromkeys(registration.case_forms)
    items = programme.flow.items
    of_case |= dict.fromkeys(form for item in items for form in forms_of(programme, item))
    steps = (*registration.case_forms, registration.account_form)
    meaning = compile_programme(programme)
    forms = {form.name: Outline.of([form]) for form in programme.forms}
    together = {
        item.name: Outline.of_programme(programme, item.forms) for item in items if item.forms
    }
    return Ready(
        bundle=definitions.fingerprint,
        definitions=definitions,
        programme=programme,
        meaning=meaning,
        outline=Outline.of_programme(programme, of_case),
        everything=Outline.of_programme(programme),
        forms=MappingProxyType(forms),
        registration=MappingProxyType(
            {form: Outline.of_programme(programme, [form]) for form in steps}
        ),
        sensitive=frozenset(
            field.path for form in programme.forms for field in questions(form) if field.sensitive
        ),
        items=MappingProxyType(together),
        step_forms=step_forms(programme, meaning),
        depended_on=MappingProxyType(
            {
                outline.names: depended_on(meaning, outline)
                for outline in (*forms.values(), *together.values())
            }
        ),
    )


def forms_of(programme: Programme, item: Item) -> tuple[str, ...]:
    """The forms that the applicant may fill in in an item, whatever the case is."""
    if not item.forms_from:
        return item.forms
    outputs = (output for rules in programme.rules for output in rules.outputs)
    known = {form.name for form in programme.forms}
    codes = (output.codes for output in outputs if output.name == item.forms_from)
    return tuple(code for code in next(codes, ()) if code in known)
