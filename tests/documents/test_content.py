"""S-15: a crafted file is judged in a child that may use little, and never ends in an error."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.documents import content
from engine.documents.content import COMMAND, START, judge_content
from engine.documents.uploaded.archives import LARGEST_DIRECTORY
from engine.documents.uploaded.formats import FORMATS, judged
from engine.documents.uploaded.images import MOST_PIXELS
from tests.corridor.files import GOOD
from tests.documents.crafted import DIFFERENT, UNSAFE, bmp, drawing, gif, jpeg, png

MEGABYTE = 1_048_576
MOST_MEMORY = 20 * MEGABYTE
SLOWER = "import sys; sys.path.append({root!r}); from engine.documents.uploaded import child; "
WRITING = "import tempfile; file = tempfile.TemporaryFile(); file.write(b'x'); file.flush()"
BAD = {**UNSAFE, **DIFFERENT}
EXPECTED = {**dict.fromkeys(UNSAFE, "unsafe"), **dict.fromkeys(DIFFERENT, "differs")}


class Counting(io.BytesIO):
    """A file that counts what is read of it."""

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self.count = 0

    def read(self, size: int | None = -1, /) -> bytes:
        part = super().read(size)
        self.count += len(part)
        return part


def in_a_child(code: str, extension: str, file: BinaryIO) -> str:
    """What a child prints that judges a file and then runs some more code."""
    file.seek(0)
    return subprocess.run(
        [*COMMAND[:-1], START + code, extension],
        stdin=file,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    ).stdout


@pytest.mark.parametrize("what", sorted(BAD))
def test_a_crafted_file_is_refused_in_little_memory(what: str) -> None:
    extension, make = BAD[what]
    made = make()
    with TemporaryFile() as file:
        file.write(made)
        file.flush()
        assert judge_content(extension, file)[0] == EXPECTED[what]
        status = in_a_child("; print(open('/proc/self/status').read())", extension, file)
    (peak,) = (line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    assert int(peak) * 1024 <= MOST_MEMORY + min(len(made), 10 * MEGABYTE)


@pytest.mark.parametrize(
    "what", sorted(name for name, (ending, _) in BAD.items() if ending != "svg")
)
def test_what_is_refused_is_hardly_read(what: str) -> None:
    extension, make = BAD[what]
    stream = Counting(make())
    assert judged(extension, stream) == EXPECTED[what]
    assert stream.count <= LARGEST_DIRECTORY


@pytest.mark.parametrize("ending", sorted(GOOD))
def test_a_good_file_is_taken_from_the_disk_and_from_memory(ending: str, tmp_path: Path) -> None:
    expected = ("fits", FORMATS[ending].media_type)
    (tmp_path / "file").write_bytes(GOOD[ending])
    with (tmp_path / "file").open("rb") as file:
        assert judge_content(ending, file) == expected
    assert judge_content(ending, io.BytesIO(GOOD[ending])) == expected


@pytest.mark.parametrize(
    ("ending", "made"),
    [
        ("png", png(10_000, 12_000)),
        ("gif", gif(12_000, 10_000)),
        ("bmp", bmp(10_000, -12_000)),
        ("bmp", b"BM" + bytes(12) + b"\x0c\0\0\0\xff\x0f\xff\x0f" + bytes(8)),
        ("jpg", jpeg(12_000, 10_000)),
        ("jpg", jpeg(12_000, 10_000, b"\xff\xff\xff\xfe\x00\x02" * 900)),
    ],
)
def test_the_largest_picture_is_taken(ending: str, made: bytes) -> None:
    assert MOST_PIXELS == 120_000_000
    assert judged(ending, io.BytesIO(made)) == "fits"


def test_a_drawing_may_hold_a_scan() -> None:
    scan = b'<image href="data:image/png;base64,' + b"A" * 9 * MEGABYTE + b'"/>'
    assert judge_content("svg", io.BytesIO(drawing(scan)))[0] == "fits"


@pytest.mark.parametrize(
    ("program", "verdict"),
    [
        ("print('fits', end='')", "fits"),
        ("child._limit(); bytes(512 * 1048576); print('fits', end='')", "unsafe"),
        (f"child._limit(); {WRITING}; print('fits', end='')", "unsafe"),
        ("child.SECONDS = 1; child._limit()\nwhile True: pass", "unsafe"),
        ("import time; time.sleep(600)", "unsafe"),
        ("import os; os.abort()", "unsafe"),
        ("print('fits')", "unsafe"),
        ("print('fits', end='', flush=True); sys.exit(1)", "unsafe"),
        ("print('no such verdict', end='')", "unsafe"),
        ("pass", "unsafe"),
    ],
)
def test_a_child_that_fails_takes_nothing(
    monkeypatch: pytest.MonkeyPatch, program: str, verdict: str
) -> None:
    start = SLOWER.format(root=str(content.ROOT)) + program
    monkeypatch.setattr(content, "COMMAND", (sys.executable, "-I", "-S", "-c", start))
    monkeypatch.setattr(content, "WAITING", 3.0)
    assert judge_content("pdf", io.BytesIO(GOOD["pdf"]))[0] == verdict


def test_a_child_that_cannot_be_started_takes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "COMMAND", ("/nowhere/python",))
    assert judge_content("pdf", io.BytesIO(GOOD["pdf"]))[0] == "unsafe"


def test_an_unknown_extension_starts_no_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "COMMAND", ("no such program",))
    assert judge_content("exe", io.BytesIO(b"MZ")) == ("differs", "")


@given(st.sampled_from(sorted(FORMATS)), st.binary(max_size=300))
def test_any_bytes_are_judged_without_an_error(ending: str, made: bytes) -> None:
    assert judged(ending, io.BytesIO(made)) in ("fits", "differs", "unsafe")


@given(st.sampled_from(sorted(GOOD)), st.data())
def test_spoiled_bytes_are_judged_without_an_error(ending: str, data: st.DataObject) -> None:
    made = bytearray(GOOD[ending])
    for _ in range(data.draw(st.integers(1, 6))):
        made[data.draw(st.integers(0, len(made) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(made)))
    for spoiled in (bytes(made), bytes(made[:cut]), bytes(made[cut:])):
        assert judged(ending, io.BytesIO(spoiled)) in ("fits", "differs", "unsafe")
