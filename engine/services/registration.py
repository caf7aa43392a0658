"""Registration as the definitions describe it: case forms, account form, codes, account and case.

The forms are read and judged like any other; what belongs to the account is handed to the front
desk, and the rest becomes the first answers of the case, in the transaction that makes both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from math import ceil
from typing import Final, TypeVar

from engine.accounts import registration as accounts
from engine.accounts.desk import AccountRefused, Desk, Visitor
from engine.accounts.faults import FAULTS
from engine.accounts.sessions import LoggedIn
from engine.base.dataclass import dataclass
from engine.base.records import (
    Account,
    Bundle,
    Consent,
    PendingRegistration,
    SavedAnswers,
    StoredCase,
)
from engine.base.values import (
    NOTHING,
    Answers,
    Problem,
    Text,
)
from engine.bundles.compiled import Ready
from engine.bundles.library import Library
from engine.case.judgement import Facts, situation
from engine.definitions.model.forms import (
    Field,
)
from engine.forms.problems import problems
from engine.forms.read import Raw, Surroundings, read
from engine.services.case_commit import Committing
from engine.services.case_loading import REGISTRATION
from engine.services.case_opening import Opening, open_case
from engine.store.errors import NotStored, StaleVersion
from engine.store.store import Unit

PREPARING = "in_preparation"
PRESSES: Final = 4
"""So many presses of one button at once are told apart; more are a machine's."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class WizardStep:
    """What was typed into one form of the registration; ``id`` is that of a registration begun, or
    the one that it will have."""

    programme: str
    form: str
    raw: Raw = field(repr=False)
    lang: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Reception:
    """Takes applicants in, step by step; each step must be right before the next one opens."""

    desk: Desk
    library: Library
    committing: Committing
    """What begins cases."""

    def steps(self, programme: str) -> tuple[str, ...]:
        """Names of the forms in their order. Raises UnknownProgramme."""
        registration = self.library.today(programme).programme.registration
        return (*registration.case_forms, registration.account_form)

    def begun(self, id: str, programme: str) -> PendingRegistration | None:
        """The registration, while it lasts, below the address of its own programme."""
        found = accounts.find(self.desk, id) if id else None
        return found if found is not None and found.programme == programme else None

    def answer(
        self, step: WizardStep, visitor: Visitor
    ) -> PendingRegistration | tuple[Problem, ...]:
        """Keep the answers of a case form, or say everything that is wrong with them."""
        return _latest(lambda: self._answer(step, visitor))

    def _answer(
        self, step: WizardStep, visitor: Visitor
    ) -> PendingRegistration | tuple[Problem, ...]:
        ready = self.library.today(step.programme)
        begun = self.begun(step.id, step.programme)
        known = begun.answers if begun else NOTHING
        answers, found = self._read(ready, step, known)
        if any(one.level == "refuse" for one in found):
            return found
        if begun is not None:
            fields = ready.registration[step.form].fields
            others = {path: one for path, one in known.items() if path not in fields}
            return accounts.change_answers(self.desk, begun, {**others, **answers})
        where = _start(step, ready)
        started = accounts.start(self.desk, where, answers, visitor)
        return (refusal(started),) if isinstance(started, AccountRefused) else started

    def give_contacts(
        self, step: WizardStep, visitor: Visitor
    ) -> PendingRegistration | tuple[Problem, ...]:
        """Keep contacts and password and send both codes, or say what is wrong."""
        return _latest(lambda: self._give_contacts(step, visitor))

    def _give_contacts(
        self, step: WizardStep, visitor: Visitor
    ) -> PendingRegistration | tuple[Problem, ...]:
        ready = self.library.today(step.programme)
        begun = self.begun(step.id, step.programme)
        if begun is None and ready.programme.registration.case_forms:
            return (refusal(AccountRefused("registration-gone")),)
        answers, found = self._read(ready, step, begun.answers if begun else NOTHING)
        form = ready.programme.registration
        password = str(answers.get(form.password, ""))
        if all(one.path != form.password_repeat for one in found):
            found += _repeated(form.password_repeat, password, answers)
        if any(one.level == "refuse" for one in found):
            return found
        contacts = accounts.Contacts(
            email=str(answers[form.email]), phone=str(answers[form.phone]), password=password
        )
        if begun is None:  # nothing is asked before the contacts
            where = _start(step, ready)
            started = accounts.start(self.desk, where, NOTHING, visitor)
            if isinstance(started, AccountRefused):
                return (refusal(started),)
            begun = started
        given = accounts.give_contacts(self.desk, begun, contacts, visitor)
        return (refusal(given),) if isinstance(given, AccountRefused) else given

    def send_again(self, id: str, visitor: Visitor) -> Problem | None:
        """New codes in place of the old ones; a problem where that must wait."""
        begun = accounts.find(self.desk, id)
        if begun is None:
            return refusal(AccountRefused("registration-gone"))
        refused = accounts.send_again(self.desk, begun, visitor)
        return refusal(refused) if refused else None

    def pause(self, registration: PendingRegistration) -> int:
        """Seconds until new codes may be asked for."""
        return accounts.pause(self.desk, registration)

    def complete(
        self, id: str, typed: Mapping[str, str], visitor: Visitor
    ) -> LoggedIn | tuple[Problem, ...]:
        """Check both codes; the account, its first case and the session are made together.

        A code that is wrong is a problem at its kind of contact (``email``, ``phone``).
        """

        def inside(unit: Unit, account: Account, registration: PendingRegistration) -> None:
            self._open_case(unit, account, registration, visitor)

        done = accounts.complete(self.desk, id, typed, visitor, inside)
        if not isinstance(done, AccountRefused):
            return done
        return tuple(refusal(done, kind) for kind in sorted(done.wrong) or ("",))

    def _read(
        self, ready: Ready, step: WizardStep, known: Answers
    ) -> tuple[Answers, tuple[Problem, ...]]:
        outline = ready.registration[step.form]
        today = ready.today(self.desk.clock.now())
        reading = read(outline, step.raw, Surroundings(today, known, blank_rows=False))
        case = situation(ready, Facts(today, {**known, **reading.answers}))
        asked = {path: one for path, one in reading.answers.items() if case.asked(path)}
        return asked, problems(case, outline, reading.problems)

    def _open_case(
        self, unit: Unit, account: Account, registration: PendingRegistration, visitor: Visitor
    ) -> None:
        now = self.desk.clock.now()
        ready = self.library.serve(registration.bundle, registration.programme)
        case = StoredCase(
            id=self.desk.ids.new(),
            programme=registration.programme,
            bundle=registration.bundle,
            account=account.id,
            language=registration.language,
            status=PREPARING,
            created_at=now,
            changed_at=now,
        )
        unit.bundles.keep(Bundle(ready.bundle, self.library.files(ready), now))
        first = SavedAnswers(case.id, REGISTRATION, registration.answers)
        consents = tuple(self._consents(ready, case, visitor, registration.answers))
        open_case(unit, self.committing, Opening(case, ready, account, first, consents))

    def _consents(
        self, ready: Ready, case: StoredCase, visitor: Visitor, answers: Answers
    ) -> Iterator[Consent]:
        versions = {terms.name: terms.version for terms in ready.programme.terms}
        for question in _given(ready, answers):
            for terms in question.terms or ("",):
                yield Consent(
                    id=self.desk.ids.new(),
                    account=case.account,
                    path=question.path,
                    terms=terms,
                    terms_version=versions.get(terms, ""),
                    language=case.language,
                    at=case.created_at,
                    case=case.id,
                    user_agent=visitor.user_agent,
                )


