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
    """An e-mail address that is no email question, a password that anybody could read."""
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
