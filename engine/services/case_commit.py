"""The one commit of a case: everything a command leads to is written in it, or nothing.

Only this module imports the writing side of cases. Effects are made before the transaction begins.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field, replace
from datetime import datetime

from engine.base.dataclass import dataclass
from engine.base.events import CaseEvent
from engine.base.ports import FileStore, Randomness
from engine.base.receipts import Receipt
from engine.base.records import (
    Action,
    CaseFile,
    Code,
    Consent,
    SavedAnswers,
    Submission,
)
from engine.base.sites import Sites
from engine.base.values import NOTHING
from engine.bundles.library import Library
from engine.case.effects import Contact, Effects, EffectsContext, effects
from engine.case.state import CaseState
from engine.meaning.flow.standing import standing
from engine.services.case_entries import RecordedEntry
from engine.services.case_loading import LoadedCase
from engine.services.file_space import FileLimits, outgrown
from engine.services.following import carry_out
from engine.services.made_answers import NOTHING_MADE, Made
from engine.services.spending import Spending
from engine.store.bank_entries import Statements
from engine.store.case_writing import CaseMoved, CaseWriting
from engine.store.money import References, Series
from engine.store.store import Store, Unit, View

__all__ = ["CaseChange", "CaseMoved", "Committing"]


class EntryMoved(Exception):
    """Somebody else was faster with an entry of a statement."""


class NoRoom(Exception):
    """The files of a case or an account would take more than ``most`` bytes."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


@dataclass(frozen=True, slots=True)
class CaseChange:
    """What a command leads to in a case that was loaded.

    ``drafts`` are written over what they were read at; ``added`` and ``gone`` are files of drafts.
    ``secrets`` are told in messages and kept in no event.
    """

    loaded: LoadedCase
    after: CaseState
    events: tuple[CaseEvent, ...] = ()
    receipt: Receipt | None = None
    submission: Submission | None = None
    drafts: tuple[SavedAnswers, ...] = ()
    consents: tuple[Consent, ...] = ()
    added: tuple[CaseFile, ...] = ()
    gone: tuple[CaseFile, ...] = ()
    audit: tuple[Action, ...] = ()
    secrets: Mapping[str, str] = field(default_factory=lambda: NOTHING, repr=False)
    secrets_end_at: datetime | None = None
    spends: Spending | None = None
    room: FileLimits | None = None
    """What the files may take together, asked again when those of others are written."""
    made: Made = NOTHING_MADE
    code: Code | None = None
    """A one-time code that the secrets tell."""
    records: RecordedEntry | None = None

    @property
    def is_draft_only(self) -> bool:
        """Whether nothing is changed that anything is judged by."""
        return not (self.events or self.added or self.gone)


