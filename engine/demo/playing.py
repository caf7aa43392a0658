"""The steps of a scenario, taken on a stored case by everybody whom they name.

Each step is sent as a page would send it, by the account whose step it is, so that the
demonstration shows what really happens.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field, replace

from engine.base.dataclass import dataclass
from engine.base.receipts import Receipt
from engine.base.staff import StaffMember
from engine.base.values import NOTHING, Problem, StoredFile
from engine.bootstrap import Product
from engine.case.file_places import files_by_path
from engine.case.filled_steps import step_place
from engine.case.form_pages import SAVES, form_page, is_form_step
from engine.definitions.model.items import APPLICANT
from engine.definitions.reading.answers_file import Raw
from engine.definitions.reading.scenario_steps import Act
from engine.demo.answering import answers_of, as_made, files_of
from engine.demo.identity_documents import is_read_by, read_at
from engine.demo.papers import paper
from engine.demo.signing import signed_package
from engine.meaning.flow.commands import Refusal
from engine.meaning.picture import CASE, Proposal
from engine.scenarios.actors import ANOTHER, SAME, StepNamed, named
from engine.scenarios.meant import MeantRefused, filled_with, typed_anew, units_meant
from engine.services import senders
from engine.services.case_entries import FormEntry, StepEntry
from engine.services.case_loading import CaseRequest, LoadedCase
from engine.services.replies import Refused as NotTaken
from engine.services.replies import Saved
from engine.services.senders import Sender
from engine.services.signed_intake import signed_questions
from engine.services.uploads import NewFile


@dataclass(slots=True)
class Play:
    """One case under way; ``typed`` is what its applicant has answered so far."""

    product: Product = field(repr=False)
    programme: str
    case_id: str
    account: str
    staff: tuple[StaffMember, ...]
    typed: Raw = field(repr=False)
    document: Mapping[str, str] = field(default_factory=lambda: NOTHING, repr=False)
    """What stands in the documents of its people otherwise than was answered."""

    def takes(self, act: Act) -> MeantRefused | None:
        """Take a step; nothing changes where it is refused."""
        case = self.load()
        units = units_meant(case.state, act)
        if isinstance(units, MeantRefused):
            return units
        if is_form_step(case.state, act.item, act.step):
            self.typed = typed_anew(self.typed, act)
            return _first(self.fills(act.item, unit, act.step) for unit in units)
        sender = self._sender(case, act, units[0])
        if isinstance(sender, MeantRefused):
            return sender
        if sender.side == "provider" and is_read_by(case, sender.name):
            return _first(self._identifies(case, act, unit, sender) for unit in units)
        act = replace(act, given=as_made(case.state, act, units[0]))
        filled = filled_with(case.state, act, units[0], case.now)
        raw = {name: texts for name, texts in filled.raw.items() if name not in filled.files}
        of = () if act.item == CASE else units
        entry = StepEntry(self.case_id, sender, act.item, act.step, of, raw)
        names = ((path, name) for path in filled.files for name in act.given[path])
        added = (self._added(sender, path, name, entry) for path, name in names)
        return _first(added) or _why(self.product.cases.do(entry))

    def _identifies(
        self, case: LoadedCase, act: Act, unit: str, sender: Sender
    ) -> MeantRefused | None:
        """A provider's step for one person, with what was read from the document."""
        said = read_at(case, unit, self.document)
        entry = StepEntry(self.case_id, sender, act.item, act.step, (unit,), data=said)
        return _why(self.product.cases.do(entry))

    def fills(self, item: str, unit: str, step: str) -> MeantRefused | None:
        """Save or send a form with what was typed, its files added before."""
        case, sender = self.load(), senders.applicant(self.account)
        page = form_page(case.ready, item, unit)
        if page is None:
            return MeantRefused(("no such item",), f"“{unit}” is no form")
        there = files_by_path(case.files_of())
        missing = (each for each in files_of(page.outline, self.typed) if each[0] not in there)
        refused = _first(self._added(sender, path, name) for path, name in missing)
        if refused is not None:
            return refused
        raw = answers_of(page.outline, self.typed)
        version = self.load().draft(page.key).version
        entry = FormEntry(self.case_id, sender, item, unit, raw, version)
        cases = self.product.cases
        return _why(cases.save(entry) if step == SAVES else cases.submit(entry))

    def load(self) -> LoadedCase:
        """The case as its applicant sees it."""
        return self.product.cases.load(CaseRequest(self.case_id, senders.applicant(self.account)))

    def _added(
        self, sender: Sender, path: str, name: str, step: StepEntry | None = None
    ) -> MeantRefused | None:
        called, content = self._paper(path, name, step)
        file = NewFile(self.case_id, sender, path, called, [content], step)
        return _why(self.product.uploads.attach(file))

    def _paper(self, path: str, name: str, step: StepEntry | None) -> tuple[str, bytes]:
        """A paper of this name; where documents are to be signed, these, signed by all."""
        if step is not None:
            case, unit = self.load(), next(iter(step.units), "")
            place = step_place(case.state, step.item, unit, step.step)
            for question in signed_questions(place) if place else ():
                if question.path == path:
                    return name, signed_package(self.product, case, question)
        return paper(name)

    def _sender(self, case: LoadedCase, act: Act, unit: str) -> Sender | MeantRefused:
        picture = case.state.picture
        found = named(case.state.route.flow, picture, act, unit)
        if found is None:
            return MeantRefused(("no such step",))
        step = found.step
        if step is not None and step.kind == APPLICANT:
            return senders.applicant(self.account)
        if step is not None and step.kind == "person":
            return senders.by_link(unit)
        if step is not None and step.kind == "provider":
            return senders.provider(step.actor)
        here = picture if act.item == CASE else picture.instance(act.item, unit)
        return self._colleague(found, act, here.proposal)

    def _colleague(
        self, found: StepNamed, act: Act, proposal: Proposal | None
    ) -> Sender | MeantRefused:
        """The first of the staff who may: for an answer, one who has not had a say yet."""
        role = found.role if found.step is None else found.step.actor
        involved = {by.account for by in (proposal.by, *proposal.confirmed)} if proposal else set()
        same = act.by == SAME or (found.answer == "takes back" and act.by != ANOTHER)
        if same and proposal is not None:
            return senders.staff(proposal.by.account)
        is_answer = found.step is None or act.by == ANOTHER
        for member in self.staff:
            if role in member.roles_in(self.programme) and not (
                is_answer and member.account in involved
            ):
                return senders.staff(member.account)
        return MeantRefused(("nobody",), f"nobody of the staff may: {act.step}")


def _first(found: Iterable[MeantRefused | None]) -> MeantRefused | None:
    """The first refusal; what comes after it is not tried."""
    return next((each for each in found if each is not None), None)


def _why(reply: object) -> MeantRefused | None:
    """Why something was not done; None where it was."""
    if isinstance(reply, Refusal):
        return MeantRefused((reply.code,))
    if isinstance(reply, NotTaken):
        return MeantRefused.because(reply.problems)
    if isinstance(reply, Problem):
        return MeantRefused.because((reply,))
    return None if isinstance(reply, Receipt | Saved | StoredFile) else MeantRefused(("clash",))
