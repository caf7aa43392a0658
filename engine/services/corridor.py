"""The corridor: what a page sent is read, judged, routed and stored, in this order and no other.

Nothing is lost on the way: what cannot be read is kept as it was typed, what is refused is kept as
a draft, and what somebody else changed in the meantime is shown beside what was typed here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from engine.base.cards import CaseCard
from engine.base.ports import Clock, Ids
from engine.base.records import (
    Action,
    SavedAnswers,
    Submission,
)
from engine.base.records import Event as StoredEvent
from engine.base.values import Answers, Problem
from engine.case.judgement import (
    Judgement,
    RuleEngines,
    judge,
    situation,
)
from engine.case.verdict import verdict_data
from engine.forms.counted import counted
from engine.forms.differences import differences
from engine.forms.problems import save_problems
from engine.forms.read import (
    Reading,
    Surroundings,
    completed,
    merged,
    read,
)
from engine.meaning.path import Path, walk
from engine.rules.agreement import Engines as Agreement
from engine.services.loaded_case import (
    OUTCOME,
    Opened,
    Serve,
    opened,
)
from engine.services.open_stage import NotOpen, submission
from engine.services.replies import Clash, Refused, Saved
from engine.store.errors import StaleVersion
from engine.store.store import Store, Unit
from engine.store.submissions import inputs_hash

__all__ = ["Clash", "Corridor", "Entry", "Receipt", "Refused", "Resolve", "Saved"]

Resolve = Literal["", "mine", "theirs"]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a page sent; ``seen_version`` is that of the answers the page was made of.

    ``automatic`` marks a save that nobody asked for, which leaves no line in the history.
    """

    case_id: str
    account_id: str
    stage: str
    raw: Mapping[str, Sequence[str]] = field(repr=False)
    seen_version: int
    automatic: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """Sent. ``held`` says that a person looks at it before anything is decided."""

    case_id: str
    engines: Agreement
    held: bool


