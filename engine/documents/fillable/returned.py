"""A filled-in form that came back: what stands in it, or why nothing can be read from it.

The file is opened by a child process with little memory and little time, as every file that comes
from outside.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import IO, Final, Literal, get_args

from engine.base.children import answer_of
from engine.base.dataclass import dataclass
from engine.documents.fillable.form import Stamp

WholeFault = Literal[
    "not a PDF", "damaged", "password", "XFA", "no fields", "not ours", "tangled", "too much"
]
"""Why nothing can be read. ``no fields``: printed, scanned or flattened; ``not ours``: the fields
are those of another document; ``tangled``: fields that lead in a circle."""

FieldFault = Literal["too long", "said twice", "no text"]
"""Why one field cannot be read: too many characters, two values under one name, something that is
no text at all."""

WHOLE_FAULTS: Final[tuple[str, ...]] = get_args(WholeFault)
ROOT: Final = Path(__file__).parents[3]
START: Final = (
    f"import sys; sys.path.append({str(ROOT)!r}); "
    "from engine.documents.fillable.reading_child import main; main()"
)
COMMAND: Final = (sys.executable, "-I", "-c", START)
WAITING: Final = 30.0


@dataclass(frozen=True, slots=True)
class Returned:
    """The values of a form by input name, and the inputs that cannot be read."""

    stamp: Stamp
    values: Mapping[str, tuple[str, ...]] = field(repr=False)
    faults: Mapping[str, FieldFault] = field(default_factory=dict)


def read_back(file: IO[bytes]) -> Returned | WholeFault:
    """What stands in the form in ``file``, a file on a disk. Never raises, whatever it is."""
    file.seek(0)
    answer = answer_of(COMMAND, file, WAITING, what="a form that came back")
    return "too much" if answer is None else _told(json.loads(answer))


def _told(answer: Mapping[str, object]) -> Returned | WholeFault:
    whole = answer.get("fault")
    for known in WHOLE_FAULTS:
        if whole == known:
            return known  # type: ignore[return-value]  # one of the literals
    values, faults, stamp = answer["values"], answer["faults"], answer["stamp"]
    return Returned(
        Stamp(*stamp),  # type: ignore[misc]
        {name: tuple(one) for name, one in values.items()},  # type: ignore[attr-defined]
        faults,  # type: ignore[arg-type]
    )
