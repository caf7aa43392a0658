"""Where the inputs of a laid-out form stand, and what their fields are called in the PDF.

A full stop parts levels of fields in a PDF, so names carry a stroke instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.base.dataclass import dataclass
from engine.documents.fillable.form import PaperInput

if TYPE_CHECKING:  # whoever reads a form needs nothing of what lays it out
    from engine.documents.tags import Tag

FORM, CASE, BUNDLE = "anketa:form", "anketa:case", "anketa:bundle"
"""Fields that nobody sees: the stamp of the form."""

LONGEST: Final = 20_000
"""Characters that a field takes, and that are read of one."""

TICKED: Final = "yes"
"""What a ticked box says, as on a page."""


@dataclass(frozen=True, slots=True)
class WidgetPlace:
    """A widget of an input: its page from 0, its rectangle in points, the option it is for.

    Its field becomes a part of the document under ``tag``.
    """

    asked: PaperInput
    page: int
    box: tuple[float, float, float, float]
    tag: Tag
    option: str = ""


def field_name(name: str) -> str:
    """The name of a field for the name of an input."""
    return name.replace(".", "/")


def input_name(name: str) -> str:
    """The name of an input for the name of a field."""
    return name.replace("/", ".")


def tick_name(name: str, code: str) -> str:
    """The field of one option that can be ticked beside others."""
    return f"{field_name(name)}={code}"
