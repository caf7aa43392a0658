"""Parts of a flow beside its items: persons, terms, registration, languages, time zone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from types import MappingProxyType
from zoneinfo import ZoneInfo, available_timezones

from engine.base.values import Span
from engine.definitions.faults import Faults
from engine.definitions.kinds import FIELD_TYPES
from engine.definitions.model.persons import PersonGroup
from engine.definitions.model.programme import Registration, Terms
from engine.definitions.model.provided import LANGUAGES
from engine.definitions.reading.condition_parser import ConditionParser
from engine.definitions.reading.literals import read_literal
from engine.definitions.reading.map_reader import MapReader, as_map
from engine.definitions.reading.names import NameScope, Symbol
from engine.definitions.reading.words import word
from engine.definitions.reading.yaml_nodes import Scalar, YamlEntry


class FlowParts:
    """Reads what a flow says beside its items."""

    def __init__(self, conditions: ConditionParser, faults: Faults) -> None:
        self.conditions = conditions
        self.names = conditions.names
        self.faults = faults

    def persons(self, entries: Iterable[YamlEntry]) -> tuple[PersonGroup, ...]:
        """People with a duty."""
        entries = tuple(entries)
        known = tuple(entry.key.text for entry in entries)
        found = [self._person(entry, known) for entry in entries]
        return tuple(person for person in found if person is not None)

    def _person(self, entry: YamlEntry, known: tuple[str, ...]) -> PersonGroup | None:
        name = entry.key.text
        reader = as_map(entry.value, f"person “{name}”", self.faults)
        if reader is None:
            return None
        every = self._group(reader.scalar("every"))
        block = self._block(reader.scalar("block"))
        if reader.has("every") == reader.has("block"):
            message = f"“{name}” needs either “block” or “every”."
            self.faults.add("A604", entry.key.span, message, "Write where these people are asked.")
        where, same_when = reader.node("where"), reader.node("same when")
        same_as = reader.text("same as")
        if same_as and same_as not in known:
            named = reader.scalar("same as")
            if named is not None:
                self.faults.unknown("A218", named, "group of persons", known)
        found = PersonGroup(
            name,
            reader.needed_caption("caption"),
            entry.key.span,
            block,
            every,
            None if where is None else self.conditions.parse(where, NameScope(group=every)),
            same_as,
            None if same_when is None else self.conditions.parse(same_when),
            self._same(reader, block, every),
        )
        reader.close()
        return found

    def _same(self, reader: MapReader, block: str, every: str) -> tuple[str, ...]:
        """The questions whose answers make a person the same, by their plain names."""
        names = self.names
        below = {p.removeprefix(f"{block}.") for p in names.case if p.startswith(f"{block}.")}
        known = names.rows.get(every, {}) if every else below
        words = reader.words("same")
        for each in words:
            if each.text.strip() not in known:
                self.faults.unknown("A201", each, "question of these people called", known)
        return tuple(each.text.strip() for each in words)

    def _group(self, scalar: Scalar | None) -> str:
        if scalar is None:
            return ""
        return self.conditions.group(scalar) or ""

    def _block(self, scalar: Scalar | None) -> str:
        if scalar is None:
            return ""
        prefix = scalar.text.strip()
        prefixes = {path.rpartition(".")[0] for path in self.names.case} - {""}
        if prefix not in prefixes:
            self.faults.unknown("A206", scalar, "block of questions below", prefixes)
        return prefix

    def languages(self, words: tuple[Scalar, ...]) -> tuple[str, ...]:
        """The languages a programme promises; English, the source, unless it says more."""
        for each in words:
            if each.text not in LANGUAGES:
                message = f"“{each.text}” is no language code."
                self.faults.add("A106", each.span, message, "Write two letters, as lv.")
        return tuple(each.text for each in words if each.text in LANGUAGES) or ("en",)

    def time_zone(self, scalar: Scalar | None) -> str:
        """The time zone of the bank's days."""
        if scalar is None:
            return "UTC"
        name = scalar.text.strip()
        try:
            return ZoneInfo(name).key
        except (LookupError, ValueError, OSError):  # a name may also be a path of something else
            self.faults.unknown("A106", scalar, "time zone", available_timezones())
            return "UTC"

    def terms(
        self,
        entries: Iterable[YamlEntry],
        languages: tuple[str, ...],
        exists: Callable[[str], bool],
    ) -> tuple[Terms, ...]:
        """Texts given to read at a consent."""
        found = [self._term(entry, languages, exists) for entry in entries]
        return tuple(terms for terms in found if terms is not None)

    def _term(
        self, entry: YamlEntry, languages: tuple[str, ...], exists: Callable[[str], bool]
    ) -> Terms | None:
        name = entry.key.text
        reader = as_map(entry.value, f"terms “{name}”", self.faults)
        if reader is None:
            return None
        files = {}
        for member in reader.members("files", required=True):
            if isinstance(member.value, Scalar):
                file = member.value.text.strip()
                files[member.key.text] = file
                if not exists(file):
                    message = f"there is no file {file}."
                    self.faults.add(
                        "A211", member.value.span, message, "Paths begin at the folder."
                    )
        for language in languages:
            if files and language not in files:
                message = f"terms “{name}” have no text in “{language}”."
                self.faults.add("A702", entry.key.span, message, f"Add “{language}: …”.")
        start = reader.scalar("valid from", required=True)
        day = Symbol("valid from", "date", "date", Span(""), FIELD_TYPES["date"].literal)
        valid_from = read_literal(word(start), day, self.faults) if start else None
        title, version = reader.needed_caption("title"), reader.text("version", required=True)
        reader.close()
        if not isinstance(valid_from, date):
            return None
        return Terms(name, title, version, valid_from, entry.key.span, MappingProxyType(files))

    def registration(self, flow: MapReader, forms: tuple[str, ...]) -> Registration | None:
        """How an account is made."""
        reader = as_map(flow.node("registration", required=True), "“registration”", self.faults)
        if reader is None:
            return None
        case_forms = tuple(self._form(each, forms) for each in reader.words("case forms"))
        found = Registration(
            case_forms,
            self._form(reader.scalar("account form", required=True), forms),
            self._question(reader.scalar("email", required=True)),
            self._question(reader.scalar("phone", required=True)),
            self._question(reader.scalar("password", required=True)),
            self._question(reader.scalar("password repeat", required=True)),
            reader.span,
            reader.caption("help"),
        )
        reader.close()
        return found

    def _form(self, scalar: Scalar | None, forms: tuple[str, ...]) -> str:
        name = "" if scalar is None else scalar.text.strip()
        if scalar is not None and name not in forms:
            self.faults.unknown("A213", scalar, "form", forms)
        return name

    def _question(self, scalar: Scalar | None) -> str:
        path = "" if scalar is None else scalar.text.strip()
        if scalar is not None and path not in self.names.case:
            self.conditions.unknown(scalar)
        return path
