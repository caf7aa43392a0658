"""Who acts beside the applicant: roles of the bank's people, and outside parties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from engine.definitions.faults import Faults, did_you_mean
from engine.definitions.grammar.flow import PROVIDER, RIGHTS, ROLE
from engine.definitions.grammar.items import STATUS
from engine.definitions.grammar.shape import Shape
from engine.definitions.model.items import APPLICANT, NOBODY, THE_PERSON
from engine.definitions.model.ports import PORTS
from engine.definitions.model.route import Provider, Right, Role
from engine.definitions.reading.map_reader import MapReader, as_map
from engine.definitions.reading.yaml_nodes import Scalar, YamlEntry

STEP_RIGHTS: Final[tuple[Right, ...]] = ("read", "take", "note")
"""What a role with a step may do unless it says so itself."""

TIME_WORDS: Final = ("after", "on", "before", "in")
TAKEN: Final = frozenset({APPLICANT, THE_PERSON, NOBODY, "system", "case"})


class RoleReading:
    """Reads roles and providers. ``acting`` are the roles that have a step or confirm one."""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults

    def roles(self, entries: Iterable[YamlEntry], acting: frozenset[str]) -> tuple[Role, ...]:
        """The roles, with their rights as they hold."""
        found = []
        for entry in entries:
            reader = self._reader(entry, ROLE, "role")
            if reader is None:
                continue
            name = entry.key.text
            may = self._may(reader)
            if not may and name in acting:
                may = STEP_RIGHTS
            elif not may and not reader.has("may"):
                message = f"role “{name}” has no step and no “may”: it can do and see nothing."
                advice = "Add “may: read”, or a step."
                self.faults.add("A616", entry.key.span, message, advice)
            says_why = reader.flag("says why")
            caption = reader.needed_caption("caption")
            found.append(Role(name, caption, entry.key.span, may, says_why))
            reader.close()
        return tuple(found)

    def _may(self, reader: MapReader) -> tuple[Right, ...]:
        rights: Mapping[str, Right] = {right: right for right in RIGHTS}
        words = reader.words("may")
        for word in words:
            if word.text.strip() not in rights:
                message = f"“{word.text.strip()}” is not one of: {', '.join(RIGHTS)}."
                advice = did_you_mean(word.text.strip(), RIGHTS)
                self.faults.add(
                    "A106", word.span, message, advice if advice.startswith("Did") else ""
                )
        return tuple(rights[word.text.strip()] for word in words if word.text.strip() in rights)

    def providers(self, entries: Iterable[YamlEntry]) -> tuple[Provider, ...]:
        """The outside parties."""
        found = []
        for entry in entries:
            reader = self._reader(entry, PROVIDER, "provider")
            if reader is None:
                continue
            port = reader.scalar("port")
            if port is not None and port.text.strip() not in PORTS:
                self.faults.unknown("A106", port, "port", PORTS)
            name = port.text.strip() if port else ""
            shown = reader.needed_caption("caption")
            documents = tuple(word.text.strip() for word in reader.words("documents"))
            found.append(Provider(entry.key.text, shown, entry.key.span, name, documents))
            reader.close()
        return tuple(found)

    def _reader(self, entry: YamlEntry, shape: Shape, what: str) -> MapReader | None:
        """A reader of the long form; a text alone is the caption."""
        node, name = entry.value, f"{what} “{entry.key.text}”"
        if isinstance(node, Scalar):
            alone = YamlEntry(Scalar("caption", node.span), node)
            return MapReader((alone,), node.span, name, self.faults)
        reader = as_map(node, name, self.faults)
        if reader is not None:
            reader.only(shape.known, shape.advice)
        return reader


def report_names(
    roles: tuple[YamlEntry, ...], providers: tuple[YamlEntry, ...], faults: Faults
) -> None:
    """Names that a step could not begin with, or that could be mistaken for another."""
    found: dict[str, YamlEntry] = {}
    for entry in (*roles, *providers):
        name = entry.key.text
        if name in found:
            message = f"the name “{name}” is taken; the first is at {found[name].key.span}."
            faults.add("A208", entry.key.span, message, "Choose another name.")
        elif reason := _reason(name):
            faults.add("A208", entry.key.span, reason, "Choose another name.")
        found.setdefault(name, entry)
    for longer in found.values():
        for shorter in found:
            if longer.key.text.startswith(f"{shorter} "):
                message = f"a step of “{longer.key.text}” could also be one of “{shorter}”."
                faults.add("A606", longer.key.span, message, "Rename one of them.")


def can_act(name: str) -> bool:
    """Whether steps can begin with a name."""
    return not _reason(name)


def _reason(name: str) -> str:
    """Why nobody can be called so, or empty."""
    first = name.partition(" ")[0]
    if first in TIME_WORDS or first.isdigit():
        return f"a role cannot be called “{name}”: steps of time begin with it."
    if name in TAKEN:
        return f"a role cannot be called “{name}”: it means somebody else."
    if any(word == name or word.startswith(f"{name} ") for word in STATUS.known):
        return f"a role cannot be called “{name}”: a word of statuses begins with it."
    return ""