def _start(step: WizardStep, ready: Ready) -> accounts.Start:
    bank = ready.programme.bank.name
    return accounts.Start(bank, step.programme, ready.bundle, step.lang, step.id)


def refusal(refused: AccountRefused, path: str = "") -> Problem:
    """A refusal of the front desk as a problem of the page."""
    fault = FAULTS[refused.code]
    left = {"seconds": refused.seconds, "minutes": ceil(refused.seconds / 60)}
    params = left if refused.seconds else {}
    return Problem(path, fault.number or refused.code, Text(fault.text), params=params)


def _latest(attempt: Callable[[], T]) -> T:
    """Of several presses at once the last one counts: it begins anew with what the others left."""
    for _press in range(PRESSES - 1):
        try:
            return attempt()
        except (StaleVersion, NotStored):
            continue
    return attempt()


def _given(ready: Ready, answers: Answers) -> Sequence[Field]:
    outlines = ready.registration.values()
    questions = (one for outline in outlines for one in outline.fields.values())
    return [one for one in questions if one.kind == "consent" and answers.get(one.path) is True]


def _repeated(path: str, password: str, answers: Answers) -> tuple[Problem, ...]:
    if not password or path not in answers or answers[path] == password:
        return ()
    return (refusal(AccountRefused("password-differs"), path),)
