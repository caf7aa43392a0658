"""Source coverage: what rests on which paragraph, and what on none."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.analysis.sources import paragraphs, source_coverage
from tests.analysis.programmes import FEE, club


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", []),
        ("Guide 4.4", ["Guide 4.4"]),
        ("Guide 4.4, 7; R-06, R-15", ["Guide 4.4", "Guide 7", "R-06", "R-15"]),
        ("Guide 9.1; spec RD-11 (demo set)", ["Guide 9.1", "spec RD-11 (demo set)"]),
        ("NACE Rev. 2", ["NACE Rev. 2"]),
    ],
)  # fmt: skip
def test_a_source_names_paragraphs(source: str, expected: list[str]) -> None:
    assert list(paragraphs(source)) == expected


def test_everything_stands_under_its_paragraphs(tmp_path: Path) -> None:
    ready = club(
        tmp_path,
        fields={"guest": {"yesno": "Guest", "source": "Rules 10, 2"}},
        rules={"fee": {**FEE, "source": "Rules 2"}},
    )
    found = source_coverage(ready.programme)
    assert [name for name, _ in found.paragraphs] == ["Rules 2", "Rules 10"]
    under = {name: [one.name for one in users] for name, users in found.paragraphs}
    assert under == {"Rules 2": ["guest", "fee 1", "fee 2", "fee 3"], "Rules 10": ["guest"]}
    assert "kind" in [one.name for one in found.without]
    assert "guest" not in [one.name for one in found.without]
