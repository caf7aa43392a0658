"""Reading one mapping key by key; what nobody asked for is reported in the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from engine.base.values import NOTHING, Span, Text
from engine.definitions.faults import Faults, did_you_mean
from engine.definitions.reading.yaml_nodes import (
    Map,
    Node,
    Scalar,
    Seq,
    YamlEntry,
)

FLAGS = {"yes": True, "true": True, "no": False, "false": False}


class MapReader:
    """A mapping with a name for messages (``field “company.name”``).

    Every method asks for one key, reports what is wrong with its value and returns the value or its
    stand-in; ``close`` reports the keys that were never asked for.
    """

    def __init__(self, entries: Iterable[YamlEntry], span: Span, what: str, faults: Faults) -> None:
        self.entries = {entry.key.text: entry for entry in entries}
        self.span = span
        self.what = what
        self.faults = faults
        self._asked: set[str] = set()

    def has(self, key: str) -> bool:
        """Whether the key is there; this does not count as asking for it."""
        return key in self.entries

    def node(self, key: str, *, required: bool = False) -> Node | None:
        """The value as it stands."""
        self._asked.add(key)
        entry = self.entries.get(key)
        if entry is None and required:
            self.faults.add("A102", self.span, f"{self.what} has no “{key}”.", f"Add “{key}: …”.")
        return None if entry is None else entry.value

    def scalar(self, key: str, *, required: bool = False) -> Scalar | None:
        """A text that is not empty."""
        node = self.node(key, required=required)
        if node is None:
            return None
        if not isinstance(node, Scalar):
            self._shape(key, node, "a text")
            return None
        if not node.text.strip():
            self.empty(key, node)
            return None
        return node

    def empty(self, key: str, node: Scalar) -> None:
        """Report a key without a value."""
        if node.in_flow and not node.style:
            self._trap(self.entries[key].key)
        else:
            self.faults.add("A105", node.span, f"“{key}” has no value.", "Write one, or remove it.")

    def text(self, key: str, default: str = "", *, required: bool = False) -> str:
        """A text without blanks around it."""
        found = self.scalar(key, required=required)
        return default if found is None else found.text.strip()

    def caption(self, key: str) -> Text | None:
        """A text for people."""
        found = self.scalar(key)
        return None if found is None else caption(found)

    def needed_caption(self, key: str) -> Text:
        """A text for people that must be there."""
        found = self.scalar(key, required=True)
        return (
            Text("", text_context(self.span.file), self.span) if found is None else caption(found)
        )

    def flag(self, key: str, *, default: bool = False) -> bool:
        """``yes`` or ``no``."""
        found = self.scalar(key)
        if found is None:
            return default
        if found.text not in FLAGS:
            self.faults.add(
                "A107", found.span, f"“{found.text}” is neither yes nor no.", "Write yes or no."
            )
        return FLAGS.get(found.text, default)

    def number(self, key: str) -> Decimal | None:
        """A decimal number."""
        found = self.scalar(key)
        if found is None:
            return None
        try:
            number = Decimal(found.text.strip())
        except InvalidOperation:
            number = Decimal("NaN")
        if number.is_finite() and len(found.text) <= 30 and abs(number.adjusted()) <= 20:
            return number
        self.faults.add("A107", found.span, f"“{found.text}” is no number.", "Write digits.")
        return None

    def whole(self, key: str, default: int | None = None) -> int | None:
        """A whole number that is not negative."""
        before = self.node(key)
        number = self.number(key)
        if number is None:
            return default
        if number != number.to_integral_value() or number < 0:
            span = self.span if before is None else before.span
            self.faults.add("A107", span, f"“{key}” must be a whole number.", "Write 1, 2, …")
            return default
        return int(number)

    def words(self, key: str) -> tuple[Scalar, ...]:
        """One word or a list of words."""
        node = self.node(key)
        if node is None:
            return ()
        if isinstance(node, Map):
            self._shape(key, node, "a word or a list of words")
            return ()
        found = node.items if isinstance(node, Seq) else (node,)
        words = tuple(each for each in found if isinstance(each, Scalar) and each.text.strip())
        if len(words) < len(found):
            self.faults.add("A103", node.span, f"“{key}” must be a list of words.")
        return words

    def one_of(self, key: str, choices: Sequence[str], default: str) -> str:
        """One of a few words."""
        found = self.scalar(key)
        if found is None or found.text in choices:
            return default if found is None else found.text
        advice = did_you_mean(found.text, choices)  # the message has named them all
        self.faults.add(
            "A106",
            found.span,
            f"“{found.text}” is not one of: {', '.join(choices)}.",
            advice if advice.startswith("Did") else "",
        )
        return default

    def items(self, key: str) -> tuple[Node, ...]:
        """The members of a list."""
        node = self.node(key)
        if isinstance(node, Seq):
            return node.items
        if node is not None:
            self._shape(key, node, "a list, one “- …” per line")
        return ()

    def members(self, key: str, *, required: bool = False) -> tuple[YamlEntry, ...]:
        """The entries of a mapping."""
        node = self.node(key, required=required)
        if isinstance(node, Map):
            return node.entries
        if node is not None:
            self._shape(key, node, "a list of “name: …”")
        return ()

    def close(self) -> None:
        """Report every key that nobody asked for."""
        self.only(self._asked)

    def only(self, known: Iterable[str], meant: Mapping[str, str] = NOTHING) -> None:
        """Report every key that is not ``known`` and go on as if it were not there.

        ``meant`` are words that people write instead of a known one.
        """
        words = set(known)
        for key, entry in tuple(self.entries.items()):
            if key in words:
                continue
            del self.entries[key]
            if _is_comma_trap(entry):
                self._trap(entry.key)
            else:
                message = f"{self.what} knows no “{key}”."
                advice = f"Did you mean “{meant[key]}”?" if key in meant else ""
                self.faults.add("A101", entry.key.span, message, advice or did_you_mean(key, words))

    def _trap(self, key: Scalar) -> None:
        self.faults.add(
            "A104", key.span,
            f"a comma inside {{ }} starts a new entry; “{key.text}” has no value.",
            "Put the text before it in quotes, or give the value.",
        )  # fmt: skip

    def _shape(self, key: str, node: Node, wanted: str) -> None:
        self.faults.add("A103", node.span, f"“{key}” must be {wanted}, not {shape(node)}.")


def _is_comma_trap(entry: YamlEntry) -> bool:
    value = entry.value
    return isinstance(value, Scalar) and value.in_flow and not value.style and not value.text


def shape(node: Node) -> str:
    """What a node is, for messages."""
    if isinstance(node, Scalar):
        return "a text"
    return "a mapping with keys" if isinstance(node, Map) else "a list"


def as_map(node: Node | None, what: str, faults: Faults) -> MapReader | None:
    """A reader of ``node`` if it is a mapping; otherwise the fault is reported."""
    if isinstance(node, Map):
        return MapReader(node.entries, node.span, what, faults)
    if node is not None:
        faults.add("A103", node.span, f"{what} must be a mapping with keys, not {shape(node)}.")
    return None


def caption(scalar: Scalar, kind: str = "") -> Text:
    """The text for people that a node holds; ``kind`` parts captions from other texts."""
    context = text_context(scalar.span.file)
    return Text(scalar.text.strip(), f"{context} {kind}".rstrip(), scalar.span)


def text_context(file: str) -> str:
    """The gettext context of the texts in a file: its bank, or ``shared``."""
    parts = file.split("/")
    if parts[0] in ("banks", "flows") and len(parts) == 2:
        return parts[1].rpartition(".")[0]
    return parts[1] if len(parts) > 2 else "shared"
