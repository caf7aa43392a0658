"""A programme must not be called like an address of the product: its pages would be hidden."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.definitions.reading.programme import OWN_ADDRESSES
from tests.definitions.folders import copy_of_valid, faults


@pytest.mark.parametrize("name", ["staff", "outbox", "healthz", "assets"])
def test_a_programme_called_like_an_address_is_refused(name: str, tmp_path: Path) -> None:
    assert name in OWN_ADDRESSES
    folder = copy_of_valid(tmp_path)
    rooms = (folder / room for room in ("flows", "forms", "rules", "terms", "lists"))
    for path in sorted((p for room in rooms for p in room.rglob("corner*")), reverse=True):
        path.rename(path.with_name(path.name.replace("corner", name)))
    for path in folder.rglob("*.yaml"):
        words = path.read_text("utf-8").replace("/corner/", f"/{name}/")
        path.write_text(words.replace("programme: corner", f"programme: {name}"), "utf-8")
    (found,) = faults(folder)
    assert (found.code, found.span.file) == ("A208", f"flows/{name}.yaml")
