"""What pages ask: forms to fill in, where a case stands, and why. Nothing here changes anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import BinaryIO

from engine.base.errors import BundleUnreadable, NotFound
from engine.base.ports import Clock, FileStore
from engine.base.records import CaseFile, StoredCase
from engine.base.values import Problem
from engine.bundles.compiled import Ready
from engine.bundles.library import Library
from engine.case.judgement import Facts, situation
from engine.case.number import number
from engine.documents import pdf
from engine.forms.compose import Typed, form_view
from engine.forms.outline import Outline
from engine.forms.read import Surroundings, merged, read
from engine.forms.requirements import needs
from engine.forms.view import FormView
from engine.language.marker import N_
from engine.meaning.path import Path, Step, walk
from engine.meaning.situation import Situation
from engine.meaning.words.summary import (
    PeopleInWords,
    ReasonInWords,
    reasons_in_words,
    summary,
)
from engine.meaning.words.why import why_fact, why_question
from engine.services.document_status import (
    APPLICANT,
    SAVES,
    SENDS,
    status,
)
from engine.services.loaded_case import Opened, opened
from engine.services.sheets import Heading, sheet
from engine.services.views import (
    CaseLine,
    DocumentLine,
    Entered,
    Overview,
    PeopleView,
    Person,
    StagePage,
    Viewer,
)
from engine.store.store import Store

UNTOUCHED = Entered()
"""A page that nobody has typed on."""

NUMBER, SENT_AT = N_("Application number"), N_("Sent in on")


@dataclass(frozen=True, slots=True)
class Queries:
    """Answers to the pages of one applicant; every case is checked to be the applicant's own."""

    store: Store
    library: Library
    files: FileStore
    clock: Clock

    def cases_of(self, viewer: Viewer) -> tuple[CaseLine, ...]:
        """The cases of an account, the latest first; without a stage where it cannot be told."""
        with self.store.read() as view:
            cases = view.cases.of_account(viewer.account_id)
        lines = [self._line(case, viewer) for case in cases]
        return tuple(sorted(lines, key=lambda line: line.changed_at, reverse=True))

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

    def stage_page(
        self, viewer: Viewer, case_id: str, stage: str, entered: Entered | None = None
    ) -> StagePage:
        """The forms of a stage as stored, or with what was just typed. Raises NotFound."""
        case = self._opened(viewer, case_id)
        if stage not in case.ready.stages:
            raise NotFound
        now, unread = self._with_typed(case, stage, entered)
        stored, definition = case.page(stage), case.ready.meaning.stages[stage]
        problems = entered.problems if entered else ()
        shown = Typed(unread, problems, fresh=stored.version == 0 and entered is None)
        forms = self._forms(now, case.ready, stage, shown, viewer.lang)
        wording = self.library.wording(case.ready, viewer.lang)
        return StagePage(
            case_id=case.case.id,
            number=number(case.case),
            stage=stage,
            title=wording.reader.text(definition.title),
            version=stored.version,
            read_only=stage not in walk(now).current,
            saved_at=stored.saved_at,
            forms=forms,
            problems=tuple(problem for form in forms for problem in form.summary),
            needs=needs(now, case.ready.stages[stage], wording),
        )

    def ready(self, viewer: Viewer, case_id: str) -> Ready:
        """The programme that a case runs on. Raises NotFound."""
        return self._opened(viewer, case_id).ready

    def overview(self, viewer: Viewer, case_id: str) -> Overview:
        """Stages, facts and people of a case, with reasons. Raises NotFound."""
        case = self._opened(viewer, case_id)
        now = situation(case.ready, case.facts(self.clock))
        path = walk(now)
        reader = self.library.reader(viewer.lang, case.ready)
        words = summary(case.ready.meaning, now, path, reader)
        engines = case.submission.engines if case.submission else ""
        settled = bool(engines) and engines != "differ"
        on_route = {step.stage.name for step in path.steps if _is_on_route(step)}
        return Overview(
            case_id=case.case.id,
            number=number(case.case),
            status=case.case.status,
            programme=case.ready.programme.name,
            stages=tuple(
                stage
                for place, stage in enumerate(words.stages)
                if stage.stage in on_route and (engines != "differ" or not place)
            ),
            facts=words.facts if settled else (),
            people=self._people(case, now, words.persons, viewer.lang) if settled else (),
            documents=self._documents(case, now, viewer.lang),
            engines=engines,
            held=bool(engines) and engines != "agree",
            to_do=_to_do(path),
            submitted_stage=case.submission.stage if case.submission else "",
            submitted_at=case.submission.at if case.submission else None,
        )

    def why(self, viewer: Viewer, case_id: str, name: str) -> tuple[ReasonInWords, ...]:
        """Why a question is asked, by its input name. Raises NotFound."""
        case = self._opened(viewer, case_id)
        now = situation(case.ready, case.facts(self.clock))
        path, row = now.place(name)
        if path not in case.ready.meaning.questions:
            raise NotFound
        why = why_question(now, path, row)
        return reasons_in_words(why, self.library.captions(case.ready, viewer.lang))

    def pdf(self, viewer: Viewer, case_id: str) -> bytes:
        """What was sent in, as a document. Raises NotFound while nothing was."""
        case = self._opened(viewer, case_id)
        if case.submission is None:
            raise NotFound
        page = self.stage_page(viewer, case_id, case.submission.stage)
        reader = self.library.reader(viewer.lang, case.ready)
        facts = (
            (reader.message(NUMBER), page.number),
            (reader.message(SENT_AT), reader.datetime(case.submission.at, case.ready.zone)),
        )
        heading = Heading(page.title, facts, reader.text(case.ready.programme.bank))
        return pdf.write(sheet(page.forms, heading, reader, blank=False))

    def file(
        self, viewer: Viewer, case_id: str, file_id: str
    ) -> tuple[CaseFile, AbstractContextManager[BinaryIO]]:
        """An uploaded file and its bytes. Raises NotFound."""
        case = self._opened(viewer, case_id)
        found = next((one for one in case.files if one.id == file_id), None)
        if found is None:
            raise NotFound
        return found, self.files.open(found.id)

    def _opened(self, viewer: Viewer, case_id: str) -> Opened:
        with self.store.read() as view:
            return opened(view, self.library.serve, case_id, viewer.account_id)

    def _line(self, case: StoredCase, viewer: Viewer) -> CaseLine:
        return CaseLine(
            case.id,
            case.programme,
            number(case),
            case.status,
            self._titles(case, viewer),
            case.changed_at,
        )

    def _titles(self, case: StoredCase, viewer: Viewer) -> str:
        """What the stages are called in which the case waits."""
        try:
            found = self._opened(viewer, case.id)
        except BundleUnreadable:
            return ""
        path = walk(situation(found.ready, found.facts(self.clock)))
        reader = self.library.reader(viewer.lang, found.ready)
        return ", ".join(reader.text(found.ready.meaning.stages[one].title) for one in path.current)

    def _people(
        self, case: Opened, now: Situation, words: tuple[PeopleInWords, ...], lang: str
    ) -> tuple[PeopleView, ...]:
        captions, facts = self.library.captions(case.ready, lang), case.ready.meaning.person_facts
        found = []
        for group in words:
            reasons = [
                reason
                for fact in facts
                for reason in reasons_in_words(why_fact(now, fact, group.name), captions)
            ]
            persons = tuple(Person(path, _name(case, path)) for path in group.people)
            found.append(PeopleView(group, persons, tuple(reasons)))
        return tuple(found)

    def _documents(self, case: Opened, now: Situation, lang: str) -> tuple[DocumentLine, ...]:
        """The documents that the forms of a stage are, with the status that they have by now."""
        reader = self.library.reader(lang, case.ready)
        found = []
        for document in case.ready.programme.documents:
            if document.stage not in case.ready.stages:
                continue
            if document.when is None or now.holds(document.when):
                reached = status(document, _done(case, document.stage))
                line = (document.stage, reader.text(document.title), reader.text(reached.caption))
                if reached.name != document.starts:
                    found.append(DocumentLine(*line))
        return tuple(found)

    def _with_typed(
        self, case: Opened, stage: str, entered: Entered | None
    ) -> tuple[Situation, Mapping[str, Sequence[str]]]:
        if entered is None:
            return situation(case.ready, case.facts(self.clock)), case.page(stage).unread
        today = case.ready.today(self.clock.now())
        reading = read(case.ready.stages[stage], entered.raw, Surroundings(today, case.answers))
        facts = case.facts(self.clock, merged(case.answers, reading))
        return situation(case.ready, facts), reading.unread

    def _forms(
        self, case: Situation, ready: Ready, stage: str, typed: Typed, lang: str
    ) -> tuple[FormView, ...]:
        wording, left = self.library.wording(ready, lang), list(typed.problems)
        names = [name for name in ready.meaning.stages[stage].forms if _is_part(case, ready, name)]
        views = []
        for place, name in enumerate(names):
            last = place == len(names) - 1
            own = [one for one in left if last or _belongs(one, ready.forms[name])]
            left = [one for one in left if one not in own]
            shown = replace(typed, problems=tuple(own))
            views.append(form_view(case, ready.form(name), wording, shown))
        return tuple(views)


