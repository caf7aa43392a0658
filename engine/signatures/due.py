"""What must be signed, and by whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from pathlib import PurePosixPath

from engine.base.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class DueDocument:
    """A document as it was handed out; ``sha256`` in lower-case hex, ``size`` in bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class DueSigner:
    """A person who has to sign; ``key`` is what the asker calls them, ``code`` may be blank."""

    key: str
    name: str = field(repr=False)
    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Due:
    """Exactly these documents, signed by exactly these persons."""

    documents: tuple[DueDocument, ...]
    signers: tuple[DueSigner, ...]


def one_name_each(names: Iterable[str]) -> tuple[str, ...]:
    """The names in their order; one that is taken gets a number, as in ``terms (2).pdf``."""
    taken: set[str] = set()
    given = []
    for name in names:
        path, number, own = PurePosixPath(name), 1, name
        while own.casefold() in taken:
            number += 1
            own = f"{path.stem} ({number}){path.suffix}"
        taken.add(own.casefold())
        given.append(own)
    return tuple(given)
