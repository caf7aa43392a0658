"""Validators of other packages, named in the entry-point group ``anketa.validators``.

A package adds one without touching this tree. In its ``setup.cfg``::

    [options.entry_points]
    anketa.validators =
        tax_number = their_package.tax_number

``tax_number`` is the name that definitions use after ``looks like``; what it points to, a module
or any object, has the verbs of ``Validator``. Its faults carry codes of ``FAULTS``, or codes of
its own with sentences in a mapping ``FAULTS`` beside the verbs.

Whoever wires the application calls ``load(entry_points(group=GROUP))``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.metadata import EntryPoint
from typing import Final

from engine.base.errors import AnketaError
from engine.validators import VALIDATORS
from engine.validators.contract import Validator
from engine.validators.faults import FAULTS, FaultText

GROUP: Final = "anketa.validators"
VERBS: Final = ("compact", "validate", "format")


class ExtensionRefused(AnketaError):
    """A validator of another package cannot be used; the text says which, why and what to do."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"Validator '{name}' of the group '{GROUP}' {reason}")


def load(group: Iterable[EntryPoint]) -> dict[str, Validator]:
    """All validators by name: our own and those of ``group``.

    Raises ``ExtensionRefused`` when a name is taken, or its object cannot be imported or lacks a
    verb.
    """
    found = dict(VALIDATORS)
    owners = dict.fromkeys(VALIDATORS, "Anketa itself")
    for entry in group:
        if entry.name in found:
            raise ExtensionRefused(
                entry.name,
                f"is offered by {owners[entry.name]} and by {entry.value}."
                " Rename it in the entry points of one package, or uninstall that package.",
            )
        found[entry.name] = imported(entry)
        owners[entry.name] = entry.value
    return found


def texts(validators: Mapping[str, Validator]) -> dict[str, FaultText]:
    """The sentences of all codes: our own and those that ``validators`` bring.

    Raises ``ExtensionRefused`` when one brings another sentence for a code that exists.
    """
    known = dict(FAULTS)
    for name, validator in validators.items():
        brought: Mapping[str, FaultText] = getattr(validator, "FAULTS", {})
        for code, text in brought.items():
            if known.setdefault(code, text) != text:
                raise ExtensionRefused(
                    name,
                    f"gives the code '{code}' a second sentence."
                    f" Call its own codes by its name: '{name}-{code}'.",
                )
    return known


def imported(entry: EntryPoint) -> Validator:
    """The object behind ``entry``, once it is known to have the verbs."""
    try:
        candidate: Validator = entry.load()
    except Exception as error:  # a foreign module may do anything while it is imported
        raise ExtensionRefused(
            entry.name,
            f"cannot be imported from {entry.value} ({type(error).__name__}: {error})."
            " Repair its package or uninstall it.",
        ) from error
    missing = [verb for verb in VERBS if not callable(getattr(candidate, verb, None))]
    if missing:
        raise ExtensionRefused(
            entry.name,
            f"lacks {', '.join(missing)} in {entry.value}. A validator has {', '.join(VERBS)}.",
        )
    return candidate
