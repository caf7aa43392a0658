"""Comments on documents in lines: who said what, on which file, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.base.dataclass import dataclass
from engine.base.events import By
from engine.base.records import Submission
from engine.base.values import StoredFile
from engine.case.comments import Comment, CommentPlace
from engine.case.form_pages import FormPage
from engine.services.case_loading import LoadedCase
from engine.services.comment_acts import drafted_comments
from engine.services.document_views import CommentLine, DraftLine
from engine.store.store import View


@dataclass(frozen=True, slots=True)
class CommentPeople:
    """Names of those who acted; ``client`` is what the applicant is called."""

    view: View
    client: str

    def name(self, by: By) -> str:
        """Who did something."""
        if by.side != "bank":
            return self.client
        member = self.view.staff.find(by.account)
        return member.name if member else ""


def comment_lines(
    comments: Iterable[Comment],
    people: CommentPeople,
    case: LoadedCase,
    sent: tuple[Submission, ...],
) -> Iterator[CommentLine]:
    """The comments that were made."""
    for one in comments:
        yield CommentLine(
            key=one.place.key,
            text=one.text,
            who=people.name(one.by),
            at=one.at,
            where=_file_name(one.place, sent),
            page=one.place.page,
            answered=bool(one.answered),
            explained=one.explained,
            is_own=one.by.account == case.actor.account,
        )


def draft_lines(
    case: LoadedCase, page: FormPage, sent: tuple[Submission, ...]
) -> Iterator[DraftLine]:
    """The comments that whoever loaded the case has not sent."""
    for place, text in drafted_comments(case, *page.place).items():
        yield DraftLine(place.name, place.key, text, _file_name(place, sent), place.page)


def _file_name(place: CommentPlace, sent: tuple[Submission, ...]) -> str:
    """The file that a comment hangs on, in whichever version it was sent."""
    for version in reversed(sent) if place.file else ():
        files = version.answers.get(place.key, ())
        for file in files if isinstance(files, tuple) else ():
            if isinstance(file, StoredFile) and file.id == place.file:
                return file.name
    return ""
