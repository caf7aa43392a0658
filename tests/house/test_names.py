"""Names: one habit everywhere, and no customer named in the code."""

from __future__ import annotations

import ast
import re

from tests.house.customers import code_words, proper_names
from tests.house.tree import functions, in_product, product, syntax, text, tracked

EMPTY_WORDS = {"base", "common", "helper", "helpers", "manager", "misc", "util", "utils"}
EMPTY_ENDINGS = ("Helper", "Manager", "Utils")
EMPTY_PREFIXES = ("get_", "handle_", "process_")
GIVEN_NAMES = {
    "get_command": "click asks a group for it",
    "process_bind_param": "SQLAlchemy asks a column type for it",
    "process_result_value": "SQLAlchemy asks a column type for it",
}
"""Names that a library chose, and who calls them."""


def test_modules_are_named_after_what_they_hold() -> None:
    assert [str(path) for path in product() if path.stem in EMPTY_WORDS] == []


def test_classes_are_named_after_what_they_are() -> None:
    names = [
        f"{path}: {node.name}"
        for path in product()
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.ClassDef)
    ]
    assert [name for name in names if name.endswith(EMPTY_ENDINGS)] == []


def test_functions_are_named_after_what_they_do() -> None:
    assert [
        f"{path}: {node.name}"
        for path in product()
        for node in functions(path)
        if node.name.lstrip("_").startswith(EMPTY_PREFIXES) and node.name not in GIVEN_NAMES
    ] == []


def test_no_code_is_made_from_text() -> None:
    assert [
        f"{path}:{node.lineno}: {node.func.id}"
        for path in product()
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"__import__", "compile", "eval", "exec"}
    ] == []


def test_no_customer_is_named_outside_the_definitions() -> None:
    assert [
        f"{path}: {name}"
        for path in tracked()
        if in_product(path)
        for name in proper_names()
        if name in text(path).casefold()
    ] == []


def test_no_form_service_or_stage_is_written_into_the_code() -> None:
    assert [
        f"{path}:{node.lineno}: {node.value}"
        for path in product()
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.Constant) and node.value in code_words()
    ] == []


def test_no_form_service_or_stage_is_written_into_a_template() -> None:
    quoted = re.compile(r"""["']([a-z0-9]+(?:_[a-z0-9]+)+)["']""")
    assert [
        f"{path}: {name}"
        for path in tracked()
        if path.parts[0] == "web" and path.suffix in {".html", ".js", ".txt"}
        for name in quoted.findall(text(path))
        if name in code_words()
    ] == []


def test_names_are_collected_from_the_definitions() -> None:
    assert proper_names()
    assert len(code_words()) > 20
