"""What was found in order in earlier runs, by hash, in the cache folder of whoever runs them.

Nothing but hashes is kept: whoever loses them, or cannot keep any, checks again.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

MOST: Final = 20_000
"""Hashes that are kept; beyond, it begins anew."""


@contextmanager
def remembered(name: str) -> Iterator[set[str]]:
    """The hashes under a name; those that are added are kept for the next run."""
    home = os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()
    file = Path(home, "anketa", name)
    known: set[str] = set()
    with suppress(OSError, UnicodeDecodeError):
        known.update(file.read_text(encoding="ascii").split())
    before = len(known)
    yield known
    if len(known) > before:
        with suppress(OSError):
            _keep(file, known if len(known) <= MOST else set())


def _keep(file: Path, known: set[str]) -> None:
    """Write it whole beside, then in its place."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", dir=file.parent, encoding="ascii", delete=False) as draft:
        draft.write("\n".join(sorted(known)))
    Path(draft.name).replace(file)