@dataclass(frozen=True, slots=True)
class Corridor:
    """The way of an applicant's entry; everything it needs is given to it."""

    store: Store
    serve: Serve
    engines: RuleEngines
    clock: Clock
    ids: Ids

    def save(self, entry: Entry, resolve: Resolve = "") -> Saved | Clash:
        """Keep what was typed, demanding nothing. Raises NotFound and NotOpen.

        ``resolve`` is the person's choice after a clash: ``mine`` overwrites what is stored,
        ``theirs`` drops what was typed.
        """
        case = self._opened(entry)
        self._open_stage(case, entry.stage)
        draft = self._draft(case, entry, blank_rows=True)
        stored = case.page(entry.stage)
        if resolve == "theirs" or _same(draft.page, stored):
            return Saved(stored.version, draft.problems(case, self.clock))
        seen = stored.version if resolve == "mine" else entry.seen_version
        try:
            with self.store.write() as unit:
                kept = self._keep(unit, case, replace(draft.page, version=seen))
                if not entry.automatic:
                    unit.audit.append(self._action(case, "form saved", entry.stage))
        except StaleVersion as stale:
            other = stale.stored
            if isinstance(other, SavedAnswers) and _same(draft.page, other):  # pressed twice
                return Saved(other.version, draft.problems(case, self.clock))
            return _clash(case, entry.stage, draft.page, stale)
        return Saved(kept.version, draft.problems(case, self.clock))

    def submit(self, entry: Entry) -> Receipt | Refused | Clash:
        """Send in the forms of a stage. Raises NotFound and NotOpen.

        A second click gives the receipt of the first one.
        """
        case = self._opened(entry)
        key = f"{entry.stage}/{entry.seen_version}"
        if (receipt := self._sent(case, key)) is not None:
            return receipt
        self._open_stage(case, entry.stage)
        draft = self._draft(case, entry, blank_rows=False)
        facts = replace(case.facts(self.clock, draft.answers), unread=draft.reading.problems)
        judgement = judge(case.ready, facts, self.engines)
        try:
            if judgement.refused:
                return self._refuse(case, entry, judgement)
            return self._commit(case, draft, judgement, key)
        except StaleVersion as stale:
            return self._sent(case, key) or _clash(case, entry.stage, draft.page, stale)

    def _opened(self, entry: Entry) -> Opened:
        with self.store.read() as view:
            return opened(view, self.serve, entry.case_id, entry.account_id)

    def _open_stage(self, case: Opened, name: str) -> None:
        stage = case.ready.meaning.stages.get(name)
        if stage is None:
            raise NotOpen("There is no such stage.")
        submission(walk(situation(case.ready, case.facts(self.clock))), stage)

    def _draft(self, case: Opened, entry: Entry, *, blank_rows: bool) -> _Draft:
        outline = case.ready.stages[entry.stage]
        today = case.ready.today(self.clock.now())
        reading = read(outline, entry.raw, Surroundings(today, case.answers, blank_rows))
        stored = case.page(entry.stage)
        unread = {name: typed for name, typed in stored.unread.items() if name not in entry.raw}
        page = SavedAnswers(
            case=case.case.id,
            form=entry.stage,
            answers=merged(stored.answers, reading),
            unread={**unread, **reading.unread},
            version=entry.seen_version,
        )
        answers = merged(case.answers, reading)
        if not blank_rows:
            answers = completed(outline, answers)
        return _Draft(page, reading, answers)

    def _keep(self, unit: Unit, case: Opened, page: SavedAnswers) -> SavedAnswers:
        return unit.answers.save(page, self.clock.now(), case.ready.sensitive)

    def _refuse(self, case: Opened, entry: Entry, judgement: Judgement) -> Refused:
        draft = self._draft(case, entry, blank_rows=True)
        stored = case.page(entry.stage)
        if _same(draft.page, stored):
            return Refused(stored.version, judgement.problems)
        with self.store.write() as unit:
            kept = self._keep(unit, case, draft.page)
        return Refused(kept.version, judgement.problems)

    def _commit(self, case: Opened, draft: _Draft, judgement: Judgement, key: str) -> Receipt:
        now, stage = self.clock.now(), draft.page.form
        outcome = submission(judgement.path, case.ready.meaning.stages[stage])
        opinion, answers = judgement.opinion, counted(judgement.situation, case.ready.outline)
        sent = StoredEvent(case.case.id, OUTCOME, stage, outcome.name, "", "user", "", now)
        record = Submission(
            id=self.ids.new(),
            case=case.case.id,
            key=key,
            bundle=case.ready.bundle,
            stage=stage,
            at=now,
            inputs=inputs_hash(answers),
            answers=answers,
            verdict=verdict_data(judgement),
            straight=opinion.first,
            durable=opinion.second,
            engines=opinion.engines,
        )
        with self.store.write() as unit:
            self._keep(unit, case, draft.page)
            unit.submissions.add(record, case.ready.sensitive)
            unit.events.add(sent)
            unit.cases.change(replace(case.case, status="active"), now)
            unit.audit.append(self._action(case, "form submitted", stage, opinion.engines))
            if opinion.held:
                unit.audit.append(_doubt(self._action(case, "held for a person", stage), judgement))
            unit.cards.put(self._card(unit, judgement, case.case.id))
        return Receipt(case.case.id, opinion.engines, opinion.held)

    def _card(self, unit: Unit, judgement: Judgement, case_id: str) -> CaseCard:
        case = unit.cases.one(case_id)
        submitted = opened(unit, self.serve, case.id, case.account)
        path: Path = walk(situation(submitted.ready, submitted.facts(self.clock)))
        return CaseCard(
            case=case.id,
            programme=case.programme,
            account=case.account,
            title="",
            status=case.status,
            current=path.current,
            changed_at=case.changed_at,
            needs_person=judgement.opinion.held or bool(path.waits_for_person),
        )

    def _sent(self, case: Opened, key: str) -> Receipt | None:
        with self.store.read() as view:
            found = view.submissions.with_key(case.case.id, key)
        if found is None:
            return None
        agreement: Agreement = found.engines  # type: ignore[assignment]
        return Receipt(case.case.id, agreement, agreement != "agree")

    def _action(self, case: Opened, action: str, subject: str, after: str = "") -> Action:
        return Action(
            action=action,
            side="user",
            actor=case.case.account,
            at=self.clock.now(),
            case=case.case.id,
            account=case.case.account,
            subject=subject,
            after=after,
        )


@dataclass(frozen=True, slots=True)
class _Draft:
    """A page as it was read: what will be stored of it, and all answers of the case with it."""

    page: SavedAnswers
    reading: Reading
    answers: Answers = field(repr=False)

    def problems(self, case: Opened, clock: Clock) -> tuple[Problem, ...]:
        """What is to be said at once, before anything is sent."""
        now = situation(case.ready, case.facts(clock, self.answers))
        return save_problems(now, case.ready.stages[self.page.form], self.reading.problems)


def _same(one: SavedAnswers, other: SavedAnswers) -> bool:
    return dict(one.answers) == dict(other.answers) and dict(one.unread) == dict(other.unread)


def _clash(case: Opened, stage: str, typed: SavedAnswers, stale: StaleVersion) -> Clash:
    stored = stale.stored
    if not isinstance(stored, SavedAnswers):
        raise stale
    return Clash(stored.version, differences(case.ready.stages[stage], stored, typed))


def _doubt(action: Action, judgement: Judgement) -> Action:
    opinion = judgement.opinion
    both = {"straight": dict(opinion.first), "durable": dict(opinion.second)}
    return replace(action, side="system", comment=opinion.reason, detail=both)
