"""What was in order is remembered; whoever cannot keep anything checks again."""

from __future__ import annotations

from pathlib import Path

import pytest

from terminal.remembered import MOST, remembered


def test_it_is_known_in_the_next_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with remembered("fine") as known:
        known.add("one")
    with remembered("fine") as known:
        assert known == {"one"}
    with remembered("other") as known:
        assert known == set()


def test_too_much_begins_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with remembered("fine") as known:
        known.update(str(one) for one in range(MOST + 1))
    with remembered("fine") as known:
        assert known == set()


def test_nothing_is_lost_where_nothing_can_be_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "file"
    home.write_bytes(b"\xff")
    monkeypatch.setenv("XDG_CACHE_HOME", str(home))
    with remembered("fine") as known:
        known.add("one")
    with remembered("fine") as known:
        assert known == set()
