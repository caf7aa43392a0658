"""A provider that writes to signers itself: from its mail to the signed file that is judged."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from bs4 import BeautifulSoup
from pytest_httpserver import HTTPServer

from engine.outside.faults import ProviderDown, ProviderRefused
from engine.signing.demo_provider.keys import rehearsal_settings
from engine.signing.dokobit_portal import DokobitPortal
from engine.signing.port import SignerAsked
from tests.corridor.conftest import NOON
from tests.fakes import FixedClock
from tests.signing.conftest import CLIENT, FRIENDS, opened
from tests.signing.test_dokobit import ASKED


def mails(at: str) -> dict[str, str]:
    """What the provider wrote to whom: the link in it."""
    page = BeautifulSoup(httpx.get(f"{at}/mails").text, "html5lib")
    return {
        str(one.contents[0]): f"{at}{one.a['href']}" for one in page.select("p:has(a)") if one.a
    }


def signs(link: str) -> None:
    """What a signer does who opened the link."""
    httpx.post(link, data={"do": "sign", "means": "smartid"})


def test_the_provider_invites_by_mail_and_what_was_signed_there_comes_back(
    club_folder: Path, tmp_path: Path
) -> None:
    with opened(club_folder, FixedClock(NOON), tmp_path, "portal") as club:
        case, at = club.member(*FRIENDS), club.product.settings.dokobit_url
        case.send("contract.pdf", "rules.pdf")
        place = f"/en/club/case/{case.member.case_id}/signature:{CLIENT}/begin"
        assert "being prepared" in case.browser().get(place).get_data(as_text=True)
        assert case.ask() == "begun"
        assert set(case.links().values()) == {""}, "nobody is led there by us"
        told = case.browser().get(place).get_data(as_text=True)
        assert "The invitation was sent to you by e-mail" in told
        assert "It comes from Notary." in told
        invited = mails(at)
        assert len(invited) == 3
        signs(invited["friend0@example.org"])
        assert case.ask() == "signed 1 of 3"
        elsewhere = next(unit for unit in case.links() if unit != CLIENT)
        case.member.do(club.officer, "signature", "officer confirms it", elsewhere)
        signs(*(link for to, link in invited.items() if not to.startswith("friend")))
        calls = [(url.partition("8000")[2], body) for url, body, _ in club.provider.postbacks.held]
        for address, body in calls:
            assert club.app.test_client().post(address, data=body).status_code == 200
        assert case.ask() == "hands over", "who signed elsewhere was taken out there"
        assert case.statuses() == ("signed", ("signed", "signed", "signed"))
        kept = case.signed_file()
        assert kept is not None
        assert kept.name.endswith(".asice")

        other = club.member(FRIENDS[0])
        other.send()
        assert other.ask() == "begun"
        first = other.round
        other.member.do(club.officer, "contract", "officer withdraws")
        club.product.outside.ask(first.id)
        assert club.provider.signings.find(first.session) is None
        assert mails(at) == {}


def test_whom_nobody_can_write_to_or_follow_is_not_invited(
    httpserver: HTTPServer, clock: FixedClock
) -> None:
    portal = DokobitPortal(rehearsal_settings(httpserver.url_for("").rstrip("/")), clock)
    with pytest.raises(ProviderRefused, match="no e-mail address"):
        portal.begin(ASKED)
    assert httpserver.log == []
    signer = SignerAsked("0f8fad5b", "Anna Liepa", "321357-24680", "", "anna@example.org")
    answer: dict[str, Any] = {"status": "ok", "token": "t1"}
    created = httpserver.expect_request("/api/signing/create.json")
    deleted = httpserver.expect_request("/api/signing/t1/delete-all.json")
    deleted.respond_with_json({"status": "ok"})
    for signers in (None, [], [{"token": "../x"}], [{"token": "s1", "code": "320000-00016"}]):
        created.respond_with_json({**answer, "signers": signers})
        with pytest.raises(ProviderDown):
            portal.begin(replace(ASKED, signers=(signer,)))
    taken_back = [one for one, _ in httpserver.log if "delete-all" in one.path]
    assert len(taken_back) == 4
    own = {"token": "s1", "code": "32135724680", "email": "Anna@example.org"}
    created.respond_with_json({**answer, "signers": [own]})
    assert portal.begin(replace(ASKED, signers=(signer,))).signers == {"0f8fad5b": "s1"}
    settings = rehearsal_settings("https://beta.dokobit.com")
    assert "sandbox" in DokobitPortal(replace(settings, production=True), clock).check()
