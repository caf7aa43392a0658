"""Findings about wording: texts that a language lacks, placeholders that differ."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from engine.analysis.findings import Finding, FindingText
from engine.base.values import Text
from engine.definitions.checks.missing_texts import missing_texts
from engine.definitions.model.programme import (
    Definitions,
    Programme,
)
from engine.language.marker import N_

UNTRANSLATED = N_("A text is missing in a language: {fault}")
UNLIKE = N_("A text has other placeholders in another language: {fault}")

Known = Callable[[str, Text], str | None]

_CODES = {"A703": ("V601", UNTRANSLATED), "A704": ("V602", UNLIKE)}


def wording_findings(programme: Programme, known: Known) -> Iterator[Finding]:
    """Every text that a promised language lacks, or that speaks of something else there."""
    faults = missing_texts(Definitions({programme.name: programme}, {}, ""), known)
    for fault in faults:
        code, text = _CODES[fault.code]
        sentence = FindingText(text, {"fault": fault.message})
        yield Finding(code, sentence, (fault.span,), about=fault.message)
