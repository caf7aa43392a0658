"""Passkeys as second factors: a key of a device or a token that answers for one address only.

The challenge follows from the session that asks, so that nothing has to be kept for it: a session
that waits ends with the first right answer, and its challenge with it.
"""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Iterable
from dataclasses import field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from engine.accounts import factor_tries, sessions
from engine.accounts.desk import AccountRefused, Desk, Visitor
from engine.accounts.second_factor import CHANGED, new_backup_codes, note, passed
from engine.accounts.secrets_post import tell
from engine.accounts.sessions import LoggedIn, Present
from engine.base.dataclass import dataclass
from engine.base.factors import Factor
from engine.base.legible import legible_line
from engine.store.errors import AlreadyStored
from engine.store.store import Unit

if TYPE_CHECKING:
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor

LONGEST: Final = 16_384
LONGEST_NAME: Final = 60
WRONG: Final = AccountRefused("passkey-wrong")
_UNREADABLE: Final = (ValueError, KeyError, TypeError, RecursionError)


@dataclass(frozen=True, slots=True)
class Party:
    """For whom a passkey is: the host that browsers bind it to, and the name that people read."""

    host: str
    origin: str
    name: str

    @classmethod
    def at(cls, address: str, name: str) -> Party | None:
        """The party of an address; None where browsers know no passkeys, as without a name."""
        parts = urlsplit(address)
        host = parts.hostname or ""
        if not host or _is_number(host) or (parts.scheme != "https" and host != "localhost"):
            return None
        return cls(host, f"{parts.scheme}://{parts.netloc}", name)


@dataclass(frozen=True, slots=True)
class NewPasskey:
    """What a browser made, and how its owner calls it."""

    credential: str = field(repr=False)
    name: str = field(repr=False)


def offer(desk: Desk, who: Present, party: Party) -> str:
    """What a browser is given to make a passkey, as JSON."""
    import webauthn  # noqa: PLC0415 - wherever a passkey is, and nowhere before
    from webauthn.helpers import structs  # noqa: PLC0415

    account = who.account
    with desk.store.read() as view:
        known = view.factors.of_account(account.id)
    options = webauthn.generate_registration_options(
        rp_id=party.host,
        rp_name=party.name,
        user_id=bytes.fromhex(desk.vault.hash("passkey user", account.id)),
        user_name=account.email or account.phone,
        challenge=_challenge(desk, "passkey to be", who),
        exclude_credentials=_descriptors(known),
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.DISCOURAGED,
            user_verification=structs.UserVerificationRequirement.PREFERRED,
        ),
    )
    return webauthn.options_to_json(options)


def add(
    desk: Desk, who: Present, new: NewPasskey, party: Party
) -> tuple[str, ...] | AccountRefused:
    """Ask for the passkey from now on; backup codes where it is the first second factor."""
    import webauthn  # noqa: PLC0415
    from webauthn.helpers import bytes_to_base64url  # noqa: PLC0415
    from webauthn.helpers.exceptions import WebAuthnException  # noqa: PLC0415

    now, account = desk.clock.now(), who.account.id
    try:
        made = webauthn.verify_registration_response(
            credential=_read(new.credential),
            expected_challenge=_challenge(desk, "passkey to be", who),
            expected_rp_id=party.host,
            expected_origin=party.origin,
        )
    except (WebAuthnException, *_UNREADABLE):
        return WRONG
    factor = Factor(
        id=desk.ids.new(),
        account=account,
        kind="passkey",
        name=legible_line(new.name)[:LONGEST_NAME],
        secret=bytes_to_base64url(made.credential_public_key),
        created_at=now,
        handle=bytes_to_base64url(made.credential_id),
        counter=made.sign_count,
        confirmed_at=now,
    )
    try:
        with desk.store.write() as unit:
            had_some = unit.factors.are_set(account)
            unit.factors.add(factor)
            note(desk, unit, account, "second factor added", "passkey")
            tell(desk, unit, "", CHANGED, who.account)
            return () if had_some else new_backup_codes(desk, unit, account)
    except AlreadyStored:
        return WRONG


def ask(desk: Desk, visitor: Visitor, party: Party) -> str:
    """What the browser that waits is given to answer with a passkey, as JSON; empty without one."""
    import webauthn  # noqa: PLC0415
    from webauthn.helpers import structs  # noqa: PLC0415

    who = sessions.waiting(desk, visitor.token, visitor.entrance)
    if who is None:
        return ""
    with desk.store.read() as view:
        known = _descriptors(view.factors.of_account(who.account.id))
    if not known:
        return ""
    return webauthn.options_to_json(
        webauthn.generate_authentication_options(
            rp_id=party.host,
            challenge=_challenge(desk, "passkey", who),
            allow_credentials=known,
            user_verification=structs.UserVerificationRequirement.PREFERRED,
        )
    )


def give(desk: Desk, credential: str, visitor: Visitor, party: Party) -> LoggedIn | AccountRefused:
    """Log in the browser that waits, by what a passkey of its account has signed."""
    who = sessions.waiting(desk, visitor.token, visitor.entrance)
    if who is None:
        return AccountRefused("second-factor-gone")
    with desk.store.write() as unit:
        if refused := factor_tries.claim(desk, unit, who):
            return refused
        if not _is_signed(desk, unit, who, credential, party):
            return factor_tries.wrong(desk, unit, who, visitor, WRONG.code)
        return passed(desk, unit, who, visitor)


def _is_signed(desk: Desk, unit: Unit, who: Present, credential: str, party: Party) -> bool:
    import webauthn  # noqa: PLC0415
    from webauthn.helpers.exceptions import WebAuthnException  # noqa: PLC0415

    now = desk.clock.now()
    try:
        answer = _read(credential)
        factor = unit.factors.by_handle(str(answer["id"]))
        if factor is None or factor.account != who.account.id:
            return False
        signed = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=_challenge(desk, "passkey", who),
            expected_rp_id=party.host,
            expected_origin=party.origin,
            credential_public_key=webauthn.base64url_to_bytes(factor.secret),
            credential_current_sign_count=factor.counter,
        )
    except (WebAuthnException, *_UNREADABLE):
        return False
    count = signed.new_sign_count
    if count == 0:  # many devices do not count
        unit.factors.note_use(factor.id, factor.counter, now)
        return True
    return unit.factors.use(factor.id, count, now)


def _challenge(desk: Desk, purpose: str, who: Present) -> bytes:
    return bytes.fromhex(desk.vault.hash(purpose, who.session.id))


def _descriptors(factors: Iterable[Factor]) -> list[PublicKeyCredentialDescriptor]:
    from webauthn import base64url_to_bytes  # noqa: PLC0415
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor  # noqa: PLC0415

    return [
        PublicKeyCredentialDescriptor(id=base64url_to_bytes(one.handle))
        for one in factors
        if one.kind == "passkey" and one.handle
    ]


def _read(credential: str) -> dict[str, Any]:
    if len(credential) > LONGEST:
        raise ValueError
    answer = json.loads(credential)
    if not isinstance(answer, dict):
        raise TypeError
    return answer


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
