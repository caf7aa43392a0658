"""From a folder of definitions to one frozen model, or to all its faults."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from engine.base.errors import DefinitionsRefused, Fault
from engine.base.values import Span
from engine.definitions.checks.bank_words import report_bank_words
from engine.definitions.checks.circles import report_circles
from engine.definitions.checks.contradictions import report_contradictions
from engine.definitions.checks.device_checks import report_device_checks
from engine.definitions.checks.life import report_flow
from engine.definitions.checks.log_in import report_log_in
from engine.definitions.checks.spoken_numbers import report_spoken_numbers
from engine.definitions.checks.unused import report_unused, report_unused_files
from engine.definitions.faults import Faults, did_you_mean
from engine.definitions.json_schema import form_nodes
from engine.definitions.model.bank import Bank
from engine.definitions.model.programme import (
    Definitions,
    Programme,
)
from engine.definitions.reading.banks import read_bank
from engine.definitions.reading.blocks import Block, read_block
from engine.definitions.reading.declarations import Declarations, ProgrammeFiles, Usage
from engine.definitions.reading.json_messages import not_json
from engine.definitions.reading.lists import (
    ListDraft,
    provided_lists,
    read_csv_list,
    read_list,
)
from engine.definitions.reading.look_files import is_look_file
from engine.definitions.reading.map_reader import MapReader, as_map
from engine.definitions.reading.programme import ProgrammeReading
from engine.definitions.reading.sources import Sources, given_sources, read_sources
from engine.definitions.reading.yaml_nodes import (
    Map,
    Node,
    Scalar,
    read_yaml,
)

T = TypeVar("T")
SHARED = ""
OTHER_KINDS = {"lists": " or NAME.csv", "rules": " or NAME.csv", "forms": " or NAME.schema.json"}
"""Files that a room may hold beside NAME.yaml."""


def load(folder: Path) -> Definitions:
    """The definitions in ``folder``; with errors in them DefinitionsRefused holds all faults."""
    definitions, faults = check(folder)
    if definitions is None:
        raise DefinitionsRefused(faults)
    return definitions


def check(folder: Path) -> tuple[Definitions | None, tuple[Fault, ...]]:
    """The definitions, unless there are errors, and all faults in file, line and column order."""
    faults = Faults()
    return _checked(read_sources(folder, faults), faults)


def check_texts(texts: Mapping[str, str]) -> tuple[Definitions | None, tuple[Fault, ...]]:
    """The same of files that are in memory, by their names relative to the folder."""
    faults = Faults()
    return _checked(given_sources(texts, faults), faults)


def _checked(sources: Sources, faults: Faults) -> tuple[Definitions | None, tuple[Fault, ...]]:
    definitions = _Loading(sources, faults).definitions()
    return (None if faults.has_errors else definitions), faults.in_order()


class _Loading:
    def __init__(self, sources: Sources, faults: Faults) -> None:
        self.sources = sources
        self.faults = faults
        self.usage = Usage()

    def definitions(self) -> Definitions:
        lists = self._lists()
        blocks = self._rooms("blocks", "block", read_block)
        banks = self._banks()
        forms = self._rooms("forms", "form", lambda _, root: root)
        rules = self._rooms("rules", "rules", lambda _, root: root)
        flows = self._flows()
        self._strays({"forms": forms, "rules": rules}, tuple(flows))
        provided = provided_lists()
        programmes: dict[str, Programme] = {}
        for bank, flow in flows.items():
            files = ProgrammeFiles(
                bank,
                flow,
                banks,
                forms.get(bank, {}),
                rules.get(bank, {}),
                {**provided, **lists.get(SHARED, {}), **lists.get(bank, {})},
                {**blocks.get(SHARED, {}), **blocks.get(bank, {})},
                self.sources.texts,
            )
            reading = ProgrammeReading(Declarations(files, self.usage, self.faults), self.faults)
            programmes[bank] = reading.programme()
            if flow.entries:
                self._relations(programmes[bank], reading)
        if not self.faults.has_errors:
            self._unused_files(banks, lists, blocks)
            self._unused_texts(rules, banks.values(), programmes.values())
        return Definitions(
            MappingProxyType(programmes),
            MappingProxyType(
                {
                    f"{bank}/{name}".removeprefix("/"): draft.choices
                    for bank, of_bank in sorted(lists.items())
                    for name, draft in of_bank.items()
                }
            ),
            self.sources.fingerprint,
            MappingProxyType(dict(self.sources.texts)),
        )

    def _flows(self) -> dict[str, MapReader]:
        """The flows; one that cannot be read is empty, so that the bank's other files are."""
        found = self._rooms("flows", "programme", lambda _, root: root).get(SHARED, {})
        for file in self.sources.texts:
            stem = _parts(file)[1]
            if file == f"flows/{stem}.yaml" and stem not in found:
                found[stem] = MapReader((), Span(file), "the flow", Faults())
        if not found and not self.faults.has_lost_files:
            self.faults.add("A001", Span("flows"), "there is no flow.", "Add flows/PROGRAMME.yaml.")
        return found

    def _relations(self, programme: Programme, reading: ProgrammeReading) -> None:
        """What can only be judged when the whole programme is there."""
        names = reading.conditions.names
        tables = (names.case, *names.rows.values())
        several = {s.path for table in tables for s in table.values() if s.value == "choices"}
        report_log_in(programme, self.faults)
        report_device_checks(programme, self.faults)
        report_circles(programme, self.faults)
        report_contradictions(programme, self.faults, frozenset(several))
        if not self.faults.has_errors:
            report_flow(programme, self.faults, frozenset(several))
            report_unused(programme, reading.conditions.used, self.faults)
            report_spoken_numbers(programme, self.faults)
            report_bank_words(programme, self.faults)

    def _banks(self) -> dict[str, Bank]:
        texts = self.sources.texts
        found = self._rooms(
            "banks", "bank", lambda name, root: read_bank(name, root, texts, self.faults)
        )
        return found.get(SHARED, {})

    def _unused_files(
        self,
        banks: Mapping[str, Bank],
        lists: Mapping[str, Mapping[str, ListDraft]],
        blocks: Mapping[str, Mapping[str, Block]],
    ) -> None:
        spans = {name: bank.span for name, bank in banks.items()}
        report_unused_files("bank", spans, self.usage.banks, self.faults)
        for room in lists.values():
            spans = {name: draft.choices.span for name, draft in room.items()}
            report_unused_files("list", spans, self.usage.lists, self.faults)
        for of_bank in blocks.values():
            spans = {name: block.span for name, block in of_bank.items()}
            report_unused_files("block", spans, self.usage.blocks, self.faults)

    def _unused_texts(
        self,
        rules: Mapping[str, Mapping[str, MapReader]],
        banks: Iterable[Bank],
        programmes: Iterable[Programme],
    ) -> None:
        """Warn of files that stand beside the definitions and that nothing reads."""
        used = {file for one in programmes for terms in one.terms for file in terms.files.values()}
        used |= {each.name for one in banks for each in one.look.files}
        for bank, files in rules.items():
            used |= {f"rules/{bank}/{root.text('csv')}" for root in files.values()}
        for file in self.sources.texts:
            is_beside = file.startswith("terms/") or is_look_file(file)
            is_beside |= file.startswith("rules/") and file.endswith(".csv")
            if is_beside and file not in used:
                message = "nothing uses this file."
                self.faults.add("A902", Span(file), message, "Use it, or remove it.")

    def _lists(self) -> dict[str, dict[str, ListDraft]]:
        found = self._rooms("lists", "list", lambda name, root: read_list(name, root, self.faults))
        for file, text in self.sources.texts.items():
            bank, stem, suffix = _parts(file)
            if file.startswith("lists/") and suffix == "csv":
                draft = read_csv_list(stem, file, text, self.faults)
                first = found.setdefault(bank, {}).setdefault(stem, draft)
                if first is not draft:
                    message = f"the list “{stem}” stands also in {first.choices.span.file}."
                    self.faults.add("A208", Span(file), message, "Keep one of the two files.")
        return found

    def _rooms(
        self, room: str, key: str, read: Callable[[str, MapReader], T]
    ) -> dict[str, dict[str, T]]:
        """What the files of a room hold, by bank (or shared) and name."""
        found: dict[str, dict[str, T]] = {}
        for file in self.sources.texts:
            bank, stem, suffix = _parts(file)
            if not file.startswith(f"{room}/") or suffix == "csv" or is_look_file(file):
                continue
            if suffix not in ("yaml", "schema.json") or (suffix != "yaml" and room != "forms"):
                message = "a file of this kind is not read here."
                advice = f"Write NAME.yaml{OTHER_KINDS.get(room, '')}."
                self.faults.add("A001", Span(file), message, advice)
                self.faults.lose_file()
                continue
            node = self._root(file)
            if suffix == "schema.json" and isinstance(node, Map):
                node = form_nodes(node, stem, self.faults)
            root = as_map(node, f"{key} “{stem}”", self.faults)
            if root is None:
                self.faults.lose_file()
                continue
            self._stem(root, key, stem)
            found.setdefault(bank, {})[stem] = read(stem, root)
        return found

    def _root(self, file: str) -> Node | None:
        text = self.sources.texts[file]
        if file.endswith(".json") and text.strip() and (told := not_json(text)):
            line, column, message, advice = told
            self.faults.add("A003", Span(file, line, column), message, advice)
            return None
        root = read_yaml(file, text, self.faults)
        if root is None and not text.strip():
            self.faults.add("A001", Span(file), "the file is empty.", "Fill it, or remove it.")
        return root

    def _stem(self, root: MapReader, key: str, stem: str) -> None:
        entry = root.entries.get(key)
        if entry is None or not isinstance(entry.value, Scalar) or entry.value.text == stem:
            return
        message = f"“{entry.value.text}” is not the name of the file."
        self.faults.add("A113", entry.value.span, message, f"Write “{stem}”.")

    def _strays(
        self, rooms: Mapping[str, Mapping[str, Mapping[str, MapReader]]], banks: tuple[str, ...]
    ) -> None:
        for room, of_banks in rooms.items():
            for bank, files in of_banks.items():
                if bank in banks or not banks:
                    continue
                message = f"{room}/{bank} belongs to no flow."
                advice = did_you_mean(bank, banks) or f"Add flows/{bank}.yaml."
                first = min(root.span.file for root in files.values())
                self.faults.add("A219", Span(first), message, advice)


def _parts(file: str) -> tuple[str, str, str]:
    """Bank (or shared), stem and suffix: ``forms/x/company.schema.json``."""
    rest = file.partition("/")[2]
    bank, _, name = rest.rpartition("/")
    stem, _, suffix = name.partition(".")
    return bank, stem, suffix
