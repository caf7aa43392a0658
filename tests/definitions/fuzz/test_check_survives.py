"""Whatever a file holds, ``check`` answers with faults and never with a traceback.

``FUZZ=10000`` checks that many damaged definitions instead of the few of every run.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from engine.base.errors import Fault
from engine.definitions.checks.missing_texts import missing_texts
from engine.definitions.fault_codes import FAULT_CODES
from engine.definitions.faults import Faults
from engine.definitions.loader import check
from engine.definitions.reading.scenarios import read_scenarios
from tests.definitions.folders import FLOW_VALID
from tests.definitions.fuzz.damage import damaged
from tests.definitions.fuzz.nasty import NASTY, PIECES
from tests.house.tree import ROOT

BANK = ROOT / "definitions"
CORNER = ROOT / "tests" / "definitions" / "valid"
LONG = int(os.environ.get("FUZZ", "0"))
CHUNK = 30
SHARES = {
    "bank": (BANK, LONG // 3 or 12),
    "corner": (CORNER, LONG // 3 or 45),
    "harbour": (FLOW_VALID, LONG // 3 or 45),
}
CHUNKS = [(name, start) for name, (_, count) in SHARES.items() for start in range(0, count, CHUNK)]
pytestmark = pytest.mark.timeout(36_000 if LONG else 1_200)
VICTIMS = [
    (CORNER, "flows/corner.yaml"),
    (CORNER, "forms/corner/details.yaml"),
    (CORNER, "rules/corner/fee.yaml"),
    (FLOW_VALID, "flows/harbour.yaml"),
]


@cache
def files(folder: Path) -> Mapping[str, bytes]:
    found = (path for path in sorted(folder.rglob("*")) if path.suffix in (".yaml", ".csv"))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("definitions")


def put(folder: Path, source: Path) -> Path:
    """A whole copy of ``source`` below ``folder``, made once."""
    copy = folder / source.parent.name
    if not copy.exists():
        for path in source.rglob("*"):
            if path.is_file():
                place = copy / path.relative_to(source)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(path.read_bytes())
    return copy


def faults_with(copy: Path, source: Path, name: str, data: bytes) -> tuple[Fault, ...]:
    """What is said of the definitions with another content of one file."""
    place = copy / name
    try:
        place.write_bytes(data)
        definitions, found = check(copy)
        if definitions is not None:
            missing_texts(definitions, lambda _lang, text: text.source)
            read_scenarios(definitions.sources, Faults())
    finally:
        place.write_bytes((source / name).read_bytes())
    return found


def is_told(fault: Fault) -> bool:
    return fault.code in FAULT_CODES and fault.span.line > 0 and bool(str(fault).strip())


def check_all(copy: Path, source: Path, cases: Iterator[tuple[str, bytes]]) -> None:
    for name, data in cases:
        try:
            found = faults_with(copy, source, name, data)
        except Exception as error:
            error.add_note(f"{name} as {data[:4000]!r}")
            raise
        assert all(map(is_told, found)), (name, data)


@pytest.mark.parametrize(("share", "start"), CHUNKS)
def test_damaged_files_are_told_of(folder: Path, share: str, start: int) -> None:
    source, count = SHARES[share]
    seeds = range(start, min(start + CHUNK, count))
    check_all(put(folder, source), source, (damaged(files(source), seed) for seed in seeds))


@pytest.mark.parametrize(("base", "name"), VICTIMS, ids=[name for _, name in VICTIMS])
def test_files_nobody_would_write_are_told_of(folder: Path, base: Path, name: str) -> None:
    """Each of them in two of the four places; in all of them on a long run."""
    turn = 0 if LONG else VICTIMS.index((base, name)) % 2
    nasty = NASTY[turn :: 1 if LONG else 2]
    check_all(put(folder, base), base, ((name, data) for data in nasty))


@pytest.mark.parametrize(("base", "name"), VICTIMS, ids=[name for _, name in VICTIMS])
def test_values_of_any_shape_are_told_of(folder: Path, base: Path, name: str) -> None:
    check_all(put(folder, base), base, ((name, data) for data in reshaped(base, name)))


def reshaped(base: Path, name: str) -> Iterator[bytes]:
    """The file with the value of one key replaced by each piece in turn, a key per piece."""
    lines = files(base)[name].decode().split("\n")
    keyed = [number for number, line in enumerate(lines) if ": " in line]
    rounds = len(keyed) if LONG else 1
    for turn in range(rounds):
        for number, piece in enumerate(PIECES):
            place = keyed[(number + turn) % len(keyed)]
            key = lines[place].partition(": ")[0]
            yield "\n".join([*lines[:place], f"{key}: {piece}", *lines[place + 1 :]]).encode()


def test_the_whole_is_told_of_without_any_file(tmp_path: Path) -> None:
    _, found = check(tmp_path)
    assert [fault.code for fault in found] == ["A001"]
