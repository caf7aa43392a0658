"""Scenarios held against the programmes: what they give must be asked, and something expected."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from engine.base.values import Span
from engine.definitions.checks.scenario_steps import ScenarioSteps
from engine.definitions.faults import Faults, did_you_mean
from engine.definitions.model.dependencies import questions
from engine.definitions.model.forms import (
    Group,
)
from engine.definitions.model.programme import (
    Programme,
)
from engine.definitions.reading.yaml_nodes import (
    Map,
    Node,
    Scalar,
    Seq,
    read_yaml,
)

ROW: Final = re.compile(r"\.\d+(?=\.|$)|\[\d+\]")
"""The number of a row in a path: ``owners.0.share`` or ``owners[0].share``."""

NEEDS: Final = ("expect", "steps")


def report_scenario_names(
    texts: Mapping[str, str], programmes: Mapping[str, Programme], faults: Faults
) -> None:
    """Report answers to questions that nobody asks, and scenarios that prove nothing.

    ``texts`` are the files of the definitions; files that are no YAML have been reported already.
    """
    for file, text in sorted(texts.items()):
        room, _, rest = file.partition("/")
        bank, _, name = rest.partition("/")
        if room != "scenarios" or not name.endswith(".yaml"):
            continue
        programme = programmes.get(bank)
        if programme is None:
            advice = did_you_mean(bank, programmes) or f"Add flows/{bank}.yaml."
            faults.add("A219", Span(file), f"scenarios/{bank} belongs to no flow.", advice)
            continue
        root = read_yaml(file, text, Faults())
        known = frozenset(answerable(programme))
        steps = ScenarioSteps(programme, faults)
        for entry in root.entries if isinstance(root, Map) else ():
            if isinstance(entry.value, Map):
                _scenario(entry.key, entry.value, known, faults)
                parts = {part.key.text: part.value for part in entry.value.entries}
                steps.scenario(parts.get("expect"), parts.get("steps"))


def _scenario(title: Scalar, scenario: Map, known: frozenset[str], faults: Faults) -> None:
    parts = {entry.key.text: entry.value for entry in scenario.entries}
    if not any(part in parts for part in NEEDS):
        message = f"scenario “{title.text}” expects nothing, so it cannot fail."
        faults.add("A102", title.span, message, "Add “expect: …”.")
    for name in _answered(parts.get("given"), ""):
        if name.text not in known:
            shown = replace(name, text=name.text.replace("[]", ""))
            message = f"no form asks “{shown.text}”."
            paths = (path.replace("[]", "") for path in known)
            faults.add("A201", name.span, message, did_you_mean(shown.text, paths))


def answerable(programme: Programme) -> Iterator[str]:
    """Everything that can be answered, rows as ``group[].name``."""
    for form in programme.forms:
        yield from (field.path for field in questions(form))
        for section in form.sections:
            yield from (item.path for item in section.items if isinstance(item, Group))


def _answered(node: Node | None, path: str) -> Iterator[Scalar]:
    """The paths that answers are given to, with the place of each."""
    if isinstance(node, Map):
        for entry in node.entries:
            step = ROW.sub("[]", f".{entry.key.text}").removeprefix(".")
            below = f"{path}.{step}" if path and not step.startswith("[]") else f"{path}{step}"
            if isinstance(entry.value, Map) or _has_rows(entry.value):
                yield from _answered(entry.value, below)
            else:
                yield replace(entry.key, text=below)
    elif isinstance(node, Seq):
        for item in node.items:
            yield from _answered(item, f"{path}[]")


def _has_rows(node: Node) -> bool:
    return isinstance(node, Seq) and any(isinstance(item, Map) for item in node.items)
