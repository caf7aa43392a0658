"""Short messages reach a real HTTP server, or say why they did not."""

from __future__ import annotations

import time
from dataclasses import replace

import httpx
import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from engine.base.ports import Sms
from engine.messages.errors import DeliveryFailed
from engine.messages.sms_gateway import SmsGateway

SMS = Sms("id-1", "+37120000000", "Jūsu kods: 123456")


def gateway(server: HTTPServer) -> SmsGateway:
    return SmsGateway(server.url_for("/send"), "Banka", "TOKEN")


def test_a_message_arrives_whole(httpserver: HTTPServer) -> None:
    httpserver.expect_oneshot_request(
        "/send",
        method="POST",
        json={"to": "+37120000000", "text": "Jūsu kods: 123456", "from": "Banka"},
        headers={"Authorization": "Bearer TOKEN", "Idempotency-Key": "id-1"},
    ).respond_with_data("", status=202)
    gateway(httpserver).send(SMS)
    httpserver.check()


def test_a_bank_writes_in_its_own_name(httpserver: HTTPServer) -> None:
    told = {"to": SMS.to, "text": SMS.body, "from": "Maza"}
    httpserver.expect_oneshot_request("/send", json=told).respond_with_data("")
    gateway(httpserver).send(replace(SMS, sender="Maza"))
    httpserver.check()


@pytest.mark.parametrize(
    ("status", "forever"),
    [(400, True), (401, True), (404, True), (302, True), (408, False), (425, False),
     (429, False), (500, False), (503, False)],
)  # fmt: skip
def test_a_refusal_tells_whether_to_try_again(
    httpserver: HTTPServer, status: int, forever: bool
) -> None:
    httpserver.expect_request("/send").respond_with_data("20000000", status=status)
    with pytest.raises(DeliveryFailed) as failed:
        gateway(httpserver).send(SMS)
    assert failed.value.forever is forever
    assert "20000000" not in str(failed.value)


def test_the_token_is_not_carried_elsewhere(httpserver: HTTPServer) -> None:
    answer = Response(status=307, headers={"Location": httpserver.url_for("/other")})
    httpserver.expect_request("/send").respond_with_response(answer)
    with pytest.raises(DeliveryFailed):
        gateway(httpserver).send(SMS)
    assert "/other" not in [request.path for request, _ in httpserver.log]


def test_a_silent_gateway_is_not_waited_for(
    httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.messages.sms_gateway.TIMEOUT", httpx.Timeout(0.1))

    def slow(_request: object) -> Response:
        time.sleep(0.4)
        return Response(status=200)

    httpserver.expect_request("/send").respond_with_handler(slow)
    with pytest.raises(DeliveryFailed) as failed:
        gateway(httpserver).send(SMS)
    assert not failed.value.forever


def test_the_token_shows_nowhere(httpserver: HTTPServer) -> None:
    assert "TOKEN" not in repr(gateway(httpserver))
    assert "20000000" not in repr(SMS)
