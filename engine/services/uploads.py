"""Files of a case: taken in one by one, judged by content, added to the draft they answer.

The bytes are stored whole before anything of them is known in the database. Whether the form is
still open is asked again inside the commit, so that no file enters after the form was judged; what
is refused is removed again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field, replace

from engine.base.dataclass import dataclass
from engine.base.errors import NotFound
from engine.base.records import CaseFile
from engine.base.values import Problem, StoredFile
from engine.case.file_places import files_by_path
from engine.case.filled_steps import step_place
from engine.case.form_pages import SAVES, FormPage, form_page, form_pages, is_editable
from engine.definitions.kinds.file import file_problems
from engine.definitions.kinds.sentences import SAME_FILE, problem
from engine.definitions.model.forms import Field
from engine.meaning.flow.commands import Refusal
from engine.meaning.picture import Key
from engine.services.addresses import item_at
from engine.services.case_commit import CaseChange, NoRoom
from engine.services.case_entries import StepEntry
from engine.services.case_loading import CaseRequest, LoadedCase
from engine.services.case_outcomes import Outcome, action
from engine.services.corrections import TypedPage, corrected, correction_of
from engine.services.corridor import Corridor
from engine.services.file_space import FileLimits, FileSpace, too_much
from engine.services.file_taking import FileTaking, shown_name
from engine.services.message_acts import FILES_PATH, PLACE, QUESTION, draft_key
from engine.services.paper_files import paper_draft, paper_place, paper_question
from engine.services.remark_acts import may_say
from engine.services.senders import Sender
from engine.services.step_acts import only_unit

FileReply = StoredFile | Problem | Refusal


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file on its way in; ``path`` is its question.

    ``step`` is the step whose form asks for it; without one it is a form that the applicant fills
    in, or a message. What comes ``once`` is not added to the same file under the same name.
    """

    case_id: str
    sender: Sender
    path: str
    name: str
    chunks: Iterable[bytes] = field(repr=False)
    step: StepEntry | None = None
    once: bool = False

    @property
    def request(self) -> CaseRequest:
        """The case as it is loaded for the file."""
        return CaseRequest(self.case_id, self.sender)

    @property
    def own_step(self) -> StepEntry | None:
        """The step, as its sender keeps what is filled in with it."""
        return None if self.step is None else replace(self.step, sender=self.sender)


@dataclass(frozen=True, slots=True)
class FileSpot:
    """Where a file belongs: its question and the draft, empty for forms of the applicant.

    ``place`` is the item and unit, both empty for a message.
    """

    question: Field
    draft: str = ""
    place: Key = ("", "")

    @property
    def told(self) -> dict[str, str]:
        """What the history keeps of the place."""
        return dict(zip(("item", "of"), self.place, strict=True))

    def files(self, case: LoadedCase) -> tuple[StoredFile, ...]:
        """The files that the question has."""
        return files_by_path(case.files_of(self.draft)).get(self.question.path, ())


@dataclass(frozen=True, slots=True)
class Uploads:
    """Takes files in and removes them while the draft they belong to is open."""

    corridor: Corridor
    space: FileSpace

    def attach(self, file: NewFile) -> FileReply:
        """Keep a file, or say why not. Raises NotFound."""
        case = self.corridor.load(file.request)
        spot = _spot(case, file.path, file.own_step)
        if isinstance(spot, Refusal):
            return spot
        files = self.space.files
        name, taking = shown_name(file.name), FileTaking(files, spot.question, file.path)
        refused = taking.refused(name, spot.files(case)) or self.space.refused(case, file.path)
        if refused is not None:
            return refused
        kept = taking.taken(name, file.chunks)
        if isinstance(kept, Problem):
            return kept
        if (refused := self.space.refused(case, file.path, kept.size)) is not None:
            files.remove(kept.id)
            return refused
        reply: FileReply | None = None
        try:
            reply = self.corridor.in_turn(
                file.request, lambda now: _added(now, file, kept, self.space.limits)
            )
        except NoRoom as full:
            return too_much(file.path, full.most)
        finally:
            if not isinstance(reply, StoredFile) or reply.id != kept.id:
                files.remove(kept.id)
        return reply

    def detach(
        self, request: CaseRequest, path: str, file_id: str, step: StepEntry | None = None
    ) -> Refusal | None:
        """Take a file out of its draft again; versions that were sent keep it. Raises NotFound."""
        refusal = self.corridor.in_turn(request, lambda case: _removed(case, path, file_id, step))
        if refusal is None:
            self.space.release(request.case_id, file_id)
        return refusal


