"""Signing at a provider: one signing for a round of documents, several people in it.

What a signer did there becomes a step of the provider for that person. The last signature counts
only once the signed file was fetched, judged by ourselves and kept in the case; a file that is not
exactly what was to be signed, by exactly whom, is handed to a person with the reason.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from engine.base.dataclass import dataclass
from engine.base.errors import NotFound
from engine.base.later import ProviderSession
from engine.base.ports import ASK, Job
from engine.base.receipts import Receipt
from engine.case.number import number
from engine.definitions.model.items import REASON
from engine.language.marker import N_
from engine.outside.faults import CallbackRefused, ProviderDown, ProviderRefused, ProviderRests
from engine.services import senders
from engine.services.case_entries import StepEntry
from engine.services.case_loading import CaseRequest, LoadedCase
from engine.services.corridor import Corridor
from engine.services.session_book import ANEW, PAUSES, SessionBook, waits_for
from engine.services.signed_copies import CopyVerdict, SignedCopies
from engine.services.signed_intake import signer_of_unit
from engine.services.signing_parts import (
    DOUBTED,
    HANDED_OVER,
    REMOVED,
    SIGNED,
    TELLS,
    UNFINISHED,
    begun_for,
    documents_of,
    is_round,
    of_round,
    signer_asked,
    signers_of,
)
from engine.services.step_acts import TakeReply
from engine.signing.port import OpenedSigning, SigningAsked, SigningProvider, SigningStatus

POSTBACK: Final = "postback of a signing"
"""What the secret part of the address is keyed for at which a provider calls about a signing."""

ENDED: Final = N_("The signing at the provider ended before everybody had signed.")
CHANGED: Final = N_("Somebody else has to sign than when the signing began.")


@dataclass(frozen=True, slots=True)
class SigningRounds:
    """Everything it needs is given to it."""

    corridor: Corridor
    provider: SigningProvider
    copies: SignedCopies
    site: str

    def ask(self, session: ProviderSession) -> str:
        """Go on with the round that a session belongs to; a word for the log.

        Raises ProviderDown, ProviderRefused and NotFound.
        """
        if not is_round(session):
            self.book.write(replace(session, ask_at=None))
            one = self._round_of(session)
            is_new = not session.session and session.ended_at is None
            return self.ask(one) if one and not (is_new and not one.session) else "with its round"
        if session.ended_at is not None:
            return self._void(session)
        if not session.session:
            return self._begin(session)
        return self._told(session, self.provider.status(session.session))

    def address(self, session: ProviderSession) -> str:
        """Where the provider calls about a round: nobody can guess it."""
        return f"{self.site}/hooks/signing/{session.id}{self._secret(session.id)}"

    def called(self, secret: str, body: bytes) -> bool:
        """Remember a call about a round and ask the provider; whether the call was new.

        Raises NotFound for an address that is none, CallbackRefused for a call about another one.
        """
        id, given = secret[:32], secret[32:]
        if not hmac.compare_digest(given.encode(), self._secret(id).encode()):
            raise NotFound
        session, call = self.book.find(id), self.provider.callback(body)
        if session is None or not hmac.compare_digest(call.signing, session.session):
            raise CallbackRefused("about another signing")
        with self.book.store.write() as unit:
            if not unit.provider_sessions.heard(session.port, f"{id} {call.key}", self.book.now()):
                return False
            unit.provider_sessions.change(replace(session, digest=call.digest or session.digest))
            unit.enqueue(Job(f"{ASK}.{id}.{call.key}", ASK, id))
        return True

    @property
    def book(self) -> SessionBook:
        """What is known of sessions."""
        return SessionBook(self.corridor.committing.store, self.corridor.clock)

    def _secret(self, id: str) -> str:
        return self.corridor.committing.keyed_hash(POSTBACK, id)

    def _round_of(self, session: ProviderSession) -> ProviderSession | None:
        found = self.book.open_of(session.case)
        return next((one for one in found if is_round(one) and of_round(session, one)), None)

    # a round begins and ends ----------------------------------------------------------------------

    def _begin(self, session: ProviderSession) -> str:
        signers = self._unbegun(session)
        if not signers:
            self.book.put_off(session, self.book.now() + PAUSES[1])
            return "nobody to sign"
        case = self._case(session)
        opened = self.provider.begin(self._wanted(case, session, signers))
        if not self._begun(session, signers, opened):
            self.provider.cancel(opened.signing)
            return "begun already"
        return "begun"

    def _unbegun(self, session: ProviderSession) -> tuple[ProviderSession, ...]:
        """The open sessions of those who have to sign."""
        found = self.book.open_of(session.case)
        return tuple(one for one in found if not is_round(one) and of_round(one, session))

    def _wanted(
        self, case: LoadedCase, session: ProviderSession, signers: Iterable[ProviderSession]
    ) -> SigningAsked:
        words = self.corridor.committing.library.reader(case.case.language, case.ready)
        return SigningAsked(
            title=f"{words.text(case.ready.programme.bank.title)} {number(case.case)}",
            lang=case.case.language,
            documents=self.copies.documents(documents_of(case, session.provider)),
            signers=tuple(signer_asked(case, one) for one in signers),
            called=self.address(session),
        )

    def _begun(
        self, session: ProviderSession, signers: tuple[ProviderSession, ...], opened: OpenedSigning
    ) -> bool:
        """Write down what was begun, unless the case or another worker was faster."""
        with self.book.store.write() as unit:
            now = {one.id: one for one in unit.provider_sessions.open_of(session.case)}
            known = [now.get(one.id) for one in (session, *signers)]
            if any(one is None or one.session != session.session for one in known):
                return False
            heard = replace(self.book.heard(session), session=opened.signing)
            unit.provider_sessions.change(replace(heard, told="", digest="", link_ends_at=None))
            for one in signers:
                own = opened.signers[one.id], opened.links.get(one.id, "")
                unit.provider_sessions.change(begun_for(one, opened.signing, *own))
        return True

    def _void(self, session: ProviderSession) -> str:
        """A round that the case does not wait for any more is deleted at the provider."""
        is_void = bool(session.session) and session.told != HANDED_OVER
        if is_void:
            self.provider.cancel(session.session)
        self.book.over(session)
        return "void" if is_void else "over"

    def _told(self, session: ProviderSession, status: SigningStatus) -> str:
        if session.told:
            return self._told_rest(session)
        session = replace(session, link_ends_at=status.ends_at)
        every = (one for one in self.book.of_case(session.case) if of_round(one, session))
        rows = [one for one in every if not is_round(one)]
        if any(not one.session and one.ended_at is None for one in rows):
            return self._anew(session, status, CHANGED)
        everybody = self._left(session, status, [r for r in rows if r.session == session.session])
        signed = [one for one in everybody if status.signers.get(one.signer) == "signed"]
        if everybody and len(signed) == len(everybody):
            return self._complete(session, everybody)
        if rows and not everybody:
            self.provider.cancel(session.session)
            self.book.write(replace(self.book.heard(session), told=REMOVED, ask_at=None))
            return REMOVED
        if status.state == "over" or self._runs_out(status):
            return self._anew(session, status, ENDED)
        for one in everybody:
            if what := TELLS.get(status.signers.get(one.signer, "waiting")):
                self._tell(one, what)
        self.book.write(self.book.heard(session))
        return f"signed {len(signed)} of {len(everybody)}"

    def _told_rest(self, session: ProviderSession) -> str:
        """What was left to tell when it was interrupted after the end of the round."""
        for one in self.book.open_of(session.case):
            if session.told == HANDED_OVER and one.session == session.session and one.of:
                self._tell(one, SIGNED)
        self.book.write(replace(self.book.heard(session), ask_at=None))
        return session.told

    def _left(
        self, session: ProviderSession, status: SigningStatus, rows: list[ProviderSession]
    ) -> list[ProviderSession]:
        """Those of the round, without whom the case does not wait for any more."""
        waiting = (one for one in rows if status.signers.get(one.signer) == "waiting")
        gone = [one for one in waiting if one.ended_at and not one.told]
        if gone and len(gone) < len(rows) and status.state == "open":
            self.provider.remove(session.session, tuple(one.signer for one in gone))
        for one in gone:
            self.book.write(replace(one, told=REMOVED))
        return [one for one in rows if one not in gone and one.told != REMOVED]

    def _runs_out(self, status: SigningStatus) -> bool:
        return status.ends_at is not None and status.ends_at - self.book.now() < ANEW

    def _anew(self, session: ProviderSession, status: SigningStatus, why: str) -> str:
        """Begin once more; where somebody has signed already, that is for a person to judge."""
        if "signed" in status.signers.values() or self._has_signed(session):
            return self._doubt(session, CopyVerdict(False, (why,)))
        self.provider.cancel(session.session)
        again = replace(session, session="", told="", digest="", link_ends_at=None)
        with self.book.store.write() as unit:
            for one in unit.provider_sessions.open_of(session.case):
                if of_round(one, session):
                    empty = replace(one, session="", link="", told="")
                    unit.provider_sessions.change(again if is_round(one) else empty)
        return self._begin(again)

    def _has_signed(self, session: ProviderSession) -> bool:
        rows = self.book.of_case(session.case)
        return any(one.session == session.session and one.told == SIGNED for one in rows)

    # the end of a round ---------------------------------------------------------------------------

    def _complete(self, session: ProviderSession, everybody: list[ProviderSession]) -> str:
        """Everybody signed: fetch the file and judge it before the last signature counts."""
        try:
            copy = self.provider.fetch(session.session, session.digest)
        except ProviderDown as fault:
            if isinstance(fault, ProviderRests) or session.tries < len(PAUSES):
                raise
            return self._doubt(session, CopyVerdict(False, (str(fault),)))
        except ProviderRefused as fault:
            return self._doubt(session, CopyVerdict(False, (str(fault),)))
        case = self._case(session)
        who = tuple(signer_of_unit(case.state, one.of) for one in everybody)
        verdict = self.copies.judged(copy, documents_of(case, session.provider), who)
        if not verdict.proven:
            return self._doubt(session, verdict)
        entry = self._entry(session, HANDED_OVER)
        self._keep(session, entry, verdict)
        self.book.write(replace(self.book.heard(session), told=HANDED_OVER, ask_at=None))
        for one in everybody:
            self._tell(one, SIGNED)
        return HANDED_OVER

    def _doubt(self, session: ProviderSession, verdict: CopyVerdict) -> str:
        """A person of the bank looks at the file; without one there is only to begin anew."""
        case = self._case(session)
        words = self.corridor.committing.library.reader(case.case.language, case.ready)
        reasons = " ".join(words.message(one) for one in verdict.reasons)
        verb = UNFINISHED if verdict.copy is None else DOUBTED
        self._keep(session, self._entry(session, verb, {REASON: reasons}), verdict)
        self.book.write(replace(self.book.heard(session), told=verb))
        return verb

    def _keep(self, session: ProviderSession, entry: StepEntry, verdict: CopyVerdict) -> None:
        """Take a step of the whole round, with the file. Raises ProviderRefused where it cannot."""
        if verdict.copy is not None:
            units = signers_of(self.book.of_case(session.case), session)
            self.copies.attach(self._case(session), entry, verdict.copy, units)
        reply = self._do(session, entry)
        if not isinstance(reply, Receipt):
            raise ProviderRefused(f"the case did not take the step “{entry.step}”")

    def _tell(self, signer: ProviderSession, what: str) -> None:
        """Tell the case once what a person did."""
        if signer.told or signer.ended_at is not None:
            return
        self._do(signer, self._entry(signer, what))
        self.book.write(replace(signer, told=what, ask_at=None))

    def _do(self, session: ProviderSession, entry: StepEntry) -> TakeReply:
        return self.corridor.do(entry, lambda case: waits_for(case, session))

    def _entry(
        self, session: ProviderSession, verb: str, data: Mapping[str, Any] | None = None
    ) -> StepEntry:
        return StepEntry(
            session.case,
            senders.provider(session.provider),
            session.item,
            f"{session.provider} {verb}",
            (session.of,) if session.of else (),
            key=f"{session.id} {session.session} {verb}",
            data=data or {},
        )

    def _case(self, session: ProviderSession) -> LoadedCase:
        return self.corridor.load(CaseRequest(session.case, senders.provider(session.provider)))
