"""Our dataclasses are those of the standard library, only later."""

from __future__ import annotations

import ast
import copy
import dataclasses
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

import pytest

from engine.base.dataclass import dataclass
from engine.base.values import Span
from tests.house.tree import ROOT, product, syntax

Made = Callable[..., Any]
SHAPES: list[dict[str, bool]] = [
    {},
    {"slots": True},
    {"eq": False, "slots": True},
    {"frozen": True, "slots": True},
    {"frozen": True, "slots": True, "eq": False},
    {"frozen": True, "slots": True, "repr": False},
    {"frozen": True, "slots": True, "kw_only": True},
    {"frozen": True, "slots": True, "order": True},
]


def classes(make: Made, **shape: bool) -> tuple[type, type, type]:
    """A class, one that inherits from it, and one that says something itself."""

    @make(**shape)
    class First:
        """Doc."""

        number: int
        words: tuple[str, ...] = ()
        named: dict[str, int] = dataclasses.field(default_factory=dict, repr=False, compare=False)
        kept: ClassVar[int] = 3
        later: int = dataclasses.field(default=7, init=False)

        @property
        def twice(self) -> int:
            return 2 * self.number

    @make(**shape)
    class Second(First):
        """Doc."""

        more: str = "more"

        def __post_init__(self) -> None:
            if self.number < 0:
                raise ValueError(self.number)

    @make(**shape)
    class Third:
        """Doc."""

        text: str

        def __repr__(self) -> str:
            return f"<{self.text}>"

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Third) and len(other.text) == len(self.text)

        def __hash__(self) -> int:
            return len(self.text)

    return First, Second, Third


def outcome(deed: Callable[[], Any]) -> object:
    try:
        return deed()
    except Exception as raised:  # noqa: BLE001 - which one is what is compared
        return type(raised), str(raised).replace("cannot delete", "cannot assign to")


def seen(kind: type, number: int, words: tuple[str, ...]) -> list[object]:
    """What can be seen of two values of a class."""
    if "text" in kind.__annotations__:
        one, other = kind(text="".join(words)), kind(text=str(number))
    else:
        one, other = kind(number=number, words=words), kind(number=1)
    return [
        outcome(deed)
        for deed in (
            lambda: repr(one).partition(" at ")[0],
            lambda: one == other,
            lambda: one == kind(**dataclasses.asdict(one)),
            lambda: hash(one) == hash(dataclasses.replace(one)),
            lambda: kind.__hash__ is None,
            lambda: one < other,
            lambda: setattr(one, dataclasses.fields(kind)[0].name, 5),
            lambda: delattr(one, dataclasses.fields(kind)[0].name),
            lambda: type(kind()).__name__,
            lambda: type(kind(1, 2, 3, 4, 5)).__name__,
            lambda: type(kind(-1)).__name__,
            lambda: dataclasses.asdict(one),
            lambda: [one.name for one in dataclasses.fields(kind)],
            lambda: kind.__match_args__,
            lambda: (one.later, one.kept, one.twice, one.named),
            lambda: hasattr(one, "__dict__"),
            lambda: kind.__doc__,
            lambda: dataclasses.replace(one, words=("x",)) == one,
            lambda: dataclasses.asdict(copy.copy(one)) == dataclasses.asdict(one),
            lambda: dataclasses.asdict(copy.deepcopy(one)) == dataclasses.asdict(one),
        )
    ]


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize(("number", "words"), [(0, ()), (1, ()), (7, ("a", "b"))])
def test_nothing_tells_them_apart(
    shape: dict[str, bool], number: int, words: tuple[str, ...]
) -> None:
    pairs = zip(classes(dataclass, **shape), classes(dataclasses.dataclass, **shape), strict=True)
    for ours, theirs in pairs:
        assert seen(ours, number, words) == seen(theirs, number, words)


def test_what_is_frozen_goes_from_process_to_process() -> None:
    at = Span("forms/one.yaml", 3, 7)
    assert pickle.loads(pickle.dumps(at)) == at  # noqa: S301 - our own


def test_the_product_uses_no_other() -> None:
    assert [
        f"{path}:{node.lineno}"
        for path in product()
        if path != Path("engine/base/dataclass.py")
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.ImportFrom) and node.module == "dataclasses"
        if any(one.name == "dataclass" for one in node.names)
    ] == []


HEAVY = {
    "alembic", "argon2", "authlib", "dbos", "durable", "email_validator", "holidays", "httpx",
    "joserfc", "markdown_it", "networkx", "nh3", "phonenumbers", "pikepdf", "psycopg", "pyhanko",
    "pyhanko_certvalidator", "reportlab", "segno", "signxml", "stdnum", "webauthn",
}  # fmt: skip


def test_a_server_begins_without_what_few_pages_need() -> None:
    """Whoever needs one of these imports it where it is needed."""
    asked = f"import sys, terminal.service; print(*({HEAVY!r} & set(sys.modules)))"
    told = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == []
