"""Forms that are filled in as PDF: handed out, taken back, read, and used as if typed on the page.

A file that came back is kept beside the draft of its form, and with the version when that is sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from typing import Final, Literal

from engine.base.dataclass import dataclass
from engine.base.errors import AnketaError, NotFound
from engine.base.records import CaseFile
from engine.base.values import NOTHING, Problem, StoredFile
from engine.bundles.library import Library
from engine.case.file_places import stored_file
from engine.case.form_pages import FormPage, form_page, is_editable
from engine.definitions.kinds.sentences import TOO_LONG, WRONG_FORMAT, problem
from engine.definitions.kinds.type import Sentence
from engine.documents.fillable.places import LONGEST
from engine.documents.fillable.returned import FieldFault, Returned, WholeFault, read_back
from engine.forms.differences import Difference, differences
from engine.forms.outline import Outline
from engine.forms.read import Raw
from engine.language.marker import N_
from engine.meaning.flow.commands import Refusal
from engine.services.addresses import item_at
from engine.services.case_drafts import problems_now, read_draft
from engine.services.case_entries import FormEntry
from engine.services.case_loading import CaseRequest, LoadedCase
from engine.services.corridor import Corridor
from engine.services.paper_files import paper_draft, paper_path
from engine.services.paper_forms import paper_form, stamp_of
from engine.services.replies import Clash, Saved
from engine.services.uploads import FileReply, NewFile, Uploads

PaperFault = WholeFault | Literal["other form", "other case", "older version"]
"""Why nothing is taken over: nothing can be read, or it is not the form that was handed out."""

SAID_TWICE: Final = Sentence("E-02", N_("The PDF holds two different answers to this question"))
UNREADABLE: Final[Mapping[FieldFault, Sentence]] = {
    "too long": TOO_LONG,
    "said twice": SAID_TWICE,
    "no text": WRONG_FORMAT,
}


class PaperClosed(AnketaError):
    """The form was sent, and is not to be changed now."""


@dataclass(frozen=True, slots=True)
class PaperRequest:
    """The form of an item of a case, as its applicant reads it."""

    case: CaseRequest
    place: str
    lang: str


@dataclass(frozen=True, slots=True)
class ReturnedPaper:
    """A form that came back: ``raw`` is what stands in it, ``differing`` what it changes.

    With a ``fault`` there is nothing to be taken over; ``version`` is that of the draft beside it.
    """

    file: StoredFile
    fault: PaperFault | None = None
    raw: Raw = field(default_factory=lambda: NOTHING, repr=False)
    differing: tuple[Difference, ...] = field(default=(), repr=False)
    problems: tuple[Problem, ...] = ()
    version: int = 0


@dataclass(frozen=True, slots=True)
class Papers:
    """Everything it needs is given to it. All of it raises NotFound and PaperClosed."""

    corridor: Corridor
    uploads: Uploads

    @property
    def library(self) -> Library:
        """The programmes."""
        return self.corridor.committing.library

    def written(self, asked: PaperRequest) -> bytes:
        """The form as PDF, with what is answered so far in it."""
        case, page = self._open(asked)
        from engine.documents.fillable.writer import write  # noqa: PLC0415 - ReportLab waits until then

        return write(paper_form(case, page, self.library, asked.lang))

    def take(self, asked: PaperRequest, name: str, chunks: Iterable[bytes]) -> FileReply:
        """Keep a form that came back, in the place of the one before."""
        case, page = self._open(asked)
        path, older = paper_path(asked.place), case.files_of(paper_draft(page.key))
        for left in older[:-1]:  # by somebody who was stopped between the two
            self.uploads.detach(asked.case, path, left.id)
        file = NewFile(asked.case.case_id, asked.case.sender, path, name, chunks)
        reply = self.uploads.attach(file)
        if isinstance(reply, StoredFile) and older:
            self.uploads.detach(asked.case, path, older[-1].id)
        return reply

    def remove(self, asked: PaperRequest) -> None:
        """Take the form that came back out again."""
        case, page = self._open(asked)
        for file in case.files_of(paper_draft(page.key)):
            self.uploads.detach(asked.case, paper_path(asked.place), file.id)

    def returned(self, asked: PaperRequest) -> ReturnedPaper | None:
        """What stands in the form that came back; None where none did."""
        case, page = self._open(asked)
        kept = case.files_of(paper_draft(page.key))
        return self._read(case, page, asked, kept[-1]) if kept else None

    def use(self, asked: PaperRequest, seen_version: int) -> Saved | Clash | Refusal:
        """Save what stands in the form that came back, as if typed. Raises NotFound."""
        paper = self.returned(asked)
        if paper is None or paper.fault is not None:
            raise NotFound
        return self.corridor.save(replace(_entry(asked, paper.raw), seen_version=seen_version))

    def _open(self, asked: PaperRequest) -> tuple[LoadedCase, FormPage]:
        """The form, if the sender may fill it in now. Raises NotFound and PaperClosed."""
        case = self.corridor.load(asked.case)
        page = form_page(case.ready, *item_at(asked.place))
        if page is None or not case.state.picture.instance(*page.place).status:
            raise NotFound
        if not is_editable(case.state, page, case.actor, case.now):
            raise PaperClosed
        return case, page

    def _read(
        self, case: LoadedCase, page: FormPage, asked: PaperRequest, kept: CaseFile
    ) -> ReturnedPaper:
        file = stored_file(kept)
        with self.uploads.space.files.open(file.id) as stream:
            found = read_back(stream)
        if not isinstance(found, Returned):
            return ReturnedPaper(file, found)
        if (fault := _strange(case, page, found)) is not None:
            return ReturnedPaper(file, fault)
        raw = _as_typed(page.outline, found)
        stored = case.draft(page.key)
        entry = replace(_entry(asked, raw), seen_version=stored.version)
        draft = read_draft(case, page, entry, blank_rows=True)
        return ReturnedPaper(
            file,
            raw=raw,
            differing=differences(page.outline, stored, draft.kept),
            problems=(*_unreadable(found), *problems_now(case, page, draft)),
            version=stored.version,
        )


def _entry(asked: PaperRequest, raw: Raw) -> FormEntry:
    item, unit = item_at(asked.place)
    return FormEntry(
        asked.case.case_id, asked.case.sender, item, unit, raw=raw, lang=asked.lang
    )  # fmt: skip


def _strange(case: LoadedCase, page: FormPage, found: Returned) -> PaperFault | None:
    """Why a form that can be read is not the one that was handed out here."""
    own, stamp = stamp_of(case, page), found.stamp
    if stamp.case != own.case:
        return "other case"
    if stamp.form != own.form:
        return "other form"
    return None if stamp.bundle == own.bundle else "older version"


def _as_typed(outline: Outline, found: Returned) -> Raw:
    """The values as a page would post them: without rows in which nobody has entered anything."""
    values = {name: texts for name, texts in found.values.items() if name not in found.faults}
    blank = _blank_rows(outline, values)
    raw = {
        name: texts
        for name, texts in values.items()
        if not any(name.startswith(f"{row}.") for row in blank)
    }
    return {**dict.fromkeys(outline.groups, ()), **raw}


def _blank_rows(outline: Outline, values: Raw) -> frozenset[str]:
    filled: dict[str, bool] = {}
    for name, texts in values.items():
        group = next((one for one in outline.groups if name.startswith(f"{one}.")), None)
        number = name[len(group) + 1 :].partition(".")[0] if group else ""
        if group and number.isdecimal():
            row, place = f"{group}.{number}", outline.place(name)
            is_typed = place is not None and any(text.strip() for text in texts)
            filled[row] = filled.get(row, False) or is_typed
    return frozenset(row for row, is_typed in filled.items() if not is_typed)


def _unreadable(found: Returned) -> tuple[Problem, ...]:
    return tuple(
        problem(name, UNREADABLE[fault], max=LONGEST) for name, fault in found.faults.items()
    )
