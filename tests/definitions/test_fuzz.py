"""Whatever the files hold: a model or faults with places, never a traceback, and soon."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.definitions.loader import check
from tests.definitions.folders import INVALID, VALID, copy_of_valid

FILES = sorted(
    path.relative_to(VALID).as_posix()
    for path in VALID.rglob("*")
    if path.suffix in {".yaml", ".csv"}
)
RUNS = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of_valid(tmp_path_factory.mktemp("fuzz"))


def judged(folder: Path, file: str, content: bytes) -> None:
    """Check the base with one file replaced, and leave it as it was."""
    path = folder / file
    before = path.read_bytes()
    path.write_bytes(content)
    try:
        definitions, faults = check(folder)
    finally:
        path.write_bytes(before)
    assert (definitions is None) == any(fault.severity == "error" for fault in faults)
    for fault in faults:
        assert fault.span.line >= 1
        assert fault.span.column >= 1
        assert fault.message
        assert "\n" not in str(fault.span)


@RUNS
@given(st.sampled_from(FILES), st.data())
def test_flipped_bytes(folder: Path, file: str, data: st.DataObject) -> None:
    content = bytearray((VALID / file).read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] = data.draw(st.one_of(st.integers(0, 255), st.sampled_from(b"{}[]:,|#-'\"")))
    judged(folder, file, bytes(content))


@RUNS
@given(st.sampled_from(FILES), st.data())
def test_cut_off(folder: Path, file: str, data: st.DataObject) -> None:
    content = (VALID / file).read_bytes()
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, len(content)))
    judged(folder, file, content[:start] + content[end:])


@RUNS
@given(st.sampled_from(FILES), st.sampled_from(FILES))
def test_a_file_in_the_place_of_another(folder: Path, file: str, other: str) -> None:
    judged(folder, file, (VALID / other).read_bytes())


@RUNS
@given(st.sampled_from(FILES), st.data())
def test_lines_in_other_places(folder: Path, file: str, data: st.DataObject) -> None:
    lines = (VALID / file).read_bytes().splitlines(keepends=True)
    moved = data.draw(st.lists(st.sampled_from(lines), min_size=1, max_size=len(lines)))
    judged(folder, file, b"".join(moved))


def nodes(root: object) -> Iterator[list[object] | dict[object, object]]:
    """Every collection below ``root``."""
    if isinstance(root, dict):
        yield root
        for value in root.values():
            yield from nodes(value)
    elif isinstance(root, list):
        yield root
        for value in root:
            yield from nodes(value)


VALUES = st.recursive(
    st.sampled_from(["", "yes", "no", "1", "..", "answered", "a or b", "= x", "company", "owners"])
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@RUNS
@given(st.sampled_from([file for file in FILES if file.endswith(".yaml")]), st.data())
def test_values_of_another_shape(folder: Path, file: str, data: st.DataObject) -> None:
    root = yaml.load((VALID / file).read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    for _ in range(data.draw(st.integers(1, 3))):
        node = data.draw(st.sampled_from([node for node in nodes(root) if node]))
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        node[data.draw(st.sampled_from(keys))] = data.draw(VALUES)  # type: ignore[index, call-overload]
    judged(folder, file, yaml.safe_dump(root, allow_unicode=True, sort_keys=False).encode())


@RUNS
@given(st.sampled_from(FILES), st.binary(max_size=300))
def test_any_bytes(folder: Path, file: str, content: bytes) -> None:
    judged(folder, file, content)


@pytest.mark.parametrize(
    "content",
    [
        "a: " + "[" * 100_000,
        "a: " + "{a: " * 100_000,
        "- " * 100_000,
        "? " * 100_000,
        "a: &a [" + "*a, " * 1_000 + "]",
        "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9)),
        "form: details\ntitle: x\nfields: {" + ", ".join(f"q{n}: {{text: x}}" for n in range(4000)),
        'a: "' + "\\x41" * 100_000 + '"',
        "a: |\n" + " x\n" * 100_000,
        "x" * 1_000_000,
        "a\n" * 500_000,
        "#" * 1_000_000,
        "table: |\n" + "  | a || b |\n" * 10_000,
        '"' * 100_000,
        "'" * 100_001,
        "%" * 1000,
        "---\n" * 10_000,
        "\u2028" * 1000,
    ],
    ids=range(18),
)
def test_large_and_nested_files_are_judged_soon(folder: Path, content: str) -> None:
    for file in ("forms/corner/details.yaml", "rules/corner/risk.csv", "lists/branches.csv"):
        judged(folder, file, content.encode())


def test_deep_conditions_are_read_or_told(folder: Path) -> None:
    text = (VALID / "forms/corner/details.yaml").read_text("utf-8")
    for depth in (10, 40, 45, 49, 60):
        deep = "{not: " * depth + "{services: card}" + "}" * depth
        judged(
            folder,
            "forms/corner/details.yaml",
            text.replace("{services: account or loan}", deep).encode(),
        )


def test_invalid_fixtures_do_not_disturb_each_other(tmp_path: Path) -> None:
    folder = copy_of_valid(tmp_path / "all")
    for name in sorted(path.name for path in INVALID.iterdir()):
        shutil.copytree(INVALID / name, folder, dirs_exist_ok=True)
        definitions, faults = check(folder)
        assert (definitions is None) == any(fault.severity == "error" for fault in faults)
