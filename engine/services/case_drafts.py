"""What is typed into the forms of a page, or stored of it, before anything is judged."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from engine.base.records import SavedAnswers
from engine.base.values import Answers, Problem
from engine.case.form_pages import FormPage
from engine.case.sending import Sending, drafted, filled_in
from engine.definitions.kinds.sentences import WRONG_FORMAT, problem
from engine.forms.problems import save_problems
from engine.forms.read import Surroundings, completed, merged, read
from engine.forms.row_ids import with_row_ids
from engine.meaning.situation import Situation
from engine.services.case_entries import FormEntry, seed_of
from engine.services.case_loading import LoadedCase


@dataclass(frozen=True, slots=True)
class Draft:
    """``kept`` is what will be stored of a page, ``answers`` all that is answered, with files.

    ``unread`` are problems of the reading.
    """

    kept: SavedAnswers
    answers: Answers = field(repr=False)
    unread: tuple[Problem, ...] = ()


def read_draft(case: LoadedCase, page: FormPage, entry: FormEntry, *, blank_rows: bool) -> Draft:
    """What a page sent; without ``raw`` what is stored."""
    if entry.raw is None:
        return _stored(case, page)
    stored = case.draft(page.key)
    around = Surroundings(case.state.world.today, _known(case, page), blank_rows)
    reading = read(page.outline, entry.raw, around)
    unread = {name: typed for name, typed in stored.unread.items() if name not in entry.raw}
    typed = merged(stored.answers, reading)
    answers = with_row_ids(typed, page.outline.groups, stored.answers, seed_of(entry, page))
    kept = SavedAnswers(
        case=case.case.id,
        form=page.key,
        answers=answers,
        unread={**unread, **reading.unread},
        version=entry.seen_version,
    )
    everything = case.answers(page, answers)
    if not blank_rows:
        everything = completed(page.outline, everything)
    return Draft(kept, everything, reading.problems)


def draft_situation(case: LoadedCase, page: FormPage, answers: Answers) -> Situation:
    """The case as it would be with what is on the page."""
    sending = Sending(
        page, "", case.case.id, "", case.actor, case.now, answers, given=case.given
    )  # fmt: skip
    return filled_in(case.state, drafted(case.state, sending))


def problems_now(case: LoadedCase, page: FormPage, draft: Draft) -> tuple[Problem, ...]:
    """What is to be said at once, before anything is sent."""
    now = draft_situation(case, page, draft.answers)
    return save_problems(now, page.outline, draft.unread)


def same_answers(one: SavedAnswers, other: SavedAnswers) -> bool:
    """Whether two drafts hold the same."""
    return dict(one.answers) == dict(other.answers) and dict(one.unread) == dict(other.unread)


def _stored(case: LoadedCase, page: FormPage) -> Draft:
    stored = case.draft(page.key)
    unread = tuple(problem(name, WRONG_FORMAT) for name in stored.unread)
    answers = completed(page.outline, case.answers(page))
    return Draft(replace(stored), answers, unread)


def _known(case: LoadedCase, page: FormPage) -> Answers:
    return {**case.given, **case.state.world.answers, **case.answers(page)}
