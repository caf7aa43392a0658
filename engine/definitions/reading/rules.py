"""Rules: decision tables and if/then lines, both read into rows."""

from __future__ import annotations

from collections.abc import Callable

from engine.definitions.faults import Faults, did_you_mean
from engine.definitions.model.conditions import AllOf
from engine.definitions.model.rules import (
    RuleRow,
    RuleSet,
)
from engine.definitions.reading.condition_parser import ConditionParser
from engine.definitions.reading.map_reader import MapReader, as_map
from engine.definitions.reading.names import CASE, find
from engine.definitions.reading.pipe_table import (
    Table,
    TableRow,
    read_csv_table,
    read_pipe_table,
)
from engine.definitions.reading.rule_columns import Columns
from engine.definitions.reading.rule_heads import RulesDraft
from engine.definitions.reading.rule_rows import NOTES, Rows
from engine.definitions.reading.words import Word, word
from engine.definitions.reading.yaml_nodes import (
    Map,
    Node,
    Scalar,
    Seq,
)


class RuleReading:
    """Reads the rows of rule files; ``text_of`` gives the text of a file beside the rules."""

    def __init__(
        self,
        conditions: ConditionParser,
        text_of: Callable[[str], str | None],
        faults: Faults,
    ) -> None:
        self.conditions = conditions
        self.columns = Columns(conditions, faults)
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
            advice = f"Keep one of {', '.join(ways)}." if ways else "Write “table: |”."
            self.faults.add("A504", reader.span, message, advice)
        rows: list[RuleRow] = []
        if (table := self._table(reader)) is not None:
            rows += self._table_rows(table, draft)
        for node in reader.items("lines"):
            if (line := self._line(node, len(rows) + 1, draft)) is not None:
                rows.append(line)
        return tuple(rows)

    def _table(self, reader: MapReader) -> Table | None:
        scalar, name = reader.scalar("table"), reader.scalar("csv")
        if scalar is not None:
            return read_pipe_table(scalar, self.faults)
        if name is None:
            return None
        file = f"{reader.span.file.rpartition('/')[0]}/{name.text.strip()}"
        text = self.text_of(file)
        if text is None:
            self.faults.add(
                "A211", name.span, f"there is no file {file}.", "Put it beside the rules."
            )
            return None
        return read_csv_table(file, text, self.faults)

    def _table_rows(self, table: Table, draft: RulesDraft) -> list[RuleRow]:
        columns = [self.columns.column(head) for head in table.head.tests]
        known = [self._result_name(head, draft) for head in table.head.results]
        self._ungiven(known, table.head, draft)
        rows, found = Rows(draft, self.faults), []
        for number, line in enumerate(table.rows, start=1):
            cells = [
                column(cell) if column else None
                for column, cell in zip(columns, line.tests, strict=True)
            ]
            results = {name: cell for name, cell in zip(known, line.results, strict=True) if name}
            parts = tuple(cell for cell in cells if cell is not None)
            found.append(rows.row(number, AllOf(parts, line.span), results, line.span))
        return found

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

    def _line(self, node: Node, number: int, draft: RulesDraft) -> RuleRow | None:
        reader = as_map(node, "this line", self.faults)
        if reader is None:
            return None
        when = reader.node("if", required=True)
        condition = self.conditions.optional(when)
        results = {name: word(s) for name in NOTES if (s := reader.scalar(name)) is not None}
        results |= self._then(reader.node("then", required=True), draft)
        reader.close()
        span = reader.span
        rows = Rows(draft, self.faults)
        return rows.row(number, condition or AllOf((), span), results, span)

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
