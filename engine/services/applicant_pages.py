"""What pages ask: forms to fill in, steps to take, documents. Nothing here changes anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import BinaryIO

from engine.base.cards import CaseCard
from engine.base.dataclass import dataclass
from engine.base.errors import BundleUnreadable, NotFound
from engine.base.ports import Clock, FileStore
from engine.base.records import CaseFile
from engine.base.values import Problem
from engine.bundles.compiled import Ready
from engine.bundles.library import Library
from engine.case.comments import open_comments
from engine.case.form_pages import FormPage, form_page, is_editable
from engine.case.judgement import Facts, situation
from engine.case.number import number
from engine.forms.compose import Typed, form_view
from engine.forms.dependence import PageStanding, dependence
from engine.forms.outline import Outline
from engine.forms.read import Surroundings, merged, read
from engine.forms.requirements import needs
from engine.forms.totals import totals
from engine.forms.view import FormView
from engine.meaning.flow.commands import Move
from engine.meaning.situation import Situation
from engine.meaning.words.captions import Captions
from engine.meaning.words.item_captions import status_caption
from engine.meaning.words.summary import ReasonInWords, reasons_in_words
from engine.meaning.words.units import item_title
from engine.meaning.words.why import why_question
from engine.services import senders
from engine.services.addresses import item_at
from engine.services.case_drafts import DraftedPage
from engine.services.case_loading import CaseRequest, LoadedCase, loaded
from engine.services.correction_pages import CorrectionPage, CorrectionView
from engine.services.corrections import Corrected, TypedPage, corrected
from engine.services.document_comments import CommentPeople, comment_lines
from engine.services.document_views import CommentLine
from engine.services.explaining import kept_explanations
from engine.services.overview_parts import shown_files
from engine.services.overviews import overview_of
from engine.services.queue_words import standing_words
from engine.services.step_pages import StepPage, open_move
from engine.services.supposing import draft_situation
from engine.services.together import Together, together
from engine.services.views import (
    UNTOUCHED,
    CaseLine,
    CaseLines,
    Entered,
    FormPageView,
    Overview,
    StepPageView,
    Viewer,
)
from engine.store.cards import Query
from engine.store.store import Store


@dataclass(frozen=True, slots=True)
class ApplicantPages:
    """Answers to the pages of one applicant; every case is checked to be the applicant's own."""

    store: Store
    library: Library
    files: FileStore
    clock: Clock
    ports: frozenset[str] = frozenset()
    """Those to which an outside party is connected."""

    def cases_of(
        self, viewer: Viewer, programme: str, first: int = 0, count: int = 50
    ) -> CaseLines:
        """The cases of an account in a programme, last changed first, from one of them on."""
        with self.store.read() as view:
            cards = view.cards.of_account(viewer.account_id, programme, first, count)
            every = view.cards.count(Query(programme, account=viewer.account_id))
        return CaseLines(tuple(self._line(card, viewer) for card in cards), every)

    def registration_form(
        self, programme: str, form: str, lang: str, entered: Entered = UNTOUCHED
    ) -> FormView:
        """One form of the registration with what was typed so far. Raises UnknownProgramme."""
        ready = self.library.today(programme)
        today = ready.today(self.clock.now())
        reading = read(ready.registration[form], entered.raw, Surroundings(today, entered.known))
        case = situation(ready, Facts(today, {**entered.known, **reading.answers}))
        remembered = Typed(reading.unread, entered.problems, fresh=not entered.raw)
        return form_view(case, ready.form(form), self.library.wording(ready, lang), remembered)

    def form_page(
        self, viewer: Viewer, case_id: str, place: str, entered: Entered | None = None
    ) -> FormPageView:
        """The forms of an item as stored, or with what was just typed. Raises NotFound."""
        case = self._loaded(viewer, case_id)
        page = _page(case, place)
        typed = TypedPage(entered.raw if entered else None)
        found = corrected(case, page, typed) if _is_open(case, page) else None
        now, unread = (found.situation, found.unread) if found else _with_typed(case, page, entered)
        stored, problems = case.draft(page.key), entered.problems if entered else ()
        shown = Typed(unread, problems, fresh=stored.version == 0 and entered is None)
        forms = self._forms(now, case.ready, page, shown, viewer.lang)
        captions = self.library.captions(case.ready, viewer.lang)
        comments = self._comments(case, page) if _is_open(case, page) else ()
        return FormPageView(
            case_id=case.case.id,
            number=number(case.case),
            place=place,
            title=item_title(now, page.item, page.unit, captions),
            version=stored.version,
            read_only=not _is_open(case, page),
            saved_at=stored.saved_at,
            forms=forms,
            problems=tuple(problem for form in forms for problem in form.summary),
            needs=needs(now, page.outline, self.library.wording(case.ready, viewer.lang)),
            comments=comments,
            correction=self._correction(case, found, (forms, comments), viewer.lang, entered),
            confirms=_confirms(case, page),
            measures=any(one.device_checks for one in page.outline.fields.values()),
            depends=dependence(now, case.ready.depends_on(page.outline), problems),
        )

    def standing(
        self, viewer: Viewer, drafted: DraftedPage, said: Sequence[Problem]
    ) -> PageStanding | None:
        """What of a page may have changed with its answers; None where the bank named those that
        may be changed."""
        if not drafted.is_open:
            return None
        ready, now, outline = drafted.ready, drafted.situation, drafted.page.outline
        wording = self.library.wording(ready, viewer.lang)
        shown = (form for form in outline.forms if _is_part(now, ready, form.name))
        found = (totals(now, form, wording).values() for form in shown if form.computed)
        return PageStanding(
            dependence(now, ready.depends_on(outline), said),
            tuple(total for groups in found for group in groups for total in group),
        )

    def step_page(
        self, viewer: Viewer, case_id: str, place: str, step: str, entered: Entered = UNTOUCHED
    ) -> StepPageView:
        """A step that is open to the applicant, with its form. Raises NotFound."""
        case = self._loaded(viewer, case_id)
        sender, move = senders.applicant(viewer.account_id), open_move(case, place, step)
        return StepPage(case, self.library, sender, move, entered, viewer.lang).view()

    def move(self, viewer: Viewer, case_id: str, place: str, step: str) -> Move:
        """The step that an address names, if it is open. Raises NotFound."""
        return open_move(self._loaded(viewer, case_id), place, step)

    def ready(self, viewer: Viewer, case_id: str) -> Ready:
        """The programme that a case runs on. Raises NotFound."""
        return self._loaded(viewer, case_id).ready

    def overview(self, viewer: Viewer, case_id: str) -> Overview:
        """Stages, items, facts and people of a case, with reasons. Raises NotFound."""
        return overview_of(self._loaded(viewer, case_id), self.library, viewer.lang, self.ports)

    def why(self, viewer: Viewer, case_id: str, name: str) -> tuple[ReasonInWords, ...]:
        """Why a question is asked, by its input name. Raises NotFound."""
        case = self._loaded(viewer, case_id)
        now = case.state.world.situation(case.state.picture)
        path, row = now.place(name)
        if path not in case.ready.meaning.questions:
            raise NotFound
        why = why_question(now, path, row)
        return reasons_in_words(why, self.library.captions(case.ready, viewer.lang))

    def file(
        self, viewer: Viewer, case_id: str, file_id: str
    ) -> tuple[CaseFile, AbstractContextManager[BinaryIO]]:
        """An uploaded file and its bytes. Raises NotFound."""
        case = self._loaded(viewer, case_id)
        found = next((file for file in case.files_of() if file.id == file_id), None)
        if found is None and file_id in shown_files(case):
            with self.store.read() as view:
                found = view.files.one(file_id, case_id)
        if found is None:
            raise NotFound
        return found, self.files.open(found.id)

    def together(self, viewer: Viewer, case_id: str, path: str, kind: str) -> Together:
        """All documents of a question that are to be signed, in one file. Raises NotFound."""
        return together(self._loaded(viewer, case_id), self.files, path, kind)

    def _comments(self, case: LoadedCase, page: FormPage) -> tuple[CommentLine, ...]:
        with self.store.read() as view:
            sent = view.submissions.of_case(case.case.id)
            said = open_comments(page.item, page.unit, case.events)
            return tuple(comment_lines(said, CommentPeople(view, ""), case, sent))

    def _correction(
        self,
        case: LoadedCase,
        found: Corrected | None,
        shown: tuple[tuple[FormView, ...], tuple[CommentLine, ...]],
        lang: str,
        entered: Entered | None,
    ) -> CorrectionView | None:
        if found is None:
            return None
        forms, comments = shown
        page, wording = found.correction.page, self.library.wording(case.ready, lang)
        sent = case.state.world.situation(case.state.picture)
        explained = entered.explained if entered else None
        return CorrectionPage(
            found,
            forms,
            self._forms(sent, case.ready, page, Typed(), lang),
            {one.key: tuple(each for each in comments if each.key == one.key) for one in comments},
            kept_explanations(case, page) if explained is None else explained,
            wording,
        ).view()

    def _loaded(self, viewer: Viewer, case_id: str) -> LoadedCase:
        request = CaseRequest(case_id, senders.applicant(viewer.account_id))
        with self.store.read() as view:
            return loaded(view, self.library.serve, request, self.clock.now())

    def _line(self, card: CaseCard, viewer: Viewer) -> CaseLine:
        """A case with what the stages are called in which it waits, or how it ended."""
        try:
            ready = self.library.serve(card.bundle, card.programme)
        except BundleUnreadable:
            return CaseLine(card.case, card.number, "", card.changed_at)
        reader, stages = self.library.reader(viewer.lang, ready), ready.programme.flow.stages
        titles = [reader.text(stage.title) for stage in stages if stage.name in card.current]
        if not titles:
            titles = self._outcome(card, self.library.captions(ready, viewer.lang))
        return CaseLine(card.case, card.number, ", ".join(titles), card.changed_at)

    def _outcome(self, card: CaseCard, captions: Captions) -> list[str]:
        """What was decided; without a decision the end alone."""
        found: dict[str, None] = {}
        for item, _, status in (each.partition(" ") for each in card.decided):
            known = captions.meaning.route.items.get(item)
            caption = status_caption(known, status) if known is not None else None
            found |= {captions.reader.text(caption): None} if caption else {}
        return list(found) or [standing_words(card.status, captions)]

    def _forms(
        self, case: Situation, ready: Ready, page: FormPage, typed: Typed, lang: str
    ) -> tuple[FormView, ...]:
        wording, left = self.library.wording(ready, lang), list(typed.problems)
        names = [form.name for form in page.outline.forms if _is_part(case, ready, form.name)]
        views = []
        for place, name in enumerate(names):
            last = place == len(names) - 1
            own = [one for one in left if last or _belongs(one, ready.forms[name])]
            left = [one for one in left if one not in own]
            shown = replace(typed, problems=tuple(own))
            views.append(form_view(case, ready.form(name), wording, shown))
        return tuple(views)


