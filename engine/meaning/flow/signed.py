"""Who has signed, by what was found in signed files when they came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any, Literal

from engine.base.dataclass import dataclass
from engine.base.values import StoredFile
from engine.meaning.picture import Instance, Picture

Standing = Literal["", "signed", "doubtful", "missing"]
"""How a person who has to sign stands; empty: nothing was judged."""


@dataclass(frozen=True, slots=True)
class JudgedFiles:
    """What was found in the files of a question, and whether its documents are still the same."""

    item: str
    unit: str
    told: Mapping[str, Any] = field(repr=False)
    holds: bool


def judged_files(picture: Picture, path: str) -> JudgedFiles | None:
    """What was found last in the files of a question; None where none were judged."""
    found = [
        (instance.judged[path]["at"], key, instance)
        for key, instance in picture.instances.items()
        if path in instance.judged
    ]
    if not found:
        return None
    _, (item, unit), instance = max(found, key=lambda one: one[0])
    told = instance.judged[path]
    return JudgedFiles(item, unit, told, _digests(instance, told["documents"]) == told["of"])


def standing_in(picture: Picture, path: str, person: str) -> Standing:
    """How a person stands in the files of a question; what was signed before is not signed now."""
    found = judged_files(picture, path)
    if found is None:
        return ""
    standing: Standing = found.told["standing"].get(person, "missing")
    return standing if found.holds else "missing"


def _digests(instance: Instance, path: str) -> list[str]:
    files = instance.answers.get(path, ())
    named = files if isinstance(files, tuple) else ()
    return [one.sha256 for one in named if isinstance(one, StoredFile)]
