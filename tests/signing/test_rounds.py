"""Several people sign the same documents at a provider; the case believes what it has checked."""

from __future__ import annotations

from tests.signing.conftest import FRIENDS, Club


def test_everybody_signs_and_the_signed_file_is_kept_before_the_last_one_counts(
    club: Club,
) -> None:
    case = club.member(*FRIENDS)
    case.send("contract.pdf", "rules.pdf")
    assert case.ask() == "begun"
    assert case.statuses() == ("signing", ("missing", "missing", "missing"))
    links = case.links()
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
