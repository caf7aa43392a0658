"""The sentence behind every code that a validator gives out, and who may read it."""

from __future__ import annotations

from typing import Final

from engine.base.dataclass import dataclass
from engine.base.values import Level
from engine.language.marker import N_


@dataclass(frozen=True, slots=True)
class FaultText:
    """How one code is told.

    ``level`` says whether it refuses the answer, warns the applicant, or marks the answer for
    staff only. ``text`` is the sentence in the source language, with named placeholders.
    ``number`` is its number in the catalogue of messages, or empty.
    """

    level: Level
    text: str
    number: str = ""


FAULTS: Final[dict[str, FaultText]] = {
    # Any text
    "format": FaultText("refuse", N_("Wrong format"), "E-02"),
    "too-long": FaultText("refuse", N_("Maximum length exceeded ({max})"), "E-04"),
    "too-short": FaultText("refuse", N_("Minimum length not reached ({min})")),
    "not-latin": FaultText("refuse", N_("Use Latin letters"), "E-20"),
    # Contacts
    "email": FaultText(
        "refuse", N_("Enter an e-mail address, for example name@example.org"), "E-19"
    ),
    "phone": FaultText(
        "refuse",
        N_("Enter a phone number with its country code, for example +371 20 000 000"),
        "E-19",
    ),
    "url": FaultText("refuse", N_("Wrong web address"), "E-36"),
    "iban": FaultText("refuse", N_("Wrong account number (IBAN)")),
    # Persons and companies
    "name-one-word": FaultText("warn", N_("Enter the first name and the surname"), "E-21"),
    "birth-date": FaultText("refuse", N_("Wrong date of birth"), "E-23"),
    "personal-code-format": FaultText(
        "refuse", N_("Format of the personal code: 123456-12345"), "E-25"
    ),
    "personal-code-date": FaultText(
        "refuse", N_("The personal code contains an impossible date"), "E-26"
    ),
    "personal-code-check-digit": FaultText(
        "refuse", N_("The check digit of the personal code is wrong"), "E-27"
    ),
    "personal-code-unverified": FaultText(
        "staff", N_("New-format code: check against the document"), "E-29"
    ),
    "company-number": FaultText("refuse", N_("Wrong registration number"), "E-30"),
    # Passwords
    "password-short": FaultText(
        "refuse", N_("The password must have at least 8 characters"), "E-08"
    ),
    "password-common": FaultText(
        "refuse",
        N_("This password is among those that are guessed first: choose another one"),
        "E-02",
    ),
    "password-digit": FaultText("refuse", N_("The password needs at least one digit"), "E-09"),
    "password-lower": FaultText(
        "refuse", N_("The password needs at least one lower-case letter"), "E-10"
    ),
    "password-upper": FaultText(
        "refuse", N_("The password needs at least one upper-case letter"), "E-11"
    ),
    "password-symbol": FaultText("refuse", N_("The password needs at least one symbol"), "E-13"),
}
