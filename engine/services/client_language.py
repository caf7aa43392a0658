"""The language in which the applicant of a case is written to: one answer for all who ask."""

from __future__ import annotations

from engine.case.receivers import AddressBook
from engine.definitions.model.items import APPLICANT
from engine.services.case_loading import LoadedCase


def address_book(case: LoadedCase) -> AddressBook:
    """Where the applicant and the people of a case are reached."""
    situation = case.state.world.situation(case.state.picture)
    return AddressBook(situation, case.contact, lambda _role: (), case.ready.programme.languages)


def client_language(case: LoadedCase) -> str:
    """What was asked for in the case, else the language of the account."""
    (receiver,) = address_book(case).receivers((APPLICANT,), "")
    return receiver.contact.language or case.case.language
