"""A form that was sent in, as a document to keep: what was answered, by whom, to which terms."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from engine.base.dataclass import dataclass
from engine.base.records import Submission
from engine.case.number import number
from engine.documents.sheet import Sheet, SheetBlock, SheetLine
from engine.forms.view import FormView
from engine.language.marker import N_
from engine.language.reader import Reader
from engine.services.case_loading import LoadedCase
from engine.services.sheets import Heading, sheet

NUMBER, SENT_AT, SENT_BY = N_("Application number"), N_("Sent in on"), N_("Sent in by")
VERSION, THIS_VERSION = N_("Version {number}"), N_("Version")
EDITION: Final = N_("Edition of the form")
ACCEPTED: Final = N_("Accepted terms")

_SHOWN: Final = 16
"""Signs of the fingerprint of definitions that are printed: enough to find them."""


@dataclass(frozen=True, slots=True)
class SentForm:
    """One version of a form, from 1, and its parts as they were answered."""

    case: LoadedCase
    version: Submission
    number: int
    title: str
    forms: tuple[FormView, ...]


def sent_sheet(sent: SentForm, reader: Reader) -> Sheet:
    """The document; ``reader`` says in which language."""
    terms = tuple(_terms(sent, reader))
    accepted = (SheetBlock(reader.message(ACCEPTED), terms),) if terms else ()
    issuer = reader.text(sent.case.ready.programme.bank.title)
    return sheet(
        sent.forms, Heading(sent.title, tuple(_facts(sent, reader)), issuer), reader, accepted
    )


def _facts(sent: SentForm, reader: Reader) -> Iterator[tuple[str, str]]:
    case, version = sent.case, sent.version
    registration = case.ready.programme.registration
    contacts = (version.given.get(path) for path in (registration.email, registration.phone))
    yield (reader.message(NUMBER), number(case.case))
    yield (reader.message(THIS_VERSION), str(sent.number))
    yield (reader.message(SENT_AT), reader.datetime(version.at, case.ready.zone))
    yield (reader.message(SENT_BY), ", ".join(str(one) for one in contacts if one))
    yield (reader.message(EDITION), version.bundle[:_SHOWN])


def _terms(sent: SentForm, reader: Reader) -> Iterator[SheetLine]:
    """What was accepted up to this version, each edition of a text once."""
    ready = sent.case.ready
    accepted = {(one["terms"], one["version"]): one["at"] for one in sent.version.terms}
    for terms in ready.programme.terms:
        for (name, edition), at in accepted.items():
            if name == terms.name:
                when = reader.datetime(datetime.fromisoformat(at), ready.zone)
                words = reader.message(VERSION, number=edition)
                yield SheetLine(reader.text(terms.title), f"{words} · {when}")
