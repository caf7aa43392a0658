"""What a fillable PDF asks, apart from how it looks: blocks of inputs with their captions.

An input is named like an input of a page (``company.name``, ``owners.0.share``), so that what comes
back is read exactly as a page is.
"""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from engine.base.dataclass import dataclass

InputKind = Literal["line", "lines", "list", "some of", "one of", "ticks", "tick"]
"""``line`` and ``lines`` are written, ``list`` is one of a long list and ``some of`` several, ``one
of`` is one of a few that all stand there and ``ticks`` several, ``tick`` is one box."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which form of which case it is, and by which definitions; read back before anything else."""

    form: str
    case: str
    bundle: str


@dataclass(frozen=True, slots=True)
class PaperInput:
    """One question. ``values`` are what is answered so far: texts, or codes of ``options``.

    ``options`` are codes with captions; ``longest`` is the most characters, 0 without a limit.
    """

    name: str
    kind: InputKind
    caption: str
    note: str = ""
    values: tuple[str, ...] = field(default=(), repr=False)
    options: tuple[tuple[str, str], ...] = ()
    longest: int = 0
    required: bool = False
    sealed: bool = False
    """Whether it can only be read."""


@dataclass(frozen=True, slots=True)
class PaperBlock:
    """Inputs under one heading; ``level`` 2 is a row of a repeating group inside a block.

    ``hidden`` values travel along unseen, by name.
    """

    heading: str
    inputs: tuple[PaperInput, ...]
    note: str = ""
    level: int = 1
    hidden: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PaperForm:
    """One fillable document. ``page_words`` reads like ``Page {n} of {total}``."""

    title: str
    lang: str
    stamp: Stamp
    intro: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    blocks: tuple[PaperBlock, ...]
    issuer: str = ""
    page_words: str = "{n} / {total}"
