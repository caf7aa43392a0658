"""The letters that programmes have for what happens at the front desk.

Without a programme they are those to staff, which the product has itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

from engine.accounts.desk import Letters
from engine.accounts.secrets_post import MINUTES
from engine.base.records import MailFrame
from engine.bundles.compiled import Ready
from engine.bundles.library import Library
from engine.language.marker import N_
from engine.language.reader import Reader
from engine.messages.compose import Letter, compose
from engine.services import desk_letters

CODE, LENGTH, SMS = "code", "length", "sms"
MOST_MINUTES: Final = 90
"""Longer times are told in hours."""

FOOT: Final = N_(
    "{bank} sends you this because your address was given in its cabinet. If you know nothing of"
    " it, you need not do anything."
)


def letters_of(library: Library, site: str) -> Letters:
    """The letters of today's programmes; ``site`` is what the pages begin with."""
    host = urlsplit(site).hostname or ""

    def written(
        programme: str, event: str, language: str, params: Mapping[str, str]
    ) -> tuple[Letter, ...]:
        if not programme:
            return desk_letters.written(library, site, event, language)
        ready = library.today(programme)
        reader, flow = library.reader(language, ready), ready.programme.flow
        told = {**params, LENGTH: _length(int(params.get(MINUTES, "0")), reader)}
        letters = compose(flow.notices, event, reader, told)
        return tuple(_whole(letter, params, host, _frame(ready, reader)) for letter in letters)

    return written


def _whole(letter: Letter, params: Mapping[str, str], host: str, frame: MailFrame) -> Letter:
    """A letter with its frame, or with the line from which phones fill in a code of our pages."""
    if letter.channel != SMS:
        return replace(letter, frame=frame)
    if CODE not in params or not host:
        return letter
    return replace(letter, body=f"{letter.body}\n\n@{host} #{params[CODE]}")


def _frame(ready: Ready, reader: Reader) -> MailFrame:
    bank = reader.text(ready.programme.bank.title)
    return MailFrame(bank, foot=reader.message(FOOT, bank=bank))


def _length(minutes: int, reader: Reader) -> str:
    if minutes > MOST_MINUTES:
        return reader.counted("{count} hour", "{count} hours", round(minutes / 60))
    return reader.counted("{count} minute", "{count} minutes", minutes)
