"""Size: the tail is what makes code hard to read, so the tail is short and each exception named."""

from __future__ import annotations

import ast
from statistics import median

from tests.house.tree import functions, product, text

LONG_FILE = 300
LONG_FUNCTION = 40

# Path to the reason why it is easier to read in one piece.
LONG_FILES: dict[str, str] = {
    "engine/settings/settings.py": "one table of settings, read from top to bottom",
}
# path:function to the reason why it is easier to read in one piece.
LONG_FUNCTIONS: dict[str, str] = {}


def lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its decorators and its docstring."""
    first = node.body[0]
    documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    documentation = (first.end_lineno or 0) - first.lineno + 1 if documented else 0
    return (node.end_lineno or 0) - node.lineno + 1 - documentation


def long_files() -> set[str]:
    return {str(path) for path in product() if len(text(path).splitlines()) > LONG_FILE}


def long_functions() -> set[str]:
    return {
        f"{path}:{node.name}"
        for path in product()
        # A migration is a list of tables as they were; it is never changed again.
        if "migrations" not in path.parts
        for node in functions(path)
        if lines(node) > LONG_FUNCTION
    }


def test_a_file_fits_a_few_screens() -> None:
    assert long_files() - set(LONG_FILES) == set()


def test_a_function_fits_one_screen() -> None:
    assert long_functions() - set(LONG_FUNCTIONS) == set()


def test_most_files_are_small() -> None:
    assert median(len(text(path).splitlines()) for path in product()) < 100


def test_no_exception_outlives_its_reason() -> None:
    assert set(LONG_FILES) <= long_files()
    assert set(LONG_FUNCTIONS) <= long_functions()
