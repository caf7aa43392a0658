"""Forms as written: sections, questions, groups and values, with blocks put in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.definitions.faults import Faults, did_you_mean
from engine.definitions.kinds import FIELD_TYPES
from engine.definitions.reading.blocks import (
    Block,
    Used,
    kind_of,
    used,
)
from engine.definitions.reading.drafts import (
    FieldDraft,
    FormDraft,
    GroupDraft,
    ItemDraft,
    NodeAt,
    SectionDraft,
    ValueDraft,
)
from engine.definitions.reading.map_reader import MapReader, as_map, caption
from engine.definitions.reading.names import CASE, NameScope
from engine.definitions.reading.yaml_nodes import Map, Scalar, YamlEntry


class FormReading:
    """Reads form files; questions are named but not yet typed."""

    def __init__(self, blocks: Mapping[str, Block], faults: Faults) -> None:
        self.blocks = blocks
        self.faults = faults
        self.used_blocks: set[str] = set()

    def form(self, name: str, root: MapReader) -> FormDraft:
        """The form of one file."""
        root.text("form", required=True)
        values = [self._value(entry, CASE) for entry in root.members("values")]
        checks = [NodeAt(node, CASE) for node in root.items("checks")]
        sections = []
        for reader in self._section_readers(root):
            section, its_values, its_checks = self._section(reader)
            sections.append(section)
            values += its_values
            checks += its_checks
        found = tuple(value for value in values if value is not None)
        return FormDraft(name, root.span, root, tuple(sections), found, tuple(checks))

    def _section_readers(self, root: MapReader) -> Iterable[MapReader]:
        if not root.has("sections"):
            # the form is its own only section; keys of both are asked of one reader
            yield root
            return
        for node in root.items("sections"):
            if reader := as_map(node, "a section", self.faults):
                yield reader

    def _section(
        self, reader: MapReader
    ) -> tuple[SectionDraft, list[ValueDraft | None], list[NodeAt]]:
        content = self._used(reader)
        place = NameScope(
            prefix=content.prefix, block=content.own if content.prefix else frozenset()
        )
        items = [self._item(entry, place) for entry in content.fields]
        draft = SectionDraft(reader.span, reader, tuple(item for item in items if item is not None))
        values = [self._value(entry, place) for entry in content.values]
        return draft, values, [NodeAt(node, place) for node in content.checks]

    def _used(self, reader: MapReader) -> Used:
        found = used(reader, self.blocks, self.faults)
        self.used_blocks |= found.blocks
        return found

    def _item(self, entry: YamlEntry, place: NameScope) -> ItemDraft | None:
        path = entry.key.text
        reader = as_map(entry.value, f"question “{path}”", self.faults)
        if reader is None or not isinstance(entry.value, Map):
            self.faults.lose(path)
            return None
        if reader.has("rows"):
            return self._group(entry, reader, place)
        return self._field(entry, entry.value, reader, place)

    def _group(self, entry: YamlEntry, reader: MapReader, place: NameScope) -> GroupDraft | None:
        path = entry.key.text
        reader.what = f"group “{path}”"
        if place.group:
            self.faults.add(
                "A110", entry.key.span, "a group cannot stand in the rows of another group.",
                "Put it beside that group.",
            )  # fmt: skip
            return None
        content = self._used(reader)
        if content.prefix:
            self.faults.add("A109", reader.span, "“under” has no meaning in a group.", "Remove it.")
        rows = NameScope(group=path)
        items = [self._item(each, rows) for each in content.fields]
        values = [self._value(each, rows) for each in (*content.values, *reader.members("values"))]
        checks = (*content.checks, *reader.items("checks"))
        return GroupDraft(
            path,
            entry.key.span,
            reader,
            place,
            tuple(item for item in items if isinstance(item, FieldDraft)),
            tuple(value for value in values if value is not None),
            tuple(NodeAt(node, rows) for node in checks),
        )

    def _field(
        self, entry: YamlEntry, node: Map, reader: MapReader, place: NameScope
    ) -> FieldDraft | None:
        path, span = entry.key.text, entry.key.span
        kind = kind_of(node)
        if not kind:
            self.faults.lose(path)
            first = node.entries[0].key if node.entries else entry.key
            self.faults.add(
                "A207", first.span, f"“{path}” does not say what kind of question it is.",
                did_you_mean(first.text, FIELD_TYPES) or "Write “text: Caption”.",
            )  # fmt: skip
            return None
        reader.what = f"{kind} question “{path}”"
        shown = reader.scalar(kind)
        if shown is None:
            self.faults.lose(path)
            return None
        if place.group and "." in path:
            self.faults.lose(path)
            message = f"“{path}” stands in the rows of “{place.group}”: its name has no dot."
            self.faults.add("A111", span, message, f"Write “{path.rpartition('.')[2]}”.")
            return None
        full = f"{place.group}[].{path}" if place.group else path
        name = path.rpartition(".")[2]
        return FieldDraft(full, name, kind, caption(shown), span, reader, place)

    def _value(self, entry: YamlEntry, place: NameScope) -> ValueDraft | None:
        name, node = entry.key.text, entry.value
        if not isinstance(node, Scalar) or not node.text.strip():
            self.faults.lose(name)
            self.faults.add(
                "A309", node.span, f"value “{name}” must be a text.",
                "For example: years from birth_date to today.",
            )  # fmt: skip
            return None
        if place.group:
            path = f"{place.group}[].{name}"
        elif name in place.block:
            path = f"{place.prefix}.{name}"
        else:
            path = name
        return ValueDraft(path, name, node, entry.key.span, place)