def _added(
    case: LoadedCase, file: NewFile, kept: StoredFile, room: FileLimits
) -> Outcome[FileReply]:
    spot = _spot(case, file.path, file.own_step)
    if isinstance(spot, Refusal):
        return Outcome(spot)
    if (same := _same_file(case, file, kept)) is not None:
        return Outcome(same)
    before = spot.files(case)
    alike = (one for one in before if (one.name, one.sha256) == (kept.name, kept.sha256))
    if file.once and (there := next(alike, None)) is not None:
        return Outcome(there)
    files = (*before, kept)
    if found := file_problems(files, spot.question, file.path):
        return Outcome(found[0])
    added = CaseFile(
        kept.id, case.case.id, file.path, kept.name, kept.size, kept.sha256, kept.media_type,
        case.now, draft=spot.draft,
    )  # fmt: skip
    audit = (action(case, "file added", file.path, detail=spot.told),)
    change = CaseChange(case, case.state, added=(added,), audit=audit, room=room)
    return Outcome(kept, change)


def _same_file(case: LoadedCase, file: NewFile, kept: StoredFile) -> Problem | None:
    """Where the bank asks for another file, the one it has is none."""
    if file.step is not None:
        return None
    found = (correction_of(case, page) for page in form_pages(case.state))
    files = (one.same_file(file.path, kept.sha256) for one in found if one is not None)
    same = next((one for one in files if one is not None), None)
    return None if same is None else problem(file.path, SAME_FILE, name=same.name)


def _removed(
    case: LoadedCase, path: str, file_id: str, step: StepEntry | None
) -> Outcome[Refusal | None]:
    spot = _spot(case, path, step)
    if isinstance(spot, Refusal):
        return Outcome(spot)
    if all(file.id != file_id for file in spot.files(case)):
        raise NotFound
    gone = tuple(file for file in case.files if file.id == file_id)
    audit = (action(case, "file removed", path, detail=spot.told),)
    return Outcome(None, CaseChange(case, case.state, gone=gone, audit=audit))


def _spot(case: LoadedCase, path: str, step: StepEntry | None) -> FileSpot | Refusal:
    """Where a file belongs, if its draft is open to the sender."""
    if step is not None:
        return _step_spot(case, path, step)
    if path == FILES_PATH:
        if not may_say(case, "message"):
            return Refusal("other role", step=PLACE)
        return FileSpot(QUESTION, draft_key(case.actor.account))
    if place := paper_place(path):
        return _paper_spot(case, path, place)
    for page in form_pages(case.state):
        question = page.outline.fields.get(path)
        if question is None or question.kind != "file":
            continue
        is_open = is_editable(case.state, page, case.actor, case.now)
        if not is_open or not _is_open(case, page, path):
            return Refusal("other status", page.item.name, page.unit, SAVES)
        return FileSpot(question, place=page.place)
    raise NotFound


def _paper_spot(case: LoadedCase, path: str, place: str) -> FileSpot | Refusal:
    """Where a form that came back as PDF belongs."""
    page = form_page(case.ready, *item_at(place))
    if page is None:
        raise NotFound
    if not is_editable(case.state, page, case.actor, case.now):
        return Refusal("other status", page.item.name, page.unit, SAVES)
    return FileSpot(paper_question(path), paper_draft(page.key), page.place)


def _is_open(case: LoadedCase, page: FormPage, path: str) -> bool:
    found = corrected(case, page, TypedPage(None))
    return found is None or found.openings.covers(path)


def _step_spot(case: LoadedCase, path: str, step: StepEntry) -> FileSpot | Refusal:
    unit = only_unit(case, step)
    where = step_place(case.state, step.item, unit, step.step)
    if where is None:
        return Refusal("other status", step.item, unit, step.step)
    if not case.actor.may(where.step, unit):
        return Refusal("other role", step.item, unit, step.step)
    question = where.form.outline.fields.get(path) if where.form else None
    if question is None or question.kind != "file":
        raise NotFound
    return FileSpot(question, step.draft, (step.item, unit))
