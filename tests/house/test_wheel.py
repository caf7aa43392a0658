"""The built wheel is of use alone: its texts travel with it, a first programme can be served."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import time
import zipfile
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest

from tests.house.tree import ROOT, in_product, tracked

START = """\
import sys
sys.path[:] = [{site!r}, *sys.path, {packages!r}]
import cli
cli.main(prog_name="anketa")
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built of what git tracks, as anybody would build it."""
    source, built = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("built")
    for path in tracked():
        target = source / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / path, target)
    words = "wheel -q --no-index --no-deps --no-build-isolation --disable-pip-version-check"
    pip = [sys.executable, "-m", "pip", *words.split(), "-w", str(built), str(source)]
    subprocess.run(pip, check=True, capture_output=True, text=True)
    (found,) = built.glob("anketa-*.whl")
    return found


@pytest.fixture(scope="module")
def anketa(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The command of the installed wheel, in an environment that knows no other copy of it.

    Site packages are added as a plain folder, so that no path file in them leads back here.
    """
    site = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    start = START.format(site=str(site), packages=sysconfig.get_path("purelib"))
    return [sys.executable, "-S", "-P", "-c", start]


@pytest.fixture(scope="module")
def begun(anketa: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which somebody has begun."""
    folder = tmp_path_factory.mktemp("elsewhere") / "club"
    answer = run(anketa, "new", str(folder), folder=folder.parent)
    assert answer.returncode == 0, answer.stderr
    assert (folder / "definitions" / "flows" / "club.yaml").is_file()
    return folder


def run(anketa: list[str], *words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*anketa, *words],
        cwd=folder,
        env={"HOME": str(folder), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )


def test_everything_of_the_product_is_in_it(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())
    assert [str(path) for path in tracked() if in_product(path) and str(path) not in packed] == []
    texts = {f"engine/language/texts/{lang}/LC_MESSAGES/messages.po" for lang in ("lv", "en", "ru")}
    assert texts <= packed
    assert {name.partition("/")[0] for name in packed if ".dist-info" not in name} == {
        "cli.py", "engine", "terminal", "web",
    }  # fmt: skip


def test_where_there_are_no_definitions_it_says_what_to_do(
    anketa: list[str], tmp_path: Path
) -> None:
    answer = run(anketa, "check", folder=tmp_path)
    assert answer.returncode == 2
    assert "there are no definitions here" in answer.stderr
    assert "anketa new" in answer.stderr


@pytest.mark.parametrize("words", ["check --strict", "verify", "scenarios"])
def test_the_first_programme_passes(anketa: list[str], begun: Path, words: str) -> None:
    answer = run(anketa, *words.split(), folder=begun)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_nothing_is_written_over(anketa: list[str], begun: Path) -> None:
    again = run(anketa, "new", ".", folder=begun)
    assert again.returncode == 1
    assert "exists already" in again.stderr


def test_answers_are_judged_in_every_language(anketa: list[str], begun: Path) -> None:
    (begun / "answers.yaml").write_text("member: {kind: play}\n", encoding="utf-8")
    told = {
        lang: run(anketa, "judge", "club", "answers.yaml", "--lang", lang, folder=begun).stdout
        for lang in ("en", "lv", "ru")
    }
    assert "This field is required" in told["en"]
    assert len(set(told.values())) == 3


def test_the_first_programme_is_served(anketa: list[str], begun: Path) -> None:
    assert run(anketa, "db", "upgrade", "--demo", folder=begun).returncode == 0
    for address, page in served(anketa, begun):
        assert address.endswith("/en/outbox")
        assert "Who joins" in page


def served(anketa: list[str], folder: Path) -> Iterator[tuple[str, str]]:
    """The address of the outbox that the server tells, and its page of the registration."""
    port = 20_000 + os.getpid() % 12_000  # below those that are given to whoever asks for any
    with subprocess.Popen(
        [*anketa, "serve", "--demo", "--port", str(port)],
        cwd=folder,
        env={"HOME": str(folder), "PATH": os.environ["PATH"], "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:
        assert server.stdout is not None
        told = iter(server.stdout.readline, "")
        try:
            address = next(line for line in told if "outbox" in line)
            yield re.sub(r".*(http\S+).*\n", r"\1", address), registration(port)
        finally:
            server.terminate()


def registration(port: int) -> str:
    """The first page of the registration, as soon as the server is there."""
    for _ in range(600):
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.request("GET", "/en/club/register")
            return connection.getresponse().read().decode()
        except (OSError, HTTPException):
            time.sleep(0.1)
        finally:
            connection.close()
    raise AssertionError("it does not answer")
