"""Placeholders in texts: ``{invoice.amount}``, ``{rest}``, ``{link}``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from engine.base.values import Text
from engine.definitions.faults import Faults, did_you_mean
from engine.definitions.grammar.bank import CONTACT
from engine.definitions.reading.flow_names import FlowNames
from engine.definitions.reading.names import CASE, Names, NameScope, find, known_names

PLACEHOLDER: Final = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*(?:[. ][A-Za-z0-9_]+)*)\}")
"""A name between braces: of an answer, a value or something that the product fills in."""

OF_BANK: Final = ("bank", *(f"bank.{name}" for name in CONTACT.known), "bank.offices")
"""What any text may say of the bank."""

PROVIDED: Final = ("code", "password", "length", "link", "document", "number", *OF_BANK)
"""What the product fills in: a one-time code or password, how long it holds, a link into the
cabinet, the title of the item that something happened to, the number of the case, the bank."""

DUE: Final = "due"
"""What the product fills in of a status with a due time: its day."""

OF_ITEM: Final = ("title", "code", "link")
"""What the product fills in of an item: ``{session.code}``."""


class Placeholders:
    """Holds the placeholders of texts against what can be filled in."""

    def __init__(self, names: Names, known: FlowNames, faults: Faults) -> None:
        self.names = names
        self.known = known
        self.faults = faults

    def check(
        self,
        text: Text | None,
        what: str,
        places: Iterable[NameScope] = (CASE,),
        also: tuple[str, ...] = (),
    ) -> None:
        """Report what nothing fills in; ``places`` are where the text is read, all of them.

        ``also`` is what the product fills in of this text only.
        """
        if text is None:
            return
        scopes = tuple(places) or (CASE,)
        for name in dict.fromkeys(PLACEHOLDER.findall(text.source)):
            if name not in also and not all(self._is_known(name, place) for place in scopes):
                self._unknown(name, text, what, scopes)

    def _is_known(self, name: str, place: NameScope) -> bool:
        item, _, of_it = name.rpartition(".")
        return (
            name in PROVIDED
            or (item in self.known.items and of_it in OF_ITEM)
            or find(name, place, self.names) is not None
            or place.group in self.names.loose
        )

    def _unknown(self, name: str, text: Text, what: str, places: tuple[NameScope, ...]) -> None:
        owners = [
            item for item in self.known.sources
            if name in self.names.rows.get(item, {}) and self.known.scope(item) not in places
        ]  # fmt: skip
        if owners:
            message = f"{{{name}}} belongs to each “{owners[0]}”; {what} cannot say whose."
            advice = f"Leave it out, or write to what happens to “{owners[0]}”."
            self.faults.add("A623", text.span, message, advice)
            return
        known = {each for place in places for each in known_names(place, self.names)}
        advice = did_you_mean(name, (*PROVIDED, *known))
        self.faults.add("A701", text.span, f"nothing fills in {{{name}}}.", advice)
