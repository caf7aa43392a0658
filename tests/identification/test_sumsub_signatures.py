"""Signatures are those of the protocol, and a callback that is not signed so is refused."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

import pytest

from engine.identification.sumsub_signing import payload_digest, request_signature
from engine.identification.sumsub_webhooks import LARGEST, read_callback
from engine.outside.faults import CallbackRefused

SECRET = "demo-webhook-secret"
REFERENCE = "0f8fad5b-d9cb-469f-a165-70867728950e"
REVIEWED = {
    "type": "applicantReviewed",
    "applicantId": "5b594ade0a975a36c9349e66",
    "correlationId": "c-1",
    "createdAtMs": "2026-11-22 10:00:00.000",
    "externalUserId": REFERENCE,
    "sandboxMode": False,
}


@pytest.mark.parametrize(
    ("method", "path", "body", "signature"),
    [
        ("POST", "/resources/accessTokens/sdk",
         b'{"userId":"case-1","levelName":"basic-kyc-level","ttlInSecs":600}',
         "ae8396274e59193f0f083548a5ed5d4a47371329ea32609920da19a5bbac8907"),
        ("get", "/resources/applicants/5b594ade0a975a36c9349e66/status", b"",
         "96e4a7f0fb22003a554961497702baa5e552d6b2b8e4e254bae3899b34b6bc4e"),
    ],
)  # fmt: skip
def test_requests_are_signed(method: str, path: str, body: bytes, signature: str) -> None:
    assert request_signature("demo-secret-key", "1700000000", method, path, body) == signature


def test_payloads_are_signed() -> None:
    body = (
        b'{"type":"applicantReviewed","applicantId":"5b594ade0a975a36c9349e66",'
        b'"externalUserId":"case-1"}'
    )
    assert payload_digest(SECRET, "HMAC_SHA256_HEX", body) == (
        "8d692c01ce1523919f58d03fd2c55086c092b1635276d4c050a49acc94a7740e"
    )
    assert payload_digest(SECRET, "HMAC_SHA512_HEX", body) == (
        "7236cd837ad368959d300831de3cf7d8b00e7af57c044a37fe88fb0b6049189654169f2d08253c84038257"
        "fe904abf856144eb9e0f828d40d7592530cb72f5e9"
    )


def signed(told: Any, algorithm: str = "HMAC_SHA256_HEX", secret: str = SECRET) -> Any:
    body = told if isinstance(told, bytes) else json.dumps(told).encode()
    digest = payload_digest(secret, algorithm, body)
    return {"x-payload-digest": digest, "X-PAYLOAD-DIGEST-ALG": algorithm}, body


@pytest.mark.parametrize("algorithm", ["HMAC_SHA256_HEX", "HMAC_SHA512_HEX"])
def test_a_callback_says_about_whom_it_is(algorithm: str) -> None:
    read = read_callback(*signed(REVIEWED, algorithm), SECRET, production=True)
    assert read.reference == REFERENCE


def test_the_same_event_has_the_same_key() -> None:
    def key(**other: Any) -> str:
        return read_callback(*signed({**REVIEWED, **other}), SECRET, production=True).key

    assert key() == key(reviewStatus="completed")
    others = [
        key(type="applicantPending"),
        key(correlationId="c-2"),
        key(createdAtMs="2026-11-22 10:00:00.001"),
        key(correlationId=None),
        key(correlationId=None, clientId="x"),
    ]
    assert len({key(), *others}) == 6


@pytest.mark.parametrize(
    "told",
    [b"", b"[]", b"{", b'{"a":' * 50_000, b"\xff\xfe", {**REVIEWED, "externalUserId": "../one"},
     {**REVIEWED, "externalUserId": 7}, {**REVIEWED, "sandboxMode": True},
     {**REVIEWED, "sandboxMode": "yes"}, {**REVIEWED, "filler": "x" * LARGEST}],
    ids=["empty", "list", "cut", "deep", "bytes", "path", "number", "sandbox", "yes", "large"],
)  # fmt: skip
def test_what_is_not_for_us_is_refused(told: Any) -> None:
    with pytest.raises(CallbackRefused):
        read_callback(*signed(told), SECRET, production=True)


def test_the_sandbox_may_call_where_nothing_is_real() -> None:
    assert read_callback(*signed({**REVIEWED, "sandboxMode": True}), SECRET, production=False)


def test_what_somebody_else_signed_is_refused() -> None:
    headers, body = signed(REVIEWED)
    weak = hmac.new(SECRET.encode(), body, hashlib.sha1).hexdigest()
    for wrong in (
        {},
        {"X-Payload-Digest": headers["x-payload-digest"]},
        {**headers, "x-payload-digest": "ā"},
        {**headers, "X-PAYLOAD-DIGEST-ALG": "HMAC_SHA512_HEX"},
        {"X-Payload-Digest": weak, "X-Payload-Digest-Alg": "HMAC_SHA1_HEX"},
        signed(REVIEWED, secret="another")[0],
    ):
        with pytest.raises(CallbackRefused):
            read_callback(wrong, body, SECRET, production=False)
    with pytest.raises(CallbackRefused):
        read_callback(headers, body + b" ", SECRET, production=False)
    with pytest.raises(CallbackRefused):
        read_callback(*signed(REVIEWED, secret=""), "", production=False)
