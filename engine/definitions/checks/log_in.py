"""What people log in with: the questions that registration names must be of the right kinds."""

from __future__ import annotations

from typing import Final

from engine.definitions.faults import Faults
from engine.definitions.model.forms import (
    Field,
)
from engine.definitions.model.programme import (
    Programme,
)

KINDS: Final = {
    "email": "email", "phone": "phone", "password": "password", "password_repeat": "password",
}  # fmt: skip


def report_log_in(programme: Programme, faults: Faults) -> None:
    """What is no e-mail address, a password that anybody could read, what may stay blank."""
    _report_kinds(programme, faults)
    _report_blanks(programme, faults)


def _report_blanks(programme: Programme, faults: Faults) -> None:
    """Without all four nobody can be sent a code, or come in again."""
    registration = programme.registration
    wanted = {getattr(registration, word): word.replace("_", " ") for word in KINDS}
    form = next((one for one in programme.forms if one.name == registration.account_form), None)
    for section in form.sections if form else ():
        for item in section.items:
            if not isinstance(item, Field) or item.path not in wanted:
                continue
            whens = (form.when if form else None, section.when, item.when)
            if item.required is not True or any(when is not None for when in whens):
                message = (
                    f"“{item.path}” is the {wanted[item.path]} of a log-in and may stay blank."
                )
                faults.add("A642", item.span, message)


def _report_kinds(programme: Programme, faults: Faults) -> None:
    registration = programme.registration
    kinds = {
        item.path: item.kind
        for form in programme.forms
        for section in form.sections
        for item in section.items
        if isinstance(item, Field)
    }
    for attribute, kind in KINDS.items():
        path = getattr(registration, attribute)
        if path in kinds and kinds[path] != kind:
            word = attribute.replace("_", " ")
            found = f"“{path}” is of the kind “{kinds[path]}”"
            message = f"“{word}” must be a question of the kind “{kind}”, and {found}."
            faults.add("A308", registration.span, message, f"Name a question “{kind}: …”.")
    if registration.password and registration.password == registration.password_repeat:
        message = "“password repeat” names the same question as “password”."
        faults.add("A308", registration.span, message, "Name the question that repeats it.")
