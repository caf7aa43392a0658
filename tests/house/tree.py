"""The repository as the house tests see it: its files, and the syntax trees of its code."""

from __future__ import annotations

import ast
import configparser
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that git tracks and that still exists, as a path relative to the root."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    names = (Path(name) for name in listed.stdout.split("\0") if name)
    return tuple(sorted(name for name in names if (ROOT / name).is_file()))


@cache
def product() -> tuple[Path, ...]:
    """The Python files of the product."""
    return tuple(path for path in tracked() if path.suffix == ".py" and in_product(path))


def in_product(path: Path) -> bool:
    return path.parts[0] in {"engine", "terminal", "web", "cli.py"}


@cache
def syntax(path: Path) -> ast.Module:
    return ast.parse(text(path), filename=str(path))


@cache
def text(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imported(path: Path) -> Iterator[str]:
    """The full names of the modules that a file imports, at any depth."""
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@cache
def setup_cfg() -> configparser.ConfigParser:
    parser = configparser.ConfigParser(inline_comment_prefixes=("#",), interpolation=None)
    parser.read(ROOT / "setup.cfg", encoding="utf-8")
    return parser
