"""What pages are given of documents that were sent: versions, answers, comments, steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime

from engine.base.dataclass import dataclass
from engine.base.values import StoredFile
from engine.forms.compared import SentGroup, SentSection
from engine.meaning.words.summary import ReasonInWords


@dataclass(frozen=True, slots=True)
class SentDocument:
    """A document of a case in a list. ``versions`` is 0 while nothing was sent."""

    place: str
    title: str
    status: str
    kind: str
    versions: int
    sent_at: datetime | None
    open_comments: int
    drafts: int
    marks: int


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version, from 1; ``outcome`` is the status that it led to before the next one."""

    number: int
    at: datetime
    by: str
    outcome: str


@dataclass(frozen=True, slots=True)
class CommentLine:
    """A comment that was made: ``where`` is a file and a page, if it hangs on one."""

    key: str
    text: str = field(repr=False)
    who: str
    at: datetime | None
    where: str
    page: int
    answered: bool
    explained: str = field(repr=False)
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A comment that only its writer sees; ``place`` names what it hangs on."""

    place: str
    key: str
    text: str = field(repr=False)
    where: str
    page: int


@dataclass(frozen=True, slots=True)
class CollectedComment:
    """A comment that is not sent, under the words that the client reads above it.

    ``lang`` is the language of these words; they are empty for the whole document.
    """

    caption: str
    lang: str
    text: str = field(repr=False)
    where: str
    page: int


@dataclass(frozen=True, slots=True)
class FactChange:
    """What followed from the answers of a version."""

    title: str
    before: str
    after: str
    why: tuple[ReasonInWords, ...]


@dataclass(frozen=True, slots=True)
class StepOfDocument:
    """A step that may be taken; ``step`` names it in addresses, ``asks`` what is filled in, or
    looked at before it is taken: empty for one that is taken by one press."""

    step: str
    name: str
    caption: str
    asks: str


@dataclass(frozen=True, slots=True)
class Tray:
    """What the comments that are not sent would open: ``whole`` opens everything."""

    comments: int
    answers: int
    sealed: int
    whole: bool


@dataclass(frozen=True, slots=True)
class DocumentView:
    """One version of a document, beside another: ``other`` is 0 where there is none.

    ``comments``, ``drafts``, ``marks`` and ``why`` are those of answers by key; under the empty key
    stands what concerns the whole. ``returning`` are the steps that send comments.
    """

    place: str
    title: str
    status: str
    version: int
    other: int
    versions: tuple[VersionLine, ...]
    sections: tuple[SentSection, ...] = field(repr=False)
    answered: int
    blank: int
    changed: int
    followed: tuple[FactChange, ...]
    comments: Mapping[str, tuple[CommentLine, ...]] = field(repr=False)
    drafts: Mapping[str, tuple[DraftLine, ...]] = field(repr=False)
    marks: Mapping[str, tuple[str, ...]] = field(repr=False)
    why: Mapping[str, tuple[ReasonInWords, ...]] = field(repr=False)
    seen_lang: str
    reads: str
    may_comment: bool
    returning: tuple[StepOfDocument, ...]
    steps: tuple[StepOfDocument, ...]
    tray: Tray
    seen: int
    papers: tuple[StoredFile, ...] = ()
    """The same form filled in as PDF."""

    @property
    def is_latest(self) -> bool:
        """Whether this is the version that counts."""
        return self.version == len(self.versions)

    @property
    def touched(self) -> frozenset[str]:
        """Keys of what changed or was spoken of, and of the rows and groups that hold it."""
        answers = (answer for section in self.sections for answer in section.answers)
        keys = {one.key for one in answers if one.change} | {*self.comments, *self.drafts}
        for section in self.sections:
            for item in section.items:
                rows = item.rows if isinstance(item, SentGroup) else ()
                keys |= {row.key for row in rows if row.change}
        parts = (key.split(".") for key in keys if key)
        return frozenset(".".join(own[:count]) for own in parts for count in range(1, len(own) + 1))

    @property
    def line(self) -> VersionLine:
        """The version that is shown."""
        return self.versions[self.version - 1]

    @property
    def files(self) -> tuple[StoredFile, ...]:
        """The files of this version, in page order."""
        answers = (answer for section in self.sections for answer in section.answers)
        return tuple(file for answer in answers for file in answer.files)
