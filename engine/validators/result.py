"""What a validator answers: the clean value or every fault, and notes that refuse nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from engine.base.dataclass import dataclass
from engine.base.values import NOTHING


@dataclass(frozen=True, slots=True)
class ValidatorFault:
    """One thing wrong with, or worth saying about, a text.

    ``code`` is a key of ``FAULTS``; ``params`` fills the placeholders of its sentence and never
    holds the text itself, which may be secret.
    """

    code: str
    params: Mapping[str, object] = field(default_factory=lambda: NOTHING, hash=False)


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of ``validate``.

    ``value`` is the canonical text, or ``None`` exactly when ``faults`` refuse it. ``notes`` are
    warnings for the applicant or marks for staff. The value is left out of ``repr``, so that a
    password or a personal code cannot reach a log.
    """

    value: str | None = field(repr=False)
    faults: tuple[ValidatorFault, ...] = ()
    notes: tuple[ValidatorFault, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the faults, in the order in which they were found."""
        return tuple(fault.code for fault in self.faults)


def accepted(value: str, *notes: ValidatorFault) -> Result:
    """A clean value, with what is worth saying about it."""
    return Result(value, notes=notes)


def refused(*codes: str) -> Result:
    """A refusal for faults whose sentences have no placeholders."""
    return Result(None, tuple(ValidatorFault(code) for code in codes))


def judged(
    value: str, faults: Sequence[ValidatorFault], notes: Sequence[ValidatorFault] = ()
) -> Result:
    """``value`` with ``notes`` if there are no ``faults``, otherwise a refusal with all of them."""
    return Result(None, tuple(faults)) if faults else Result(value, notes=tuple(notes))
