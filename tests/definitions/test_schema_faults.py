"""The schemas that editors use and the loader agree on every file there is."""

from __future__ import annotations

from engine.definitions.checks.schema_faults import schema_faults
from engine.definitions.loader import load
from tests.house.tree import ROOT


def test_every_definition_of_the_bank_fits_its_schema() -> None:
    assert schema_faults(load(ROOT / "definitions").sources, set()) == ()


def test_a_mismatch_is_told_at_its_place() -> None:
    text = "form: company\ntitle: Company\nfields:\n  name: {text: Name, wide: 3}\n"
    fitting = set[str]()
    (fault,) = schema_faults({"forms/corner/company.yaml": text}, fitting)
    assert fitting == set()
    assert fault.code == "A115"
    assert (fault.span.file, fault.span.line) == ("forms/corner/company.yaml", 4)
    assert "wide" in fault.message


def test_what_fits_is_known_again_until_it_changes() -> None:
    text = "form: company\ntitle: Company\nfields:\n  name: {text: Name}\n"
    fitting = set[str]()
    assert schema_faults({"forms/corner/company.yaml": text}, fitting) == ()
    assert len(fitting) == 1
    assert schema_faults({"forms/other/company.yaml": text}, fitting) == ()
    assert len(fitting) == 1
    wide = text.replace("Name}", "Name, wide: 3}")
    assert len(schema_faults({"forms/corner/company.yaml": wide}, fitting)) == 1
