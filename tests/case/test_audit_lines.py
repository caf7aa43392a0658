"""Lines of the action history say who did what, and nothing personal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.base.events import By, CaseEvent
from engine.base.records import StoredCase
from engine.case.audit_lines import audit_line
from tests.case.office import MONDAY
from tests.case.test_letters import notice, photo

CASE = StoredCase("case1", "office", "bundle", "anna", "lv", "active", MONDAY, MONDAY)
STEP = CaseEvent(
    "step", "photo", "people.1", "officer fails", "invited", "failed",
    By("bank", "officer", "ilze"), MONDAY, {"comment": "Not Anna Bērziņa"}, 7,
)  # fmt: skip


def test_a_step_is_a_line() -> None:
    line = audit_line(CASE, STEP)
    assert (line.action, line.subject, line.before, line.after) == (
        "officer fails", "photo people.1", "invited", "failed",
    )  # fmt: skip
    assert (line.side, line.actor, line.at) == ("bank", "ilze", MONDAY)
    assert (line.case, line.account) == ("case1", "anna")
    assert line.detail == {"number": 7, "kind": "step", "role": "officer"}
    assert "Anna" not in repr(line)


@pytest.mark.parametrize(
    ("event", "action", "actor"),
    [
        (replace(STEP, kind="proposed"), "officer fails (proposed)", "ilze"),
        (replace(STEP, kind="followed", step="", by=By()), "followed", ""),
        (CaseEvent("ended", after="closed", at=MONDAY), "ended", ""),
        (replace(STEP, kind="submitted", step=""), "form submitted", "ilze"),
        (replace(STEP, by=By("provider", "scanner")), "officer fails", "scanner"),
        (replace(STEP, kind="message", step="N1", by=By()), "N1 (message)", ""),
    ],
)
def test_every_kind_has_a_name(event: CaseEvent, action: str, actor: str) -> None:
    line = audit_line(CASE, event)
    assert (line.action, line.actor) == (action, actor)


def test_a_form_that_was_sent_says_whether_the_engines_agreed() -> None:
    event = CaseEvent("submitted", "request", at=MONDAY, data={"engines": "differ"})
    assert audit_line(CASE, event).after == "differ"


def test_an_event_without_a_time_is_no_line() -> None:
    with pytest.raises(ValueError, match="time"):
        audit_line(CASE, replace(STEP, at=None))


def test_every_event_and_every_letter_is_a_line() -> None:
    case = photo(notice("{photo: scanner fails}", "the person"))
    made = case.do("photo", "scanner fails", "people.anna", by="scanner")
    assert [line.action for line in made.audit] == ["scanner fails", "N1 note (message)"]
    assert "a@x.org" not in repr(made.audit)
