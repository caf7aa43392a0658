"""What the definitions call things, gathered when the tests run."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.house.tree import ROOT

DEFINITIONS = ROOT / "definitions"

# Words of the definition language or of the trade that definitions happen to use as names too.
ORDINARY = {"as", "bank", "documents", "shared"}


@cache
def proper_names() -> frozenset[str]:
    """The folders of programmes, the banks, and each word of their names, in lower case."""
    folders = {folder.name for folder in (DEFINITIONS / "forms").iterdir() if folder.is_dir()}
    banks = [_read(path) for path in sorted((DEFINITIONS / "banks").glob("*.yaml"))]
    titles = {word for bank in banks for word in bank["title"].casefold().split()}
    return frozenset((folders | titles | {bank["bank"] for bank in banks}) - ORDINARY)


@cache
def code_words() -> frozenset[str]:
    """Names of forms, rules, stages and options: one word means nothing, two joined are a name."""
    names = {path.name.partition(".")[0] for path in DEFINITIONS.glob("*/*/*.*")}
    for flow in _flows():
        names.update(_stages(flow["stages"]))
    for path in DEFINITIONS.glob("lists/**/*.yaml"):
        options = _read(path).get("of")
        names.update(options if isinstance(options, dict) else ())
    return frozenset(name for name in names if "_" in name) - ORDINARY


def _flows() -> Iterator[dict[str, Any]]:
    return map(_read, sorted((DEFINITIONS / "flows").glob("*.yaml")))


def _stages(stages: dict[str, Any]) -> Iterator[str]:
    for name, stage in stages.items():
        yield name
        if isinstance(stage, dict):
            yield from _stages(stage.get("together", {}))


def _read(path: Path) -> dict[str, Any]:
    # BaseLoader reads every scalar as text, as the product's own reader does.
    content: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506
    return content
