"""The names that forms, rules and flows declare, gathered before any condition is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from engine.base.values import Span
from engine.definitions.faults import Faults
from engine.definitions.kinds import FIELD_TYPES
from engine.definitions.model.calendars import Calendar
from engine.definitions.reading.drafts import (
    FieldDraft,
    FormDraft,
    GroupDraft,
    ValueDraft,
)
from engine.definitions.reading.functions import match_function
from engine.definitions.reading.lists import ListDraft
from engine.definitions.reading.names import Names, Symbol, SymbolValue
from engine.definitions.reading.words import word

PROVIDED_DATES: Final = ("today", "application date")
NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z][A-Za-z0-9_]*)*")
WORD: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
BETWEEN_NAMES: Final = frozenset({"and", "or", "of", "from", "to", "not", "any", "all", "none"})
"""Words that stand between names in values and conditions, so that no name can hold them."""
RESERVED_NAMES: Final = frozenset({"any", "all", "not", "none", "row"})


def text_literal(text: str) -> str:
    """Codes are taken as they are."""
    return text


def no_literal(text: str) -> str:
    """For names that have no values to compare with."""
    message = f"“{text}” cannot be compared here"
    raise ValueError(message)


class Gathering:
    """Collects the symbols of one programme and reports names that are given twice."""

    def __init__(self, faults: Faults, calendar: Calendar | None = None) -> None:
        self.names = Names(calendar=calendar)
        self.faults = faults
        self.filled: dict[str, tuple[str, str]] = {}
        """Groups that steps fill: the item that keeps them, and the first form."""
        for name in PROVIDED_DATES:
            literal = FIELD_TYPES["date"].literal
            self.names.case[name] = Symbol(name, "date", "date", Span(""), literal)

    def form(self, form: FormDraft, lists: Mapping[str, ListDraft]) -> None:
        """The questions, groups and values of a form; ``lists`` are those of its questions."""
        for field in form.fields():
            self.add(field_symbol(field, form.name, lists.get(field.path)))
        for group in form.groups():
            self._group(group, form.name, lists)
        for value in form.values:
            self.add(value_symbol(value, form.name))

    def _group(self, group: GroupDraft, form: str, lists: Mapping[str, ListDraft]) -> None:
        symbol = Symbol(group.path, "group", "group", group.span, no_literal, form=form)
        if not self.add(symbol):
            return
        rows: dict[str, Symbol] = {}
        row_literal = FIELD_TYPES["row"].literal
        rows["row"] = Symbol(
            "row", "row", "question", group.span, row_literal, group=group.path, form=form
        )
        for draft in group.items:
            self._put(rows, draft.name, field_symbol(draft, form, lists.get(draft.path)))
        for value in group.values:
            self._put(rows, value.name, value_symbol(value, form))
        self.names.rows[group.path] = rows

    def rows_form(
        self, form: FormDraft, group: str, item: str, lists: Mapping[str, ListDraft]
    ) -> None:
        """A form whose questions are columns of ``group``; several forms may fill one group.

        ``item`` is the item taken for each that keeps the rows, empty where the case does.
        """
        columns = {draft.name: field_symbol(draft, form.name, lists.get(draft.path))
                   for draft in form.fields()}  # fmt: skip
        columns |= {value.name: value_symbol(value, form.name) for value in form.values}
        first = self.filled.setdefault(group, (item, form.name))
        if first[1] != form.name and first[0] == item:
            self._same_columns(group, columns, form)
            return
        table = self.names.rows.setdefault(item, {}) if item else self.names.case
        symbol = Symbol(group, "group", "group", form.span, no_literal, group=item, form=form.name)
        if group in self.names.rows:
            self._taken(group, form.span, self.names.rows[group])
        elif self._put(table, group, symbol):
            self.names.rows[group] = columns

    def _taken(self, name: str, span: Span, by: Mapping[str, Symbol]) -> None:
        first = next((symbol.span for symbol in by.values()), Span(""))
        message = f"the name “{name}” is taken; the first is at {first}."
        self.faults.add("A208", span, message, "Choose another name.")

    def _same_columns(self, group: str, columns: Mapping[str, Symbol], form: FormDraft) -> None:
        known = {name: symbol.value for name, symbol in self.names.rows.get(group, {}).items()}
        if known != {name: symbol.value for name, symbol in columns.items()}:
            message = (
                f"“{group}” is filled by the form “{self.filled[group][1]}” and by “{form.name}”,"
                " whose questions differ."
            )
            self.faults.add("A624", form.span, message, "Ask the same questions in both.")

    def item_form(self, form: FormDraft, item: str, lists: Mapping[str, ListDraft]) -> None:
        """A form whose answers belong to one of an item: its questions are known only there."""
        rows = self.names.rows.setdefault(item, {})
        for draft in form.fields():
            self._put(rows, draft.name, field_symbol(draft, form.name, lists.get(draft.path)))
        for value in form.values:
            self._put(rows, value.name, value_symbol(value, form.name))

    def item_value(self, value: ValueDraft, item: str) -> None:
        """A value of an item; its name may have blanks. ``item`` is empty for one taken once."""
        table = self.names.rows.setdefault(item, {}) if item else self.names.case
        words = value.name.split(" ")
        if all(map(WORD.fullmatch, words)) and not BETWEEN_NAMES.intersection(words):
            self._put(table, value.name, value_symbol(value, ""), is_checked=True)
        else:
            self._put(table, value.name, value_symbol(value, ""))

    def add(self, symbol: Symbol) -> bool:
        """A name of the case; False if it is taken."""
        return self._put(self.names.case, symbol.path, symbol)

    def check_name(self, name: str, span: Span) -> None:
        """Report a name that cannot be written everywhere."""
        if name in RESERVED_NAMES:
            message = f"“{name}” is a word of conditions."
            self.faults.add("A210", span, message, "Choose another name.")
        elif NAME.fullmatch(name) is None:
            message = f"“{name}” cannot be written everywhere."
            advice = "Use letters, digits and “_”, beginning with a letter."
            self.faults.add("A210", span, message, advice)

    def _put(
        self, table: dict[str, Symbol], name: str, symbol: Symbol, *, is_checked: bool = False
    ) -> bool:
        if (first := table.get(name)) is not None:
            if symbol.role == first.role == "fact":
                message = f"“{name}” is given by {first.span.file} already."
                self.faults.add("A511", symbol.span, message, "Keep the rows in one file.")
                return False
            where = f"; the first is at {first.span}" if first.span.file else ""
            self.faults.add(
                "A208", symbol.span, f"the name “{name}” is taken{where}.", "Choose another name."
            )
            return False
        if not is_checked:
            self.check_name(name, symbol.span)
        table[name] = symbol
        return True


def fact_symbol(name: str, codes: tuple[str, ...], span: Span, *, several: bool) -> Symbol:
    """What a fact can be compared with."""
    value: SymbolValue = "choices" if several else "choice"
    return Symbol(name, value, "fact", span, text_literal, codes)


def field_symbol(draft: FieldDraft, form: str, choices: ListDraft | None) -> Symbol:
    """What a question can be compared with."""
    kind = FIELD_TYPES[draft.kind]
    return Symbol(
        draft.name if draft.place.group else draft.path,
        kind.value,
        "question",
        draft.span,
        kind.literal,
        None if choices is None else choices.codes,
        draft.place.group,
        form,
        {} if choices is None else choices.captions,
    )


def value_symbol(draft: ValueDraft, form: str) -> Symbol:
    """What a computed value can be compared with; an unreadable one counts as a number."""
    called = match_function(word(draft.text).trimmed())
    value: SymbolValue = called[0].gives if called else "number"
    path = draft.name if draft.place.group else draft.path
    literal = FIELD_TYPES[value].literal
    return Symbol(path, value, "value", draft.span, literal, group=draft.place.group, form=form)
