"""The calls of the adapter, where a round of signing does not come past them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from pytest_httpserver import HTTPServer

from engine.outside.faults import ProviderDown, ProviderRefused
from engine.signing.demo_provider.keys import rehearsal_settings
from engine.signing.demo_provider.provider import DemoSigning
from engine.signing.dokobit import Dokobit
from engine.signing.port import DocumentToSign, SignerAsked, SigningAsked
from tests.fakes import FixedClock

ASKED = SigningAsked(
    "The club", "lv", (DocumentToSign("contract.pdf", b"%PDF-1.7 a contract"),),
    (SignerAsked("0f8fad5b", "Anna Marija Liepa", "321357-24680", "+37120000000"),), "",
)  # fmt: skip


@pytest.fixture
def address(tmp_path: Path, clock: FixedClock) -> Iterator[str]:
    address, stop = DemoSigning(tmp_path / "provider", tmp_path / "authority", clock).serve(0)
    yield address
    stop()


def test_the_token_is_looked_at_without_telling_of_anybody(address: str, clock: FixedClock) -> None:
    settings = rehearsal_settings(address)
    assert Dokobit(settings, clock).check() == ""
    assert "token is wrong" in Dokobit(replace(settings, token="another"), clock).check()
    for wrong in (
        replace(settings, token=""),
        replace(settings, token="ā"),
        replace(settings, url="http://gateway.example"),
        replace(settings, url="https://gateway-sandbox.dokobit.com", production=True),
    ):
        assert Dokobit(wrong, clock).check()
        with pytest.raises(ProviderRefused) as refused:
            Dokobit(wrong, clock).begin(ASKED)
        assert "Liepa" not in str(refused.value)
    assert settings.token not in repr(settings)
    assert "Liepa" not in repr(ASKED)


def test_a_signing_is_there_until_it_is_cancelled(address: str, clock: FixedClock) -> None:
    dokobit = Dokobit(rehearsal_settings(address, single="asice"), clock)
    begun = dokobit.begin(ASKED)
    page = httpx.get(begun.links["0f8fad5b"])
    assert "Anna Marija Liepa" in page.text
    assert 'lang="lv"' in page.text
    assert httpx.get(begun.links["0f8fad5b"][:-1]).status_code == 404
    assert dokobit.status(begun.signing).signers == {"0f8fad5b": "waiting"}
    dokobit.cancel(begun.signing)
    dokobit.cancel(begun.signing)
    assert dokobit.status(begun.signing).state == "over"
    for odd in ("../../etc", "", "a b"):
        with pytest.raises(ProviderDown):
            dokobit.status(odd)
    with pytest.raises(ProviderRefused):
        dokobit.remove(begun.signing, ("../x",))


def test_nothing_is_created_of_documents_that_are_not_ready(
    httpserver: HTTPServer, clock: FixedClock
) -> None:
    httpserver.expect_request("/api/file/upload.json").respond_with_json({"token": "f1"})
    status = httpserver.expect_request("/api/file/upload/f1/status.json")
    status.respond_with_json({"status": "pending"})
    waited: list[float] = []
    settings = rehearsal_settings(httpserver.url_for("").rstrip("/"))
    with pytest.raises(ProviderDown, match="not ready"):
        Dokobit(settings, clock, wait=waited.append).begin(ASKED)
    assert len(waited) == 9
    status.respond_with_json({"status": "error"})
    with pytest.raises(ProviderRefused, match="not taken"):
        Dokobit(settings, clock, wait=waited.append).begin(ASKED)
    assert all(settings.token in str(request.url) for request, _ in httpserver.log)
