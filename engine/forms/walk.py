"""Going through forms in the order in which pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.definitions.model.forms import (
    Form,
    FormPart,
)


def items_of(forms: Iterable[Form]) -> Iterator[FormPart]:
    """Questions and groups in page order."""
    return (item for form in forms for section in form.sections for item in section.items)
