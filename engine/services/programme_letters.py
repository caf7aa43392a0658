"""The letters that programmes have for what happens at the front desk.

Without a programme they are those to staff, which the product has itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from engine.accounts.desk import LetterContext, Letters
from engine.accounts.secrets_post import MINUTES
from engine.base.records import MailFrame
from engine.base.sites import Sites, host_of
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


def letters_of(library: Library, sites: Sites) -> Letters:
    """The letters of today's programmes; ``sites`` are where the pages are."""

    def written(where: LetterContext, event: str, params: Mapping[str, str]) -> tuple[Letter, ...]:
        site = sites.of(where.bank)
        if not where.programme:
            return desk_letters.written(library, site, event, where)
        ready, host = library.today(where.programme), host_of(site)
        reader, flow = library.reader(where.language, ready), ready.programme.flow
        told = {**params, LENGTH: _length(int(params.get(MINUTES, "0")), reader)}
        letters = compose(flow.notices, event, reader, told)
        frame, bank = _frame(ready, reader), ready.programme.bank
        sent = (replace(each, sender=bank.sender(each.channel, frame.bank)) for each in letters)
        return tuple(_whole(letter, params, host, frame) for letter in sent)

    return written


def _whole(letter: Letter, params: Mapping[str, str], host: str, frame: MailFrame) -> Letter:
    """A letter with its frame, or with the line from which phones fill in a code of our pages."""
    if letter.channel != SMS:
        return replace(letter, frame=frame)
    if CODE not in params or not host:
        return letter
    return replace(letter, body=f"{letter.body}\n\n@{host} #{params[CODE]}")


def _frame(ready: Ready, reader: Reader) -> MailFrame:
    own = ready.programme.bank
    bank = reader.text(own.title)
    foot = reader.message(FOOT, bank=bank)
    return MailFrame(bank, foot=foot, accent=own.look.accent, head=own.look.head)


def _length(minutes: int, reader: Reader) -> str:
    if minutes > MOST_MINUTES:
        return reader.counted("{count} hour", "{count} hours", round(minutes / 60))
    return reader.counted("{count} minute", "{count} minutes", minutes)
