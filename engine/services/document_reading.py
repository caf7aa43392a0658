"""One document of a case in one language: its versions, what they say and what followed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from engine.base.dataclass import dataclass
from engine.base.records import Submission
from engine.base.values import Text
from engine.bundles.library import Library
from engine.case.form_pages import FormPage
from engine.case.state import CaseState, case_state
from engine.definitions.model.items import Status
from engine.forms.compared import SentAnswer
from engine.forms.compose import form_view
from engine.forms.openings import key_of
from engine.forms.view import FormView
from engine.meaning.flow.commands import Move
from engine.meaning.flow.decide import permitted
from engine.meaning.flow.turn_moves import leads_to_end
from engine.meaning.picture import Key
from engine.meaning.situation import Situation
from engine.meaning.words.captions import Captions
from engine.meaning.words.item_captions import status_caption
from engine.meaning.words.overview import shown_status
from engine.meaning.words.summary import (
    FactInWords,
    ReasonInWords,
    facts_in_words,
    reasons_in_words,
)
from engine.meaning.words.why import why_question
from engine.services.addresses import step_address
from engine.services.case_loading import LoadedCase
from engine.services.comment_acts import commenting_moves
from engine.services.document_comments import CommentPeople
from engine.services.document_views import FactChange, StepOfDocument, VersionLine

Versions = Mapping[Key, tuple[Submission, ...]]


def versions_by_page(submissions: Iterable[Submission]) -> Versions:
    """What was sent, by item and unit, oldest first."""
    found: dict[Key, tuple[Submission, ...]] = {}
    for one in sorted(submissions, key=lambda each: each.number):
        key = (one.stage, one.of)
        found[key] = (*found.get(key, ()), one)
    return found


def versions_of(case: LoadedCase, submissions: Iterable[Submission]) -> Versions:
    """What was sent as far as the case as it was loaded knows of it."""
    known = case.state.picture.number
    return versions_by_page(one for one in submissions if one.number <= known)


def situation_of(state: CaseState) -> Situation:
    """The case as its programme sees it."""
    return state.world.situation(state.picture)


def status_of(case: LoadedCase, page: FormPage) -> Status:
    """How a document stands, as whoever loaded the case reads it."""
    name = case.state.picture.instance(*page.place).status
    return page.item.status(name) if case.actor.side == "bank" else shown_status(page.item, name)


def language_seen(case: LoadedCase, version: Submission) -> str:
    """The language in which the questions of a version were read."""
    told = (one.data.get("language") for one in case.events if one.number == version.number)
    return str(next(told, None) or case.case.language)


@dataclass(frozen=True, slots=True)
class DocumentReading:
    """One document, read in ``lang``."""

    case: LoadedCase
    page: FormPage
    sent: Versions
    library: Library
    lang: str

    @property
    def captions(self) -> Captions:
        """What everything is called."""
        return self.library.captions(self.case.ready, self.lang)

    def at(self, version: Submission) -> Situation:
        """The case as it was when a version was sent, with what was sent before."""
        ready, last = self.case.ready, version.number
        before = [one for own in self.sent.values() for one in own if one.number <= last]
        events = (one for one in self.case.events if one.number <= last)
        latest = sorted(before, key=lambda one: one.number)
        return situation_of(
            case_state(ready, ready.today(version.at), version.given, latest, events)
        )

    def forms(self, now: Situation) -> tuple[FormView, ...]:
        """The forms with what was answered."""
        wording = self.library.wording(self.case.ready, self.lang)
        parts = (one for one in self.page.outline.forms if one.when is None or now.holds(one.when))
        return tuple(form_view(now, one, wording) for one in parts)

    def versions(self, own: tuple[Submission, ...], people: CommentPeople) -> Iterator[VersionLine]:
        """The versions with what became of each."""
        reader = self.captions.reader
        for place, version in enumerate(own):
            following = own[place + 1].number if place + 1 < len(own) else None
            event = next((one for one in self.case.events if one.number == version.number), None)
            outcome = status_caption(self.page.item, self._outcome(version.number, following))
            yield VersionLine(
                number=place + 1,
                at=version.at,
                by=people.name(event.by) if event else people.client,
                outcome=reader.text(outcome) if outcome else "",
            )

    def _outcome(self, since: int, until: int | None) -> str:
        """Where a version led: the last status of the bank's making before the next version."""
        found = ""
        for event in self.case.events:
            is_own = (event.item, event.of) == self.page.place and event.number > since
            if is_own and (until is None or event.number < until) and event.after:
                is_saved = event.by.side == "user" and bool(found)
                found = found if is_saved else event.after
        if found and self.case.actor.side != "bank":
            return shown_status(self.page.item, found).name
        return found

    def followed(self, was: Situation, now: Situation) -> Iterator[FactChange]:
        """What the rules give now and did not before."""
        before = {one.name: one for one in facts_in_words(was, self.captions)}
        for fact in facts_in_words(now, self.captions):
            if fact.codes != before[fact.name].codes:
                yield FactChange(fact.title, _words(before[fact.name]), _words(fact), fact.why)

    def marks(self, version: Submission) -> Mapping[str, tuple[str, ...]]:
        """What the checks say to the bank, by the key of the answer."""
        reader, found = self.captions.reader, dict[str, tuple[str, ...]]()
        for mark in version.verdict["marks"]:
            if mark["level"] == "refuse":
                continue
            context, source = mark["message"]
            words = reader.text(Text(source, context), **mark["params"])
            key = key_of(mark["path"], self.page.outline, version.answers)
            found[key] = (*found.get(key, ()), words)
        return found

    def why(
        self, now: Situation, answers: Iterable[SentAnswer]
    ) -> Iterator[tuple[str, tuple[ReasonInWords, ...]]]:
        """Why an answer was asked for, where it was not asked of everybody."""
        for answer in answers:
            path, row = now.place(answer.name)
            question = now.meaning.questions.get(path)
            if answer.change == "gone" or question is None or question.item.when is None:
                continue
            reasons = reasons_in_words(why_question(now, path, row), self.captions)
            if reasons:
                yield answer.key, reasons

    def returning(self) -> Iterator[StepOfDocument]:
        """The steps that send comments."""
        return (self._step(move) for move in commenting_moves(self.case, self.page))

    def steps(self) -> Iterator[StepOfDocument]:
        """The other steps that are open."""
        case, sending = self.case, commenting_moves(self.case, self.page)
        for move in permitted(case.state.world, case.state.picture, case.actor, case.now):
            if (move.item, move.unit) == self.page.place and move not in sending:
                yield self._step(move)

    def _step(self, move: Move) -> StepOfDocument:
        caption = self.captions.reader.text(move.step.caption)
        asks = move.form or ("proposal" if move.proposes or move.answer else "")
        asks = asks or ("a look ahead" if leads_to_end(self.page.item, move.step) else "")
        return StepOfDocument(step_address(move.name), move.name, caption, asks)


def _words(fact: FactInWords) -> str:
    return ", ".join(fact.captions)
