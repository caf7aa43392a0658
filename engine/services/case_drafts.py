"""What is typed into the forms of a page, or stored of it, before anything is judged."""

from __future__ import annotations

from dataclasses import field, replace

from engine.base.dataclass import dataclass
from engine.base.records import SavedAnswers
from engine.base.values import Answers, Problem
from engine.bundles.compiled import Ready
from engine.case.form_pages import FormPage
from engine.definitions.kinds.sentences import WRONG_FORMAT, problem
from engine.forms.problems import save_problems
from engine.forms.read import Surroundings, completed, merged, read
from engine.forms.row_ids import with_row_ids
from engine.meaning.situation import Situation
from engine.services.case_entries import FormEntry, seed_of
from engine.services.case_loading import LoadedCase
from engine.services.corrections import Corrected, TypedPage, corrected
from engine.services.supposing import draft_situation


@dataclass(frozen=True, slots=True)
class Draft:
    """``kept`` is what will be stored of a page, ``answers`` all that is answered, with files.

    ``unread`` are problems of the reading. ``corrected`` says what is open of a form that came back
    with comments on single answers.
    """

    kept: SavedAnswers
    answers: Answers = field(repr=False)
    unread: tuple[Problem, ...] = ()
    corrected: Corrected | None = None


@dataclass(frozen=True, slots=True)
class DraftedPage:
    """The case as it would be with a page; ``problems`` are to be said at once.

    ``is_open`` says that all of it may be changed.
    """

    ready: Ready = field(repr=False)
    page: FormPage
    situation: Situation = field(repr=False)
    problems: tuple[Problem, ...]
    is_open: bool


def read_draft(case: LoadedCase, page: FormPage, entry: FormEntry, *, blank_rows: bool) -> Draft:
    """What a page sent; without ``raw`` what is stored."""
    typed_page = TypedPage(entry.raw, seed_of(entry, page), blank_rows)
    if (found := corrected(case, page, typed_page)) is not None:
        return _corrected(case, page, entry, found)
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


def problems_now(case: LoadedCase, page: FormPage, draft: Draft) -> tuple[Problem, ...]:
    """What is to be said at once, before anything is sent."""
    return drafted_page(case, page, draft).problems


def drafted_page(case: LoadedCase, page: FormPage, draft: Draft) -> DraftedPage:
    """The case with what is on a page."""
    now = draft_situation(case, page, draft.answers)
    problems = save_problems(now, page.outline, draft.unread)
    return DraftedPage(case.ready, page, now, problems, is_open=draft.corrected is None)


def same_answers(one: SavedAnswers, other: SavedAnswers) -> bool:
    """Whether two drafts hold the same."""
    return dict(one.answers) == dict(other.answers) and dict(one.unread) == dict(other.unread)


def _corrected(case: LoadedCase, page: FormPage, entry: FormEntry, found: Corrected) -> Draft:
    """Of a correction only what is open is taken from the page."""
    seen = case.draft(page.key).version if entry.raw is None else entry.seen_version
    fields = page.outline.fields
    answers = {
        path: one
        for path, one in found.answers.items()
        if path not in fields or fields[path].kind != "file"
    }
    kept = SavedAnswers(case.case.id, page.key, answers, found.unread, seen)
    return Draft(kept, completed(page.outline, found.answers), found.problems, found)


def _stored(case: LoadedCase, page: FormPage) -> Draft:
    stored = case.draft(page.key)
    unread = tuple(problem(name, WRONG_FORMAT) for name in stored.unread)
    answers = completed(page.outline, case.answers(page))
    return Draft(replace(stored), answers, unread)


def _known(case: LoadedCase, page: FormPage) -> Answers:
    return {**case.given, **case.state.world.answers, **case.answers(page)}
