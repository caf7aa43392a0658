"""The invented people of a demonstration: ``demo/PROGRAMME.yaml`` below the definitions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from pathlib import Path
from typing import Final

from engine.base.dataclass import dataclass
from engine.base.errors import DefinitionsRefused
from engine.base.values import NOTHING
from engine.definitions.faults import Faults
from engine.definitions.reading.answers_file import Raw, flattened
from engine.definitions.reading.map_reader import MapReader, as_map
from engine.definitions.reading.scenario_steps import Act, Wait, doing
from engine.definitions.reading.yaml_nodes import MAX_BYTES, Map, Scalar, read_yaml

READ: Final = ("name", "code", "number")
"""What of a document may be told, as it is kept when it was read."""


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody who applies: ``like`` a scenario, or ``after`` one whose steps were taken as well.

    ``given`` answers otherwise than the scenario, ``steps`` are taken in the end. Without ``after``
    the first form is sent in if ``submitted``, else kept. ``document`` is what is read from an
    identity document otherwise than was answered: ``name``, ``code``, ``number``. What happened
    ``in_the_past`` took the time that the scenario and the steps wait.
    """

    email: str
    phone: str
    like: str = ""
    after: str = ""
    submitted: bool = False
    given: Raw = field(default_factory=lambda: NOTHING, repr=False)
    steps: tuple[Act | Wait, ...] = ()
    in_the_past: bool = False
    document: Mapping[str, str] = field(default_factory=lambda: NOTHING, repr=False)

    @property
    def scenario(self) -> str:
        """The scenario whose answers are given."""
        return self.after or self.like


@dataclass(frozen=True, slots=True)
class DemoColleague:
    """Somebody who works at the bank."""

    name: str
    email: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemoCast:
    """Everybody of a programme's demonstration."""

    people: tuple[DemoPerson, ...] = ()
    staff: tuple[DemoColleague, ...] = ()


def read_cast(folder: Path, programme: str) -> DemoCast:
    """Everybody of a programme; nobody where there is no file. Raises DefinitionsRefused."""
    name = f"demo/{programme}.yaml"
    file = folder / name
    if not file.is_file() or file.stat().st_size > MAX_BYTES:
        return DemoCast()
    faults = Faults()
    root = as_map(
        read_yaml(name, file.read_text(encoding="utf-8"), faults),
        "A file of invented people",
        faults,
    )
    cast = DemoCast()
    if root is not None:
        cast = DemoCast(tuple(_people(root, faults)), tuple(_staff(root, faults)))
        root.close()
    if faults.has_errors:
        raise DefinitionsRefused(faults.in_order())
    return cast


def _people(root: MapReader, faults: Faults) -> Iterator[DemoPerson]:
    for node in root.items("people"):
        person = as_map(node, "an invented person", faults)
        if person is None:
            continue
        given = person.node("given")
        yield DemoPerson(
            email=person.text("email", required=True),
            phone=person.text("phone", required=True),
            like=person.text("like", required=not person.has("after")),
            after=person.text("after"),
            submitted=person.flag("submitted"),
            given=flattened(given) if isinstance(given, Map) else NOTHING,
            steps=tuple(_steps(person, faults)),
            in_the_past=person.flag("in the past"),
            document=_document(person, faults),
        )
        person.close()


def _document(person: MapReader, faults: Faults) -> Mapping[str, str]:
    found = {}
    for entry in person.members("document"):
        if entry.key.text not in READ or not isinstance(entry.value, Scalar):
            faults.unknown("A106", entry.key, "thing to read", READ)
        else:
            found[entry.key.text] = entry.value.text
    return found


def _steps(person: MapReader, faults: Faults) -> Iterator[Act | Wait]:
    may_wait = person.flag("in the past")
    for node in person.items("steps"):
        step = as_map(node, "a step", faults)
        done = step.node("do", required=True) if step else None
        found = doing(done, faults) if done else None
        if isinstance(found, Wait) and not may_wait:
            advice = "Time passes by itself: leave the step out, or add “in the past: yes”."
            faults.add("A106", found.span, "a demonstration of today cannot wait.", advice)
        elif found is not None:
            yield found
        if step is not None:
            step.close()


def _staff(root: MapReader, faults: Faults) -> Iterator[DemoColleague]:
    for node in root.items("staff"):
        colleague = as_map(node, "somebody of the staff", faults)
        if colleague is None:
            continue
        yield DemoColleague(
            name=colleague.text("name", required=True),
            email=colleague.text("email", required=True),
            roles=tuple(word.text.strip() for word in colleague.words("roles")),
        )
        colleague.close()
