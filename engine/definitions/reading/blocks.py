"""Blocks of questions and their use: ``use``, ``under``, and what stands beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from engine.base.dataclass import dataclass
from engine.base.values import Span
from engine.definitions.faults import Faults, did_you_mean
from engine.definitions.kinds import COMMON_ATTRIBUTES, FIELD_TYPES
from engine.definitions.reading.map_reader import FLAGS, MapReader
from engine.definitions.reading.yaml_nodes import (
    Map,
    Node,
    Scalar,
    YamlEntry,
)


@dataclass(frozen=True, slots=True)
class Block:
    name: str
    fields: tuple[YamlEntry, ...]
    values: tuple[YamlEntry, ...]
    checks: tuple[Node, ...]
    span: Span


ATTRIBUTES: Final = frozenset({"drop"}).union(
    COMMON_ATTRIBUTES, *(kind.attributes for kind in FIELD_TYPES.values())
)
NO_BLOCK = Block("", (), (), (), Span(""))


@dataclass(frozen=True, slots=True)
class Used:
    """The questions of a section or group after ``use`` and ``fields`` were brought together.

    ``own`` are the plain names that come from the block.
    """

    fields: tuple[YamlEntry, ...]
    values: tuple[YamlEntry, ...]
    checks: tuple[Node, ...]
    own: frozenset[str]
    prefix: str
    blocks: frozenset[str]


def read_block(name: str, root: MapReader) -> Block:
    """A block file."""
    root.text("block", required=True)
    if not root.has("fields"):
        root.faults.lose_file()
    found = Block(
        name, root.members("fields", required=True), root.members("values"), root.items("checks"),
        root.span,
    )  # fmt: skip
    root.close()
    return found


def used(reader: MapReader, blocks: Mapping[str, Block], faults: Faults) -> Used:
    """What ``use``, ``under`` and ``fields`` of a section or group give together."""
    chosen = _blocks(reader, blocks, faults)
    prefix = reader.text("under")
    if prefix and not chosen:
        message = "“under” belongs to “use”."
        faults.add("A109", reader.span, message, "Write the whole path at each question.")
    base = _base(reader, chosen, faults)
    values = tuple(dict.fromkeys(entry for block in chosen for entry in block.values))
    own = frozenset(base) | {entry.key.text for entry in values}
    beside = reader.members("fields", required=not chosen)
    if NO_BLOCK in chosen:  # what overrides its questions has no kind of its own
        beside = tuple(entry for entry in beside if _stands_alone(entry.value))
    _dropped(beside, values, faults)
    fields = _merged(base, _overriding(base, beside, prefix, faults), prefix, faults)
    checks = tuple(node for block in chosen for node in block.checks)
    names = frozenset(block.name for block in chosen)
    return Used(tuple(fields.values()), values, checks, own, prefix, names)


def _blocks(reader: MapReader, blocks: Mapping[str, Block], faults: Faults) -> tuple[Block, ...]:
    found = []
    for name in reader.words("use"):
        if name.text in blocks:
            found.append(blocks[name.text])
        else:
            faults.unknown("A206", name, "block", blocks)
            faults.lose_file()
            found.append(NO_BLOCK)
    return tuple(found)


def _base(reader: MapReader, chosen: Iterable[Block], faults: Faults) -> dict[str, YamlEntry]:
    """The questions of the blocks; two blocks may not bring the same name."""
    fields = [entry for block in chosen for entry in block.fields]
    names = [entry.key.text for entry in fields]
    if twice := [name for name in names if names.count(name) > 1]:
        message = f"“use” brings “{twice[0]}” twice."
        advice = "Use each block once, or rename the question in one."
        faults.add("A208", reader.entries["use"].key.span, message, advice)
    return dict(zip(names, fields, strict=True))


def _overriding(
    base: Mapping[str, YamlEntry], beside: Iterable[YamlEntry], prefix: str, faults: Faults
) -> tuple[YamlEntry, ...]:
    """What stands beside blocks, without that which changes a question they do not have."""
    known = {_below(prefix, name) for name in base}
    found = []
    for entry in beside:
        name = entry.key.text if "." in entry.key.text else _below(prefix, entry.key.text)
        if base and name not in known and _only_changes(entry.value):
            message = f"the block has no question “{entry.key.text}”, and no kind stands here."
            advice = did_you_mean(entry.key.text, known | set(base))
            faults.add("A201", entry.key.span, message, advice)
            faults.lose(entry.key.text)
        else:
            found.append(entry)
    return tuple(found)


def _dropped(beside: Iterable[YamlEntry], values: Iterable[YamlEntry], faults: Faults) -> None:
    """Report dropped questions that values of the block are computed from."""
    for entry in beside:
        name = entry.key.text.rpartition(".")[2]
        needing = [
            value.key.text
            for value in values
            if isinstance(value.value, Scalar) and name in value.value.text.split()
        ]
        if needing and _drops(entry.value):
            message = f"“{name}” is left out, but the block computes “{needing[0]}” from it."
            faults.add("A201", entry.key.span, message, "Keep it, or ask without this block.")
            faults.lose(name)


def _only_changes(node: Node) -> bool:
    """Whether a question gives attributes and nothing that could be meant as a kind."""
    return isinstance(node, Map) and not _stands_alone(node) and _keys(node) <= ATTRIBUTES


def _stands_alone(node: Node) -> bool:
    return not isinstance(node, Map) or bool(kind_of(node)) or "rows" in _keys(node)


def _keys(node: Map) -> set[str]:
    return {entry.key.text for entry in node.entries}


def _merged(
    base: Mapping[str, YamlEntry], beside: Iterable[YamlEntry], prefix: str, faults: Faults
) -> dict[str, YamlEntry]:
    """Block questions under their full path, overridden; a new one follows the one before it.

    One that is written first stands before the question of the block that is written after it.
    """
    fields = {_below(prefix, name): entry for name, entry in base.items()}
    before, first = "", dict[str, YamlEntry]()
    for entry in beside:
        name = entry.key.text if "." in entry.key.text else _below(prefix, entry.key.text)
        if name not in fields and not before:
            first[name] = entry
            continue
        if name not in fields:
            fields = _inserted(fields, before, name, entry)
        elif _drops(entry.value):
            del fields[name]
            continue
        else:
            fields[name] = _overridden(fields[name], entry, faults)
        if not before:
            fields = _led(fields, first, name)
        before = name
    if not before:
        fields |= first
    return {
        name: YamlEntry(Scalar(name, entry.key.span), entry.value) for name, entry in fields.items()
    }


def _below(prefix: str, name: str) -> str:
    return f"{prefix}.{name}" if prefix else name


def _led(
    fields: dict[str, YamlEntry], first: dict[str, YamlEntry], name: str
) -> dict[str, YamlEntry]:
    place = list(fields).index(name)
    return dict([*list(fields.items())[:place], *first.items(), *list(fields.items())[place:]])


def _inserted(
    fields: dict[str, YamlEntry], before: str, name: str, entry: YamlEntry
) -> dict[str, YamlEntry]:
    if before not in fields:
        return {**fields, name: entry}
    found = {}
    for known, its_entry in fields.items():
        found[known] = its_entry
        if known == before:
            found[name] = entry
    return found


def _drops(node: Node) -> bool:
    if isinstance(node, Scalar):
        return node.text == "~"
    return isinstance(node, Map) and any(
        entry.key.text == "drop"
        and isinstance(entry.value, Scalar)
        and FLAGS.get(entry.value.text, False)
        for entry in node.entries
    )


def _overridden(old: YamlEntry, new: YamlEntry, faults: Faults) -> YamlEntry:
    if not isinstance(old.value, Map) or not isinstance(new.value, Map):
        if not isinstance(new.value, Map):
            faults.add("A103", new.value.span, f"“{new.key.text}” must be a mapping with keys.")
        return old
    attributes = {entry.key.text: entry for entry in old.value.entries}
    old_kind, new_kind = kind_of(old.value), kind_of(new.value)
    if new_kind and old_kind and new_kind not in FIELD_TYPES[old_kind].attributes:
        del attributes[old_kind]
        attributes = {new_kind: new.value.entries[0], **attributes}
    for entry in new.value.entries:
        attributes[entry.key.text] = entry
    return YamlEntry(new.key, Map(tuple(attributes.values()), old.value.span))


def kind_of(node: Map) -> str:
    """The kind of a question: its first key that is one (``country`` may also be an attribute)."""
    return next((e.key.text for e in node.entries if e.key.text in FIELD_TYPES), "")
