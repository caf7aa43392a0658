"""What an applicant adds to a completed case: a further case with the answers that are known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field, replace

from engine.base.dataclass import dataclass
from engine.base.errors import NotFound
from engine.base.ports import Clock, Ids
from engine.base.records import Bundle, CaseFile, SavedAnswers, StoredCase
from engine.base.values import Answer, Answers, StoredFile
from engine.bundles.library import Library
from engine.case.adding import is_refused
from engine.case.form_pages import FormPage, form_pages
from engine.definitions.model.forms import Field, Option
from engine.definitions.model.route import Adding
from engine.meaning.flow.standing import IN_PREPARATION
from engine.meaning.flow.steps import is_final
from engine.services import senders
from engine.services.added_links import Linked, linked
from engine.services.addresses import place_of
from engine.services.case_commit import Committing
from engine.services.case_loading import REGISTRATION, CaseRequest, LoadedCase, loaded
from engine.services.case_opening import Opening, open_case
from engine.services.desk_case import DeskCase
from engine.services.file_copies import FileCopies
from engine.services.views import Viewer
from engine.store.store import View


@dataclass(frozen=True, slots=True)
class Offer:
    """What may be added now: codes with their captions. ``title`` is the question."""

    caption: str
    title: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Added:
    """The case that was begun, and where its form is."""

    case_id: str
    place: str


@dataclass(frozen=True, slots=True)
class AddedCases:
    """Everything it needs is given to it."""

    committing: Committing = field(repr=False)
    library: Library = field(repr=False)
    clock: Clock
    ids: Ids
    copies: FileCopies = field(repr=False)

    def offer(self, viewer: Viewer, case_id: str) -> Offer | None:
        """What may be added to a case; None while it may not. Raises NotFound."""
        with self.committing.store.read() as view:
            case = self._loaded(view, viewer, case_id)
            codes = self._codes(view, case)
        adding, question = _asked(case)
        if adding is None or question is None or not codes:
            return None
        reader = self.library.reader(viewer.lang, case.ready)
        choices = tuple(
            (one.code, reader.text(one.caption) if one.caption else one.code)
            for one in _options(question)
            if one.code in codes
        )
        return Offer(reader.text(adding.caption), reader.text(question.caption), choices)

    def add(self, viewer: Viewer, case_id: str, chosen: tuple[str, ...]) -> Added | None:
        """Begin the further case; None where nothing that is offered was chosen."""
        with self.committing.store.read() as view:
            case = self._loaded(view, viewer, case_id)
            codes = self._codes(view, case)
        adding, _ = _asked(case)
        wanted = tuple(code for code in codes if code in chosen)
        if adding is None or not wanted:
            return None
        now, ready = self.clock.now(), self.library.today(case.case.programme)
        begun = StoredCase(
            id=self.ids.new(),
            programme=case.case.programme,
            bundle=ready.bundle,
            account=viewer.account_id,
            language=case.case.language,
            status=IN_PREPARATION,
            created_at=now,
            changed_at=now,
            follows=case_id,
        )
        sent = (one.answers for one in case.state.sent.values())
        copies = self.copies.of(case, sent, begun.id, now)
        try:
            self._write(
                case,
                Opening(begun, ready, case.account, _first(case, begun)),
                {adding.asks: wanted},
                copies,
            )
        except BaseException:
            self.copies.drop(copies)
            raise
        return Added(begun.id, place_of(*form_pages(case.state)[0].place))

    def _write(
        self, case: LoadedCase, opening: Opening, chosen: Answers, copies: tuple[CaseFile, ...]
    ) -> None:
        """The further case with all that is known, in one commit. Raises NotFound."""
        begun, ready, now = opening.case, opening.ready, opening.case.created_at
        with self.committing.store.write() as unit:
            if unit.cases.find(case.case.id) is None:
                raise NotFound
            unit.bundles.keep(Bundle(ready.bundle, self.library.files(ready), now))
            consents = tuple(
                replace(one, id=self.ids.new(), case=begun.id)
                for one in unit.consents.of_account(begun.account)
                if one.case == case.case.id and one.path in opening.first.answers
            )
            open_case(unit, self.committing, replace(opening, consents=consents))
            for draft in _drafts(case, begun.id, chosen):
                unit.answers.save(draft, now)
            for copy in copies:
                unit.files.add(copy)

    def linked(self, case: DeskCase) -> Linked:
        """What a case at the desk was added to, and what was added to it."""
        with self.committing.store.read() as view:
            return linked(view, self.library.serve, case)

    def _loaded(self, view: View, viewer: Viewer, case_id: str) -> LoadedCase:
        request = CaseRequest(case_id, senders.applicant(viewer.account_id))
        return loaded(view, self.library.serve, request, self.clock.now())

    def _codes(self, view: View, case: LoadedCase) -> tuple[str, ...]:
        """What no case of the applicant has, and what may be had again; nothing before the end."""
        adding, question = _asked(case)
        ends, end = case.state.route.flow.case.ends, case.state.picture.end
        if adding is None or question is None or end != ends[0].name:
            return ()
        now = case.state.world.situation(case.state.picture)
        fits = [one.code for one in _options(question) if one.when is None or now.holds(one.when)]
        account = case.case.account
        own = (
            one for one in view.cases.of_account(account) if one.programme == case.case.programme
        )
        requests = (CaseRequest(one.id, senders.applicant(account)) for one in own)
        others = (loaded(view, self.library.serve, one, case.now) for one in requests)
        had = {code for other in others for code in _had(other, adding.asks)}
        return tuple(code for code in fits if code in adding.again or code not in had)


def _first(case: LoadedCase, begun: StoredCase) -> SavedAnswers:
    """What was told at registration, for the further case."""
    return replace(case.draft(REGISTRATION), case=begun.id, version=0)


def _had(case: LoadedCase, asks: str) -> Iterator[str]:
    """What was asked for in a case that goes on or ended well, and was not refused."""
    if is_final(case.state.world, case.state.picture):
        return
    stored = (answers.answers.get(asks) for answers in case.saved.values())
    sent = case.state.world.answers.get(asks)
    for chosen in (sent,) if sent is not None else stored:
        for code in chosen if isinstance(chosen, tuple) else ():
            if not is_refused(case.state, asks, str(code)):
                yield str(code)


def _asked(case: LoadedCase) -> tuple[Adding | None, Field | None]:
    adding = case.state.route.flow.adding
    found = case.ready.meaning.questions.get(adding.asks) if adding else None
    return adding, found.item if found is not None and isinstance(found.item, Field) else None


def _options(question: Field) -> tuple[Option, ...]:
    return question.options.options if question.options else ()


def _drafts(case: LoadedCase, to: str, chosen: Answers) -> Iterator[SavedAnswers]:
    """What was sent, as a draft of the same forms; of files the case has copies of its own."""
    pages: Mapping[str, FormPage] = {page.key: page for page in form_pages(case.state)}
    for key, page in pages.items():
        sent = case.state.sent.get(page.place)
        if sent is None:
            continue
        known = {path: one for path, one in sent.answers.items() if not _is_file(one)}
        anew = {path: one for path, one in chosen.items() if path in page.outline.fields}
        yield SavedAnswers(to, key, {**known, **anew})


def _is_file(answer: Answer) -> bool:
    return isinstance(answer, tuple) and any(isinstance(one, StoredFile) for one in answer)
