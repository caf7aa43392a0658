"""From forms as written to forms of the model: every condition typed, every name found."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal

from engine.definitions.attributes import (
    read_country,
    read_default,
    read_limits,
    read_pattern,
    read_script,
    read_upload,
)
from engine.definitions.condition_parser import ConditionParser
from engine.definitions.conditions import Condition, Subject, Test
from engine.definitions.drafts import (
    FieldDraft,
    FormDraft,
    GroupDraft,
    ItemDraft,
    NodeAt,
    SectionDraft,
    ValueDraft,
)
from engine.definitions.faults import Faults
from engine.definitions.functions import FUNCTIONS, match_function, resolve_arguments
from engine.definitions.kinds import COMMON_ATTRIBUTES, FIELD_TYPES
from engine.definitions.lists import ListDraft
from engine.definitions.map_reader import FLAGS, MapReader, as_map
from engine.definitions.model import (
    Check,
    ChoiceList,
    Computed,
    Distinct,
    Field,
    Form,
    Group,
    Item,
    Saying,
    Section,
)
from engine.definitions.names import CASE, Names, Place, Symbol, find, known_names
from engine.definitions.sayings import read_else, read_saying
from engine.definitions.words import word
from engine.definitions.yaml_nodes import Node, Scalar
from engine.values import Level

ROWS: Final = re.compile(r"([0-9]{1,4})?(\.\.)?([0-9]{1,4})?")
MOST_ROWS: Final = 1000
MISSING: Final = {"consent": "E-07", "file": "E-38"}
LEVELS: Final[Mapping[str, Level]] = {"refuse": "refuse", "warn": "warn", "staff": "staff"}
DOUBTS: Final[Mapping[str, Literal["block", "warn", "refer"]]] = {
    "block": "block", "warn": "warn", "refer": "refer",
}  # fmt: skip
CHECK_WORDS: Final = frozenset({"else", "code", "at", "when", "level"})


class FormModel:
    """Builds the forms of one programme.

    ``lists`` are the choices of questions by path, ``terms`` the names a consent may speak of.
    """

    def __init__(
        self,
        conditions: ConditionParser,
        lists: Mapping[str, ListDraft],
        terms: tuple[str, ...],
        faults: Faults,
    ) -> None:
        self.known_terms = terms
        self.conditions = conditions
        self.names: Names = conditions.names
        self.lists = lists
        self.faults = faults

    def form(self, draft: FormDraft) -> Form:
        """The form, as far as it could be read."""
        reader = draft.entries
        title = reader.needed_caption("title")
        own_section = not reader.has("sections")
        when = self._when(reader, CASE)
        hint = reader.caption("hint")
        sections = tuple(
            self._own_section(section) if own_section else self._section(section)
            for section in draft.sections
        )
        if not any(section.items for section in sections):
            self.faults.add("A114", draft.span, f"form “{draft.name}” asks nothing.", "Add fields.")
        computed = self._computed(draft.values)
        checks = self._checks(draft.checks)
        reader.close()
        return Form(draft.name, title, sections, draft.span, when, hint, computed, checks)

    def _own_section(self, draft: SectionDraft) -> Section:
        """The only section of a form without ``sections``: title, hint and when are the form's."""
        columns = draft.entries.whole("columns", 1) or 1
        page = draft.entries.text("page")
        return Section(None, self._items(draft), draft.span, columns=columns, page=page)

    def _section(self, draft: SectionDraft) -> Section:
        reader = draft.entries
        found = Section(
            reader.caption("section"),
            self._items(draft),
            draft.span,
            when=self._when(reader, CASE),
            hint=reader.caption("hint"),
            columns=reader.whole("columns", 1) or 1,
            page=reader.text("page"),
        )
        reader.close()
        return found

    def _items(self, draft: SectionDraft) -> tuple[Item, ...]:
        return tuple(self._item(item) for item in draft.items)

    def _item(self, draft: ItemDraft) -> Item:
        return self._group(draft) if isinstance(draft, GroupDraft) else self._field(draft)

    # groups ---------------------------------------------------------------------------------------

    def _group(self, draft: GroupDraft) -> Group:
        reader = draft.entries
        minimum, maximum = self._rows(reader)
        rows = Place(group=draft.path)
        found = Group(
            path=draft.path,
            caption=reader.needed_caption("title"),
            each=reader.needed_caption("each"),
            minimum=minimum,
            maximum=maximum,
            items=tuple(self._field(item) for item in draft.items),
            span=draft.span,
            hint=reader.caption("hint"),
            when=self._when(reader, draft.place),
            computed=self._computed(draft.values),
            checks=self._checks(draft.checks, draft.path),
            distinct=self._distinct(reader, rows),
            few=read_saying(reader, "if blank", "E-01", self.faults),
            copy_from=self._copy_from(reader),
            titled_by=self._row_name(reader.scalar("titled by"), draft.path),
            why=reader.caption("why"),
            source=reader.text("source"),
        )
        reader.close()
        return found

    def _rows(self, reader: MapReader) -> tuple[int, int]:
        found = reader.scalar("rows")
        if found is None:
            return 0, MOST_ROWS
        match = ROWS.fullmatch(found.text.strip())
        if match is None or (match[3] is None and match[2]) or found.text.strip() == "":
            message = f"“{found.text}” is no number of rows."
            self.faults.add("A107", found.span, message, "Write 1..50: at least 1, at most 50.")
            return 0, MOST_ROWS
        low = int(match[1] or 0)
        high = int(match[3]) if match[3] else low
        if not 0 < high <= MOST_ROWS or low > high:
            message = f"{found.text} is no range of rows up to {MOST_ROWS}."
            self.faults.add("A306", found.span, message, "Write the smaller number first.")
            return 0, MOST_ROWS
        return low, high

    def _copy_from(self, reader: MapReader) -> tuple[str, ...]:
        found = []
        for each in reader.words("copy from"):
            group = self.conditions.group(each)
            if group is not None:
                found.append(group)
        return tuple(found)

    def _row_name(self, scalar: Scalar | None, group: str) -> str:
        if scalar is None:
            return ""
        name = scalar.text.strip()
        rows = self.names.rows.get(group, {})
        if name not in rows:
            self.faults.unknown("A201", scalar, f"question in the rows of “{group}” called", rows)
        return name

    def _distinct(self, group: MapReader, rows: Place) -> tuple[Distinct, ...]:
        found = []
        for node in group.items("distinct"):
            reader = as_map(node, "a line of “distinct”", self.faults)
            if reader is None:
                continue
            by = tuple(self._row_name(each, rows.group) for each in reader.words("by"))
            if not by:
                self.faults.add("A102", reader.span, "“distinct” has no “by”.", "Add “by: [name]”.")
            saying = read_else(reader, "E-46", required=True)
            where = self._condition(reader.node("where"), rows)
            reader.close()
            if saying is not None:
                found.append(Distinct(by, saying, reader.span, where))
        return tuple(found)

    # questions ------------------------------------------------------------------------------------

    def _symbol(self, draft: FieldDraft) -> Symbol | None:
        place = draft.place
        if place.group:
            return self.names.rows.get(place.group, {}).get(draft.name)
        return self.names.case.get(draft.path)

    def _field(self, draft: FieldDraft) -> Field:
        reader, place = draft.entries, draft.place
        kind = FIELD_TYPES[draft.kind]
        reader.only(COMMON_ATTRIBUTES | kind.attributes | {draft.kind})
        symbol = self._symbol(draft)
        looks_like, pattern = read_pattern(reader, self.faults)
        minimum, maximum = read_limits(reader, self.faults)
        must_be, must_be_text = self._must_be(reader, symbol, place)
        return Field(
            path=draft.path,
            name=draft.name,
            kind=draft.kind,
            caption=draft.caption,
            span=draft.span,
            group=place.group,
            hint=reader.caption("hint"),
            why=reader.caption("why"),
            source=reader.text("source"),
            when=self._when(reader, place),
            required=self._required(reader, place) if kind.value != "none" else False,
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
            options=self._options(draft),
            rows_of=self._rows_of(reader) if draft.kind == "row" else "",
            country=self._country(draft),
            default=read_default(reader, symbol, self.faults) if symbol else None,
            autocomplete=reader.text("autocomplete"),
            width=reader.text("width"),
            sensitive=reader.flag("sensitive"),
            upload=read_upload(reader, self.faults) if draft.kind == "file" else None,
            on_doubt=DOUBTS[reader.one_of("on doubt", tuple(DOUBTS), "refer")],
            terms=self._terms(reader),
        )

    def _terms(self, reader: MapReader) -> tuple[str, ...]:
        words = reader.words("terms")
        for each in words:
            if each.text.strip() not in self.known_terms:
                self.faults.unknown("A220", each, "text to read named", self.known_terms)
        return tuple(each.text.strip() for each in words)

    def _required(self, reader: MapReader, place: Place) -> bool | Condition:
        node = reader.node("required")
        if node is None:
            return True
        if isinstance(node, Scalar) and node.text.strip() in FLAGS:
            return FLAGS[node.text.strip()]
        found = self._condition(node, place)
        return True if found is None else found

    def _must_be(
        self, reader: MapReader, symbol: Symbol | None, place: Place
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
            {code: self._condition(node, CASE) for code, node in found.conditions.items()}
        )

    def _country(self, draft: FieldDraft) -> Subject | str:
        if "country" not in FIELD_TYPES[draft.kind].attributes:
            return ""
        return read_country(draft.entries, draft.place, self.names, self.faults)

    def _rows_of(self, reader: MapReader) -> str:
        found = reader.scalar("of", required=True)
        return "" if found is None else self.conditions.group(found) or ""

    # values and checks ----------------------------------------------------------------------------

    def _computed(self, drafts: tuple[ValueDraft, ...]) -> tuple[Computed, ...]:
        found = []
        for draft in drafts:
            text = word(draft.text).trimmed()
            called = match_function(text)
            if called is None:
                examples = "; ".join(function.example for function in FUNCTIONS)
                message = f"“{text.text}” is none of the known functions."
                self.faults.add("A309", text.span, message, f"Known: {examples}.")
                continue
            function, words = called
            arguments = resolve_arguments(function, words, draft.place, self.names, self.faults)
            if arguments is not None:
                found.append(
                    Computed(
                        draft.path,
                        draft.name,
                        function.name,
                        arguments,
                        text.text,
                        draft.span,
                        draft.place.group,
                    )
                )
        return tuple(found)

    def _checks(self, nodes: tuple[NodeAt, ...], group: str = "") -> tuple[Check, ...]:
        found = [self._check(each, group) for each in nodes]
        return tuple(check for check in found if check is not None)

    def _check(self, node: NodeAt, group: str) -> Check | None:
        reader = as_map(node.node, "a check", self.faults)
        if reader is None:
            return None
        tests = tuple(entry for key, entry in reader.entries.items() if key not in CHECK_WORDS)
        condition = self.conditions.entries(tests, reader.span, node.place)
        saying = read_else(reader, "E-02", required=True)
        at = tuple(
            name for each in reader.words("at") if (name := self._at(each, node.place)) is not None
        )
        level = LEVELS[reader.one_of("level", tuple(LEVELS), "refuse")]
        when = self._when(reader, node.place)
        if condition is None or saying is None:
            return None
        return Check(condition, saying, reader.span, at, level, when, group)

    def _at(self, scalar: Scalar, place: Place) -> str | None:
        name = scalar.text.strip()
        found = find(name, place, self.names)
        if found is None:
            self.faults.unknown("A201", scalar, "question", known_names(place, self.names))
            return None
        return found[0].path

    # conditions -----------------------------------------------------------------------------------

    def _when(self, reader: MapReader, place: Place) -> Condition | None:
        return self._condition(reader.node("when"), place)

    def _condition(self, node: Node | None, place: Place) -> Condition | None:
        return None if node is None else self.conditions.parse(node, place)
