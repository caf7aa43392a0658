"""Own accounts of the bank, and series of numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from engine.definitions.faults import Faults
from engine.definitions.grammar.flow import OWN_ACCOUNT, SERIES
from engine.definitions.model.making import COUNT, YEAR, NumberSeries, OwnAccount
from engine.definitions.reading.map_reader import MapReader, as_map
from engine.definitions.reading.yaml_nodes import Scalar, YamlEntry
from engine.validators import Context, iban

CURRENCY: Final = re.compile(r"[A-Z]{3}")
BIC: Final = re.compile(r"[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?")
MOST_DIGITS: Final = 12
LONGEST: Final = 21
"""A number from which a creditor reference is made has so many letters and digits at most."""


def own_accounts(entries: Iterable[YamlEntry], faults: Faults) -> tuple[OwnAccount, ...]:
    """The accounts; one that cannot be read is left out."""
    found = []
    for entry in entries:
        reader = as_map(entry.value, f"account “{entry.key.text}”", faults)
        if reader is None:
            continue
        reader.only(OWN_ACCOUNT.known, OWN_ACCOUNT.advice)
        number = _iban(reader, faults)
        currency = _like(reader, "currency", CURRENCY, "EUR", faults)
        bic = _like(reader, "bic", BIC, "", faults)
        payee = reader.text("payee", required=True)
        found.append(
            OwnAccount(
                entry.key.text,
                payee,
                number,
                entry.key.span,
                currency,
                bic,
                registration_number=reader.text("registration number"),
                address=reader.text("address"),
            )
        )
    return tuple(found)


def number_series(entries: Iterable[YamlEntry], faults: Faults) -> tuple[NumberSeries, ...]:
    """The series."""
    found = []
    for entry in entries:
        name, node = entry.key.text, entry.value
        if isinstance(node, Scalar):
            node_entries = (YamlEntry(Scalar("text", node.span), node),)
            reader: MapReader | None = MapReader(node_entries, node.span, f"“{name}”", faults)
        else:
            reader = as_map(node, f"number series “{name}”", faults)
        if reader is None:
            continue
        reader.only(SERIES.known, SERIES.advice)
        text, digits = reader.scalar("text", required=True), reader.whole("digits", 1) or 1
        words = text.text.strip() if text else COUNT
        rest = words.replace(COUNT, "", 1).replace(YEAR, "", 1)
        if text is not None and (COUNT not in words or "{" in rest):
            message = f"“{words}” does not say where the count stands."
            faults.add("A635", text.span, message, "Write it as “{year}-{count}”.")
        if digits > MOST_DIGITS:
            message = f"no number has {digits} digits."
            faults.add("A635", reader.span, message, f"Write at most {MOST_DIGITS}.")
        found.append(NumberSeries(name, words, entry.key.span, digits))
    return tuple(found)


def fits_reference(series: NumberSeries) -> bool:
    """Whether every number of a series can become a creditor reference."""
    longest = series.number(9999, 10 ** max(series.digits, 6) - 1)
    plain = re.sub(r"[\s\-/]+", "", longest)
    return plain.isascii() and plain.isalnum() and len(plain) <= LONGEST


def _iban(reader: MapReader, faults: Faults) -> str:
    written = reader.scalar("iban", required=True)
    if written is None:
        return ""
    result = iban.validate(written.text, Context(date.min))
    if result.faults:
        message = f"“{written.text}” is no account number."
        faults.add("A635", written.span, message, "Write it as LV80BANK0000435195001.")
    return result.value or ""


def _like(reader: MapReader, key: str, pattern: re.Pattern[str], usual: str, faults: Faults) -> str:
    written = reader.scalar(key)
    if written is None:
        return usual
    if not pattern.fullmatch(written.text.strip()):
        faults.add("A635", written.span, f"“{written.text}” is no {key}.", "Write capital letters.")
    return written.text.strip()
