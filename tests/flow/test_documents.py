"""The status of a document follows from what was done with it."""

from __future__ import annotations

import pytest

from engine.base.values import Span, Text
from engine.definitions.model.flow import (
    DocumentState,
    DocumentStep,
    DocumentType,
)
from engine.services.document_status import (
    APPLICANT,
    SAVES,
    SENDS,
    status,
)

HERE = Span("x.yaml")
SAVED, SENT, BACK = (APPLICANT, SAVES), (APPLICANT, SENDS), ("clerk", "returns")
STEPS = {
    "none": {SAVED: "begun", SENT: "sent"},
    "begun": {SAVED: "begun", SENT: "sent"},
    "sent": {BACK: "begun"},
}
PAPER = DocumentType(
    name="paper",
    title=Text("Paper"),
    starts="none",
    states=tuple(
        DocumentState(
            name,
            Text(name),
            tuple(DocumentStep(*done, target, HERE) for done, target in steps.items()),
            HERE,
        )
        for name, steps in STEPS.items()
    ),
    span=HERE,
)


@pytest.mark.parametrize(
    ("done", "reached"),
    [
        ((), "none"),
        ((SAVED,), "begun"),
        ((SENT,), "sent"),
        ((SAVED, SAVED, SENT), "sent"),
        ((SENT, SAVED), "sent"),
        ((SENT, BACK), "begun"),
        ((BACK,), "none"),
        ((("stranger", SAVES),), "none"),
    ],
)
def test_what_was_done_decides(done: tuple[tuple[str, str], ...], reached: str) -> None:
    assert status(PAPER, done).name == reached
