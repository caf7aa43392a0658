"""What the demonstration's providers read from the documents of its people: what they answered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final
from zlib import crc32

from engine.case.read_documents import DOCUMENT, typed_of
from engine.definitions.model.ports import BEGUN, SIGNING
from engine.services.case_loading import LoadedCase

GOOD_FOR: Final = timedelta(days=1500)
NUMBERS: Final = 10_000_000


def is_read_by(case: LoadedCase, provider: str) -> bool:
    """Whether a provider looks at documents of persons."""
    ports = {one.name: one.port for one in case.state.route.flow.providers}
    return ports.get(provider) in BEGUN and ports.get(provider) != SIGNING


def read_at(case: LoadedCase, unit: str, told: Mapping[str, str]) -> Mapping[str, Any]:
    """What a step of such a provider says of a person; ``told`` stands in the document instead."""
    typed = typed_of(case.state, unit)
    until: date = case.state.world.today + GOOD_FOR
    number = f"LV{crc32(f'{case.case.id} {unit}'.encode()) % NUMBERS:07}"
    return {DOCUMENT: {**typed, "number": number, "until": until, "country": "LV", **told}}
