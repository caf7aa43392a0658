"""Every definition file held against the schema that editors know it by."""

from __future__ import annotations

from collections.abc import Mapping

from engine.base.errors import Fault
from engine.definitions.editor import SCHEMAS, mismatches
from engine.definitions.faults import Faults
from engine.definitions.reading.yaml_nodes import read_yaml


def schema_faults(sources: Mapping[str, str]) -> tuple[Fault, ...]:
    """What the published schemas do not allow in files that the loader has read without errors.

    ``sources`` are texts by name (``forms/PROGRAMME/company.yaml``).
    """
    faults = Faults()
    for name, text in sources.items():
        room = name.partition("/")[0]
        if room not in SCHEMAS or not name.endswith((".yaml", ".yml")):
            continue
        node = read_yaml(name, text, Faults())
        for one in mismatches(room, node) if node is not None else ():
            message = f"the published schema does not allow this: {one.message}"
            faults.add("A115", one.span, message.rstrip(".") + ".")
    return faults.in_order()
