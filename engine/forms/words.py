"""What questions and groups say whoever is asked, in one language: made once, shared by pages."""

from __future__ import annotations

from typing import Literal

from engine.base.dataclass import dataclass
from engine.definitions.model.device_checks import DeviceCheck
from engine.definitions.model.forms import Field, Group
from engine.forms.widgets import Control


@dataclass(frozen=True, slots=True)
class ReasonView:
    """Why something is asked, and the paragraph that says so."""

    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class OptionView:
    """One choice; ``heading`` is the caption of the block of choices it belongs to."""

    code: str
    caption: str
    hint: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class TermsView:
    """A text given to read beside a consent."""

    name: str
    title: str
    version: str


@dataclass(frozen=True, slots=True)
class Limits:
    """What an answer may be, as far as an input can tell: texts by length, numbers by value."""

    minimum: str = ""
    maximum: str = ""
    decimals: int | None = None
    accept: tuple[str, ...] = ()
    max_files: int = 0
    max_size: int = 0


Requirement = Literal["always", "depends", "never"]
"""Whether a question must be answered: by other answers where it ``depends``."""


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class FieldWords:
    """What a question says whoever is asked, and its declared input."""

    question: Field
    widget: str
    requirement: Requirement
    caption: str
    hint: str
    why: tuple[ReasonView, ...]
    options: tuple[OptionView, ...]
    terms: tuple[TermsView, ...]
    limits: Limits
    control: Control
    conditional: bool

    @property
    def kind(self) -> str:
        return self.question.kind

    @property
    def autocomplete(self) -> str:
        return self.question.autocomplete

    @property
    def width(self) -> str:
        return self.question.width

    @property
    def script(self) -> str:
        return self.question.script

    @property
    def device_checks(self) -> tuple[DeviceCheck, ...]:
        return self.question.device_checks

    @property
    def sensitive(self) -> bool:
        return self.question.sensitive


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class GroupWords:
    """What a repeating group says whoever is asked; ``object_form`` is ``each`` as in “Add …”."""

    group: Group
    caption: str
    hint: str
    each: str
    object_form: str
    why: tuple[ReasonView, ...]
    conditional: bool
