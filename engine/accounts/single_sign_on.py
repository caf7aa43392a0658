"""Single sign-on by OpenID Connect: the code flow with PKCE, state and nonce.

The browser keeps one random word; what must not be guessed follows from it and our own key. What
the provider says of itself is read at every log-in, so that its keys may change at any time.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import quote, urlsplit

from engine.accounts.desk import AccountRefused, Desk
from engine.base.dataclass import dataclass
from engine.base.legible import legible_line
from engine.settings.settings import Settings
from engine.validators import email as email_rules
from engine.validators.context import Context

if TYPE_CHECKING:
    import httpx
    from joserfc.jwk import KeySet, KeySetSerialization

SCOPE: Final = "openid email profile"
ALGORITHMS: Final = ("RS256", "PS256", "ES256")
"""Never “none”, and none that a shared secret would do for."""
LASTS: Final = timedelta(minutes=10)
CLOCKS_DIFFER: Final = 60
TIMEOUT: Final = 10
LARGEST: Final = 1_048_576
LONGEST_NAME: Final = 200
REFUSED: Final = AccountRefused("sign-on-refused")
FAILED: Final = AccountRefused("sign-on-failed")


@dataclass(frozen=True, slots=True)
class SignOnProvider:
    """Who vouches for staff, and what of it means what here."""

    issuer: str
    client: str
    secret: str = field(repr=False)
    name: str
    email_claim: str
    roles_claim: str
    roles: Mapping[str, tuple[str, str]]
    """Programme and role by the value that the claim has."""

    @classmethod
    def of(cls, settings: Settings) -> SignOnProvider | None:
        """The provider of the settings; None where there is none."""
        if not settings.oidc_issuer:
            return None
        return cls(
            settings.oidc_issuer,
            settings.oidc_client_id,
            settings.oidc_client_secret,
            settings.oidc_name,
            settings.oidc_email_claim,
            settings.oidc_roles_claim,
            settings.oidc_roles,
        )


@dataclass(frozen=True, slots=True)
class Begun:
    """A log-in at the provider under way: ``word`` is what the browser keeps."""

    word: str = field(repr=False)
    at: int


@dataclass(frozen=True, slots=True)
class Vouched:
    """Whom the provider vouches for."""

    subject: str = field(repr=False)
    email: str = field(repr=False)
    name: str = field(repr=False)
    roles: Mapping[str, tuple[str, ...]]


class _Unusable(Exception):
    """The provider cannot be reached, or says what must not be believed."""


def begin(
    desk: Desk, provider: SignOnProvider, answer_to: str
) -> tuple[Begun, str] | AccountRefused:
    """What the browser keeps, and the address of the provider to which it goes."""
    # Only banks whose staff log in so wait for these.
    import httpx  # noqa: PLC0415
    from authlib.oauth2.rfc6749.parameters import prepare_grant_uri  # noqa: PLC0415
    from authlib.oauth2.rfc7636 import create_s256_code_challenge  # noqa: PLC0415

    begun = Begun(desk.randomness.token(), int(desk.clock.now().timestamp()))
    try:
        with _talk() as talk:
            known = _metadata(talk, provider)
    except (_Unusable, httpx.HTTPError):
        return FAILED
    address = prepare_grant_uri(
        known["authorization_endpoint"],
        provider.client,
        "code",
        redirect_uri=answer_to,
        scope=SCOPE,
        state=begun.word,
        nonce=_derived(desk, "nonce", begun),
        code_challenge=create_s256_code_challenge(_derived(desk, "verifier", begun)),
        code_challenge_method="S256",
    )
    return begun, str(address)


def finish(
    desk: Desk, provider: SignOnProvider, begun: Begun, answer: Mapping[str, str], answer_to: str
) -> Vouched | AccountRefused:
    """Whom the provider vouches for, by what the browser brought back from it."""
    import httpx  # noqa: PLC0415
    from joserfc.errors import JoseError  # noqa: PLC0415
    from joserfc.jwk import KeySet  # noqa: PLC0415

    now = int(desk.clock.now().timestamp())
    is_ours = hmac.compare_digest(answer.get("state", "").encode(), begun.word.encode())
    if not is_ours or now - begun.at > LASTS.total_seconds():
        return FAILED
    if answer.get("error") or answer.get("iss", provider.issuer) != provider.issuer:
        return REFUSED
    try:
        with _talk() as talk:
            known = _metadata(talk, provider)
            verifier = _derived(desk, "verifier", begun)
            posted = {
                "grant_type": "authorization_code",
                "code": answer.get("code", ""),
                "redirect_uri": answer_to,
                "code_verifier": verifier,
            }
            login = (quote(provider.client, safe=""), quote(provider.secret, safe=""))
            token = _json(talk.post(known["token_endpoint"], data=posted, auth=login))
            published = _json(talk.get(known["jwks_uri"]))
            keys = KeySet.import_key_set(cast("KeySetSerialization", published))
            claims = _claims(token, keys, provider, _derived(desk, "nonce", begun), now)
    except (_Unusable, httpx.HTTPError, JoseError, ValueError, KeyError, TypeError):
        return FAILED
    return _vouched(claims, provider, desk.clock.now().date())


def _claims(
    token: Mapping[str, Any], keys: KeySet, provider: SignOnProvider, nonce: str, now: int
) -> Mapping[str, Any]:
    from authlib.oidc.core import CodeIDToken  # noqa: PLC0415
    from joserfc import jwt  # noqa: PLC0415

    read = jwt.decode(str(token["id_token"]), keys, algorithms=list(ALGORITHMS))
    options = {
        "iss": {"essential": True, "value": provider.issuer},
        "aud": {"essential": True, "value": provider.client},
        "sub": {"essential": True},
    }
    known = {"nonce": nonce, "client_id": provider.client, "access_token": token["access_token"]}
    claims = CodeIDToken(read.claims, read.header, options, known)
    claims.validate(now=now, leeway=CLOCKS_DIFFER)
    return dict(read.claims)


def _vouched(
    claims: Mapping[str, Any], provider: SignOnProvider, today: date
) -> Vouched | AccountRefused:
    email, said = claims.get(provider.email_claim), claims.get(provider.roles_claim, [])
    is_said = claims.get("email_verified", True) in (True, "true")  # some say it in a word
    address = _address(email, today) if isinstance(email, str) else None
    if address is None or not is_said:
        return REFUSED
    roles: dict[str, tuple[str, ...]] = {}
    for value in [said] if isinstance(said, str) else said if isinstance(said, list) else []:
        if isinstance(value, str) and value in provider.roles:
            programme, role = provider.roles[value]
            roles[programme] = tuple(dict.fromkeys((*roles.get(programme, ()), role)))
    said_name = str(claims.get("name") or "")[:LONGEST_NAME]
    # Signs that nobody sees could turn round the words beside a name.
    name = legible_line(said_name) or address.partition("@")[0]
    return Vouched(f"{provider.issuer} {claims['sub']}", address, name, roles)


def _address(email: str, today: date) -> str | None:
    found = email_rules.validate(email.strip(), Context(today)).value
    return None if found is None else str(found)


def _metadata(talk: httpx.Client, provider: SignOnProvider) -> Mapping[str, Any]:
    known = _json(talk.get(f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration"))
    if known.get("issuer") != provider.issuer:
        raise _Unusable
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        place = known.get(name)
        if not isinstance(place, str) or urlsplit(place).scheme != urlsplit(provider.issuer).scheme:
            raise _Unusable
    return known


def _json(response: httpx.Response) -> dict[str, Any]:
    if response.status_code != 200 or len(response.content) > LARGEST:
        raise _Unusable
    found = response.json()
    if not isinstance(found, dict):
        raise _Unusable
    return found


def _talk() -> httpx.Client:
    import httpx  # noqa: PLC0415

    return httpx.Client(timeout=TIMEOUT, follow_redirects=False)


def _derived(desk: Desk, purpose: str, begun: Begun) -> str:
    return desk.vault.hash(f"sign-on {purpose}", f"{begun.word} {begun.at}")
