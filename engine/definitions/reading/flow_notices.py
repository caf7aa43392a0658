"""Notices of a flow: what is told to whom, over which channels, when something happens."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from engine.definitions.faults import Faults
from engine.definitions.grammar.flow import NOTICE
from engine.definitions.model.items import APPLICANT, THE_PERSON, Happening
from engine.definitions.model.route import CHANNELS, Notice
from engine.definitions.reading.happenings import HappeningReading
from engine.definitions.reading.map_reader import MapReader, as_map
from engine.definitions.reading.names import CASE, NameScope
from engine.definitions.reading.placeholders import Placeholders
from engine.definitions.reading.yaml_nodes import Scalar, YamlEntry

USUAL_CHANNELS: Final = ("cabinet", "email")
MAIL: Final = "email"


class NoticeReading:
    """Reads the notices of one flow."""

    def __init__(
        self, happenings: HappeningReading, placeholders: Placeholders, faults: Faults
    ) -> None:
        self.happenings = happenings
        self.conditions = happenings.conditions
        self.known = happenings.known
        self.placeholders = placeholders
        self.faults = faults

    def notices(self, entries: Iterable[YamlEntry]) -> tuple[Notice, ...]:
        """All of them."""
        found = [self._notice(entry) for entry in entries]
        return tuple(notice for notice in found if notice is not None)

    def _notice(self, entry: YamlEntry) -> Notice | None:
        name = entry.key.text
        reader = as_map(entry.value, f"notice “{name}”", self.faults)
        if reader is None:
            return None
        reader.only(NOTICE.known, NOTICE.advice)
        node = reader.node("on", required=True)
        on = () if node is None else self.happenings.read(node, CASE)
        places = self._places(on)
        found = Notice(
            name,
            on,
            self._receivers(reader, on),
            self._channels(reader),
            reader.needed_caption("text"),
            entry.key.span,
            subject=reader.caption("subject"),
            optional=reader.caption("optional"),
            when=self.conditions.optional(
                reader.node("when"), places[0] if len(places) == 1 else CASE
            ),
            attaches=tuple(word.text.strip() for word in reader.words("attaches")),
        )
        if on:
            self._texts(found, places)
        self._subject(found, reader)
        return found

    def _places(self, on: tuple[Happening, ...]) -> tuple[NameScope, ...]:
        """Where the names of its texts are looked up: in each item that it may speak of."""
        items = dict.fromkeys(each.item for each in on)
        return tuple(dict.fromkeys(self.known.scope(item) for item in items)) or (CASE,)

    def _texts(self, notice: Notice, places: tuple[NameScope, ...]) -> None:
        items = sorted({each.item for each in notice.on if each.item})
        what = f"a notice on “{'” and “'.join(items)}”" if items else "this notice"
        for text in (notice.text, notice.subject):
            self.placeholders.check(text, what, places)

    def _subject(self, notice: Notice, reader: MapReader) -> None:
        by_mail = MAIL in notice.channels or MAIL in self._codes(notice.channels)
        if by_mail and notice.subject is None:
            message = "a notice by e-mail needs a “subject”."
            self.faults.add("A621", reader.span, message, "Add “subject: …”.")

    def _codes(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """The codes of the facts among some names."""
        symbols = (self.conditions.names.case.get(name) for name in names)
        return tuple(code for symbol in symbols if symbol for code in symbol.codes or ())

    def _receivers(self, reader: MapReader, on: tuple[Happening, ...]) -> tuple[str, ...]:
        words = reader.words("to")
        if not reader.has("to"):
            reader.node("to", required=True)
        for word in words:
            self._receiver(word, on)
        return tuple(word.text.strip() for word in words)

    def _receiver(self, word: Scalar, on: tuple[Happening, ...]) -> None:
        name = word.text.strip()
        known = (APPLICANT, THE_PERSON, *self.known.roles, *self.known.persons)
        if name == THE_PERSON:
            wrong = [each.item for each in on if not self.known.is_for_persons(each.item)]
            if wrong:
                self._nobody(word, wrong[0])
        elif name not in known and not set(self._codes((name,))) & set(known):
            self.faults.unknown("A212", word, "receiver", (*known, *self._facts(known)))

    def _nobody(self, at: Scalar, item: str) -> None:
        of = f"“{item}” is not taken for each person" if item else "nothing is for one person here"
        message = f"“{THE_PERSON}” is nobody here: {of}."
        self.faults.add("A612", at.span, message, "Name a role or “applicant”.")

    def _facts(self, known: Iterable[str]) -> tuple[str, ...]:
        names = set(known)
        symbols = self.conditions.names.case.values()
        return tuple(s.path for s in symbols if s.role == "fact" and names & set(s.codes or ()))

    def _channels(self, reader: MapReader) -> tuple[str, ...]:
        words = reader.words("channels")
        names = tuple(word.text.strip() for word in words)
        facts = self._facts(CHANNELS)
        if len(names) == 1 and names[0] in facts:
            return names
        for word in words:
            if word.text.strip() not in CHANNELS:
                self.faults.unknown("A106", word, "channel", (*CHANNELS, *facts))
        return names or USUAL_CHANNELS
