"""The case as it would be with what is on a page."""

from __future__ import annotations

from engine.base.values import Answers
from engine.case.form_pages import FormPage
from engine.case.sending import Sending, drafted, filled_in
from engine.meaning.situation import Situation
from engine.services.case_loading import LoadedCase


def draft_situation(case: LoadedCase, page: FormPage, answers: Answers) -> Situation:
    """The case as it would be if these were the answers of the page."""
    sending = Sending(
        page, "", case.case.id, "", case.actor, case.now, answers, given=case.given
    )  # fmt: skip
    return filled_in(case.state, drafted(case.state, sending))
