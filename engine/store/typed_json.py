"""Answers as JSON that keeps their types, with the sensitive ones sealed.

Text and yes/no are plain JSON; everything else is an object with one key that names the type:
``{"decimal": "1.10"}``, ``{"date": "2026-11-22"}``, ``{"choices": [...]}``, ``{"files": [...]}``,
``{"rows": [...]}``, ``{"sealed": "..."}``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from engine.base.values import Answer, Answers, StoredFile
from engine.store.columns import canonical
from engine.store.vault import Vault

ROW_NUMBER: Final = re.compile(r"\.\d+(?=\.|$)")


@dataclass(frozen=True, slots=True)
class Sealing:
    """How answers of one place are sealed: ``place`` starts the associated data (case and form)."""

    vault: Vault
    place: str
    sensitive: frozenset[str] = frozenset()
    """Paths as ``client.personal_code`` or ``representatives[].personal_code``."""

    def covers(self, path: str) -> bool:
        """Whether the answer at ``path`` (``representatives.0.personal_code``) is sensitive."""
        return path in self.sensitive or ROW_NUMBER.sub("[]", path) in self.sensitive

    def at(self, path: str) -> str:
        """The associated data of the answer at ``path``."""
        return f"{self.place}/{path}"


def encode(answers: Answers, sealing: Sealing) -> dict[str, Any]:
    """JSON values by path."""
    return {path: _encoded(answer, path, sealing) for path, answer in answers.items()}


def decode(values: Mapping[str, Any], sealing: Sealing) -> dict[str, Answer]:
    """The answers again; raises ``SealBroken`` or ``NoKey``."""
    return {path: _decoded(value, path, sealing) for path, value in values.items()}


def resealed(values: Mapping[str, Any], sealing: Sealing) -> dict[str, Any]:
    """The same JSON values with everything sealed by the current key."""
    return {path: _resealed(value, path, sealing) for path, value in values.items()}


def fingerprint_text(answers: Answers) -> str:
    """Canonical text of answers in the clear, for hashing only."""
    return canonical({path: _plain(answer, path, None) for path, answer in answers.items()})


def plain(answer: Answer) -> Any:
    """One answer as JSON, nothing sealed."""
    return _plain(answer, "", None)


def _encoded(answer: Answer, path: str, sealing: Sealing) -> Any:
    if sealing.covers(path):
        plain = canonical(_plain(answer, path, None))
        return {"sealed": sealing.vault.seal(plain, sealing.at(path))}
    return _plain(answer, path, sealing)


def _plain(answer: Answer, path: str, sealing: Sealing | None) -> Any:
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
            return {"rows": [_row(row, f"{path}.{i}", sealing) for i, row in enumerate(answer)]}
        case tuple():
            return {"choices": list(answer)}


def _row(row: Answers, path: str, sealing: Sealing | None) -> dict[str, Any]:
    write = _plain if sealing is None else _encoded
    return {name: write(answer, f"{path}.{name}", sealing) for name, answer in row.items()}  # type: ignore[arg-type]


def _decoded(value: Any, path: str, sealing: Sealing) -> Answer:
    if isinstance(value, str | bool):
        return value
    ((kind, inner),) = value.items()
    if kind == "sealed":
        return _decoded(json.loads(sealing.vault.unseal(inner, sealing.at(path))), path, sealing)
    if kind == "rows":
        return tuple(_read_row(row, f"{path}.{i}", sealing) for i, row in enumerate(inner))
    return READERS[kind](inner)


def _resealed(value: Any, path: str, sealing: Sealing) -> Any:
    match value:
        case {"sealed": sealed}:
            return {"sealed": sealing.vault.reseal(sealed, sealing.at(path))}
        case {"rows": rows}:
            return {
                "rows": [
                    {
                        name: _resealed(inner, f"{path}.{i}.{name}", sealing)
                        for name, inner in row.items()
                    }
                    for i, row in enumerate(rows)
                ]
            }
        case _:
            return value


def _read_row(row: Mapping[str, Any], path: str, sealing: Sealing) -> dict[str, Answer]:
    return {name: _decoded(value, f"{path}.{name}", sealing) for name, value in row.items()}


READERS: Final[dict[str, Callable[[Any], Answer]]] = {
    "decimal": Decimal,
    "date": date.fromisoformat,
    "choices": tuple,
    "files": lambda files: tuple(StoredFile(**file) for file in files),
}
