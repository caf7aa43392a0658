"""Texts that say of their bank what it does not name."""

from __future__ import annotations

from engine.definitions.faults import Faults, did_you_mean
from engine.definitions.model.dependencies import questions
from engine.definitions.model.programme import Definitions, Programme
from engine.definitions.model.texts import texts
from engine.definitions.reading.placeholders import OF_BANK, OF_ITEM, PLACEHOLDER

PREFIX = "bank."


def report_bank_words(programme: Programme, faults: Faults) -> None:
    """``{bank.phone}`` of a bank without a phone would be read as it stands."""
    bank, items = programme.bank, programme.flow.items
    named = {"bank", *(f"{PREFIX}{name}" for name in bank.contact)}
    named |= {f"{PREFIX}offices"} if bank.offices else set()
    own = {field.path for form in programme.forms for field in questions(form)}
    own |= {f"{PREFIX}{word}" for word in OF_ITEM if any(i.name == "bank" for i in items)}
    for text, _comment in texts(Definitions({programme.name: programme}, {}, "")):
        for name in PLACEHOLDER.findall(text.source):
            if not name.startswith(PREFIX) or name in named or name in own:
                continue
            if name in OF_BANK:
                advice = f"Add it to banks/{bank.name}.yaml, or leave it out here."
                message = f"nothing fills in {{{name}}}: the bank “{bank.name}” does not name it."
                faults.add("A701", text.span, message, advice)
            else:
                advice = did_you_mean(name, named)
                faults.add("A701", text.span, f"nothing fills in {{{name}}}.", advice)
