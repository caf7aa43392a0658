"""From forms as written to forms of the model: every condition typed, every name found."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from engine.base.values import Text
from engine.definitions.faults import Faults
from engine.definitions.model.forms import (
    Distinct,
    Form,
    FormPart,
    Group,
    Section,
)
from engine.definitions.reading.check_model import CheckModel
from engine.definitions.reading.drafts import (
    FormDraft,
    GroupDraft,
    ItemDraft,
    SectionDraft,
)
from engine.definitions.reading.field_model import FieldModel
from engine.definitions.reading.map_reader import MapReader, as_map
from engine.definitions.reading.names import CASE, NameScope
from engine.definitions.reading.sayings import read_else, read_saying
from engine.definitions.reading.yaml_nodes import Scalar

ROWS: Final = re.compile(r"([0-9]{1,9})?(\.\.)?([0-9]{1,9})?")
MOST_ROWS: Final = 1000


class FormModel:
    """Builds the forms of one programme."""

    def __init__(self, fields: FieldModel, checks: CheckModel, faults: Faults) -> None:
        self.fields = fields
        self.checks = checks
        self.conditions = checks.conditions
        self.names = checks.names
        self.faults = faults

    def form(self, draft: FormDraft, place: NameScope = CASE) -> Form:
        """The form, as far as it could be read; ``place`` is where its conditions stand."""
        reader = draft.entries
        title = reader.needed_caption("title")
        own_section = not reader.has("sections")
        when = self.conditions.optional(reader.node("when"), place)
        hint = reader.caption("hint")
        sections = tuple(
            self._own_section(section) if own_section else self._section(section, place)
            for section in draft.sections
        )
        if not any(section.items for section in sections):
            self.faults.add("A114", draft.span, f"form “{draft.name}” asks nothing.", "Add fields.")
        computed = self.checks.computed(draft.values)
        checks = self.checks.checks(draft.checks, place.group)
        reader.close()
        return Form(draft.name, title, sections, draft.span, when, hint, computed, checks)

    def _own_section(self, draft: SectionDraft) -> Section:
        """The only section of a form without ``sections``: title, hint and when are the form's."""
        columns = draft.entries.whole("columns", 1) or 1
        page = draft.entries.text("page")
        return Section(None, self._items(draft), draft.span, columns=columns, page=page)

    def _section(self, draft: SectionDraft, place: NameScope) -> Section:
        reader = draft.entries
        found = Section(
            reader.caption("section"),
            self._items(draft),
            draft.span,
            when=self.conditions.optional(reader.node("when"), place),
            hint=reader.caption("hint"),
            columns=reader.whole("columns", 1) or 1,
            page=reader.text("page"),
        )
        reader.close()
        return found

    def _items(self, draft: SectionDraft) -> tuple[FormPart, ...]:
        return tuple(self._item(item) for item in draft.items)

    def _item(self, draft: ItemDraft) -> FormPart:
        return self._group(draft) if isinstance(draft, GroupDraft) else self.fields.field(draft)

    def _group(self, draft: GroupDraft) -> Group:
        reader = draft.entries
        minimum, maximum = self._rows(reader)
        rows = NameScope(group=draft.path)
        found = Group(
            path=draft.path,
            caption=reader.needed_caption("title"),
            each=reader.needed_caption("each"),
            minimum=minimum,
            maximum=maximum,
            items=tuple(self.fields.field(item) for item in draft.items),
            span=draft.span,
            hint=reader.caption("hint"),
            when=self.conditions.optional(reader.node("when"), draft.place),
            computed=self.checks.computed(draft.values),
            checks=self.checks.checks(draft.checks, draft.path),
            distinct=self._distinct(reader, rows),
            few=read_saying(reader, "if blank", "E-01", self.faults),
            copy_from=self._copy_from(reader),
            titled_by=self._row_name(reader.scalar("titled by"), draft.path),
            why=reader.caption("why"),
            source=reader.text("source"),
        )
        reader.close()
        self._without_files(found)
        return found

    def _without_files(self, group: Group) -> None:
        """Rows are counted anew when one is removed, and a file must not change its person."""
        for item in group.items:
            if item.kind == "file":
                message = f"“{item.name}” takes files and stands in a repeating group."
                advice = "Ask for the files of all rows in one question outside the group."
                self.faults.add("A116", item.span, message, advice)

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
            self.faults.add("A306", found.span, message, "Write 1..50: at least 1, at most 50.")
            return 0, MOST_ROWS
        return low, high

    def _copy_from(self, reader: MapReader) -> Mapping[str, Text]:
        buttons = as_map(reader.node("copy from"), "“copy from”", self.faults)
        found = {}
        for name, entry in buttons.entries.items() if buttons else ():
            group = self.conditions.group(entry.key)
            if group is not None and buttons is not None:
                found[group] = buttons.needed_caption(name)
        return MappingProxyType(found)

    def _row_name(self, scalar: Scalar | None, group: str) -> str:
        if scalar is None:
            return ""
        name = scalar.text.strip()
        rows = self.names.rows.get(group, {})
        if name not in rows:
            self.faults.unknown("A201", scalar, f"question in the rows of “{group}” called", rows)
        return name

    def _distinct(self, group: MapReader, rows: NameScope) -> tuple[Distinct, ...]:
        found = []
        for node in group.items("distinct"):
            reader = as_map(node, "a line of “distinct”", self.faults)
            if reader is None:
                continue
            by = tuple(self._row_name(each, rows.group) for each in reader.words("by"))
            if not by:
                self.faults.add("A102", reader.span, "“distinct” has no “by”.", "Add “by: [name]”.")
            saying = read_else(reader, "E-46", required=True)
            where = self.conditions.optional(reader.node("where"), rows)
            reader.close()
            if saying is not None:
                found.append(Distinct(by, saying, reader.span, where))
        return tuple(found)
