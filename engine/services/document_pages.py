"""Documents as they were sent, version by version: read from submissions and events alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from engine.base.dataclass import dataclass
from engine.base.errors import NotFound
from engine.base.records import Submission
from engine.base.values import StoredFile
from engine.bundles.library import Library
from engine.case.comments import Comment, comments_of
from engine.case.form_pages import FormPage, form_page, form_pages
from engine.case.sending import PAPERS
from engine.forms.compared import SentAnswer, SentGroup, SentSection, compared
from engine.forms.openings import Openings
from engine.language.marker import N_
from engine.meaning.words.units import item_title
from engine.services.addresses import item_at, place_of
from engine.services.case_loading import LoadedCase
from engine.services.client_language import client_language
from engine.services.comment_acts import drafted_comments, may_comment
from engine.services.document_comments import CommentPeople, comment_lines, draft_lines
from engine.services.document_reading import (
    DocumentReading,
    language_seen,
    situation_of,
    status_of,
    versions_of,
)
from engine.services.document_views import (
    CollectedComment,
    CommentLine,
    DocumentView,
    DraftLine,
    SentDocument,
    Tray,
)
from engine.services.sent_sheets import SentForm, sent_sheet
from engine.services.shortened_codes import with_short_codes
from engine.store.store import Store, View

Line = TypeVar("Line", CommentLine, DraftLine)
CLIENT = N_("the client")


@dataclass(frozen=True, slots=True)
class DocumentAsked:
    """Which document of a case: ``version`` 0 is the last, ``other`` 0 the one before it.

    ``other`` beyond the versions compares with nothing.
    """

    place: str
    lang: str
    version: int = 0
    other: int = 0
    whole: str = ""
    """The key of a personal code that the reader asked to see."""


@dataclass(frozen=True, slots=True)
class Documents:
    """Answers about the documents of a case that was loaded as its reader sees it."""

    store: Store
    library: Library

    def of_case(self, case: LoadedCase, lang: str) -> tuple[SentDocument, ...]:
        """Every form of the case, in the order of the flow."""
        with self.store.read() as view:
            sent = versions_of(case, view.submissions.of_case(case.case.id))
        return tuple(self._line(case, page, sent, lang) for page in form_pages(case.state))

    def one(self, case: LoadedCase, asked: DocumentAsked) -> DocumentView:
        """One document. Raises NotFound where nothing of this name was sent."""
        with self.store.read() as view:
            sent = versions_of(case, view.submissions.of_case(case.case.id))
            return self._document(case, view, sent, asked)

    def collected(self, case: LoadedCase, place: str, lang: str) -> tuple[CollectedComment, ...]:
        """The comments on a document that its reader has not sent, in the order of its answers."""
        view = self.one(case, DocumentAsked(place, lang))
        captions = dict(_captions(view.sections))
        order = {key: number for number, key in enumerate(captions)}
        drafts = (one for own in view.drafts.values() for one in own)
        return tuple(
            CollectedComment(
                captions.get(one.key, ""), view.seen_lang, one.text, one.where, one.page
            )
            for one in sorted(drafts, key=lambda one: order.get(one.key, -1))
        )

    def is_short(self, case: LoadedCase, asked: DocumentAsked, key: str) -> bool:
        """Whether the answer under a key is a personal code that is told shortened.

        Raises NotFound where nothing of this name was sent.
        """
        answers = (one for section in self.one(case, asked).sections for one in section.answers)
        return any(one.key == key and one.is_shortened for one in answers)

    def pdf(self, case: LoadedCase, asked: DocumentAsked) -> bytes:
        """A version as a document to keep. Raises NotFound."""
        with self.store.read() as view:
            sent = versions_of(case, view.submissions.of_case(case.case.id))
        page = form_page(case.ready, *item_at(asked.place))
        own = sent.get(page.place, ()) if page else ()
        if page is None or not own:
            raise NotFound
        shown = _Shown.of(DocumentReading(case, page, sent, self.library, asked.lang), own, asked)
        this, reader = own[shown.version - 1], self.library.reader(asked.lang, case.ready)
        title = item_title(situation_of(case.state), page.item, page.unit, shown.reading.captions)
        forms = tuple(shown.reading.forms(shown.reading.at(this)))
        from engine.documents import pdf  # noqa: PLC0415 - ReportLab waits for the first document

        return pdf.write(sent_sheet(SentForm(case, this, shown.version, title, forms), reader))

    def _line(
        self,
        case: LoadedCase,
        page: FormPage,
        sent: Mapping[tuple[str, str], tuple[Submission, ...]],
        lang: str,
    ) -> SentDocument:
        captions, state = self.library.captions(case.ready, lang), case.state
        own, status = sent.get(page.place, ()), status_of(case, page)
        comments = comments_of(page.item, page.unit, case.events)
        return SentDocument(
            place=place_of(*page.place),
            title=item_title(situation_of(state), page.item, page.unit, captions),
            status=captions.reader.text(status.caption),
            kind=status.kind,
            versions=len(own),
            sent_at=own[-1].at if own else None,
            open_comments=sum(not one.answered for one in comments),
            drafts=len(drafted_comments(case, *page.place)),
            marks=sum(one["level"] == "staff" for one in own[-1].verdict["marks"]) if own else 0,
        )

    def _document(
        self,
        case: LoadedCase,
        view: View,
        sent: Mapping[tuple[str, str], tuple[Submission, ...]],
        asked: DocumentAsked,
    ) -> DocumentView:
        page = form_page(case.ready, *item_at(asked.place))
        own = sent.get(page.place, ()) if page else ()
        if page is None or not own:
            raise NotFound
        shown = _Shown.of(DocumentReading(case, page, sent, self.library, asked.lang), own, asked)
        people = CommentPeople(view, self.library.reader(asked.lang, case.ready).message(CLIENT))
        return shown.view(asked.place, people)


@dataclass(frozen=True, slots=True)
class _Shown:
    """A version of a document, from 1, beside another one; 0 is none."""

    reading: DocumentReading
    own: tuple[Submission, ...]
    version: int
    other: int
    whole: str = ""

    @classmethod
    def of(
        cls, reading: DocumentReading, own: tuple[Submission, ...], asked: DocumentAsked
    ) -> _Shown:
        """What is asked for. Raises NotFound for a version that there is not."""
        version = asked.version or len(own)
        if not 0 < version <= len(own):
            raise NotFound
        other = asked.other or version - 1
        beside = other if other <= len(own) and other != version else 0
        return cls(reading, own, version, beside, asked.whole)

    @property
    def is_latest(self) -> bool:
        return self.version == len(self.own)

    def view(self, place: str, people: CommentPeople) -> DocumentView:
        """The page of it."""
        reading, own, case = self.reading, self.own, self.reading.case
        this, page, words = own[self.version - 1], self.reading.page, self.reading.captions
        now, was = reading.at(this), reading.at(own[self.other - 1]) if self.other else None
        seen_lang = language_seen(case, this)
        sections = compared(
            reading.forms(now),
            None if was is None else reading.forms(was),
            reading.library.wording(case.ready, seen_lang),
        )
        if case.actor.side == "bank":
            sections = with_short_codes(sections, self.whole)
        answers = [one for section in sections for one in section.answers]
        drafts = tuple(draft_lines(case, page, own)) if self.is_latest else ()
        return DocumentView(
            place=place,
            title=item_title(situation_of(case.state), page.item, page.unit, words),
            status=words.reader.text(status_of(case, page).caption),
            version=self.version,
            other=self.other,
            versions=tuple(reading.versions(own, people)),
            sections=sections,
            answered=sum(not one.is_blank and one.change != "gone" for one in answers),
            blank=sum(one.is_blank for one in answers),
            changed=_changed(sections),
            followed=tuple(reading.followed(was, now)) if was else (),
            comments=_by_key(comment_lines(self._comments(), people, case, own)),
            drafts=_by_key(drafts),
            marks=reading.marks(this) if case.actor.side == "bank" else {},
            why=dict(reading.why(now, answers)),
            seen_lang=seen_lang,
            reads=words.reader.language_name(client_language(case)),
            may_comment=self.is_latest and may_comment(case, page),
            returning=tuple(reading.returning()) if self.is_latest else (),
            steps=tuple(reading.steps()) if self.is_latest else (),
            tray=_tray(drafts, answers),
            seen=case.state.picture.number,
            papers=_papers(case, this),
        )

    def _comments(self) -> tuple[Comment, ...]:
        """Those that were made before the version that follows."""
        page = self.reading.page
        comments = comments_of(page.item, page.unit, self.reading.case.events)
        if self.is_latest:
            return comments
        return tuple(one for one in comments if one.number < self.own[self.version].number)


def _papers(case: LoadedCase, version: Submission) -> tuple[StoredFile, ...]:
    """The PDF in which a version was filled in."""
    event = next((one for one in case.events if one.number == version.number), None)
    return tuple(event.data.get(PAPERS, ())) if event else ()


def _captions(sections: tuple[SentSection, ...]) -> Iterator[tuple[str, str]]:
    """What an answer, a row or a group is called where it was answered, by key."""
    for section in sections:
        for item in section.items:
            yield item.key, item.seen or item.caption
            for row in item.rows if isinstance(item, SentGroup) else ():
                yield row.key, f"{item.seen or item.caption}, {row.number}"
                yield from ((one.key, one.seen or one.caption) for one in row.answers)


def _changed(sections: tuple[SentSection, ...]) -> int:
    """Answers that are new; a row that came or went is one change."""
    count = 0
    for section in sections:
        for item in section.items:
            if isinstance(item, SentAnswer):
                count += bool(item.change)
            else:
                rows = (row for row in item.rows)
                count += sum(
                    1 if row.change else sum(bool(one.change) for one in row.answers)
                    for row in rows
                )
    return count


def _tray(drafts: tuple[DraftLine, ...], answers: list[SentAnswer]) -> Tray:
    openings = Openings(frozenset(one.key for one in drafts))
    whole = "" in openings.keys
    there = [one for one in answers if not one.is_blank and one.change != "gone"]
    sealed = 0 if whole else sum(not openings.covers(one.key) for one in there)
    return Tray(len(drafts), len(openings.keys), sealed, whole)


def _by_key(lines: Iterable[Line]) -> dict[str, tuple[Line, ...]]:
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.key, []).append(line)
    return {key: tuple(own) for key, own in found.items()}
