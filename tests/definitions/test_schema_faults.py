"""The schemas that editors use and the loader agree on every file there is."""

from __future__ import annotations

from engine.definitions.checks.schema_faults import schema_faults
from engine.definitions.loader import load
from tests.house.tree import ROOT


def test_every_definition_of_the_bank_fits_its_schema() -> None:
    assert schema_faults(load(ROOT / "definitions").sources) == ()


def test_a_mismatch_is_told_at_its_place() -> None:
    text = "form: company\ntitle: Company\nfields:\n  name: {text: Name, wide: 3}\n"
    (fault,) = schema_faults({"forms/corner/company.yaml": text})
    assert fault.code == "A115"
    assert (fault.span.file, fault.span.line) == ("forms/corner/company.yaml", 4)
    assert "wide" in fault.message
