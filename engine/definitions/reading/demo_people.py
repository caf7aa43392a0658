"""The invented people of a demonstration: ``demo/BANK.yaml`` below the definitions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.base.errors import DefinitionsRefused
from engine.definitions.faults import Faults
from engine.definitions.reading.map_reader import as_map
from engine.definitions.reading.yaml_nodes import MAX_BYTES, read_yaml


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody who fills in what a scenario gives, and sends it in if ``submitted``."""

    like: str
    email: str
    phone: str
    submitted: bool


def read_people(folder: Path, programme: str) -> tuple[DemoPerson, ...]:
    """The people of a programme; none where there is no file. Raises DefinitionsRefused."""
    name = f"demo/{programme}.yaml"
    file = folder / name
    if not file.is_file() or file.stat().st_size > MAX_BYTES:
        return ()
    faults = Faults()
    people = tuple(_people(name, file.read_text(encoding="utf-8"), faults))
    if faults.has_errors:
        raise DefinitionsRefused(faults.in_order())
    return people


def _people(name: str, text: str, faults: Faults) -> Iterator[DemoPerson]:
    root = as_map(read_yaml(name, text, faults), "A file of invented people", faults)
    for node in root.items("people") if root else ():
        person = as_map(node, "an invented person", faults)
        if person is None:
            continue
        yield DemoPerson(
            like=person.text("like", required=True),
            email=person.text("email", required=True),
            phone=person.text("phone", required=True),
            submitted=person.flag("submitted"),
        )
        person.close()
