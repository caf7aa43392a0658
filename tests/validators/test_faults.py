"""The sentences behind the codes are those of the catalogue of messages."""

from __future__ import annotations

import pytest

from engine.validators import FAULTS
from engine.validators.password import SHORTEST

CATALOGUE = {
    "E-02": ("format", "refuse", "Wrong format"),
    "E-04": ("too-long", "refuse", "Maximum length exceeded ({max})"),
    "E-08": ("password-short", "refuse", "The password must have at least 8 characters"),
    "E-09": ("password-digit", "refuse", "The password needs at least one digit"),
    "E-10": ("password-lower", "refuse", "The password needs at least one lower-case letter"),
    "E-11": ("password-upper", "refuse", "The password needs at least one upper-case letter"),
    "E-13": ("password-symbol", "refuse", "The password needs at least one symbol"),
    "E-19": (
        "phone",
        "refuse",
        "Enter a phone number with its country code, for example +371 20 000 000",
    ),
    "E-20": ("not-latin", "refuse", "Use Latin letters"),
    "E-21": ("name-one-word", "warn", "Enter the first name and the surname"),
    "E-23": ("birth-date", "refuse", "Wrong date of birth"),
    "E-25": ("personal-code-format", "refuse", "Format of the personal code: 123456-12345"),
    "E-26": ("personal-code-date", "refuse", "The personal code contains an impossible date"),
    "E-27": (
        "personal-code-check-digit",
        "refuse",
        "The check digit of the personal code is wrong",
    ),
    "E-29": ("personal-code-unverified", "staff", "New-format code: check against the document"),
    "E-30": ("company-number", "refuse", "Wrong registration number"),
    "E-36": ("url", "refuse", "Wrong web address"),
}


@pytest.mark.parametrize(("number", "expected"), CATALOGUE.items())
def test_a_numbered_message_has_its_code_level_and_sentence(
    number: str, expected: tuple[str, str, str]
) -> None:
    code, level, sentence = expected
    told = FAULTS[code]
    assert (told.number, told.level, told.text) == (number, level, sentence)


def test_an_address_and_a_phone_number_have_sentences_of_their_own_under_one_number() -> None:
    assert FAULTS["email"].number == FAULTS["phone"].number
    assert "e-mail" in FAULTS["email"].text


def test_only_what_the_catalogue_lacks_is_without_a_number() -> None:
    unnumbered = {code for code, told in FAULTS.items() if not told.number}
    assert unnumbered == {"too-short", "iban"}
    assert {told.number for told in FAULTS.values() if told.number} == set(CATALOGUE)


def test_the_sentence_on_short_passwords_states_the_limit() -> None:
    assert f" {SHORTEST} " in FAULTS["password-short"].text