def _page(case: LoadedCase, place: str) -> FormPage:
    """The page that an address names. Raises NotFound."""
    item, unit = item_at(place)
    page = form_page(case.ready, item, unit)
    if page is None or not case.state.picture.instance(item, unit).status:
        raise NotFound
    return page


def _is_open(case: LoadedCase, page: FormPage) -> bool:
    return is_editable(case.state, page, case.actor, case.now)


def _confirms(case: LoadedCase, page: FormPage) -> bool:
    adding = case.state.route.flow.adding
    is_asked = adding is not None and adding.asks in page.outline.fields
    return is_asked and bool(case.case.follows) and page.place not in case.state.sent


def _with_typed(
    case: LoadedCase, page: FormPage, entered: Entered | None
) -> tuple[Situation, Mapping[str, Sequence[str]]]:
    """The case with what is typed or stored of a page, and what of it cannot be read."""
    if entered is None:
        return draft_situation(case, page, case.answers(page)), case.draft(page.key).unread
    stored = case.answers(page)
    known = {**case.given, **case.state.world.answers, **stored}
    reading = read(page.outline, entered.raw, Surroundings(case.state.world.today, known))
    return draft_situation(case, page, merged(stored, reading)), reading.unread


def _is_part(case: Situation, ready: Ready, name: str) -> bool:
    condition = ready.form(name).when
    return condition is None or case.holds(condition) is True


def _belongs(problem: Problem, outline: Outline) -> bool:
    return outline.place(problem.path) is not None or problem.path in outline.groups
