"""What pages ask of a case in items; nothing here changes anything.

Every answer is about a case that was loaded as its sender sees it (``Corridor.load``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from engine.base.errors import NotFound
from engine.base.records import Submission
from engine.base.values import NOTHING, Answers, Problem
from engine.bundles.library import Library
from engine.case.file_places import files_by_path
from engine.case.filled_steps import step_place
from engine.case.form_pages import FormPage, is_editable
from engine.case.sending import filled_in
from engine.case.step_answers import StepPlace, step_situation
from engine.definitions.model.forms import Form
from engine.definitions.model.items import COMMENT
from engine.forms.compose import Typed, form_view
from engine.forms.outline import Outline
from engine.forms.read import Raw, Surroundings, read
from engine.forms.requirements import Need, needs
from engine.forms.view import FormView, ProblemView
from engine.forms.wording import Wording
from engine.meaning.flow.commands import Move
from engine.meaning.flow.decide import permitted
from engine.meaning.flow.proposals import parsed_answer
from engine.meaning.situation import Situation
from engine.meaning.words.overview import FlowOverview, overview
from engine.services.case_drafts import read_draft
from engine.services.case_entries import FormEntry, StepEntry
from engine.services.case_loading import LoadedCase
from engine.services.form_acts import page_of
from engine.services.step_acts import only_unit
from engine.services.supposing import draft_situation

Texts = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class FormSheet:
    """The forms of an item for a unit. ``version`` goes back with what is typed."""

    item: str
    unit: str
    version: int
    read_only: bool
    saved_at: datetime | None
    forms: tuple[FormView, ...]
    problems: tuple[ProblemView, ...]
    """All that the applicant may see, in page order."""
    needs: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class StepSheet:
    """The form of a step, with what its sender typed so far.

    ``form`` is None where only a text is asked, named by ``text``, or nothing at all.
    """

    item: str
    unit: str
    step: str
    version: int
    form: FormView | None
    text: str
    typed: Texts = field(repr=False)


@dataclass(frozen=True, slots=True)
class AnswersReading:
    """Puts cases in words; everything it needs is given to it."""

    library: Library

    def overview(self, case: LoadedCase, lang: str, *, to_bank: bool = False) -> FlowOverview:
        """How the case stands, its stages and items, whose turn it is."""
        reader = self.library.reader(lang, case.ready)
        return overview(case.state.world, case.state.picture, reader, to_bank=to_bank)

    def moves(self, case: LoadedCase) -> tuple[Move, ...]:
        """Every step that is open to whoever loaded the case, in the order of the flow."""
        return permitted(case.state.world, case.state.picture, case.actor)

    def form(
        self,
        case: LoadedCase,
        entry: FormEntry,
        lang: str,
        problems: tuple[Problem, ...] = (),
    ) -> FormSheet:
        """The forms of an item as stored, or with what was just typed. Raises NotFound."""
        page = page_of(case, entry.item, entry.unit)
        stored, wording = case.draft(page.key), self.library.wording(case.ready, lang)
        read_only = not is_editable(case.state, page, case.actor, case.now)
        now, unread = self._now(case, page, entry, read_only=read_only)
        fresh = stored.version == 0 and entry.raw is None
        views = self._forms(now, case, page, Typed(unread, problems, fresh=fresh), wording)
        return FormSheet(
            item=page.item.name,
            unit=page.unit,
            version=stored.version,
            read_only=read_only,
            saved_at=stored.saved_at,
            forms=views,
            problems=tuple(problem for view in views for problem in view.summary),
            needs=needs(now, page.outline, wording),
        )

    def version(self, case: LoadedCase, sent: Submission, lang: str) -> tuple[FormView, ...]:
        """The forms of an item as they were sent in one of its versions. Raises NotFound."""
        page = page_of(case, sent.stage, sent.of)
        wording = self.library.wording(case.ready, lang)
        return self._forms(filled_in(case.state, sent), case, page, Typed(), wording)

    def step(
        self, case: LoadedCase, entry: StepEntry, lang: str, problems: tuple[Problem, ...] = ()
    ) -> StepSheet:
        """The form of a step, as kept for its sender or as just typed. Raises NotFound."""
        unit = only_unit(case, entry)
        place = step_place(case.state, entry.item, unit, entry.step)
        draft = case.draft(entry.draft)
        typed: Raw = entry.raw or draft.unread
        answer = parsed_answer(entry.step)
        if place is None and answer is None:
            raise NotFound
        text = COMMENT if place is None else "" if place.form else place.step.form
        view = None
        if place is not None and place.form is not None:
            view = self._step_form(
                case, replace(place, files=_files(case, entry)), typed, problems, lang
            )
        return StepSheet(entry.item, unit, entry.step, draft.version, view, text, typed)

    def _now(
        self, case: LoadedCase, page: FormPage, entry: FormEntry, *, read_only: bool
    ) -> tuple[Situation, Texts]:
        """The case with what is on the page; a form that was sent is shown as it was sent."""
        sent = case.state.sent.get(page.place)
        if read_only and sent is not None:
            return filled_in(case.state, sent), NOTHING
        if case.actor.side != "user":  # what is not sent yet is the applicant's alone
            return draft_situation(case, page, {}), NOTHING
        draft = read_draft(case, page, entry, blank_rows=True)
        answers: Answers = case.answers(page, draft.kept.answers)
        return draft_situation(case, page, answers), draft.kept.unread

    def _forms(
        self, now: Situation, case: LoadedCase, page: FormPage, typed: Typed, wording: Wording
    ) -> tuple[FormView, ...]:
        left = list(typed.problems)
        shown = [form for form in page.outline.forms if _is_part(now, form)]
        views = []
        for place, form in enumerate(shown):
            is_last, outline = place == len(shown) - 1, case.ready.forms[form.name]
            own = [each for each in left if is_last or _belongs(each, outline)]
            left = [each for each in left if each not in own]
            views.append(form_view(now, form, wording, replace(typed, problems=tuple(own))))
        return tuple(views)

    def _step_form(
        self,
        case: LoadedCase,
        place: StepPlace,
        typed: Raw,
        problems: tuple[Problem, ...],
        lang: str,
    ) -> FormView | None:
        form, world = place.form, case.state.world
        if form is None:
            return None
        around = Surroundings(world.today, world.situation(case.state.picture).answers)
        reading = read(form.outline, typed, around)
        answers = {**reading.answers, **place.files}
        now = step_situation(world, case.state.picture, place, answers)
        wording = Wording.of_forms(
            (form.form,), form.meaning, self.library.reader(lang, case.ready)
        )
        shown = Typed(reading.unread, problems, fresh=not typed)
        return form_view(now, form.form, wording, shown)


def _files(case: LoadedCase, entry: StepEntry) -> Answers:
    return files_by_path(case.files_of(entry.draft))


def _is_part(case: Situation, form: Form) -> bool:
    return form.when is None or case.holds(form.when) is True


def _belongs(problem: Problem, outline: Outline) -> bool:
    return outline.place(problem.path) is not None or problem.path in outline.groups
