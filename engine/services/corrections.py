"""A form that came back with comments on single answers: only these are open, and what they need.

Whatever a page posts, everything else stays as it was sent. An answer that is changed may lead to
further questions, or make another answer wrong: these are opened by rule, and nothing else is asked
or judged again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from engine.base.dataclass import dataclass
from engine.base.values import Answers, Problem, StoredFile
from engine.case.comments import Comment, open_comments
from engine.case.file_places import with_files
from engine.case.form_pages import FormPage
from engine.forms.openings import (
    Openings,
    answer_at,
    asked_keys,
    is_known,
    key_of,
    name_of,
    overlaid,
    posted_over,
)
from engine.forms.problems import problems
from engine.forms.read import Raw, Reading, Surroundings, read
from engine.forms.row_ids import with_row_ids
from engine.meaning.situation import Situation
from engine.services.case_loading import LoadedCase
from engine.services.supposing import draft_situation

StandingProblems = frozenset[tuple[str, str]]
"""Path and code of problems."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What is to be corrected of a page: ``sent`` are the answers as they were sent."""

    page: FormPage
    sent: Answers = field(repr=False)
    comments: tuple[Comment, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """The answers that the bank named, each once, in page order."""
        outline = self.page.outline
        keys = dict.fromkeys(one.place.key for one in self.comments)
        return tuple(sorted(keys, key=lambda key: outline.rank(name_of(key, outline, self.sent))))

    def unchanged(self, answers: Answers) -> tuple[str, ...]:
        """The named answers that stand as they were sent."""
        outline = self.page.outline
        return tuple(
            key
            for key in self.keys
            if answer_at(key, outline, self.sent) == answer_at(key, outline, answers)
        )

    def same_file(self, path: str, sha256: str) -> StoredFile | None:
        """The file of the version sent that a new one only repeats, where the bank named it."""
        if path not in self.keys:
            return None
        files = self.sent.get(path, ())
        stored = files if isinstance(files, tuple) else ()
        return next((file for file in stored if file.sha256 == sha256), None)


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction with what is typed so far.

    ``answers`` are all of the page, those that are not open as they were sent; ``opened`` are the
    keys that follow from what was changed; ``settled`` are problems that stood in the version sent.
    """

    correction: Correction
    answers: Answers = field(repr=False)
    situation: Situation = field(repr=False)
    openings: Openings
    opened: tuple[str, ...]
    unread: Mapping[str, tuple[str, ...]] = field(repr=False)
    problems: tuple[Problem, ...]
    settled: StandingProblems


@dataclass(frozen=True, slots=True)
class TypedPage:
    """What a page posted; nothing where it is what is stored. ``seed`` names new rows."""

    raw: Raw | None
    seed: str = ""
    blank_rows: bool = True


def correction_of(case: LoadedCase, page: FormPage) -> Correction | None:
    """What is to be corrected; None where everything is open or nothing was sent."""
    sent = case.state.sent.get(page.place)
    if sent is None:
        return None
    comments = open_comments(page.item, page.unit, case.events)
    known = [is_known(one.place.key, page.outline, sent.answers) for one in comments]
    if not comments or not all(known):
        return None
    return Correction(page, sent.answers, comments)


def corrected(case: LoadedCase, page: FormPage, typed: TypedPage) -> Corrected | None:
    """The correction with what is stored and typed; None where everything is open."""
    correction = correction_of(case, page)
    if correction is None:
        return None
    before = case.state.world.situation(case.state.picture)
    openings = Openings(frozenset(correction.keys))
    while True:
        reading, answers = _read(case, correction, typed, openings)
        now = draft_situation(case, page, answers)
        more = _opened(before, now, page, answers, openings)
        if not more:
            break
        openings = openings.with_more(more)
    outline, named = page.outline, frozenset(correction.keys)
    stood = (one for one in problems(before, outline) if one.level == "refuse")
    return Corrected(
        correction=correction,
        answers=answers,
        situation=now,
        openings=openings,
        opened=tuple(
            sorted(
                openings.keys - named, key=lambda key: outline.rank(name_of(key, outline, answers))
            )
        ),
        unread={
            name: texts
            for name, texts in reading.unread.items()
            if openings.covers(key_of(name, outline, answers))
        },
        problems=tuple(
            one for one in reading.problems if openings.covers(key_of(one.path, outline, answers))
        ),
        settled=frozenset(
            (one.path, one.code)
            for one in stood
            if not openings.covers(key_of(one.path, outline, correction.sent))
        ),
    )


def _read(
    case: LoadedCase, correction: Correction, typed: TypedPage, openings: Openings
) -> tuple[Reading, Answers]:
    page, stored = correction.page, case.draft(correction.page.key)
    outline = page.outline
    base = overlaid(outline, correction.sent, stored.answers, openings)
    posted = stored.unread if typed.raw is None else {**stored.unread, **typed.raw}
    raw = posted_over(outline, base, posted, openings)
    known = {**case.given, **case.state.world.answers, **base}
    around = Surroundings(case.state.world.today, known, typed.blank_rows)
    reading = read(outline, raw, around)
    given = with_row_ids(reading.answers, outline.groups, base, typed.seed)
    everything = with_files(outline, given, case.files_of())
    return reading, overlaid(outline, correction.sent, everything, openings)


def _opened(
    before: Situation, now: Situation, page: FormPage, answers: Answers, openings: Openings
) -> frozenset[str]:
    """What is not open yet and follows from the answers: questions, and answers made wrong."""
    outline = page.outline
    was, asked = asked_keys(before, outline), asked_keys(now, outline)
    found = {
        key
        for key, is_needed in asked.items()
        if not openings.covers(key) and (key not in was or (is_needed and not was[key]))
    }
    stood = {(one.path, one.code) for one in problems(before, outline)}
    for one in problems(now, outline):
        key = key_of(one.path, outline, answers)
        is_new = one.level == "refuse" and (one.path, one.code) not in stood
        if is_new and not openings.covers(key) and is_known(key, outline, answers):
            found.add(key)
    return frozenset(found)