def _done(case: Opened, stage: str) -> Iterator[tuple[str, str]]:
    if case.page(stage).version:
        yield APPLICANT, SAVES
    if case.submission is not None and case.submission.stage == stage:
        yield APPLICANT, SENDS


def _is_part(case: Situation, ready: Ready, name: str) -> bool:
    condition = ready.form(name).when
    return condition is None or case.holds(condition) is True


def _is_on_route(step: Step) -> bool:
    """Of stages that stand together only those that apply are on the way."""
    return not (step.stage.together and step.part == "not_required")


def _belongs(problem: Problem, outline: Outline) -> bool:
    return outline.place(problem.path) is not None or problem.path in outline.groups


def _to_do(path: Path) -> str:
    with_forms = (step for step in path.steps if step.state == "current" and step.stage.forms)
    return next((step.stage.name for step in with_forms), "")


def _name(case: Opened, path: str) -> str:
    """How the person at ``path`` is called: the answer that names the row, or the first text."""
    group, _, index = path.rpartition(".")
    item = case.ready.outline.groups.get(group)
    if item is not None and index.isdigit():
        rows = case.answers.get(group, ())
        row = rows[int(index)] if isinstance(rows, tuple) and int(index) < len(rows) else {}
        return str(row.get(item.titled_by, ""))
    names = (one for one in case.ready.outline.fields if one.startswith(f"{path}."))
    named = (case.ready.outline.fields[one] for one in names)
    texts = [one.path for one in named if one.looks_like == "person_name"]
    return str(case.answers.get(texts[0], "")) if texts else ""
