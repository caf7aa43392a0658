"""What every text of a bank may say of it: its title, how it is reached, where it is."""

from __future__ import annotations

from collections.abc import Mapping

from engine.definitions.model.bank import Bank, Office
from engine.definitions.model.calendars import WorkingHours
from engine.language.reader import Reader


def bank_words(bank: Bank, reader: Reader) -> Mapping[str, str]:
    """The words for ``{bank}``, ``{bank.phone}`` and the like, as far as the bank names them."""
    found = {"bank": reader.text(bank.title)}
    found |= {f"bank.{name}": said for name, said in bank.contact.items()}
    if bank.offices:
        found["bank.offices"] = "; ".join(_office(each, reader) for each in bank.offices)
    return found


def _office(office: Office, reader: Reader) -> str:
    hours = ", ".join(_hours(each, reader) for each in office.hours)
    where = f"{reader.text(office.title)}, {reader.text(office.address)}"
    return f"{where} ({hours})" if hours else where


def _hours(hours: WorkingHours, reader: Reader) -> str:
    first, last = reader.weekday(hours.days[0]), reader.weekday(hours.days[-1])
    days = first if first == last else f"{first}–{last}"
    return f"{days} {hours.opens}–{hours.closes}"
