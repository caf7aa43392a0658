"""What a signing at a provider is made of: its sessions, its documents, and who has to sign."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from engine.base.later import ProviderSession
from engine.base.values import StoredFile
from engine.definitions.model.conditions import Subject
from engine.services.case_loading import LoadedCase
from engine.services.session_book import reached
from engine.services.signed_intake import signer_of_unit
from engine.signing.port import SignerAsked

SIGNED: Final = "signs"
DECLINED: Final = "declines"
HANDED_OVER: Final = "hands over"
DOUBTED: Final = "doubts"
UNFINISHED: Final = "ends"
"""What the provider of a flow does; of a session it is what the case was told."""

TELLS: Final = {"signed": SIGNED, "declined": DECLINED}
"""What the case is told of a signer, by how the provider says that one stands."""

REMOVED: Final = "removed"
"""Told of the session of somebody for whom the provider waits no more."""


def is_round(session: ProviderSession) -> bool:
    """Whether a session is that of a whole signing: the others are of its signers."""
    return not session.of


def of_round(one: ProviderSession, other: ProviderSession) -> bool:
    """Whether two sessions of a case are of the same provider."""
    return (one.port, one.provider) == (other.port, other.provider)


def begun_for(one: ProviderSession, signing: str, signer: str, link: str) -> ProviderSession:
    """The session of a signer, once the round has begun that it belongs to."""
    return replace(one, session=signing, signer=signer, link=link, told="", ask_at=None)


def signers_of(rows: Iterable[ProviderSession], session: ProviderSession) -> frozenset[str]:
    """The people of whom the file of a round is, among all sessions of its case."""
    own = (one for one in rows if one.session == session.session and one.told != REMOVED)
    return frozenset(one.of for one in own)


def signer_asked(case: LoadedCase, session: ProviderSession) -> SignerAsked:
    """Somebody who has to sign, as the provider is told."""
    who, contact = signer_of_unit(case.state, session.of), reached(case, session.of)
    return SignerAsked(session.id, who.name, who.code, contact.phone, contact.email)


def documents_of(case: LoadedCase, provider: str) -> tuple[StoredFile, ...]:
    """The files that a provider is given, as the definitions say."""
    found = next(one for one in case.state.route.flow.providers if one.name == provider)
    now = case.state.world.situation(case.state.picture)
    values = (now.value(Subject(path)) for path in found.documents)
    return tuple(
        one
        for value in values
        for one in (value if isinstance(value, tuple) else ())
        if isinstance(one, StoredFile)
    )
