"""Why an answer that the bank asked to correct is right as it was sent, in the applicant's words.

An explanation is typed beside the answer and kept with the draft of the form: it is never stored
without it, so that the version of the draft guards both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from engine.base.legible import legible
from engine.base.records import SavedAnswers
from engine.base.values import Problem
from engine.case.form_pages import FormPage
from engine.definitions.kinds import Sentence
from engine.definitions.kinds.sentences import TOO_LONG, problem
from engine.forms.openings import asked_keys, name_of
from engine.language.marker import N_
from engine.services.case_drafts import Draft
from engine.services.case_entries import FormEntry
from engine.services.case_loading import LoadedCase

UNCHANGED: Final = Sentence(
    "E-01",
    N_("This answer is not changed yet. Change it, or explain below why it is right."),
)
LONGEST: Final = 2000
"""Characters of an explanation."""


def explained_now(case: LoadedCase, page: FormPage, entry: FormEntry) -> Mapping[str, str]:
    """The explanations by key: as they were typed, or as they are stored."""
    if entry.explained is not None:
        said = {key: legible(text) for key, text in entry.explained.items()}
        return {key: text for key, text in said.items() if text}
    return kept_explanations(case, page)


def kept_explanations(case: LoadedCase, page: FormPage) -> Mapping[str, str]:
    """The explanations that are stored, by key."""
    stored = case.draft(_key(page))
    return {key: "\n".join(texts) for key, texts in stored.unread.items()}


def explained_anew(case: LoadedCase, page: FormPage, entry: FormEntry) -> tuple[SavedAnswers, ...]:
    """The explanations to be stored; nothing where they are stored already."""
    stored = case.draft(_key(page))
    typed = {key: (text,) for key, text in explained_now(case, page, entry).items()}
    if typed == dict(stored.unread):
        return ()
    return (SavedAnswers(case.case.id, _key(page), {}, typed, stored.version),)


def without_explanations(case: LoadedCase, page: FormPage) -> tuple[SavedAnswers, ...]:
    """The end of the explanations that were kept: they are sent."""
    stored = case.draft(_key(page))
    empty = SavedAnswers(case.case.id, _key(page), {}, {}, stored.version)
    return (empty,) if stored.unread else ()


def unchanged_problems(draft: Draft, explained: Mapping[str, str]) -> Iterator[Problem]:
    """Answers that were to be corrected and are neither changed nor explained."""
    if draft.corrected is None:
        return
    correction = draft.corrected.correction
    asked = asked_keys(draft.corrected.situation, correction.page.outline)
    for key in correction.unchanged(draft.answers):
        if not any(f"{one}.".startswith(f"{key}.") for one in asked):
            continue
        name = name_of(key, correction.page.outline, draft.answers)
        if len(explained.get(key, "")) > LONGEST:
            yield problem(name, TOO_LONG, max=LONGEST)
        elif key not in explained:
            yield problem(name, UNCHANGED)


def _key(page: FormPage) -> str:
    """The key under which explanations are kept."""
    return f"{page.key}/explained/."
