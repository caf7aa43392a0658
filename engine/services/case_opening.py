"""A case begins: with its first answers and consents, and with what follows by itself."""

from __future__ import annotations

from dataclasses import field, replace

from engine.base.dataclass import dataclass
from engine.base.records import Account, Action, Consent, SavedAnswers, StoredCase
from engine.bundles.compiled import Ready
from engine.case import actors
from engine.case.state import case_state
from engine.forms.row_ids import with_row_ids
from engine.meaning.flow.decide import begin
from engine.services.case_commit import CaseChange, Committing, staff_with
from engine.services.case_loading import LoadedCase, given_today
from engine.store.store import Unit


@dataclass(frozen=True, slots=True)
class Opening:
    """A case that is to begin; ``first`` are the answers that its account was made with."""

    case: StoredCase
    ready: Ready = field(repr=False)
    account: Account = field(repr=False)
    first: SavedAnswers = field(repr=False)
    consents: tuple[Consent, ...] = ()


def open_case(unit: Unit, committing: Committing, opening: Opening) -> None:
    """Make the case in a transaction that is open already; the bundle must be stored."""
    opening = _with_row_ids(opening)
    case = opening.case
    unit.cases.add(case)
    unit.answers.save(opening.first, case.created_at)
    for consent in opening.consents:
        unit.consents.add(consent)
    off = unit.accounts.notice_choices.off(case.account, case.programme)
    loaded = replace(_loaded(opening), off=off)
    events = tuple(
        replace(event, number=number, at=case.created_at)
        for number, event in enumerate(begin(loaded.state.world, loaded.state.picture), start=1)
    )
    opened = Action(
        "case opened", "user", case.account, case.created_at, case=case.id, account=case.account
    )
    change = CaseChange(loaded, loaded.state.after(events), events, audit=(opened,))
    caused = committing.effects(change, lambda role: staff_with(unit, loaded, role))
    committing.inside(unit, change, caused)


def _with_row_ids(opening: Opening) -> Opening:
    """The first answers with an id for each of their rows."""
    first = opening.first
    groups = [path for outline in opening.ready.registration.values() for path in outline.groups]
    answers = with_row_ids(first.answers, groups, {}, f"{first.case}/{first.form}")
    return replace(opening, first=replace(first, answers=answers))


def _loaded(opening: Opening) -> LoadedCase:
    case, ready, account = opening.case, opening.ready, opening.account
    given = given_today(ready, account, opening.first.answers)
    state = case_state(ready, ready.today(case.created_at), given, (), ())
    return LoadedCase(
        case=case,
        ready=ready,
        account=account,
        saved={opening.first.form: opening.first},
        files=(),
        events=(),
        consents=opening.consents,
        state=state,
        actor=actors.applicant(state, account.id),
        now=case.created_at,
    )
