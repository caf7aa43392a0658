"""Answers as JSON that keeps their types.

Text and yes/no are plain JSON; everything else is an object with one key that names the type:
``{"decimal": "1.10"}``, ``{"date": "2026-11-22"}``, ``{"choices": [...]}``, ``{"files": [...]}``,
``{"rows": [...]}``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any, Final

from engine.base.values import Answer, Answers, StoredFile
from engine.store.columns import canonical


def encode(answers: Answers) -> dict[str, Any]:
    """JSON values by path."""
    return {path: plain(answer) for path, answer in answers.items()}


def decode(values: Mapping[str, Any]) -> dict[str, Answer]:
    """The answers again."""
    return {path: _decoded(value) for path, value in values.items()}


def fingerprint_text(answers: Answers) -> str:
    """Canonical text of answers in the clear, for hashing only."""
    return canonical(encode(answers))


def plain(answer: Answer) -> Any:
    """One answer as JSON."""
    match answer:
        case str() | bool():
            return answer
        case Decimal():
            return {"decimal": str(answer)}
        case date():
            return {"date": answer.isoformat()}
        case (StoredFile(), *_):
            return {"files": [asdict(file) for file in answer]}
        case (Mapping(), *_):
            return {"rows": [encode(row) for row in answer]}
        case tuple():
            return {"choices": list(answer)}


def _decoded(value: Any) -> Answer:
    if isinstance(value, str | bool):
        return value
    ((kind, inner),) = value.items()
    if kind == "rows":
        return tuple(decode(row) for row in inner)
    return READERS[kind](inner)


READERS: Final[dict[str, Callable[[Any], Answer]]] = {
    "decimal": Decimal,
    "date": date.fromisoformat,
    "choices": tuple,
    "files": lambda files: tuple(StoredFile(**file) for file in files),
}
