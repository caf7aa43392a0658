"""Every definition file held against the schema that editors know it by."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from hashlib import sha256

from engine.base.errors import Fault
from engine.definitions.editor import SCHEMAS, mismatches
from engine.definitions.faults import Faults
from engine.definitions.reading.yaml_nodes import read_yaml


def schema_faults(sources: Mapping[str, str], fitting: set[str]) -> tuple[Fault, ...]:
    """What the published schemas do not allow in files that the loader has read without errors.

    ``sources`` are texts by name (``forms/PROGRAMME/company.yaml``). What is in ``fitting`` fits;
    what is found to fit comes into it, by the hash of its text and of its schema.
    """
    faults = Faults()
    for name, text in sources.items():
        room = name.partition("/")[0]
        if room not in SCHEMAS or not name.endswith((".yaml", ".yml")):
            continue
        digest = sha256(f"{_schema(room)}\0{text}".encode(errors="surrogatepass")).hexdigest()
        if digest in fitting:
            continue
        node = read_yaml(name, text, Faults())
        found = mismatches(room, node) if node is not None else ()
        for one in found:
            message = f"the published schema does not allow this: {one.message}"
            faults.add("A115", one.span, message.rstrip(".") + ".")
        if not found:
            fitting.add(digest)
    return faults.in_order()


@cache
def _schema(room: str) -> str:
    """The hash of a schema."""
    return sha256(json.dumps(SCHEMAS[room]()).encode()).hexdigest()
