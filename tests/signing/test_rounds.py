"""Several people sign the same documents at a provider; the case believes what it has checked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from engine.outside.rehearsal.trouble import Answers
from engine.services.session_book import PAUSES
from engine.signatures.rehearsal.authority import begun as another_authority
from tests.fakes import FixedClock
from tests.journeys.serving import soup
from tests.signing.conftest import CLIENT, FRIENDS, Club, Signing

OUTBOX = 500
TROUBLES: tuple[Answers, ...] = ("down", "busy", "nonsense", "broken")


@pytest.fixture(autouse=True)
def well(club: Club) -> Iterator[None]:
    """Whatever a test does to the provider is over after it."""
    yield
    club.provider.trouble.answers, club.provider.trouble.calls = "well", "held"
    club.provider.postbacks.held.clear()


def begun(club: Club, *names: str, papers: tuple[str, ...] = ()) -> Signing:
    """A case whose contract is to be signed at the provider now."""
    case = club.member(*names)
    case.send(*papers)
    assert case.ask() == "begun"
    return case


def there(case: Signing) -> Any:
    """The signing of a case as the provider has it; None where it has none."""
    return case.club.provider.signings.find(case.round.session)


def test_everybody_signs_and_the_signed_file_is_kept_before_the_last_one_counts(
    club: Club,
) -> None:
    case = begun(club, *FRIENDS, papers=("contract.pdf", "rules.pdf"))
    assert case.statuses() == ("signing", ("missing", "missing", "missing"))
    links, told = case.links(), ""
    assert len(set(links.values())) == 3
    for number, unit in enumerate(links):
        assert case.does(unit).status_code == 200
        told = case.ask()
        if number < 2:
            assert told == f"signed {number + 1} of 3"
            assert case.signed_file() is None
    assert told == "hands over"
    assert case.statuses() == ("signed", ("signed", "signed", "signed"))
    kept = case.signed_file()
    assert kept is not None
    assert kept.name.endswith(".asice")
    assert [one.told for one in case.book.open_of(case.member.case_id)] == ["hands over"]
    copies = [one for one in club.product.sent.newest(OUTBOX) if one.body.startswith("Copies: ")]
    assert {one.to for one in copies} >= {"friend0@example.org", "friend1@example.org"}
    browser = club.app.test_client()

    def page(link: str) -> str:
        browser.get(link.partition("8000")[2])
        return browser.get("/en/club/link").get_data(as_text=True)

    links_of = (one.body.partition("Copies: ")[2].split()[0] for one in copies)
    assert any(kept.name in page(link) for link in links_of)
    with club.product.store.read() as view:
        content = browser.get(f"/en/club/link/file/{kept.id}").get_data()
        assert len(content) == view.files.one(kept.id, case.member.case_id).size
    assert browser.get(f"/en/club/link/file/{'0' * 32}").status_code in (404, 410)


def calls(case: Signing) -> list[tuple[str, bytes]]:
    """What the provider wanted to tell about a case: where, and what."""
    held = case.club.provider.postbacks.held
    return [(url.partition("8000")[2], body) for url, body, _ in held if case.round.id in url]


def reason(case: Signing) -> str:
    """Why the contract is doubted, for the bank only."""
    doubts = [one for one in case.member.events if one.step in ("notary doubts", "notary ends")]
    assert len(doubts) == 1
    return str(doubts[0].data["reason"])


def other_document(case: Signing) -> None:
    signings, other = case.club.provider.signings, begun(case.club, papers=("other.pdf",))
    content = signings.file(there(other).documents[0][1])
    assert content is not None
    signings.put(there(case).documents[0][1], content)
    case.does(CLIENT)


def somebody_else(case: Signing) -> None:
    known = there(case)
    signer = known.signers[0]
    holder = type(signer)(signer.id, signer.token, "Zane Cita", "320000-00032")
    case.club.provider.acts.sign(known, holder, "smartid")


def not_trusted(case: Signing) -> None:
    authority, now = case.club.provider.authority, case.club.product.clock.now()
    ours, authority.own = authority.own, another_authority(now)
    authority.publish = lambda: None
    case.does(CLIENT)
    authority.own = ours
    del authority.publish


@pytest.mark.parametrize(
    "trouble", [other_document, somebody_else, not_trusted], ids=lambda one: one.__name__
)
def test_what_is_not_exactly_what_was_to_be_signed_by_exactly_whom_is_for_a_person(
    trouble: Callable[[Signing], None], club: Club
) -> None:
    case = begun(club)
    trouble(case)
    assert case.ask() == "doubts"
    assert case.statuses() == ("doubted", ("missing",))
    assert len(reason(case)) > 20
    assert case.signed_file() is not None
    kept = case.round
    case.member.do(club.officer, "contract", "officer withdraws")
    club.product.outside.ask(kept.id)
    assert club.provider.signings.find(kept.session) is None


def test_a_file_of_another_host_or_digest_is_not_taken(club: Club) -> None:
    case = begun(club)
    case.does(CLIENT)
    address, body = calls(case)[-1]
    told = {**json.loads(body), "file_digest": "0" * 64}
    assert club.app.test_client().post(address, data=json.dumps(told)).status_code == 200
    for _ in PAUSES:
        assert case.ask() == "down"
        assert case.statuses() == ("signing", ("missing",))
    assert case.ask() == "ends"
    assert case.statuses()[0] == "to_write"
    assert "digest" in reason(case)
    other = begun(club)
    other.does(CLIENT)
    club.provider.answers_from = "https://elsewhere.example"
    assert other.ask() == "ends"
    club.provider.answers_from = ""
    assert "another host" in reason(other)


def test_a_new_round_voids_the_signing_and_what_was_signed(club: Club) -> None:
    case = begun(club, FRIENDS[0])
    first = case.round
    case.does(CLIENT)
    assert case.ask() == "signed 1 of 2"
    assert sorted(case.statuses()[1]) == ["missing", "signed"]
    case.member.do(club.officer, "contract", "officer withdraws")
    assert case.statuses() == ("to_write", ("not_open", "not_open"))
    assert case.links() == {}
    club.product.outside.ask(first.id)
    assert club.provider.signings.find(first.session) is None
    case.send("another.pdf")
    assert case.ask() == "begun"
    assert case.round.session != first.session
    assert club.product.outside.ask(first.id) == "over"
    for unit in case.links():
        case.does(unit)
    assert case.ask() == "hands over"


def test_what_ends_unsigned_is_begun_anew_and_what_is_half_signed_is_for_a_person(
    club: Club, clock: FixedClock
) -> None:
    case, half = begun(club), begun(club, FRIENDS[0])
    half.does(CLIENT)
    half.ask()
    first = case.round.session
    clock.move(timedelta(days=29, hours=1))
    assert case.ask() == "begun"
    assert case.round.session not in ("", first)
    assert club.provider.signings.find(first) is None
    assert half.ask() == "ends"
    assert "before everybody" in reason(half)
    assert half.statuses()[0] == "to_write"


def test_who_declines_or_signed_elsewhere_is_not_waited_for(club: Club) -> None:
    case = begun(club, *FRIENDS)
    berta, karlis = (unit for unit in case.links() if unit != CLIENT)
    case.does(berta, "decline")
    case.does(CLIENT)
    assert case.ask() == "signed 1 of 3"
    assert case.member.status("signature", berta) == "declined"
    case.does(karlis)
    assert case.ask() == "signed 2 of 3"
    assert case.statuses()[0] == "signing"
    other = begun(club, FRIENDS[0])
    (friend,) = (unit for unit in other.links() if unit != CLIENT)
    other.member.do(club.officer, "signature", "officer confirms it", friend)
    other.does(CLIENT)
    assert other.ask() == "hands over"
    assert other.statuses() == ("signed", ("signed", "signed"))


def test_what_was_signed_there_is_kept_also_where_the_last_one_signed_elsewhere(
    club: Club,
) -> None:
    case, own = begun(club, FRIENDS[0]), begun(club)
    (friend,) = (unit for unit in case.links() if unit != CLIENT)
    case.does(CLIENT)
    assert case.ask() == "signed 1 of 2"
    case.member.do(club.officer, "signature", "officer confirms it", friend)
    assert case.statuses()[0] == "signed"
    assert case.ask() == "hands over"
    assert case.signed_file() is not None
    assert case.statuses() == ("signed", ("signed", "signed"))
    own.member.do(club.officer, "signature", "officer confirms it", CLIENT)
    assert own.ask() == "removed"
    assert there(own) is None


def test_who_may_still_sign_is_never_asked_to_be_identified(club: Club) -> None:
    case = begun(club)
    place = f"/en/club/case/{case.member.case_id}"
    browser = case.browser()
    words = {"missing": ".turn a.btn-primary", "under_review": ".turn ~ * a[href$='/begin']"}
    for status, button in words.items():
        assert case.statuses()[1] == (status,)
        page = soup(browser.get(place))
        (found,) = page.select("a[href$='/begin']")
        assert found in page.select(button)
        assert found.get_text(strip=True) == "Sign the documents"
        if status == "missing":
            case.member.do(club.officer, "signature", "officer looks at another file", CLIENT)


def test_secrets_and_names_show_nowhere(club: Club) -> None:
    case = begun(club)
    link = case.links()[CLIENT]
    with club.product.store.read() as view:
        rows = view.connection.exec_driver_sql("SELECT link FROM provider_sessions")
        assert all(link not in str(row) for row in rows)
    assert link not in repr(case.round)
    assert "rehearsal-token" not in repr(club.product.outside)
    assert "Liepa" not in repr(there(case))
