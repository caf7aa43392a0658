"""Rules: decision tables and if/then lines, both read into rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, get_args

from engine.definitions.condition_parser import ConditionParser
from engine.definitions.conditions import (
    AllOf,
    Anything,
    Compare,
    Condition,
    OverRows,
    Subject,
)
from engine.definitions.faults import Faults, did_you_mean
from engine.definitions.kinds import FIELD_TYPES
from engine.definitions.lists import check_code
from engine.definitions.map_reader import MapReader, as_map, caption, text_context
from engine.definitions.model import HitPolicy, Output, RuleRow, RuleSet
from engine.definitions.names import CASE, Place, Symbol, find
from engine.definitions.pipe_table import Table, TableRow, read_csv_table, read_pipe_table
from engine.definitions.words import Word, word
from engine.definitions.yaml_nodes import Map, Node, Scalar, Seq
from engine.values import Span, Text

HITS: Final[Mapping[str, HitPolicy]] = {hit: hit for hit in get_args(HitPolicy)}
NOTES: Final = frozenset({"because", "source", "valid"})
VALID: Final = re.compile(r"([0-9-]{10})?\.\.([0-9-]{10})?")
OVER_ROWS: Final = re.compile(r"(\S+) (any|all|none) (.+)")


@dataclass(frozen=True, slots=True)
class RulesDraft:
    """A rule file of which the heading has been read: what it gives is known."""

    name: str
    reader: MapReader
    hit: HitPolicy
    outputs: tuple[Output, ...]
    spans: Mapping[str, Span]

    def codes(self, output: str) -> tuple[str, ...]:
        """The codes an output may take."""
        return next((each.codes for each in self.outputs if each.name == output), ())


class RuleHeads:
    """Reads what rule files give; ``sources`` are the words and lists that name sets of codes."""

    def __init__(self, sources: Mapping[str, tuple[str, ...]], faults: Faults) -> None:
        self.sources = sources
        self.faults = faults

    def draft(self, name: str, reader: MapReader) -> RulesDraft:
        """The heading of a rule file."""
        reader.text("rules", required=True)
        hit = HITS[reader.one_of("hit", tuple(HITS), "first")]
        entries = reader.members("gives", required=True)
        outputs = tuple(
            Output(entry.key.text, *self._codes(entry.key.text, entry.value)) for entry in entries
        )
        spans = {entry.key.text: entry.key.span for entry in entries}
        return RulesDraft(name, reader, hit, outputs, spans)

    def _codes(self, name: str, node: Node) -> tuple[tuple[str, ...], Mapping[str, Text]]:
        if isinstance(node, Scalar):
            source = node.text.strip()
            if source not in self.sources:
                self.faults.unknown("A204", node, "list", self.sources)
            return self.sources.get(source, ()), {}
        if isinstance(node, Seq):
            words = [item for item in node.items if isinstance(item, Scalar)]
            if len(words) < len(node.items) or not words:
                self.faults.add("A103", node.span, f"“{name}” must give a list of words.")
            for each in words:
                check_code(each.text, each.span, self.faults)
            return tuple(each.text for each in words), {}
        captions = {}
        for entry in node.entries:
            check_code(entry.key.text, entry.key.span, self.faults)
            if isinstance(entry.value, Scalar) and entry.value.text.strip():
                captions[entry.key.text] = caption(entry.value)
            else:
                self.faults.add("A105", entry.value.span, f"“{entry.key.text}” has no caption.")
        return tuple(captions), captions


class RuleReading:
    """Reads the rows of rule files; ``text_of`` gives the text of a file beside the rules."""

    def __init__(
        self,
        conditions: ConditionParser,
        text_of: Callable[[str], str | None],
        faults: Faults,
    ) -> None:
        self.conditions = conditions
        self.text_of = text_of
        self.faults = faults

    def rules(self, draft: RulesDraft) -> RuleSet:
        """The whole rule set."""
        reader = draft.reader
        found = RuleSet(
            draft.name,
            draft.hit,
            draft.outputs,
            self._rows(draft),
            reader.span,
            title=reader.caption("title"),
            source=reader.text("source"),
            as_of=self._as_of(reader),
        )
        reader.close()
        self._sources(found)
        return found

    def _as_of(self, reader: MapReader) -> str:
        scalar = reader.scalar("as of")
        if scalar is None:
            return "today"
        name = scalar.text.strip()
        found = find(name, CASE, self.conditions.names)
        if found is None:
            self.conditions.unknown(scalar)
        elif found[1].value != "date":
            self.faults.add("A308", scalar.span, f"“{name}” is no date.", "Name a date.")
        return name

    def _sources(self, rules: RuleSet) -> None:
        for row in rules.rows:
            if not row.source and not rules.source:
                self.faults.add(
                    "A901", row.span, f"row {row.number} of “{rules.name}” has no source.",
                    "Name the paragraph it comes from.",
                )  # fmt: skip

    def _rows(self, draft: RulesDraft) -> tuple[RuleRow, ...]:
        reader = draft.reader
        ways = [key for key in ("table", "lines", "csv") if reader.has(key)]
        if len(ways) != 1:
            message = f"“{draft.name}” needs one of table, lines and csv."
            self.faults.add("A504", reader.span, message, "Write “table: |”.")
        rows: list[RuleRow] = []
        if (table := self._table(reader)) is not None:
            rows += self._table_rows(table, draft)
        for node in reader.items("lines"):
            if (line := self._line(node, len(rows) + 1, draft)) is not None:
                rows.append(line)
        return tuple(rows)

    def _table(self, reader: MapReader) -> Table | None:
        if (scalar := reader.scalar("table")) is not None:
            return read_pipe_table(scalar, self.faults)
        if (name := reader.scalar("csv")) is None:
            return None
        file = f"{reader.span.file.rpartition('/')[0]}/{name.text.strip()}"
        text = self.text_of(file)
        if text is None:
            self.faults.add(
                "A211", name.span, f"there is no file {file}.", "Put it beside the rules."
            )
            return None
        return read_csv_table(file, text, self.faults)

    # tables ---------------------------------------------------------------------------------------

    def _table_rows(self, table: Table, draft: RulesDraft) -> list[RuleRow]:
        columns = [self._column(head) for head in table.head.tests]
        known = [self._result_name(head, draft) for head in table.head.results]
        self._ungiven(known, table.head, draft)
        rows = []
        for number, line in enumerate(table.rows, start=1):
            cells = [
                column(cell) if column else None
                for column, cell in zip(columns, line.tests, strict=True)
            ]
            results = {name: cell for name, cell in zip(known, line.results, strict=True) if name}
            parts = tuple(cell for cell in cells if cell is not None)
            rows.append(self._row(number, AllOf(parts, line.span), results, line.span, draft))
        return rows

    def _column(self, head: Word) -> Callable[[Word], Condition | None] | None:
        """How to read a cell of the column with this heading; None after a fault."""
        if match := OVER_ROWS.fullmatch(head.text):
            return self._rows_column(head, match)
        found = find(head.text, CASE, self.conditions.names)
        if found is None:
            self.conditions.unknown(head)
            return None
        subject, symbol = found
        return lambda cell: self._cell(cell, subject, symbol, CASE)

    def _rows_column(
        self, head: Word, match: re.Match[str]
    ) -> Callable[[Word], Condition | None] | None:
        group = self.conditions.group(head.part(0, match.end(1)))
        if group is None:
            return None
        place = CASE.within(group)
        found = find(match[3], place, self.conditions.names)
        if found is None:
            self.conditions.unknown(head.part(match.start(3)), place)
            return None
        subject, symbol = found
        quantifier = match[2]

        def cell_over_rows(cell: Word) -> Condition | None:
            if cell.text == "-":
                return Compare(Subject(group), Anything(), "-", cell.span)
            part = self._cell(cell, subject, symbol, place)
            if part is None:
                return None
            if quantifier == "any":
                return OverRows(group, "any", part, cell.span)
            return OverRows(group, "all" if quantifier == "all" else "none", part, cell.span)

        return cell_over_rows

    def _cell(self, cell: Word, subject: Subject, symbol: Symbol, place: Place) -> Compare | None:
        if not cell.text:
            self.faults.add("A505", cell.span, "the cell is empty.", "Write “-” for anything.")
            return None
        test = self.conditions.tests.parse(cell, symbol, place, in_table=True)
        return None if test is None else Compare(subject, test, cell.text, cell.span)

    def _result_name(self, head: Word, draft: RulesDraft) -> str:
        names = {output.name for output in draft.outputs}
        if head.text in names | NOTES:
            return head.text
        message = f"“{head.text}” is nothing this table gives."
        self.faults.add("A506", head.span, message, did_you_mean(head.text, names | NOTES))
        return ""

    def _ungiven(self, known: list[str], head: TableRow, draft: RulesDraft) -> None:
        for output in draft.outputs:
            if output.name not in known and all(known):
                message = f"no column gives “{output.name}”."
                self.faults.add("A507", head.span, message, "Add a column right of “||”.")

    # rows -----------------------------------------------------------------------------------------

    def _row(
        self,
        number: int,
        condition: Condition,
        results: Mapping[str, Word],
        span: Span,
        draft: RulesDraft,
    ) -> RuleRow:
        gives = {
            name: self._codes(name, cell, draft)
            for name, cell in results.items()
            if name not in NOTES
        }
        because, source = results.get("because"), results.get("source")
        first, last = self._valid(results.get("valid"))
        return RuleRow(
            number, condition, gives, span,
            because=_text(because), source=source.text if source else "",
            valid_from=first, valid_to=last,
        )  # fmt: skip

    def _codes(self, name: str, cell: Word, draft: RulesDraft) -> tuple[str, ...]:
        codes = draft.codes(name)
        found = []
        for part in cell.split(","):
            if part.text in codes:
                found.append(part.text)
            elif part.text != "-" or draft.hit != "collect":
                self.faults.add(
                    "A508", part.span, f"“{part.text}” is not a value of “{name}”.",
                    did_you_mean(part.text, codes),
                )  # fmt: skip
        if len(found) > 1 and draft.hit != "collect":
            message = f"“{name}” takes one value; only “hit: collect” gives several."
            self.faults.add("A509", cell.span, message, "Keep one of them.")
        return tuple(found)

    def _valid(self, cell: Word | None) -> tuple[date | None, date | None]:
        if cell is None or not cell.text or cell.text == "-":
            return None, None
        match = VALID.fullmatch(cell.text)
        first = _date(match[1]) if match else None
        last = _date(match[2]) if match else None
        if match is None or (match[1] and not first) or (match[2] and not last):
            message = f"“{cell.text}” is no range of dates."
            self.faults.add("A302", cell.span, message, "Write it as 2026-07-01.. .")
        elif first and last and first > last:
            message = f"the range {cell.text} is empty."
            self.faults.add("A306", cell.span, message, "Write the earlier date first.")
        return first, last

    # lines ----------------------------------------------------------------------------------------

    def _line(self, node: Node, number: int, draft: RulesDraft) -> RuleRow | None:
        reader = as_map(node, "a line", self.faults)
        if reader is None:
            return None
        when = reader.node("if", required=True)
        condition = None if when is None else self.conditions.parse(when)
        results = {name: word(s) for name in NOTES if (s := reader.scalar(name)) is not None}
        results |= self._then(reader.node("then", required=True), draft)
        reader.close()
        span = reader.span
        return self._row(number, condition or AllOf((), span), results, span, draft)

    def _then(self, node: Node | None, draft: RulesDraft) -> dict[str, Word]:
        names = [output.name for output in draft.outputs]
        if isinstance(node, Scalar) and len(names) == 1:
            return {names[0]: word(node)}
        if not isinstance(node, Map):
            if node is not None:
                self.faults.add(
                    "A103", node.span, "“then” must name what it gives.", "Write {x: y}."
                )
            return {}
        found = {}
        for entry in node.entries:
            if entry.key.text not in names:
                message = f"“{entry.key.text}” is nothing these rules give."
                self.faults.add(
                    "A506", entry.key.span, message, did_you_mean(entry.key.text, names)
                )
            elif isinstance(entry.value, Scalar):
                found[entry.key.text] = word(entry.value)
            elif isinstance(entry.value, Seq):
                words = [item.text for item in entry.value.items if isinstance(item, Scalar)]
                found[entry.key.text] = Word(", ".join(words), entry.value.span)
        return found


def _text(cell: Word | None) -> Text | None:
    if cell is None or not cell.text or cell.text == "-":
        return None
    return Text(cell.text, text_context(cell.span.file), cell.span)


def _date(text: str | None) -> date | None:
    if not text:
        return None
    try:
        found = FIELD_TYPES["date"].literal(text)
    except ValueError:
        return None
    return found if isinstance(found, date) else None
