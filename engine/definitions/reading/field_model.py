"""From questions as written to questions of the model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final, Literal

from engine.definitions.faults import Faults
from engine.definitions.kinds import COMMON_ATTRIBUTES, FIELD_TYPES
from engine.definitions.model.conditions import Condition, Subject, Test
from engine.definitions.model.forms import (
    ChoiceList,
    Field,
    Saying,
)
from engine.definitions.reading.attributes import (
    read_autofill,
    read_country,
    read_default,
    read_limits,
    read_pattern,
    read_script,
    read_upload,
)
from engine.definitions.reading.condition_parser import ConditionParser
from engine.definitions.reading.device_checks import read_device_checks
from engine.definitions.reading.drafts import FieldDraft
from engine.definitions.reading.lists import ListDraft
from engine.definitions.reading.map_reader import FLAGS, MapReader
from engine.definitions.reading.names import NameScope, Symbol
from engine.definitions.reading.sayings import read_else, read_saying
from engine.definitions.reading.words import word
from engine.definitions.reading.yaml_nodes import Scalar

WIDTHS: Final = ("short", "medium", "long")
MISSING: Final = {"consent": "E-07", "file": "E-38"}
DOUBTS: Final[Mapping[str, Literal["block", "warn", "refer"]]] = {
    "block": "block", "warn": "warn", "refer": "refer",
}  # fmt: skip


class FieldModel:
    """Builds questions.

    ``lists`` are the choices of questions by path, ``terms`` the names a consent may speak of.
    """

    def __init__(
        self,
        conditions: ConditionParser,
        lists: Mapping[str, ListDraft],
        terms: tuple[str, ...],
        faults: Faults,
    ) -> None:
        self.conditions = conditions
        self.names = conditions.names
        self.lists = lists
        self.known_terms = terms
        self.faults = faults

    def field(self, draft: FieldDraft) -> Field:
        """The question, as far as it could be read."""
        reader, place = draft.entries, draft.place
        kind = FIELD_TYPES[draft.kind]
        reader.only(COMMON_ATTRIBUTES | kind.attributes | {draft.kind})
        asked = Field(
            path=draft.path,
            name=draft.name,
            kind=draft.kind,
            caption=draft.caption,
            span=draft.span,
            group=place.group,
            hint=reader.caption("hint"),
            why=reader.caption("why"),
            source=reader.text("source"),
            when=self.conditions.optional(reader.node("when"), place),
            required=self._required(reader, place) if kind.value != "none" else False,
            options=self._options(draft),
            rows_of=self._rows_of(reader) if draft.kind == "row" else "",
            autocomplete=read_autofill(reader, self.faults),
            width=reader.one_of("width", WIDTHS, ""),
            sensitive=reader.flag("sensitive"),
            terms=self._terms(reader),
            device_checks=read_device_checks(reader, self.faults),
        )
        return self._judged(asked, draft)

    def _judged(self, asked: Field, draft: FieldDraft) -> Field:
        """The question with what its answers must be."""
        reader = draft.entries
        symbol = self._symbol(draft)
        looks_like, pattern = read_pattern(reader, self.faults)
        is_number = FIELD_TYPES[draft.kind].value == "number"
        minimum, maximum = read_limits(reader, self.faults, whole=not is_number)
        must_be, must_be_text = self._must_be(reader, symbol, draft.place)
        return replace(
            asked,
            must_be=must_be,
            must_be_text=must_be_text,
            unfit=self._unfit(reader, must_be_text),
            missing=read_saying(reader, "if blank", MISSING.get(draft.kind, "E-01"), self.faults),
            too_many=read_saying(reader, "if many", "E-05", self.faults),
            looks_like=looks_like,
            pattern=pattern,
            script=read_script(reader, self.faults),
            minimum=minimum,
            maximum=maximum,
            decimals=reader.whole("decimals"),
            country=self._country(draft),
            default=read_default(reader, symbol, self.faults) if symbol else None,
            upload=read_upload(reader, self.faults) if draft.kind == "file" else None,
            on_doubt=DOUBTS[reader.one_of("on doubt", tuple(DOUBTS), "refer")],
        )

    def _symbol(self, draft: FieldDraft) -> Symbol | None:
        place = draft.place
        if place.group:
            return self.names.rows.get(place.group, {}).get(draft.name)
        return self.names.case.get(draft.path)

    def _terms(self, reader: MapReader) -> tuple[str, ...]:
        words = reader.words("terms")
        for each in words:
            if each.text.strip() not in self.known_terms:
                self.faults.unknown("A220", each, "text to read named", self.known_terms)
        return tuple(each.text.strip() for each in words)

    def _required(self, reader: MapReader, place: NameScope) -> bool | Condition:
        node = reader.node("required")
        if node is None:
            return True
        if isinstance(node, Scalar) and node.text.strip() in FLAGS:
            return FLAGS[node.text.strip()]
        found = self.conditions.parse(node, place)
        return True if found is None else found

    def _must_be(
        self, reader: MapReader, symbol: Symbol | None, place: NameScope
    ) -> tuple[Test | None, str]:
        found = reader.scalar("must be")
        if found is None or symbol is None:
            return None, ""
        return self.conditions.tests.parse(word(found), symbol, place), found.text.strip()

    def _unfit(self, reader: MapReader, must_be: str) -> Saying | None:
        saying = read_else(reader, "E-37" if must_be == "..today" else "E-02")
        if saying is None and reader.has("code"):
            message = "“code” belongs to “else”."
            self.faults.add("A112", reader.entries["code"].key.span, message, "Add “else: …”.")
        return saying

    def _options(self, draft: FieldDraft) -> ChoiceList | None:
        found = self.lists.get(draft.path)
        if found is None:
            return None
        return found.resolved(
            {code: self.conditions.parse(node) for code, node in found.conditions.items()}
        )

    def _country(self, draft: FieldDraft) -> Subject | str:
        if "country" not in FIELD_TYPES[draft.kind].attributes:
            return ""
        return read_country(draft.entries, draft.place, self.names, self.faults)

    def _rows_of(self, reader: MapReader) -> str:
        found = reader.scalar("of", required=True)
        return "" if found is None else self.conditions.group(found) or ""
