"""What browsers can fill in by themselves: the field names of HTML's ``autocomplete``.

Source: HTML Standard, Autofill, "Autofill detail tokens".
"""

from __future__ import annotations

from typing import Final

CONTACTS: Final = ("tel", "tel-country-code", "tel-national", "tel-area-code", "tel-local", "email")
AUTOFILL: Final = frozenset({
    "on", "off", "name", "honorific-prefix", "given-name", "additional-name", "family-name",
    "honorific-suffix", "nickname", "username", "new-password", "current-password",
    "one-time-code", "organization-title", "organization", "street-address", "address-line1",
    "address-line2", "address-line3", "address-level4", "address-level3", "address-level2",
    "address-level1", "country", "country-name", "postal-code", "cc-name", "cc-given-name",
    "cc-additional-name", "cc-family-name", "cc-number", "cc-exp", "cc-exp-month", "cc-exp-year",
    "cc-csc", "cc-type", "transaction-currency", "transaction-amount", "language", "bday",
    "bday-day", "bday-month", "bday-year", "sex", "url", "photo", *CONTACTS,
    *(f"{kind} {contact}" for kind in ("home", "work", "mobile") for contact in CONTACTS),
})  # fmt: skip
