"""Lists of choices: read from lists/*.yaml and *.csv, provided ones, or given beside a question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from engine.base.dataclass import dataclass
from engine.base.values import Span, Text
from engine.definitions.faults import Faults
from engine.definitions.model.conditions import Condition
from engine.definitions.model.forms import (
    ChoiceList,
    Option,
)
from engine.definitions.model.provided import PROVIDED
from engine.definitions.reading.csv_cells import csv_rows
from engine.definitions.reading.map_reader import MapReader, caption, text_context
from engine.definitions.reading.words import Word
from engine.definitions.reading.yaml_nodes import (
    Map,
    Node,
    Scalar,
    Seq,
    YamlEntry,
)

RESERVED: Final = frozenset({"answered", "blank", "n/a", "-", "today", "next", "stay", ""})
AMBIGUOUS: Final = re.compile(r"(only |all |=|<|>).*|.*( or |,|\.\.).*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ListDraft:
    """A list whose options' conditions are still nodes (by code)."""

    choices: ChoiceList
    conditions: Mapping[str, Node]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes in order."""
        return tuple(option.code for option in self.choices.options)

    @property
    def captions(self) -> Mapping[str, str]:
        """What people call the codes, where the list itself says it."""
        options = self.choices.options
        return {option.code: option.caption.source for option in options if option.caption}

    def resolved(self, conditions: Mapping[str, Condition | None]) -> ChoiceList:
        """The list with the conditions of a programme in its options."""
        if not conditions:
            return self.choices
        options = tuple(
            replace(option, when=conditions.get(option.code)) for option in self.choices.options
        )
        return replace(self.choices, options=options)


def provided_lists() -> dict[str, ListDraft]:
    """Lists that need no file."""
    found = {}
    for name, codes in PROVIDED.items():
        span = Span(f"provided/{name}")
        options = tuple(Option(code, None, span) for code in codes)
        found[name] = ListDraft(ChoiceList(name, options, span, provider=name), {})
    return found


def read_list(name: str, root: MapReader, faults: Faults) -> ListDraft:
    """A list file."""
    root.text("list", required=True)
    source = root.text("source")
    of = root.node("of", required=True)
    root.close()
    draft = given_list(name, of, faults) if of is not None else None
    if draft is None:
        return ListDraft(ChoiceList(name, (), root.span, source=source), {})
    return replace(draft, choices=replace(draft.choices, source=source, span=root.span))


def given_list(name: str, node: Node, faults: Faults) -> ListDraft | None:
    """A list written out: a mapping of code to caption, or codes alone."""
    if isinstance(node, Scalar):
        faults.add("A103", node.span, "the choices must be a list.", "Write “code: Caption” lines.")
        return None
    conditions: dict[str, Node] = {}
    if isinstance(node, Seq):
        options = [_bare(item, faults) for item in node.items]
    else:
        options = [_option(entry, conditions, faults) for entry in node.entries]
    found = tuple(option for option in options if option is not None)
    if not options:
        faults.add("A204", node.span, "the list has no choices.", "Add “code: Caption”.")
    return ListDraft(ChoiceList(name, _once(found, faults), node.span), conditions)


def read_csv_list(name: str, file: str, text: str, faults: Faults) -> ListDraft:
    """A list file ``code,caption[,hint]``; its first line is the header."""
    rows = csv_rows(file, text, faults)
    if rows is None:
        return ListDraft(ChoiceList(name, (), Span(file)), {})
    header = [cell.text for cell in rows[0]] if rows else []
    if header[:2] != ["code", "caption"] or header[2:] not in ([], ["hint"]):
        faults.add(
            "A108", Span(file), "the first line must be code,caption or code,caption,hint.",
            "Add it.",
        )  # fmt: skip
        return ListDraft(ChoiceList(name, (), Span(file)), {})
    if len(rows) == 1:
        faults.add("A204", Span(file), "the list has no choices.", "Add lines “code,caption”.")
    options = [_csv_option(row, len(header), faults) for row in rows[1:]]
    found = _once((option for option in options if option is not None), faults)
    return ListDraft(ChoiceList(name, found, Span(file)), {})


def joined(
    name: str, words: Word, lists: Mapping[str, ListDraft], faults: Faults
) -> ListDraft | None:
    """The list that ``a + b`` names: the options of both, in order."""
    drafts = []
    for part in words.split("+"):
        draft = lists.get(part.text)
        if draft is None:
            faults.unknown("A204", part, "list", lists)
        else:
            drafts.append(draft)
    if not drafts:
        return None
    if len(drafts) == 1:
        return drafts[0]
    options = {option.code: option for draft in drafts for option in draft.choices.options}
    conditions = {code: node for draft in drafts for code, node in draft.conditions.items()}
    joined_list = ChoiceList(name, tuple(options.values()), drafts[0].choices.span)
    return ListDraft(joined_list, conditions)


def check_code(code: str, span: Span, faults: Faults) -> None:
    """Report a code that cannot be written in tests."""
    if code in RESERVED or AMBIGUOUS.fullmatch(code):
        faults.add(
            "A205", span, f"“{code}” cannot be a code: tests would read it as something else.",
            "Use letters, digits and “_”.",
        )  # fmt: skip


def _bare(node: Node, faults: Faults) -> Option | None:
    if not isinstance(node, Scalar):
        faults.add("A103", node.span, "a choice must be a word.", "Write “code: Caption”.")
        return None
    check_code(node.text, node.span, faults)
    return Option(node.text, caption(node), node.span)


def _option(entry: YamlEntry, conditions: dict[str, Node], faults: Faults) -> Option:
    code, value = entry.key.text, entry.value
    check_code(code, entry.key.span, faults)
    entries = (
        value.entries if isinstance(value, Map) else (YamlEntry(_key("caption", value), value),)
    )
    reader = MapReader(entries, entry.key.span, f"choice “{code}”", faults)
    option = Option(
        code,
        reader.needed_caption("caption"),
        entry.key.span,
        short=reader.caption("short"),
        hint=reader.caption("hint"),
        heading=reader.caption("heading"),
    )
    if (when := reader.node("when")) is not None:
        conditions[code] = when
    reader.close()
    return option


def _key(text: str, beside: Node) -> Scalar:
    return Scalar(text, beside.span)


def _csv_option(row: tuple[Word, ...], width: int, faults: Faults) -> Option | None:
    if len(row) != width:
        faults.add(
            "A108", row[0].span, f"this line has {len(row)} cells, the first line has {width}.",
            "Put a text that holds a comma in quotes.",
        )  # fmt: skip
        return None
    code, shown = row[0], row[1]
    check_code(code.text, code.span, faults)
    if not shown.text:
        faults.add("A105", shown.span, f"choice “{code.text}” has no caption.", "Write one.")
    context = text_context(code.span.file)
    hint = Text(row[2].text, context, row[2].span) if width > 2 and row[2].text else None
    return Option(code.text, Text(shown.text, context, shown.span), code.span, hint=hint)


def _once(options: Iterable[Option], faults: Faults) -> tuple[Option, ...]:
    found: dict[str, Option] = {}
    for option in options:
        if (first := found.get(option.code)) is not None:
            faults.add(
                "A009", option.span,
                f"“{option.code}” stands here for the second time;"
                f" the first is in line {first.span.line}.",
                "Keep one of the two.",
            )  # fmt: skip
        else:
            found[option.code] = option
    return tuple(found.values())