@dataclass(frozen=True, slots=True)
class Committing:
    """Writes changes; everything it needs is given to it.

    ``keyed_hash`` hashes (purpose, text); ``sites`` are where links lead. The file of a document
    that no commit followed is swept like every other.
    """

    store: Store
    library: Library
    randomness: Randomness
    keyed_hash: Callable[[str, str], str]
    files: FileStore
    sites: Sites = field(default_factory=Sites)

    def write(self, change: CaseChange) -> None:
        """Store it all, or store nothing.

        Raises CaseMoved, EntryMoved, StaleVersion, NoRoom and TooOften.
        """
        caused = self.foreseen(change) if change.events else None
        for paper in change.made.papers:
            self.files.keep((paper.content,), paper.file.size, paper.file.id)
        with self.store.write() as unit:
            self.inside(unit, change, caused)

    def inside(self, unit: Unit, change: CaseChange, caused: Effects | None = None) -> None:
        """Store it in a transaction that is open already."""
        loaded = change.loaded
        if change.spends is not None:
            change.spends.take(unit, loaded.now)
        writing = CaseWriting(unit, loaded.case)
        if change.is_draft_only:
            writing.hold()
        else:
            writing.take_turn(_status(change), loaded.now)
        for draft in change.drafts:
            unit.answers.save(draft, loaded.now)
        _move_files(unit, writing, change)
        _keep_made(unit, writing, change)
        if change.submission is not None:
            writing.add_submission(change.submission)
        for consent in change.consents:
            unit.consents.add(consent)
        writing.add_events((*change.events, *(caused.events if caused else ())))
        if change.code is not None:
            unit.codes.add(change.code)
        if change.records is not None:
            _record(unit, change.records)
        if change.receipt is not None:
            writing.add_receipt(change.receipt)
        self._follow(unit, change, caused)

    def foreseen(self, change: CaseChange) -> Effects:
        """What the events of a change will cause; the people of a role are looked up for it."""
        return self.effects(change, self._staff_later(change))

    def effects(self, change: CaseChange, staff: Callable[[str], tuple[Contact, ...]]) -> Effects:
        """What the events of a change cause."""
        loaded, after = change.loaded, change.after
        context = EffectsContext(
            case=replace(loaded.case, status=_status(change), changed_at=loaded.now),
            ready=loaded.ready,
            world=after.world,
            applicant=loaded.contact,
            now=loaded.now,
            reader=lambda lang: self.library.reader(lang, loaded.ready),
            staff=staff,
            token=self.randomness.token,
            keyed_hash=self.keyed_hash,
            history=loaded.events,
            was=loaded.state.world if loaded.state.world is not after.world else None,
            site=self.sites.of(loaded.ready.programme.bank.name),
            secrets=change.secrets,
            secrets_end_at=change.secrets_end_at,
        )
        return effects(context, loaded.state.picture, after.picture, change.events)

    def _follow(self, unit: Unit, change: CaseChange, caused: Effects | None) -> None:
        audit = change.audit
        if caused is not None:
            carry_out(unit, change.loaded.case.id, caused, change.loaded.now)
            audit = (*audit, *caused.audit)
        if audit:
            unit.audit.append_all(audit)

    def _staff_later(self, change: CaseChange) -> Callable[[str], tuple[Contact, ...]]:
        """The people of a role, looked up only if somebody writes to them."""

        def found(role: str) -> tuple[Contact, ...]:
            with self.store.read() as view:
                return staff_with(view, change.loaded, role)

        return found


def staff_with(view: View, case: LoadedCase, role: str) -> tuple[Contact, ...]:
    """Where the members of staff with a role are reached; those who are shut out are not."""
    programme, every = case.case.programme, view.staff.every_active(case.account.bank)
    members = (one for one in every if role in one.roles_in(programme))
    return tuple(
        Contact(account.id, account.email, account.phone, account.language)
        for account in view.accounts.some(member.account for member in members)
    )


def _move_files(unit: Unit, writing: CaseWriting, change: CaseChange) -> None:
    """Raises NoRoom where files that came in at the same time have taken the room."""
    case = change.loaded.case
    for file in change.added:
        writing.add_file(file)
    if change.room is not None:
        unit.files.hold(case.account)
        most = outgrown(unit, case, change.room)
        if most is not None:
            raise NoRoom(most)
    writing.remove_files(change.gone, change.loaded.now)


def _keep_made(unit: Unit, writing: CaseWriting, change: CaseChange) -> None:
    """Raises CaseMoved where somebody else took a number first."""
    case, now, made = change.loaded.case, change.loaded.now, change.made
    for number in made.numbers:
        if not Series(unit.connection).take(case.programme, number):
            raise CaseMoved
    for reference in made.references:
        References(unit.connection).add(case.programme, reference)
    for paper in made.papers:
        told = paper.file
        writing.add_file(
            CaseFile(
                told.id, case.id, paper.path, told.name, told.size, told.sha256, told.media_type,
                added_at=now, removed_at=now,
            )
        )  # fmt: skip


def _record(unit: Unit, records: RecordedEntry) -> None:
    """Raises EntryMoved where the entry was assigned or set aside meanwhile."""
    if not Statements(unit.connection, unit.vault).change(records.row):
        raise EntryMoved
    unit.audit.append(records.told)


def _status(change: CaseChange) -> str:
    """What people read of the case, by its name: kept for lists of an applicant's cases."""
    return standing(change.after.world, change.after.picture).name
