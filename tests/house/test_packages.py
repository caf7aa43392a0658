"""Packages: what the code imports is declared and pinned, and what is declared is used."""

from __future__ import annotations

import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.house.tree import ROOT, imported, product, setup_cfg, tracked

LOCKS = ("build", "rules", "run", "test")
OURS = {"cli", "engine", "terminal", "tests", "web"}

# Declared but never imported, with who needs it.
SILENT = {
    "bootstrap-flask": "its style sheets are served, its code is not needed",
    "django-js-lib-htmx": "its script is served, its code is not needed",
    "fontpkg-pt-sans": "documents are set in its typeface",
    "psycopg": "SQLAlchemy and DBOS load it by the database URL",
    "rl-accel": "ReportLab uses it when it is there",
    "tzdata": "zoneinfo reads it where the system has no time zones",
}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(section: str, option: str) -> set[str]:
    lines = setup_cfg()[section][option].split("\n")
    return {normal(found[0]) for line in lines if (found := re.match(r"[\w.-]+", line))}


def pinned(lock: str) -> dict[str, set[str]]:
    pins: dict[str, set[str]] = {}
    for name, version in re.findall(
        r"^([\w.-]+)(?:\[.*?\])?==([^\s;\\]+)", content(lock), flags=re.MULTILINE
    ):
        pins.setdefault(normal(name), set()).add(version)
    return pins


def content(lock: str) -> str:
    return (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")


def distributions(paths: list[Path]) -> set[str]:
    """The packages that the files import, the standard library and our own left out."""
    providers = packages_distributions()
    roots = {name.partition(".")[0] for path in paths for name in imported(path)}
    foreign = roots - OURS - set(sys.stdlib_module_names)
    return {normal(provider) for root in foreign for provider in providers.get(root, [root])}


def test_what_the_product_imports_is_declared() -> None:
    allowed = declared("options", "install_requires") | {"durable-rules"}
    assert distributions(list(product())) - allowed == set()


def test_what_is_declared_is_used() -> None:
    used = distributions(list(product())) | set(SILENT)
    assert declared("options", "install_requires") - used == set()


def test_what_the_tests_import_is_declared() -> None:
    tests = [path for path in tracked() if path.suffix == ".py" and path.parts[0] == "tests"]
    allowed = declared("options", "install_requires") | declared("options.extras_require", "test")
    assert distributions(tests) - allowed - {"durable-rules"} == set()


def test_every_folder_with_code_is_a_package() -> None:
    folders = {path.parent for path in product() if path.parent != Path()}
    assert [
        str(folder) for folder in folders if not (ROOT / folder / "__init__.py").is_file()
    ] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash(lock: str) -> None:
    blocks = re.split(r"\n(?=[\w-])", content(lock).strip())
    assert blocks
    assert [block for block in blocks if "==" not in block or "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_place(lock: str) -> None:
    assert re.findall(r"https?:|file:|--\w*index|--find-links| @ |\s/", content(lock)) == []


def test_locks_are_fresh_and_agree() -> None:
    run, test = pinned("run"), pinned("test")
    assert declared("options", "install_requires") <= set(run)
    assert declared("options.extras_require", "test") <= set(test)
    assert declared("options.extras_require", "lint") <= set(test)
    assert {name: versions for name, versions in run.items() if test.get(name) != versions} == {}
