"""A provider of single sign-on on loopback, with real keys, that can be told to lie."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from flask import Flask, Response, jsonify, redirect, request
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from tests.journeys.serving import served

CLIENT, SECRET = "anketa", "s:cret/of+anketa"


@dataclass
class SignOnServer:
    """What it says of the person who is logged in with it; ``lies`` changes its tokens."""

    issuer: str = ""
    person: dict[str, Any] = field(default_factory=dict)
    lies: dict[str, Any] = field(default_factory=dict)
    algorithm: str = "RS256"
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "1"}))
    signs_with: RSAKey | None = None
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def metadata(self) -> Response:
        issuer = self.issuer
        return jsonify(
            issuer=self.lies.get("issuer of metadata", issuer),
            authorization_endpoint=f"{issuer}/authorize",
            token_endpoint=f"{issuer}/token",
            jwks_uri=f"{issuer}/keys",
        )

    def authorize(self) -> Response:
        asked = request.args
        assert asked["client_id"] == CLIENT
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe()
        self.codes[code] = dict(asked)
        address = f"{asked['redirect_uri']}?code={code}&state={asked['state']}"
        return redirect(address)  # type: ignore[return-value]

    def token(self) -> tuple[Response, int]:
        login, form = request.authorization, request.form
        asked = self.codes.pop(form["code"], None)
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        is_ours = login and (login.username, login.password) == (CLIENT, "s%3Acret%2Fof%2Banketa")
        if not asked or not is_ours or asked["code_challenge"] != challenge:
            return jsonify(error="invalid_grant"), 400
        assert form["redirect_uri"] == asked["redirect_uri"]
        now = int(time.time())
        claims = {
            "iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300,
            "nonce": asked["nonce"], **self.person, **self.lies.get("claims", {}),
        }  # fmt: skip
        return jsonify(access_token="x", token_type="Bearer", id_token=self._signed(claims)), 200

    def _signed(self, claims: dict[str, Any]) -> str:
        header = {"alg": self.algorithm, "kid": "1"}
        if self.algorithm == "none":
            parts = (header, claims)
            return ".".join([*(_part(one) for one in parts), ""])
        key: Any = self.signs_with or self.key
        if self.algorithm == "HS256":
            key = OctKey.import_key(self.key.as_pem(private=False))
        return jwt.encode(header, claims, key, algorithms=[self.algorithm])

    def keys(self) -> Response:
        return jsonify(keys=[self.key.as_dict(private=False)])

    def code_for(self, address: str) -> str:
        """What a browser brings back after it followed an address to the provider."""
        with self.app.test_client() as browser:
            parts = urlsplit(address)
            answer = browser.get(f"{parts.path}?{parts.query}")
        brought = urlsplit(answer.location)
        return f"{brought.path}?{brought.query}"

    @property
    def app(self) -> Flask:
        made = Flask("provider")
        made.add_url_rule("/.well-known/openid-configuration", view_func=self.metadata)
        made.add_url_rule("/authorize", view_func=self.authorize)
        made.add_url_rule("/token", view_func=self.token, methods=["POST"])
        made.add_url_rule("/keys", view_func=self.keys)
        return made


def _part(value: dict[str, Any]) -> str:
    text = json.dumps(value).encode()
    return base64.urlsafe_b64encode(text).rstrip(b"=").decode()


def asked_for(address: str) -> dict[str, str]:
    """What an address asks of the provider."""
    return dict(parse_qsl(urlsplit(address).query))


@contextmanager
def provider() -> Iterator[SignOnServer]:
    """The provider, served."""
    one = SignOnServer()
    with served(one.app) as address:
        one.issuer = address
        yield one
