"""Files are there whole, or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.base.records import CaseFile
from engine.store.errors import FileTooLarge, NotStored
from engine.store.files import LocalFiles
from engine.store.kept_bytes import unfit_file
from engine.store.store import Store
from tests.stores import NOON, CountingIds, with_case

EVER = datetime.max.replace(tzinfo=UTC)


@pytest.fixture
def files(tmp_path: Path) -> LocalFiles:
    return LocalFiles(tmp_path / "files", CountingIds())


def _all(files: LocalFiles) -> list[Path]:
    return [path for path in files.folder.rglob("*") if path.is_file()]


def test_a_file_comes_back(files: LocalFiles) -> None:
    kept = files.keep([b"abc", b"", b"def"], limit=6)
    assert (kept.size, kept.sha256) == (6, hashlib.sha256(b"abcdef").hexdigest())
    with files.open(kept.id) as stream:
        assert stream.read() == b"abcdef"
    assert files.stored(EVER) == {kept.id}
    files.remove(kept.id)
    files.remove(kept.id)
    with pytest.raises(NotStored):
        files.open(kept.id)
    assert files.stored(EVER) == frozenset()


def test_one_byte_too_many_leaves_nothing(files: LocalFiles) -> None:
    with pytest.raises(FileTooLarge) as refused:
        files.keep([b"abc", b"defg"], limit=6)
    assert refused.value.limit == 6
    assert _all(files) == []


def test_a_stream_that_breaks_leaves_nothing(files: LocalFiles) -> None:
    def broken() -> Iterator[bytes]:
        yield b"abc"
        raise ConnectionError

    with pytest.raises(ConnectionError):
        files.keep(broken(), limit=100)
    assert _all(files) == []


def test_a_stream_is_not_read_past_its_limit(files: LocalFiles) -> None:
    read: list[int] = []

    def endless() -> Iterator[bytes]:
        while True:
            read.append(1)
            yield b"x" * 1000

    with pytest.raises(FileTooLarge):
        files.keep(endless(), limit=10_000)
    assert len(read) == 11


@pytest.mark.parametrize(
    "id",
    [
        "",
        "..",
        "../secrets.json",
        "a/b",
        "/etc/passwd",
        "a" * 15,
        "a" * 65,
        "a" * 20 + "\n",
        "ā" * 20,
    ],
)
def test_only_ids_name_files(files: LocalFiles, id: str) -> None:
    with pytest.raises(NotStored):
        files.open(id)
    with pytest.raises(NotStored):
        files.remove(id)


def test_files_are_for_their_owner_only(files: LocalFiles) -> None:
    kept = files.keep([b"x"], limit=1)
    (path,) = _all(files)
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0
    assert path.name == kept.id


def test_bytes_and_names_are_synced(files: LocalFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[str] = []
    monkeypatch.setattr(
        "os.fsync", lambda fd: synced.append(Path(f"/proc/self/fd/{fd}").readlink().name)
    )
    kept = files.keep([b"x"], limit=1)
    (path,) = _all(files)
    assert synced == [kept.id, path.parent.name, files.folder.name]


def test_bytes_that_are_not_those_that_came_in_are_named(files: LocalFiles, store: Store) -> None:
    with_case(store)
    kept = files.keep([b"%PDF"], 10)
    with store.write() as unit:
        unit.files.add(
            CaseFile(
                kept.id, "case", "paper", "a.pdf", 4, kept.sha256, "application/pdf", NOON
            )
        )  # fmt: skip
    with store.read() as view:
        assert unfit_file(view, files) == ("", "")
        (path,) = (path for path in files.folder.rglob(kept.id))
        path.write_bytes(b"%PDX")
        assert unfit_file(view, files) == (f"file {kept.id}", "its bytes were altered")
        files.remove(kept.id)
        assert unfit_file(view, files) == (f"file {kept.id}", "its bytes are gone")
